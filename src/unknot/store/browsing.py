"""Issues as pages list them: selected, in an order, from a cursor on, with marks of what hangs on each.

A selection is narrow where few issues have one of the labels, people or channels that it names: those are fetched
and sorted. Otherwise it is wide, and falls into branches, one for each project and status (and level): each branch is
walked along an index that already has the wanted order, and the branches are merged. So the first page of a million
issues costs what the first page of a thousand does.
"""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import islice, product
from typing import Annotated, Any, Final

import msgspec

from unknot.domain.ids import IssueId, LabelId, ProjectId, UserId
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.status import OPEN, STATUSES, Status
from unknot.domain.text import fold
from unknot.store.issues import decode_ids
from unknot.store.page import contains_pattern
from unknot.store.selecting import Linked, Selection
from unknot.store.session import Row, Session
from unknot.store.several import bound, placeholders
from unknot.store.statement import Statement
from unknot.store.times import to_micros

SHAPES: Final = 512  # statements that are kept of each kind: visitors can ask for any number of shapes
NARROW: Final = 2_000  # so many issues are sorted in a few milliseconds
COLUMNS: Final = """
    i.id, i.uuid, i.project_id, i.number, i.title, i.status, i.level, i.labels, i.assignees, i.created_by,
    i.created_at, i.updated_at
"""
_KEY_COLUMNS: Final = {"issue_labels": "label_id", "issue_channels": "channel_id"}
_SETS: Final = {"issue_labels": "i.labels = '[]'", "issue_assignees": "i.assignees = '[]'"}
_OF_PROGRESS: Final = {"acknowledged_at", "completed_at", "reopened_at"}
_RANKS: Final = {key: rank for rank, key in enumerate(SYSTEM_LEVELS)}
_OWN_RANK: Final = len(_RANKS)
_NO_RANK: Final = _OWN_RANK + 1


Stored = Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]  # what a column holds, turned round too


class Order(StrEnum):
    """What comes first."""

    UPDATED = "updated"
    CREATED = "created"
    LEVEL = "level"


class Line(msgspec.Struct, frozen=True):
    """An issue in a list: without its description, which may be long."""

    id: IssueId
    uuid: str
    project: ProjectId
    number: int
    title: str
    status: Status
    level: str
    labels: tuple[LabelId, ...]
    assignees: tuple[UserId, ...]
    created_by: UserId
    created_at: int  # microseconds
    updated_at: int  # microseconds


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """The place behind an issue, in an order."""

    rank: Stored
    moment: Stored
    issue: Stored


def lines(
    db: Session,
    selection: Selection,
    order: Order,
    *,
    limit: int,
    after: Cursor | None = None,
) -> list[Line]:
    """The first issues of a selection behind a cursor."""
    driver = _driver(db, selection)
    if driver is None:
        return _merged(db, selection, order, limit, after)
    found = _ordered(_narrow(db, selection, driver), order)
    return list(islice((line for line in found if after is None or _place(line, order) > _where(after)), limit))


def count(db: Session, selection: Selection) -> int:
    """How many issues a selection has, exactly."""
    if selection.is_plain:
        return sum(_kept(db, selection.projects, selection.statuses).values())
    driver = _driver(db, selection)
    if driver is not None:
        return len(_narrow(db, selection, driver))
    counting = _branch_statement(_shape(selection), "count")
    return sum(db.value(counting, **_values(selection), **branch) for _, branch in _branches(selection, None))


def line(db: Session, issue: IssueId) -> Line | None:
    """One issue, wherever it is. Who asks for a reader must have made sure that they may read its project."""
    row = db.row(ONE, issue=issue)
    return None if row is None else to_line(row)


def fits(db: Session, selection: Selection, line: Line) -> bool:
    """Whether an issue is in a selection."""
    if line.project not in selection.projects or line.status not in selection.statuses:
        return False
    if selection.levels is not None and line.level not in selection.levels:
        return False
    fitting = _fitting_statement(_shape(selection))
    return db.row(fitting, issue=line.id, **_values(selection)) is not None


@lru_cache(SHAPES)
def _fitting_statement(shape: "_Shape") -> Statement:
    where = " AND ".join(["i.id = :issue", *_conditions(shape)])
    return Statement(f"SELECT 1 FROM issues i WHERE {where}")


ONE: Final = Statement(f"SELECT {COLUMNS} FROM issues i WHERE i.id = :issue AND i.trashed_at IS NULL")


def open_counts(db: Session, projects: Collection[ProjectId]) -> dict[ProjectId, int]:
    """How many open issues each of these projects has."""
    return _kept(db, tuple(projects), OPEN)


