"""Pages for people. For now: the reference of the APIs, and what a load balancer asks."""
