"""What tests of this dialect share."""
