"""Issues in the order of their last changes.

A few issues are read and sorted. For more there are sets of the days on which issues were changed last: a list walks
from day to day, and of each reads just the issues that it wants. Where a day has too many of them, as after an import,
it walks the index of times through that day.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from unknot.domain.ids import IssueId
from unknot.store.search import id_sets
from unknot.store.search.id_sets import BLOCK, BLOCK_SHIFT, IdSet
from unknot.store.search.index import Index
from unknot.store.search.traits import DAY, UPDATED, day_of
from unknot.store.session import Session
from unknot.store.statement import statement

FEW: Final = 200  # issues that are read by one statement; walking a thousand days for them takes ten times as long
SORTED: Final = 2_000  # issues of a day that are read and sorted; it takes a few milliseconds
AT_ONCE: Final = 1_000  # issues of a fuller day that are walked at once
NEWEST: Final = (2**62, 2**62)
OLDEST: Final = (-1, -1)

Place = tuple[int, int]  # when an issue was changed, in microseconds, and its id

_WALK = """
    SELECT updated_at, id FROM issues
    WHERE workspace_id = :workspace AND trashed_at IS NULL AND updated_at >= :first AND updated_at < :end
"""
DOWN = statement(f"{_WALK} AND (updated_at, id) < (:moment, :issue) ORDER BY updated_at DESC, id DESC LIMIT {AT_ONCE}")
UP = statement(f"{_WALK} AND (updated_at, id) > (:moment, :issue) ORDER BY updated_at, id LIMIT {AT_ONCE}")


def changed(db: Session, index: Index, wanted: IdSet, after: Place | None, *, is_descending: bool) -> Iterator[IssueId]:
    """Some issues, those behind a place, in the order of their last changes."""
    start = after or (NEWEST if is_descending else OLDEST)
    left = id_sets.size(wanted)
    if left <= FEW:
        yield from _sorted(index, wanted, start, is_descending=is_descending)
        return
    for day, of_day in index.values(UPDATED, _first_day(start), is_descending=is_descending):
        here = id_sets.both(wanted, of_day)
        if not here:
            continue
        if id_sets.size(here) <= SORTED:
            yield from _sorted(index, here, start, is_descending=is_descending)
        else:
            yield from _walked(db, index, here, day, start, is_descending=is_descending)
        left -= id_sets.size(here)
        if not left:  # no other day has any
            return


def _first_day(start: Place) -> str:
    return day_of(min(max(start[0], 0), 10**17))


def _sorted(index: Index, issues: IdSet, start: Place, *, is_descending: bool) -> Iterator[IssueId]:
    every = id_sets.greatest(issues, skip=0, limit=id_sets.size(issues))
    places = sorted(((at, issue) for issue, at in index.times(UPDATED, every)), reverse=is_descending)
    return (issue for at, issue in places if _is_behind((at, issue), start, is_descending=is_descending))


def _walked(
    db: Session, index: Index, issues: IdSet, day: str, start: Place, *, is_descending: bool
) -> Iterator[IssueId]:
    first = int(day) * DAY
    span = {"workspace": index.workspace, "first": first, "end": first + DAY}
    while True:
        rows = db.rows(DOWN if is_descending else UP, **span, moment=start[0], issue=start[1])
        for issue in map(itemgetter(1), rows):
            if issues.get(issue >> BLOCK_SHIFT, 0) >> issue % BLOCK & 1:
                yield issue
        if len(rows) < AT_ONCE:
            return
        start = rows[-1]


def _is_behind(place: Place, start: Place, *, is_descending: bool) -> bool:
    return place < start if is_descending else place > start
