"""The arithmetic of the bench."""

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from statistics import median


def percentile(ranked: Sequence[float], share: float) -> float:
    """The least of the ascending values that at least this share of them does not exceed (nearest rank)."""
    return ranked[max(ceil(share * len(ranked)), 1) - 1]
