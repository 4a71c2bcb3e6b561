"""What tests of our own paths share."""
