"""The projection that counts: what overviews show is kept up with the log, and no page ever scans a project."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from unknot.domain.events import (
    IssueCreated,
    IssuePurged,
    LevelDeleted,
    ProjectPurged,
    Recorded,
    SystemLevelsSet,
)
from unknot.domain.ids import IssueId, ProjectId
from unknot.domain.level import SYSTEM_LEVELS
from unknot.domain.progress import MOVING, PROJECTION, Cell, Facet, Figure, Progress, after, cells, day_of, facets
from unknot.store import figures, levels, progress
from unknot.store.session import Session
from unknot.store.work import Work


class Statistics:
    """Counts every issue, once, as far as the log was read."""

    name: Final = PROJECTION
    concerns: Final = (IssueCreated, *MOVING, IssuePurged, LevelDeleted, SystemLevelsSet, ProjectPurged)

    def apply(self, work: Work, recorded: Sequence[Recorded]) -> None:
        # What sweeps changes what is stored of many issues at once, so what came before it must be.
        for sweeping, some in groupby(recorded, lambda one: _SWEEPING.get(type(one.event))):
            if sweeping is None:
                _count(work.db, [one for one in some if one.issue is not None])
            else:
                for one in some:
                    sweeping(work.db, one)


def _count(db: Session, recorded: Sequence[Recorded]) -> None:
    count = _Count(db, recorded)
    for one in recorded:
        count.take_in(one)
    count.save()


class _Count:
    """What some events change: the progress of issues, and with it their cells and facets."""

    def __init__(self, db: Session, recorded: Sequence[Recorded]) -> None:
        """Everything is read at once of the issues that the events are about."""
        self._db = db
        self._were = progress.of_issues(db, {one.issue for one in recorded if one.issue is not None})
        self._filed = progress.as_filed(db, [one for one in recorded if isinstance(one.event, IssueCreated)])
        self._progress: dict[IssueId, Progress | None] = {**self._were}
        self._changed: set[IssueId] = set()
        self._cells: Counter[tuple[ProjectId, Cell]] = Counter()
        self._open: Counter[tuple[ProjectId, Facet, str]] = Counter()

    def take_in(self, recorded: Recorded) -> None:
        issue = recorded.issue
        assert issue is not None  # noqa: S101 - whoever counts leaves out what is about no issue
        old = self._progress.get(issue)
        new = self._next(old, recorded, issue)
        if new == old:
            return
        self._add(old, -1, day_of(recorded.at))
        self._add(new, 1, day_of(recorded.at))
        self._progress[issue] = new
        self._changed.add(issue)

    def save(self) -> None:
        changed = {issue: self._progress[issue] for issue in self._changed}
        progress.save(self._db, [one for one in changed.values() if one is not None], were=self._were)
        progress.forget(self._db, [issue for issue, one in changed.items() if one is None])
        figures.add(self._db, self._cells)
        figures.add_open(self._db, self._open)

    def _next(self, old: Progress | None, recorded: Recorded, issue: IssueId) -> Progress | None:
        if isinstance(recorded.event, IssueCreated):
            return self._filed[issue]
        if old is None or isinstance(recorded.event, IssuePurged):
            return None
        return after(old, recorded)

    def _add(self, one: Progress | None, by: int, day: int) -> None:
        """Count an issue in, or out. How many are open changes on the day of the event, and stays as history."""
        if one is None:
            return
        for cell in cells(one):
            self._cells[one.project, cell] += by
        for facet, value in facets(one):
            self._open[one.project, facet, value] += by
        if one.is_open:
            self._cells[one.project, Cell(Figure.NET_OPEN, day, one.level)] += by


def _forget_project(db: Session, recorded: Recorded) -> None:
    if recorded.project is not None:
        figures.forget(db, recorded.project)
        progress.forget_project(db, recorded.project)


def _take_level(db: Session, recorded: Recorded) -> None:
    event = recorded.event
    assert isinstance(event, LevelDeleted)  # noqa: S101 - the table below says so
    _take_levels(db, recorded, [levels.key_of(db, event.level)])


def _take_system_levels(db: Session, recorded: Recorded) -> None:
    event = recorded.event
    assert isinstance(event, SystemLevelsSet)  # noqa: S101 - the table below says so
    if event.are_disabled:
        _take_levels(db, recorded, list(SYSTEM_LEVELS))


def _take_levels(db: Session, recorded: Recorded, keys: Sequence[str]) -> None:
    if recorded.workspace is not None:
        figures.take_levels(db, recorded.workspace, keys)
        progress.take_levels(db, recorded.workspace, keys)


_SWEEPING: Final[dict[type, Callable[[Session, Recorded], None]]] = {
    LevelDeleted: _take_level,
    SystemLevelsSet: _take_system_levels,
    ProjectPurged: _forget_project,
}
