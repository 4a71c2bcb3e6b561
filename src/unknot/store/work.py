"""One wish being carried out: its transaction, its time, and the facts that it makes true."""

import os
from collections.abc import Callable
from datetime import UTC, datetime

from unknot.domain.access import OPERATOR, Actor
from unknot.domain.events import Event
from unknot.domain.ids import IssueId, ProjectId, WorkspaceId
from unknot.domain.text import Limits
from unknot.store import events
from unknot.store.directory import Directory, TrackedSession
from unknot.store.session import Session

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


class Work:
    """What an operation gets. Whoever opened it commits it, so several operations can be one transaction."""

    __slots__ = ("_now", "_session", "db", "directory", "events", "limits")

    def __init__(self, db: Session, directory: Directory, *, now: datetime, limits: Limits) -> None:
        self.db = TrackedSession(db, directory)
        self._session = db
        self.directory = directory
        self.limits = limits
        self.events: list[Event] = []
        self._now = now

    def now(self) -> datetime:
        """The time of this wish: the same for all that it does."""
        return self._now

    def at(self, time: datetime) -> "Work":
        """Another wish in the same transaction, at another time: for imports, which know when a thing happened."""
        return Work(self._session, self.directory, now=time, limits=self.limits)

    def new_uuid(self) -> str:
        """A UUID of version 7: ordered by time, so that indexes grow at their end."""
        millis = int(self._now.timestamp() * 1000)
        return uuid7(millis, os.urandom(10))

    def record(
        self,
        event: Event,
        *,
        by: Actor,
        workspace: WorkspaceId | None = None,
        project: ProjectId | None = None,
        issue: IssueId | None = None,
    ) -> None:
        """Store a fact beside the change that made it true."""
        self.events.append(event)
        actor = None if by == OPERATOR else by.id
        events.add(self.db, event, at=self._now, by=actor, workspace=workspace, project=project, issue=issue)


def uuid7(millis: int, random: bytes) -> str:
    """48 bits of time, then 74 random bits around version and variant (RFC 9562)."""
    number = (millis << 80) | int.from_bytes(random)
    number = number & ~(0xF << 76) | (0x7 << 76)
    number = number & ~(0x3 << 62) | (0x2 << 62)
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
