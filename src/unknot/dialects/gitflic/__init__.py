"""The GitFlic project-issue API. README.md says what is supported, left out, and different."""
