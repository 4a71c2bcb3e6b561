"""Where in the order of a list a moment lies: one look into an index of times, however far away the moment is."""

from datetime import datetime
from typing import Final

from unknot.domain.ids import WorkspaceId
from unknot.domain.query import Sort, SortField
from unknot.store.browsing import Cursor
from unknot.store.search import id_sets
from unknot.store.search.index import Index
from unknot.store.session import Session
from unknot.store.times import to_micros

DATED: Final = frozenset({SortField.UPDATED, SortField.CREATED})  # the orders in which moments have a place
BEHIND_ALL: Final = 2**62
NO_ISSUE: Final = 0  # whose id is smaller than every issue's


def cursor_at(db: Session, workspace: WorkspaceId, sort: Sort, moment: datetime) -> Cursor:
    """The place between what was before a moment and what came at it or later, in an order of times."""
    at = to_micros(moment)
    if sort.field is SortField.UPDATED:
        return Cursor(0, at, NO_ISSUE)
    later = id_sets.least(Index(db, workspace).created_between(moment, None))
    first = BEHIND_ALL if later is None else later
    return Cursor(0, at, first if sort.is_descending else first - 1)
