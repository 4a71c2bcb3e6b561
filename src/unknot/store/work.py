"""One wish being carried out: its transaction, its time, and the facts that it makes true."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Concatenate, ParamSpec, TypeVar

from unknot.domain.access import Actor
from unknot.domain.errors import Refused
from unknot.domain.events import Event
from unknot.domain.ids import EventId, IssueId, ProjectId, WorkspaceId
from unknot.domain.issue import Issue
from unknot.domain.text import Limits
from unknot.store import events, timeline
from unknot.store.directory import Directory, TrackedSession
from unknot.store.session import Session, WritingSession

Clock = Callable[[], datetime]
Outcome = TypeVar("Outcome")
Given = ParamSpec("Given")


def system_clock() -> datetime:
    return datetime.now(UTC)


class Work:
    """What an operation gets. Whoever opened it commits it, so several operations can be one transaction."""

    __slots__ = ("_now", "_session", "db", "directory", "event_ids", "events", "limits")

    def __init__(self, db: WritingSession, directory: Directory, *, now: datetime, limits: Limits) -> None:
        self.db = TrackedSession(db, directory)
        self._session = db
        self.directory = directory
        self.limits = limits
        self.events: list[Event] = []
        self.event_ids: list[EventId] = []  # of the same events, in the same order
        self._now = now

    def now(self) -> datetime:
        """The time of this wish: the same for all that it does."""
        return self._now

    def at(self, time: datetime) -> "Work":
        """Another wish in the same transaction, at another time: for imports, which know when a thing happened."""
        return Work(self._session, self.directory, now=time, limits=self.limits)

    def attempt(
        self,
        operation: Callable[Concatenate["Work", Given], Outcome],
        *args: Given.args,
        **options: Given.kwargs,
    ) -> Outcome:
        """Carry out a part of a wish. Where it is refused it leaves no trace, and whoever attempted it may go on."""
        recorded = len(self.events)
        self._session.save_point()
        try:
            outcome = operation(self, *args, **options)
        except Refused:
            self._session.undo_to_save_point()
            self.directory.forget()
            del self.events[recorded:], self.event_ids[recorded:]
            raise
        self._session.keep_save_point()
        return outcome

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
        stored = events.add(
            self.db, event, at=self._now, by=by.maker, workspace=workspace, project=project, issue=issue
        )
        self.event_ids.append(stored)
        if issue is not None:
            timeline.add_changes(self.db, event, stored, issue=issue, at=self._now)

    def record_on(self, issue: Issue, event: Event, *, by: Actor) -> None:
        """Store a fact of an issue."""
        self.record(event, by=by, workspace=issue.workspace, project=issue.project, issue=issue.id)


def looking(db: Session, *, now: datetime, limits: Limits) -> Work:
    """A wish that is only thought through, to find out what would come of it. Its session refuses to write."""
    return Work(db, Directory(db), now=now, limits=limits)  # type: ignore[arg-type]  # it needs no transaction


def uuid7(millis: int, random: bytes) -> str:
    """48 bits of time, then 74 random bits around version and variant (RFC 9562)."""
    number = (millis << 80) | int.from_bytes(random)
    number = number & ~(0xF << 76) | (0x7 << 76)
    number = number & ~(0x3 << 62) | (0x2 << 62)
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
