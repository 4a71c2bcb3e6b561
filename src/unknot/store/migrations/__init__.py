"""The way from any older schema to today's. Each step is numbered, forward only, and says its reason."""
