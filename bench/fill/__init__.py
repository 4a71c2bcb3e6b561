"""A believable database of any size, made by the operations themselves, so that nothing in it is as no server leaves it."""
