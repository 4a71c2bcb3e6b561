"""Issues of a span of time. Whole days are sets; of the days at the two ends the times themselves are read."""

from datetime import datetime, timedelta
from typing import Final

from unknot.store.search import id_sets
from unknot.store.search.id_sets import IdSet
from unknot.store.search.index import Index
from unknot.store.search.traits import day_of
from unknot.store.times import to_micros

CREATED: Final = "created"
FIRST_DAY: Final = ""
LAST_DAY: Final = "~"  # after every digit
_INSTANT: Final = timedelta(microseconds=1)


def during(index: Index, field: str, since: datetime | None, until: datetime | None) -> IdSet:
    """The issues whose time is at or after one moment, and before another."""
    if field == CREATED:
        return index.created_between(since, None if until is None else until - _INSTANT)
    later = id_sets.NOTHING if until is None else _since(index, field, until)
    return id_sets.without(_since(index, field, since), later)


def _since(index: Index, field: str, moment: datetime | None) -> IdSet:
    if moment is None:
        return index.having_some(field, FIRST_DAY, LAST_DAY)
    at = to_micros(moment)
    day = day_of(at)
    of_day = index.having((field, day))
    times = index.times(field, id_sets.greatest(of_day, skip=0, limit=id_sets.size(of_day)))
    late = id_sets.of(issue for issue, time in times if time >= at)
    return id_sets.either(late, index.having_some(field, _after(day), LAST_DAY))


def _after(day: str) -> str:
    """What sorts right behind a day."""
    return f"{day}\0"
