"""An issue as it leaves the house: with names instead of ids, so that it says all by itself."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

import msgspec

from unknot.domain.ids import IssueId, LabelId, ProjectId, UserId
from unknot.domain.issue import Format
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.project import issue_key
from unknot.domain.status import Status
from unknot.store import exporting
from unknot.store.directory import Directory
from unknot.store.exporting import Found
from unknot.store.session import Session
from unknot.store.times import to_time, to_time_or_none


class Person(msgspec.Struct, frozen=True):
    username: str
    name: str


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """Times are UTC. How far it has come is as the log was last read: half a second behind at most."""

    uuid: str
    key: str  # what people call it: "OPS-431"
    project: str  # path
    number: int
    address: str  # of its page
    title: str
    description: str
    format: Format
    status: Status
    level: str  # name
    level_key: str
    labels: tuple[str, ...]
    assignees: tuple[Person, ...]
    channels: tuple[str, ...]  # beside the default one, which holds every issue
    created_by: Person
    created_at: datetime
    updated_at: datetime
    acknowledged_at: datetime | None
    completed_at: datetime | None
    reopened_at: datetime | None


def exported(
    db: Session, ids: Sequence[IssueId], projects: Collection[ProjectId], base: str, *, with_descriptions: bool
) -> Iterator[Exported]:
    """These issues, as they are now, in this order; those that have left the projects by now are left out."""
    directory = Directory(db)
    for found in exporting.of_ids(db, ids, with_descriptions=with_descriptions):
        if found.project in projects:
            yield _named(found, directory, base)


def _named(found: Found, directory: Directory, base: str) -> Exported:
    path, key = directory.derive(_home, found.project)
    return Exported(
        uuid=found.uuid,
        key=issue_key(key, found.number),
        project=path,
        number=found.number,
        address=f"{base}/{path}/{found.number}",
        title=found.title,
        description=found.description,
        format=found.format,
        status=found.status,
        level=directory.derive(_level, found.level),
        level_key=found.level,
        labels=directory.derive(_labels, found.labels),
        assignees=directory.derive(_people, found.assignees),
        channels=found.channels,
        created_by=directory.derive(_person, found.created_by),
        created_at=to_time(found.created_at),
        updated_at=to_time(found.updated_at),
        acknowledged_at=to_time_or_none(found.acknowledged_at),
        completed_at=to_time_or_none(found.completed_at),
        reopened_at=to_time_or_none(found.reopened_at),
    )


def _home(directory: Directory, project: ProjectId) -> tuple[str, str]:
    """The path of a project, and the key of its issues."""
    found = directory.project(project)
    return ("?", "?") if found is None else (found.path, found.key)


def _level(directory: Directory, key: str) -> str:
    if key in SYSTEM_LEVELS:
        return SYSTEM_LEVELS[key].name
    own = None if key == NO_LEVEL else directory.level(key)
    return "" if own is None else own.name


def _labels(directory: Directory, ids: Sequence[LabelId]) -> tuple[str, ...]:
    return tuple(label.title for one in ids if (label := directory.label(one)) is not None)


def _people(directory: Directory, ids: Sequence[UserId]) -> tuple[Person, ...]:
    return tuple(directory.derive(_person, one) for one in ids)


def _person(directory: Directory, user: UserId) -> Person:
    found = directory.user(user)
    return Person(found.username, found.full_name)
