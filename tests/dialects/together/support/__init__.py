"""Both dialects in one process, and a plain model of what they must show."""
