"""What the tests of the Guance dialect share: a key, a workspace seen with it, and the forms of answers."""
