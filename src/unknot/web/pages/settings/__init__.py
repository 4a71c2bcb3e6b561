"""Settings: one module for each page of them."""
