"""Unknot's own paths, for what no vendor has a call. README.md says what and why."""
