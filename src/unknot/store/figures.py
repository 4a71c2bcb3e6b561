"""Figures of projects, kept by day, week and four weeks; and how many open issues there are of what."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from unknot.domain.ids import ProjectId, WorkspaceId
from unknot.domain.level import NO_LEVEL
from unknot.domain.progress import Cell, Facet, Figure
from unknot.domain.status import STATUSES, Status
from unknot.store.session import Session
from unknot.store.several import bound, placeholders
from unknot.store.statement import Statement, statement

DAY: Final = 1
WEEK: Final = 7
FOUR_WEEKS: Final = 28
SPANS: Final = (DAY, WEEK, FOUR_WEEKS)
FEW_VALUES: Final = (Facet.STATUS, Facet.LEVEL, Facet.LABEL, Facet.ASSIGNEE, Facet.CHANNEL)
LAST_DAY: Final = 2**31 - 1  # what the column holds
_MONDAY: Final = 3  # day 0 was a Thursday: this many days after a Monday

ADD = statement(
    """
    INSERT INTO figures (project_id, figure, span, start, level, bucket, count)
    VALUES (:project, :figure, :span, :start, :level, :bucket, :by)
    ON CONFLICT (project_id, figure, span, start, level, bucket) DO UPDATE SET count = figures.count + excluded.count
    """
)
ADD_OPEN = statement(
    """
    INSERT INTO open_tallies (project_id, facet, value, count) VALUES (:project, :facet, :value, :by)
    ON CONFLICT (project_id, facet, value) DO UPDATE SET count = open_tallies.count + excluded.count
    """
)
DROP_EMPTY = statement(
    "DELETE FROM open_tallies WHERE project_id = :project AND facet = :facet AND value = :value AND count = 0"
)
BY_STATUS = statement(
    """
    SELECT c.status, CAST(SUM(c.count) AS BIGINT) FROM projects p JOIN issue_counts c ON c.project_id = p.id
    WHERE p.workspace_id = :workspace AND p.trashed_at IS NULL GROUP BY c.status
    """
)
OF_WORKSPACE = "project_id IN (SELECT id FROM projects WHERE workspace_id = :workspace)"
MERGE_LEVEL = statement(
    f"""
    INSERT INTO figures (project_id, figure, span, start, level, bucket, count)
    SELECT project_id, figure, span, start, :none, bucket, count FROM figures WHERE {OF_WORKSPACE} AND level = :level
    ON CONFLICT (project_id, figure, span, start, level, bucket) DO UPDATE SET count = figures.count + excluded.count
    """
)
DROP_LEVEL = statement(f"DELETE FROM figures WHERE {OF_WORKSPACE} AND level = :level")
MERGE_OPEN_LEVEL = statement(
    f"""
    INSERT INTO open_tallies (project_id, facet, value, count)
    SELECT project_id, facet, :none, count FROM open_tallies
    WHERE {OF_WORKSPACE} AND facet = 'level' AND value = :level
    ON CONFLICT (project_id, facet, value) DO UPDATE SET count = open_tallies.count + excluded.count
    """
)
DROP_OPEN_LEVEL = statement(f"DELETE FROM open_tallies WHERE {OF_WORKSPACE} AND facet = 'level' AND value = :level")
FORGET = tuple(statement(f"DELETE FROM {table} WHERE project_id = :project") for table in ("figures", "open_tallies"))


def start_of(day: int, days: int) -> int:
    """The first day of the span that a day falls into; weeks begin on Mondays."""
    return day - (day + _MONDAY) % days


def add(db: Session, counts: Mapping[tuple[ProjectId, Cell], int]) -> None:
    """Count more, or fewer, in some cells."""
    spans: Counter[tuple[ProjectId, int, Cell]] = Counter()
    for (project, cell), by in counts.items():
        for days in SPANS:
            spans[project, days, replace(cell, day=start_of(cell.day, days))] += by
    db.run_many(ADD, [_columns(*span, by) for span, by in spans.items() if by])


def add_open(db: Session, counts: Mapping[tuple[ProjectId, Facet, str], int]) -> None:
    """Count more, or fewer, open issues under some values."""
    every = [(*key, by) for key, by in counts.items() if by]
    db.run_many(
        ADD_OPEN,
        [{"project": project, "facet": facet, "value": value, "by": by} for project, facet, value, by in every],
    )
    db.run_many(
        DROP_EMPTY,
        [{"project": project, "facet": facet, "value": value} for project, facet, value, by in every if by < 0],
    )


def take_levels(db: Session, workspace: WorkspaceId, levels: Collection[str]) -> None:
    """Count what had one of these levels as if it never had any."""
    for level in levels:
        db.run(MERGE_LEVEL, workspace=workspace, level=level, none=NO_LEVEL)
        db.run(DROP_LEVEL, workspace=workspace, level=level)
        db.run(MERGE_OPEN_LEVEL, workspace=workspace, level=level, none=NO_LEVEL)
        db.run(DROP_OPEN_LEVEL, workspace=workspace, level=level)


def forget(db: Session, project: ProjectId) -> None:
    for forgetting in FORGET:
        db.run(forgetting, project=project)


def open_by(db: Session, projects: Collection[ProjectId]) -> dict[Facet, dict[str, int]]:
    """How many open issues these projects have under each value of each facet but the day of filing."""
    found: dict[Facet, dict[str, int]] = {facet: {} for facet in FEW_VALUES}
    for facet, value, count in db.rows(_open_by(len(projects)), **bound("project", projects)):
        found[Facet(facet)][value] = count
    return found


def open_filed(db: Session, projects: Collection[ProjectId], first: int, last: int) -> int:
    """How many of their open issues were filed between two days."""
    days = {"first": str(first), "last": str(last)}  # as texts they have the same order, until the year 2243
    found: int = db.value(_open_filed(len(projects)), **days, **bound("project", projects))
    return found


def by_status(db: Session, workspace: WorkspaceId) -> dict[Status, int]:
    """How many living issues of each status a workspace has, in its living projects. Kept with each change."""
    found = {STATUSES[status]: count for status, count in db.rows(BY_STATUS, workspace=workspace)}
    return {status: found.get(status, 0) for status in Status}


Series = dict[Figure, dict[tuple[int, str], int]]  # (start of the span, level) -> count


def series(
    db: Session, projects: Collection[ProjectId], figures: Collection[Figure], *, days: int, since: int
) -> Series:
    """Figures by spans of so many days, from the one that begins on a day on."""
    made = _series(len(projects), tuple(figures))
    found: Series = {figure: {} for figure in figures}
    for figure, start, level, count in db.rows(made, days=days, since=since, **bound("project", projects)):
        found[Figure(figure)][start, level] = count
    return found


Durations = dict[str, dict[int, int]]  # level -> bucket -> count


def durations(db: Session, projects: Collection[ProjectId], figure: Figure, *, since: int) -> Durations:
    """How often which duration was counted, from a day on."""
    made = _durations(len(projects))
    found: dict[str, Counter[int]] = {}
    for days, first, end in cover(since):
        for level, bucket, count in db.rows(
            made, figure=figure.value, days=days, first=first, end=end, **bound("project", projects)
        ):
            found.setdefault(level, Counter())[bucket] += count
    return {level: dict(buckets) for level, buckets in found.items()}


def cover(since: int) -> Iterator[tuple[int, int, int]]:
    """Few spans that together hold every day from one on: how long they are, and between which days they begin."""
    for days, longer in pairwise(SPANS):
        end = start_of(since + longer - 1, longer)
        yield days, since, end
        since = end
    yield SPANS[-1], since, LAST_DAY


@cache
def _open_by(projects: int) -> Statement:
    facets = ", ".join(f"'{facet.value}'" for facet in FEW_VALUES)
    return Statement(
        f"""
        SELECT facet, value, CAST(SUM(count) AS BIGINT) FROM open_tallies
        WHERE project_id IN ({_names(projects)}) AND facet IN ({facets}) GROUP BY facet, value
        """
    )


@cache
def _open_filed(projects: int) -> Statement:
    return Statement(
        f"""
        SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) FROM open_tallies
        WHERE project_id IN ({_names(projects)}) AND facet = 'created' AND value >= :first AND value <= :last
        """
    )


@cache
def _series(projects: int, figures: tuple[Figure, ...]) -> Statement:
    names = ", ".join(f"'{figure.value}'" for figure in figures)
    return Statement(
        f"""
        SELECT figure, start, level, CAST(SUM(count) AS BIGINT) FROM figures
        WHERE project_id IN ({_names(projects)}) AND figure IN ({names}) AND span = :days AND start >= :since
        GROUP BY figure, start, level
        """
    )


@cache
def _durations(projects: int) -> Statement:
    return Statement(
        f"""
        SELECT level, bucket, CAST(SUM(count) AS BIGINT) FROM figures
        WHERE project_id IN ({_names(projects)}) AND figure = :figure AND span = :days
            AND start >= :first AND start < :end
        GROUP BY level, bucket
        """
    )


def _names(projects: int) -> str:
    return placeholders("project", projects) or "NULL"


def _columns(project: ProjectId, days: int, cell: Cell, by: int) -> dict[str, object]:
    return {
        "project": project,
        "figure": cell.figure.value,
        "span": days,
        "start": cell.day,
        "level": cell.level,
        "bucket": cell.bucket,
        "by": by,
    }
