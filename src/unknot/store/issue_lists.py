"""Lists of a workspace's issues, narrowed by what a reader asks for.

A statement's text depends only on the shape of the question: which conditions there are, and how many values each has.
It is made once for each shape and kept.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import msgspec

from unknot.domain.ids import ChannelId, WorkspaceId
from unknot.domain.issue import Issue
from unknot.domain.text import fold
from unknot.store.issues import COLUMNS, to_issue
from unknot.store.page import Page, Slice, contains_pattern
from unknot.store.session import Session
from unknot.store.statement import Statement
from unknot.store.times import to_micros

FILTERABLE = {
    "level": "level",
    "status": "status",
    "creator": "created_by",
    "updator": "updated_by",
    "source": "source_name",
}
ALIVE = """
    workspace_id = :workspace AND trashed_at IS NULL
    AND project_id IN (SELECT id FROM projects WHERE workspace_id = :workspace AND trashed_at IS NULL)
"""
IN_CHANNEL = "id IN (SELECT issue_id FROM issue_channels WHERE channel_id = :channel)"
MATCHING = r"(fold(title) LIKE :text ESCAPE '\' OR fold(description) LIKE :text ESCAPE '\')"


class Narrowing(msgspec.Struct, frozen=True):
    """One condition: the field has one of the values, or none of them."""

    field: str  # a key of FILTERABLE
    values: tuple[Any, ...]
    is_equal: bool = True


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Which issues of a workspace are wanted."""

    workspace: WorkspaceId
    channel: ChannelId | None = None  # None: every issue, as in the default channel
    narrowings: tuple[Narrowing, ...] = ()
    created_from: datetime | None = None  # inclusive, as is the other end
    created_to: datetime | None = None
    text: str = ""  # in title or description, case makes no difference


class _Shape(msgspec.Struct, frozen=True):
    """What a statement's text depends on."""

    narrowings: tuple[tuple[str, int, bool], ...]
    has_channel: bool
    has_from: bool
    has_to: bool
    has_text: bool


def matching(db: Session, question: Question, page: Page) -> Slice[Issue]:
    """The issues that a question asks for, newest first, and how many. The reader is a member of its workspace."""
    listing, counting = _statements(_shape_of(question))
    values = _values_of(question)
    rows = db.rows(listing, **values, limit=page.size, skip=page.skip)
    return Slice([to_issue(row) for row in rows], db.value(counting, **values))


@cache
def _statements(shape: _Shape) -> tuple[Statement, Statement]:
    where = " AND ".join([ALIVE, *_conditions(shape)])
    return (
        Statement(
            f"SELECT {COLUMNS} FROM issues WHERE {where} ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :skip"
        ),
        Statement(f"SELECT COUNT(*) FROM issues WHERE {where}"),
    )


def _conditions(shape: _Shape) -> Sequence[str]:
    conditions = []
    for at, (field, count, is_equal) in enumerate(shape.narrowings):
        names = ", ".join(f":value_{at}_{one}" for one in range(count))
        conditions.append(f"{FILTERABLE[field]} {'IN' if is_equal else 'NOT IN'} ({names})")
    optional = (
        (shape.has_channel, IN_CHANNEL),
        (shape.has_from, "created_at >= :from_time"),
        (shape.has_to, "created_at <= :to_time"),
        (shape.has_text, MATCHING),
    )
    return [*conditions, *(condition for is_wanted, condition in optional if is_wanted)]


def _shape_of(question: Question) -> _Shape:
    return _Shape(
        narrowings=tuple((one.field, len(one.values), one.is_equal) for one in question.narrowings),
        has_channel=question.channel is not None,
        has_from=question.created_from is not None,
        has_to=question.created_to is not None,
        has_text=bool(question.text),
    )


def _values_of(question: Question) -> dict[str, Any]:
    values: dict[str, Any] = {"workspace": question.workspace}
    for at, narrowing in enumerate(question.narrowings):
        values |= {f"value_{at}_{one}": value for one, value in enumerate(narrowing.values)}
    if question.channel is not None:
        values["channel"] = question.channel
    if question.created_from is not None:
        values["from_time"] = to_micros(question.created_from)
    if question.created_to is not None:
        values["to_time"] = to_micros(question.created_to)
    if question.text:
        values["text"] = contains_pattern(fold(question.text))
    return values
