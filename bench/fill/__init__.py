"""A believable database of any size. Operations make it, so everything in it is as a server leaves it."""
