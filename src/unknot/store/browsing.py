"""Issues as pages list them: selected, in an order, from a cursor on.

Which issues a selection has, and how many, is worked out on sets; only those of a page are read. The order of changes
follows the sets of days: of each day only the issues that are selected are read and sorted.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Annotated, Final

import msgspec

from unknot.domain.ids import IssueId, LabelId, ProjectId, UserId
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.query import Sort, SortField
from unknot.domain.status import OPEN, STATUSES, Status
from unknot.store import changes
from unknot.store.conditions import fulfilling, reads_texts, words_of
from unknot.store.issues import decode_ids
from unknot.store.search import id_sets, ranking, saying
from unknot.store.search.excerpts import Excerpt, Wanted, excerpts
from unknot.store.search.id_sets import BLOCK, BLOCK_SHIFT, IdSet
from unknot.store.search.index import Index
from unknot.store.search.saying import Resolved, Said
from unknot.store.search.traits import LEVEL, LIVING, PROJECT, STATUS
from unknot.store.selecting import Selection
from unknot.store.session import Row, Session
from unknot.store.several import bound, padded, placeholders
from unknot.store.statement import Statement

AT_ONCE: Final = 100  # issues that are read by one statement
COLUMNS: Final = """
    i.id, i.uuid, i.project_id, i.number, i.title, i.status, i.level, i.labels, i.assignees, i.created_by,
    i.created_at, i.updated_at
