"""Issues as rows and cards show them: everything looked up, nothing left to decide."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

import msgspec

from unknot.domain.ids import IssueId, ProjectId
from unknot.domain.label import Label
from unknot.domain.project import Project
from unknot.domain.status import CLOSED, Status
from unknot.store import marks
from unknot.store.browsing import Line
from unknot.store.directory import Directory
from unknot.store.marks import Marks
from unknot.store.search.excerpts import Excerpt
from unknot.store.session import Session
from unknot.web import faces
from unknot.web.faces import Face, LevelMark
from unknot.web.words import from_micros

NOTHING_FOUND: Final[Mapping[IssueId, Excerpt]] = MappingProxyType({})
STALE_AFTER: Final = timedelta(days=7)


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
) -> list[Row]:
    """Rows for issues, all of which lie in these projects, which the reader may read."""
    homes = {project.id: project for project in projects}
    marked = marks.of_issues(db, [line.id for line in lines], homes.keys()) if lines else {}
    return [_row(directory, line, homes, marked[line.id], found.get(line.id)) for line in lines]


def _row(
    directory: Directory, line: Line, homes: dict[ProjectId, Project], marked: Marks, found: Excerpt | None
) -> Row:
    home = homes[line.project]
    return Row(
        uuid=line.uuid,
        key=f"{home.key}-{line.number}",
        href=f"/{home.path}/{line.number}",
        title=line.title,
        status=line.status,
        level=faces.level(directory, line.level),
        labels=tuple(label for one in line.labels if (label := directory.label(one)) is not None),
        people=tuple(faces.faces(directory, line.assignees)),
        comments=marked.comments,
        children=marked.children,
        children_done=marked.children_done,
        blockers=tuple(f"{homes[project].key}-{number}" for project, number in marked.blockers),
        created_at=from_micros(line.created_at),
        updated_at=from_micros(line.updated_at),
        found=found,
    )
