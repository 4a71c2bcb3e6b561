"""Import and export: whole sets of issues, in formats that others read."""