def _kept(db: Session, projects: Sequence[ProjectId], statuses: Sequence[Status]) -> dict[ProjectId, int]:
    """How many issues each project has in some statuses, as it is kept with each change."""
    if not projects or not statuses:
        return {}
    return dict(db.rows(_counting(len(projects), tuple(statuses)), **bound("project", projects)))


@lru_cache(SHAPES)
def _counting(length: int, statuses: Sequence[Status]) -> Statement:
    names = ", ".join(f"'{status.value}'" for status in statuses)
    return Statement(
        f"""
        SELECT project_id, CAST(SUM(count) AS BIGINT) FROM issue_counts
        WHERE project_id IN ({placeholders("project", length)}) AND status IN ({names}) GROUP BY project_id
        """
    )


def cursor(line: Line, order: Order) -> Cursor:
    rank, moment, issue = _place(line, order)
    return Cursor(rank, -moment, -issue)


def _place(line: Line, order: Order) -> tuple[int, int, int]:
    """A tuple that grows along the list."""
    match order:
        case Order.UPDATED:
            return 0, -line.updated_at, -line.id
        case Order.CREATED:
            return 0, 0, -line.id
        case Order.LEVEL:
            return _rank(line.level), -line.updated_at, -line.id


def _where(after: Cursor) -> tuple[int, int, int]:
    return after.rank, -after.moment, -after.issue


def _rank(level: str) -> int:
    return _NO_RANK if level == NO_LEVEL else _RANKS.get(level, _OWN_RANK)


def _ordered(found: Iterable[Line], order: Order) -> list[Line]:
    return sorted(found, key=lambda line: _place(line, order))


# Narrow: from the things that an issue has.


def _driver(db: Session, selection: Selection) -> Linked | None:
    """A condition that so few issues fulfil that they can all be fetched."""
    for linked in selection.linked:
        if not linked.is_negated and not linked.or_none and linked.ids:
            few = db.value(
                _few_statement(linked.link.value, len(linked.ids)), **bound("few", linked.ids), most=NARROW + 1
            )
            if few <= NARROW:
                return linked
    return None


@lru_cache(SHAPES)
def _few_statement(table: str, length: int) -> Statement:
    names = placeholders("few", length)
    rows = f"SELECT issue_id FROM {table} WHERE {_key_column(table)} IN ({names}) LIMIT :most"
    return Statement(f"SELECT COUNT(*) FROM ({rows}) few")


def _narrow(db: Session, selection: Selection, driver: Linked) -> list[Line]:
    made = _narrow_statement(_shape(selection), driver.link.value, len(driver.ids))
    projects, statuses = set(selection.projects), set(selection.statuses)
    rows = db.rows(made, **bound("driver", driver.ids), **_values(selection))
    return [
        line
        for line in map(to_line, rows)
        if line.project in projects
        and line.status in statuses
        and (selection.levels is None or line.level in selection.levels)
    ]


@lru_cache(SHAPES)
def _narrow_statement(shape: "_Shape", table: str, length: int) -> Statement:
    driving = f"SELECT issue_id FROM {table} WHERE {_key_column(table)} IN ({placeholders('driver', length)})"
    where = " AND ".join([f"i.id IN ({driving})", "i.trashed_at IS NULL", *_conditions(shape)])
    return Statement(f"SELECT {COLUMNS} FROM issues i WHERE {where}")


# Wide: along the indexes of each project and status.


def _merged(db: Session, selection: Selection, order: Order, limit: int, after: Cursor | None) -> list[Line]:
    by_level = order is Order.LEVEL or selection.levels is not None
    branches = _branches(selection, _every_level(db, selection) if by_level else None)
    found: list[Line] = []
    for level, branch in branches:
        start = after
        if after is not None and order is Order.LEVEL and level is not None:
            if _rank(level) < after.rank:
                continue
            start = after if _rank(level) == after.rank else None
        kind = f"{'id' if order is Order.CREATED else 'changed'}{'' if start is None else '_after'}"
        made = _branch_statement(_shape(selection), kind, has_level=by_level)
        place = {} if start is None else {"moment": start.moment, "issue": start.issue}
        found += map(to_line, db.rows(made, **branch, **place, **_values(selection), limit=limit))
    return _ordered(found, order)[:limit]


