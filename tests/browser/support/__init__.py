"""What the browser tests share: a served demo, people who work on it, and an eye on what a browser complains of."""
