"""Load: clients in a process of their own, who ask again as soon as they are answered."""
