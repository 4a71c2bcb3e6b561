"""Unknot's own paths, asked by programs that otherwise speak a vendor's API."""
