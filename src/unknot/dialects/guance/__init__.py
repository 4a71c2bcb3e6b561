"""The Guance / TrueWatch issue API. README.md says what is supported, left out, and different."""
