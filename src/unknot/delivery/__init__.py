"""What follows the log of events: projections beside it, and the ways out of the house."""
