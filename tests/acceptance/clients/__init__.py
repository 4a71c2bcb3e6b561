"""Programs that run the vendor's real clients, each in a process of its own."""
