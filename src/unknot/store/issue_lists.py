"""Lists of a workspace's issues, narrowed by what a reader asks for, the last filed first.

Every condition is a set of issues. Which ones fit all conditions, how many they are, and which of them stand on a page
is worked out on the sets; only the issues of the page are read. Their order is that of ids: the order of filing.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import reduce
from typing import Final

import msgspec

from unknot.domain.ids import ChannelId, WorkspaceId
from unknot.domain.issue import Issue
from unknot.domain.text import fold
from unknot.store.issues import COLUMNS, to_issue
from unknot.store.page import Page, Slice
from unknot.store.search import id_sets
from unknot.store.search.id_sets import IdSet
from unknot.store.search.index import Index
from unknot.store.search.traits import CHANNEL, LIVING
from unknot.store.session import Session
from unknot.store.statement import Statement, statement


def _of_ids(count: int) -> Statement:
    ids = ", ".join(f":id_{place}" for place in range(count))
    return statement(f"SELECT {COLUMNS} FROM issues WHERE id IN ({ids}) AND trashed_at IS NULL ORDER BY id DESC")


TEN, HUNDRED = 10, 100
SOME: Final = {TEN: _of_ids(TEN), HUNDRED: _of_ids(HUNDRED)}
NO_ID: Final = 0


class Narrowing(msgspec.Struct, frozen=True):
    """One condition: the field has one of the values, or none of them."""

    field: str  # "status", "level", "creator", "updator" or "source"
    values: tuple[str | int | None, ...]  # None: a value that no issue has
    is_equal: bool = True


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Which issues of a workspace are wanted."""

    workspace: WorkspaceId
    channel: ChannelId | None = None  # None: every issue, as in the default channel
    narrowings: tuple[Narrowing, ...] = ()
    created_from: datetime | None = None  # inclusive, as is the other end
    created_to: datetime | None = None
    text: str = ""  # in title or description, case makes no difference


def matching(db: Session, question: Question, page: Page) -> Slice[Issue]:
    """The issues that a question asks for, and how many. The reader is a member of its workspace."""
    fitting = _fitting(Index(db, question.workspace), question)
    ids = id_sets.greatest(fitting, skip=page.skip, limit=page.size)
    return Slice(_issues(db, ids), id_sets.size(fitting))


def _fitting(index: Index, question: Question) -> IdSet:
    """The living issues that meet every condition."""
    wanted = reduce(id_sets.both, _wanted(index, question), index.having(LIVING))
    return reduce(id_sets.without, _unwanted(index, question), wanted)


def _wanted(index: Index, question: Question) -> Iterator[IdSet]:
    if question.channel is not None:
        yield index.having((CHANNEL, str(question.channel)))
    for narrowing in question.narrowings:
        if narrowing.is_equal:
            yield _having(index, narrowing)
    if question.created_from is not None or question.created_to is not None:
        yield index.created_between(question.created_from, question.created_to)
    if question.text:
        yield index.containing(fold(question.text))


def _unwanted(index: Index, question: Question) -> Iterator[IdSet]:
    return (_having(index, one) for one in question.narrowings if not one.is_equal)


def _having(index: Index, narrowing: Narrowing) -> IdSet:
    """The issues whose field has one of the values."""
    values = {str(value) for value in narrowing.values if value is not None}
    return id_sets.any_of(index.having((narrowing.field, value)) for value in values)


def _issues(db: Session, ids: Sequence[int]) -> list[Issue]:
    """The issues with these ids, greatest first. One that was deleted in this moment is left out."""
    width = TEN if len(ids) <= TEN else HUNDRED
    parts = (ids[start : start + width] for start in range(0, len(ids), width))
    return [to_issue(row) for part in parts for row in db.rows(SOME[width], **_named(part, width))]


def _named(ids: Sequence[int], width: int) -> dict[str, int]:
    padded = [*ids, *[NO_ID] * (width - len(ids))]
    return {f"id_{place}": one for place, one in enumerate(padded)}
