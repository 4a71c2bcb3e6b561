"""The arithmetic of the bench: percentiles, ratios of rounds, and whether an aim is met."""

from collections.abc import Sequence
from math import ceil
from statistics import median

import msgspec


class Unit(msgspec.Struct, frozen=True):
    """How a value is written, and how a distance between two."""

    value: str
    distance: str


PERCENT = Unit("{:.0f} %", "{:.0f} points")
TIMES = Unit("{:.2f}×", "{:.2f}")  # noqa: RUF001 - the sign for it
MEGABYTES = Unit("{:.0f} MB", "{:.0f} MB")
SECONDS = Unit("{:.2f} s", "{:.2f} s")


class AtLeast(msgspec.Struct, frozen=True, tag=True):
    """An aim from below."""

    limit: float

    def missing(self, value: float) -> float:
        return self.limit - value

    def words(self, unit: Unit) -> str:
        return f"≥ {unit.value.format(self.limit)}"


class AtMost(msgspec.Struct, frozen=True, tag=True):
    """An aim from above."""

    limit: float

    def missing(self, value: float) -> float:
        return value - self.limit

    def words(self, unit: Unit) -> str:
        return f"≤ {unit.value.format(self.limit)}"


Aim = AtLeast | AtMost


class Claim(msgspec.Struct, frozen=True):
    """A figure that can be held against an aim: "28 % of the ceiling"."""

    value: float
    unit: Unit
    what: str
    aim: Aim | None = None

    @property
    def words(self) -> str:
        return f"{self.unit.value.format(self.value)} {self.what}"

    @property
    def verdict(self) -> str:
        """ "≥ 50 %: missed by 22 points", or nothing where nothing is aimed at."""
        if self.aim is None:
            return ""
        missing = self.aim.missing(self.value)
        outcome = "met" if missing <= 0 else f"missed by {self.unit.distance.format(missing)}"
        return f"{self.aim.words(self.unit)}: {outcome}"


def percentile(ranked: Sequence[float], share: float) -> float:
    """The least of the ascending values that at least this share of them does not exceed (nearest rank)."""
    return ranked[max(ceil(share * len(ranked)), 1) - 1]


def ratio(rates: Sequence[float], others: Sequence[float]) -> float:
    """How many times as fast: the median over rounds, each held against the one that was driven beside it.

    Whatever else the machine did in a round, it did to both.
    """
    return median(rate / other for rate, other in zip(rates, others, strict=True))
