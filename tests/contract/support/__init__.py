"""What the contract tests of all dialects share."""
