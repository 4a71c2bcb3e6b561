"""Issues as rows and cards show them: everything looked up, nothing left to decide."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

import msgspec

from unknot.domain.ids import IssueId, ProjectId
from unknot.domain.label import Label
from unknot.domain.project import Project
from unknot.domain.status import CLOSED, OPEN, Status
from unknot.store import marks, progress
from unknot.store.browsing import Line
from unknot.store.directory import Directory
from unknot.store.marks import Marks
from unknot.store.search.excerpts import Excerpt
from unknot.store.session import Session
from unknot.web import faces
from unknot.web.addresses import address_of_issue
from unknot.web.faces import Face, LevelMark
from unknot.web.words import from_micros

NOTHING_FOUND: Final[Mapping[IssueId, Excerpt]] = MappingProxyType({})
NO_DAYS: Final[Mapping[IssueId, int]] = MappingProxyType({})
STALE_AFTER: Final = timedelta(days=7)
STAYS_AFTER: Final = timedelta(days=3)  # in one status; before that a card says nothing of it
AT_ONCE: Final = 200  # issues of which it is asked at once what hangs on them


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Equal rows look alike, so what was rendered once can be remembered by its row."""

    uuid: str
    key: str
    href: str
    title: str
    status: Status
    level: LevelMark
    labels: tuple[Label, ...]
    people: tuple[Face, ...]
    comments: int
    children: int
    children_done: int
    blockers: tuple[str, ...]  # keys
    created_at: datetime
    updated_at: datetime
    found: Excerpt | None = None  # where texts are looked for, what was found
    days: int = 0  # that it has had its status, on a board, if they are many

    def is_stale(self, now: datetime) -> bool:
        """Whether it waits for somebody to remember it."""
        return not self.is_done and now - self.updated_at >= STALE_AFTER

    @property
    def shown_at(self) -> datetime:
        return self.updated_at

    @property
    def is_done(self) -> bool:
        return self.status in CLOSED


def rows(
    db: Session,
    directory: Directory,
    lines: Sequence[Line],
    projects: Iterable[Project],
    found: Mapping[IssueId, Excerpt] = NOTHING_FOUND,
    days: Mapping[IssueId, int] = NO_DAYS,
) -> list[Row]:
    """Rows for issues, all of which lie in these projects, which the reader may read."""
    homes = {project.id: project for project in projects}
    marked: dict[IssueId, Marks] = {}
    for start in range(0, len(lines), AT_ONCE):
        marked |= marks.of_issues(db, [line.id for line in lines[start : start + AT_ONCE]], homes.keys())
    return [_row(directory, line, homes, marked[line.id], found.get(line.id), days.get(line.id, 0)) for line in lines]


def days_of(db: Session, lines: Sequence[Line], now: datetime) -> dict[IssueId, int]:
    """How many days issues have had their status, of those that wait in it for long."""
    waiting = {line.id: line.status for line in lines if line.status in OPEN}
    issues, found = list(waiting), dict[IssueId, int]()
    for start in range(0, len(issues), AT_ONCE):
        for issue, (status, since) in progress.since(db, issues[start : start + AT_ONCE]).items():
            # The log may not be read as far as the change that brought the issue to where it is.
            if status is waiting[issue] and now - since >= STAYS_AFTER:
                found[issue] = (now - since).days
    return found


def _row(
    directory: Directory, line: Line, homes: dict[ProjectId, Project], marked: Marks, found: Excerpt | None, days: int
) -> Row:
    home = homes[line.project]
    return Row(
        uuid=line.uuid,
        key=home.issue_key(line.number),
        href=address_of_issue(home, line.number),
        title=line.title,
        status=line.status,
        level=faces.level(directory, line.level),
        labels=tuple(label for one in line.labels if (label := directory.label(one)) is not None),
        people=tuple(faces.faces(directory, line.assignees)),
        comments=marked.comments,
        children=marked.children,
        children_done=marked.children_done,
        blockers=tuple(homes[project].issue_key(number) for project, number in marked.blockers),
        created_at=from_micros(line.created_at),
        updated_at=from_micros(line.updated_at),
        found=found,
        days=days,
    )