"""
_RANKS: Final = {key: rank for rank, key in enumerate(SYSTEM_LEVELS)}
_OWN_RANK: Final = len(_RANKS)
_NO_RANK: Final = _OWN_RANK + 1

Stored = Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]  # what a column holds, turned round too


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

    rank: Stored  # of its level, or how many are before it
    moment: Stored
    issue: Stored

    def __str__(self) -> str:
        return f"{self.rank}.{self.moment}.{self.issue}"

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """A cursor that was printed; a ValueError where the text is none."""
        return msgspec.convert(text.split("."), cls, strict=False)


class Section(msgspec.Struct, frozen=True):
    """The part of a list that is shown, and how many issues the list has."""

    lines: list[Line]
    count: int
    excerpts: Mapping[IssueId, Excerpt] = {}  # where texts are looked for, what was found
    first: IssueId | None = None  # the one that was filed first
    wanted: Mapping[Said, Wanted] = {}  # of what was looked for, the terms by which it was found


def lines(
    db: Session,
    selection: Selection,
    sort: Sort,
    *,
    limit: int,
    after: Cursor | None = None,
) -> list[Line]:
    """The first issues of a selection behind a cursor."""
    return sections(db, [(selection, limit)], sort, after)[0].lines


def count(db: Session, selection: Selection) -> int:
    """How many issues a selection has, exactly."""
    return id_sets.size(selected_by(Index(db, selection.workspace), selection))


def sections(
    db: Session, asked: Sequence[tuple[Selection, int]], sort: Sort, after: Cursor | None = None
) -> list[Section]:
    """Of each of several selections of one workspace the first issues, so many, and how many it has."""
    if not asked:
        return []
    index = Index(db, asked[0][0].workspace)
    return [_section(db, index, selection, sort, limit, after) for selection, limit in asked]


def ids(db: Session, selection: Selection, sort: Sort) -> Iterator[IssueId]:
    """Every issue of a selection, in an order."""
    index = Index(db, selection.workspace)
    return in_order(db, index, selection, selected_by(index, selection), sort, None)


def _section(db: Session, index: Index, selection: Selection, sort: Sort, limit: int, after: Cursor | None) -> Section:
    selected = selected_by(index, selection)
    found = list(islice(in_order(db, index, selection, selected, sort, after), limit))
    said = _resolved(index, selection) if found else {}
    return Section(
        lines=read(db, found),
        count=id_sets.size(selected),
        excerpts=excerpts(index, found, list(said.values())) if said else {},
        first=first_of(selected),
        wanted={one: Wanted.of([resolved]) for one, resolved in said.items()},
    )


def first_of(selected: IdSet) -> IssueId | None:
    """The issue that was filed first."""
    found = id_sets.least(selected)
    return None if found is None else IssueId(found)


def _resolved(index: Index, selection: Selection) -> Mapping[Said, Resolved]:
    readable = _readable(index, selection)
    return {one: saying.resolve(index, one, readable) for one in words_of(selection.where)}


def alike(db: Session, selection: Selection, title: str, *, limit: int) -> list[Line]:
    """The issues of a selection whose titles share the most words with one."""
    index = Index(db, selection.workspace)
    found = ranking.alike(index, title, selected_by(index, selection))
    return read(db, list(islice(found, limit)))


def fits(db: Session, selection: Selection, line: Line) -> bool:
    """Whether an issue is in a selection."""
    block = None if reads_texts(selection.where) else line.id >> BLOCK_SHIFT
    index = Index(db, selection.workspace, block=block)
    bits = selected_by(index, selection).get(line.id >> BLOCK_SHIFT, 0)
    return bool(bits >> line.id % BLOCK & 1)


def line(db: Session, issue: IssueId) -> Line | None:
    """One issue, wherever it is. Who asks for a reader must have made sure that they may read its project."""
    row = db.row(ONE, issue=issue)
    return None if row is None else to_line(row)


def read(db: Session, issues: Sequence[IssueId]) -> list[Line]:
    """These issues in this order. One that was deleted in this moment is left out."""
    found: dict[IssueId, Line] = {}
    for start in range(0, len(issues), AT_ONCE):
        part = padded(issues[start : start + AT_ONCE])
        found |= {row[0]: to_line(row) for row in db.rows(_reading(len(part)), **bound("issue", part))}
    return [found[issue] for issue in issues if issue in found]


ONE: Final = Statement(f"SELECT {COLUMNS} FROM issues i WHERE i.id = :issue AND i.trashed_at IS NULL")


@lru_cache
def _reading(length: int) -> Statement:
    return Statement(
        f"SELECT {COLUMNS} FROM issues i WHERE i.id IN ({placeholders('issue', length)}) AND i.trashed_at IS NULL"
    )


def open_counts(db: Session, projects: Collection[ProjectId]) -> dict[ProjectId, int]:
    """How many open issues each of these projects has, as it is kept with each change."""
    if not projects:
        return {}
    wanted = padded(list(projects))
    return dict(db.rows(_counting(len(wanted)), **bound("project", wanted)))


@lru_cache
def _counting(length: int) -> Statement:
    names = ", ".join(f"'{status.value}'" for status in OPEN)
    return Statement(
        f"""
        SELECT project_id, CAST(SUM(count) AS BIGINT) FROM issue_counts
        WHERE project_id IN ({placeholders("project", length)}) AND status IN ({names}) GROUP BY project_id
        """
    )


def cursor(shown: Sequence[Line], sort: Sort, after: Cursor | None) -> Cursor:
    """Where a list goes on behind some lines, the first of which are behind another cursor."""
    last = shown[-1]
    match sort.field:
        case SortField.LEVEL:
            return Cursor(_rank(last.level), last.updated_at, last.id)
        case SortField.RELEVANCE:
            return Cursor((after.rank if after else 0) + len(shown), 0, last.id)
        case _:
            return Cursor(0, last.updated_at, last.id)


def selected_by(index: Index, selection: Selection) -> IdSet:
    """All issues of a selection."""
    found = fulfilling(index, selection.where, _readable(index, selection))
    if set(selection.statuses) != set(Status):
        of_statuses = id_sets.any_of(index.having((STATUS, status.value)) for status in selection.statuses)
        found = id_sets.both(found, of_statuses)
    if selection.levels is not None:
        found = id_sets.both(found, id_sets.any_of(index.having((LEVEL, level)) for level in selection.levels))
    return found


def _readable(index: Index, selection: Selection) -> IdSet:
    """The living issues of the projects that a selection is about."""
    projects = id_sets.any_of(index.having((PROJECT, str(project))) for project in selection.projects)
    return id_sets.both(index.having(LIVING), projects)


# Orders.


def in_order(
    db: Session, index: Index, selection: Selection, selected: IdSet, sort: Sort, after: Cursor | None
) -> Iterator[IssueId]:
    """The issues of a selection behind a cursor, read as far as they are asked for."""
    match sort.field:
        case SortField.CREATED:
            yield from _filed(selected, after, is_descending=sort.is_descending)
        case SortField.LEVEL:
            yield from _by_level(db, index, selected, after, is_descending=sort.is_descending)
        case SortField.RELEVANCE:
            best = ranking.ranked(index, words_of(selection.where), selected)
            yield from islice(best, 0 if after is None else after.rank, None)
        case _:
            start = None if after is None else (after.moment, after.issue)
            yield from changes.changed(db, index, selected, start, is_descending=sort.is_descending)


def _filed(selected: IdSet, after: Cursor | None, *, is_descending: bool) -> Iterator[IssueId]:
    if after is not None:
        selected = (id_sets.below if is_descending else id_sets.above)(selected, after.issue)
    return map(IssueId, id_sets.descending(selected) if is_descending else id_sets.ascending(selected))


def _by_level(
    db: Session, index: Index, selected: IdSet, after: Cursor | None, *, is_descending: bool
) -> Iterator[IssueId]:
    """Level by level, those of one level with the newest change first, the other way round from the least urgent."""
    named = id_sets.any_of(index.having((LEVEL, key)) for key in (*SYSTEM_LEVELS, NO_LEVEL))
    ranks = {rank: index.having((LEVEL, key)) for key, rank in _RANKS.items()}
    ranks |= {_OWN_RANK: id_sets.without(selected, named), _NO_RANK: index.having((LEVEL, NO_LEVEL))}
    for rank in sorted(ranks, reverse=not is_descending):
        start = None
        if after is not None and rank == after.rank:
            start = (after.moment, after.issue)
        elif after is not None and (rank < after.rank) is is_descending:
            continue
        of_rank = id_sets.both(selected, ranks[rank])
        yield from changes.changed(db, index, of_rank, start, is_descending=is_descending)


def _rank(level: str) -> int:
    return _NO_RANK if level == NO_LEVEL else _RANKS.get(level, _OWN_RANK)


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
