"""Values and rules. Nothing in here knows HTTP, SQL, files or the clock."""
