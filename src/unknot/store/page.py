"""Pages: which part of a list is wanted, and the part that was found."""

from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

Item = TypeVar("Item")


class Page(msgspec.Struct, frozen=True):
    """The page with this number, counted from zero, of pages of this size."""

    number: int
    size: int

    @property
    def skip(self) -> int:
        return self.number * self.size

    def of(self, every: Sequence[Item]) -> "Slice[Item]":
        """The page of a list that is there as a whole."""
        return Slice(every[self.skip : self.skip + self.size], len(every))


class Slice(msgspec.Struct, Generic[Item], frozen=True):
    """One page of a list, and how long the whole list is."""

    items: Sequence[Item]
    total: int


def contains_pattern(folded: str) -> str:
    r"""A LIKE pattern that finds the text anywhere, with "%" and "_" as themselves. Say ESCAPE '\' in the statement."""
    literal = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{literal}%"
