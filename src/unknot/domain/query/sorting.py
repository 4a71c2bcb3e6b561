"""What comes first. A "-" means the greatest: `sort:-updated` begins with the newest change."""

from enum import StrEnum
from typing import Final

import msgspec

from unknot.domain.query.keys import Key
from unknot.domain.query.parts import Query
from unknot.domain.query.problems import Problem, Wrong


class SortField(StrEnum):
    UPDATED = "updated"
    CREATED = "created"
    LEVEL = "level"  # the greatest is the most urgent
    RELEVANCE = "relevance"  # of the text that is looked for


class Sort(msgspec.Struct, frozen=True):
    field: SortField
    is_descending: bool

    def __str__(self) -> str:
        return f"{'-' if self.is_descending and self.field is not SortField.RELEVANCE else ''}{self.field.value}"


NEWEST_CHANGE_FIRST: Final = Sort(SortField.UPDATED, is_descending=True)
EXPECTED_SORTS: Final = (
    "-updated",
    "updated",
    "-created",
    "created",
    "-level",
    "level",
    "relevance",
)


def sort_of(text: str) -> Sort:
    """What comes first; a ValueError, whose arguments were expected, where the text says nothing of the kind."""
    try:
        field = SortField(text.removeprefix("-").lower())
    except ValueError:
        raise ValueError(*EXPECTED_SORTS) from None
    return Sort(field, text.startswith("-") or field is SortField.RELEVANCE)  # nobody wants the worst first


def sort_in(query: Query) -> tuple[Sort, tuple[Problem, ...]]:
    """What a query says comes first, and what of it was not understood."""
    term = query.of(Key.SORT)
    if term is None:
        return NEWEST_CHANGE_FIRST, ()
    given, part = term.values[0], str(term)
    try:
        return sort_of(given), ()
    except ValueError as error:
        wrong = Problem(term.place, len(part), Wrong.UNKNOWN_VALUE, given, part, error.args)
        return NEWEST_CHANGE_FIRST, (wrong,)
