"""From the words of a query to an order that issues are found in."""

from typing import Final

from unknot.domain.query import NEWEST_CHANGE_FIRST, Key, Problem, Query, Sort, SortField, Wrong, sort_of
from unknot.store.browsing import Order

ORDERS: Final = {
    Sort(SortField.UPDATED, is_descending=True): Order.UPDATED,
    Sort(SortField.CREATED, is_descending=True): Order.CREATED,
    Sort(SortField.LEVEL, is_descending=True): Order.LEVEL,
}


def sort_in(query: Query) -> tuple[Sort, tuple[Problem, ...]]:
    """What comes first, and what of it was not understood."""
    term = query.of(Key.SORT)
    if term is None:
        return NEWEST_CHANGE_FIRST, ()
    given, part = term.values[0], str(term)
    try:
        sort = sort_of(given)
    except ValueError as error:
        wrong = Problem(term.place, len(part), Wrong.UNKNOWN_VALUE, given, part, error.args)
        return NEWEST_CHANGE_FIRST, (wrong,)
    if sort not in ORDERS:
        return NEWEST_CHANGE_FIRST, (Problem(term.place, len(part), Wrong.NOT_YET, given, part),)
    return sort, ()