def _branches(selection: Selection, levels: Sequence[str] | None) -> Iterable[tuple[str | None, dict[str, Any]]]:
    for project, status in product(selection.projects, selection.statuses):
        if levels is None and selection.levels is None:
            yield None, {"project": project, "status": status.value}
        else:
            for level in levels if selection.levels is None else selection.levels:  # type: ignore[union-attr]
                yield level, {"project": project, "status": status.value, "level": level}


def _every_level(db: Session, selection: Selection) -> Sequence[str]:
    own = {row[0] for project in selection.projects for row in db.rows(OWN_LEVELS, project=project)}
    return [*SYSTEM_LEVELS, *sorted(own), NO_LEVEL]


OWN_LEVELS: Final = Statement(
    """
    SELECT l.uuid FROM levels l JOIN projects p ON p.workspace_id = l.workspace_id
    WHERE p.id = :project AND l.trashed_at IS NULL
    """
)


class _Shape(msgspec.Struct, frozen=True):
    """What a statement's text depends on."""

    linked: tuple[tuple[str, int, bool, bool], ...]
    creators: int
    not_creators: int
    times: tuple[tuple[str, bool], ...]
    words: int
    has_level: bool


def _shape(selection: Selection) -> _Shape:
    return _Shape(
        linked=tuple((one.link.value, len(one.ids), one.or_none, one.is_negated) for one in selection.linked),
        creators=len(selection.creators),
        not_creators=len(selection.not_creators),
        times=tuple((one.column, one.is_since) for one in selection.times),
        words=len(selection.words),
        has_level=selection.levels is not None,
    )


@lru_cache(SHAPES)
def _branch_statement(shape: _Shape, kind: str, *, has_level: bool | None = None) -> Statement:
    has_level = shape.has_level if has_level is None else has_level
    where = ["i.project_id = :project", "i.status = :status", "i.trashed_at IS NULL", *_conditions(shape)]
    if has_level:
        where.insert(2, "i.level = :level")
    if kind == "count":
        return Statement(f"SELECT COUNT(*) FROM issues i WHERE {' AND '.join(where)}")
    by_id = kind.startswith("id")
    if kind.endswith("_after"):
        where.append("i.id < :issue AND :moment IS NOT NULL" if by_id else "(i.updated_at, i.id) < (:moment, :issue)")
    order = "i.id DESC" if by_id else "i.updated_at DESC, i.id DESC"
    return Statement(f"SELECT {COLUMNS} FROM issues i WHERE {' AND '.join(where)} ORDER BY {order} LIMIT :limit")


def _conditions(shape: _Shape) -> Iterable[str]:
    for at, (table, length, or_none, is_negated) in enumerate(shape.linked):
        yield _linked_condition(table, at, length, or_none=or_none, is_negated=is_negated)
    if shape.creators:
        yield f"i.created_by IN ({placeholders('creator', shape.creators)})"
    if shape.not_creators:
        yield f"i.created_by NOT IN ({placeholders('not_creator', shape.not_creators)})"
    for at, (column, is_since) in enumerate(shape.times):
        yield _time_condition(column, f"{'>=' if is_since else '<'} :time_{at}")
    for at in range(shape.words):
        yield rf"fold(i.title) LIKE :word_{at} ESCAPE '\'"


def _time_condition(column: str, is_within: str) -> str:
    if column in _OF_PROGRESS:
        return f"EXISTS (SELECT 1 FROM issue_progress g WHERE g.issue_id = i.id AND g.{column} {is_within})"
    return f"i.{column} {is_within}"


def _linked_condition(table: str, at: int, length: int, *, or_none: bool, is_negated: bool) -> str:
    some = []
    if length:
        names = placeholders(f"linked_{at}", length)
        some.append(f"EXISTS (SELECT 1 FROM {table} x WHERE x.{_key_column(table)} IN ({names}) AND x.issue_id = i.id)")
    if or_none:
        some.append(_SETS[table])
    return f"{'NOT ' if is_negated else ''}({' OR '.join(some)})"


def _values(selection: Selection) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for at, linked in enumerate(selection.linked):
        values |= bound(f"linked_{at}", linked.ids)
    values |= bound("creator", selection.creators) | bound("not_creator", selection.not_creators)
    values |= {f"time_{at}": to_micros(one.moment) for at, one in enumerate(selection.times)}
    return values | {f"word_{at}": contains_pattern(fold(word)) for at, word in enumerate(selection.words)}


def _key_column(table: str) -> str:
    return _KEY_COLUMNS.get(table, "user_id")


def to_line(row: Row) -> Line:
    return Line(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        STATUSES[row[5]],
        row[6],
        decode_ids(row[7]),
        decode_ids(row[8]),
        row[9],
        row[10],
        row[11],
    )
