"""Unknot, a self-hosted issue tracker that speaks two vendors' APIs."""

__version__ = "0.1.0"
