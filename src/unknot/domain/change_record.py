"""A change record: one thing that changed on an issue, as its history tells it.

An event makes one record, except for an edit, which makes one for each field that people care for. A file that came or
went with a comment makes none: the comment tells of it.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from unknot.domain.events import (
    Event,
    FileAttached,
    FileDeleted,
    FileRestored,
    IssueCreated,
    IssueDeleted,
    IssueEdited,
    IssueMoved,
    IssueRestored,
    IssuesRelated,
    Recorded,
    RelationRemoved,
)
from unknot.domain.ids import EventId, IssueId, UserId
from unknot.domain.relation import RelationKind


class Telling(msgspec.Struct, frozen=True):
    """A kind of event, and the field that it may tell of."""

    event: type[Event]
    field: str


# The place of a telling stands in the UUIDs of its records: add at the end, take nothing out.
TELLINGS: Final = (
    Telling(IssueCreated, "issue"),
    Telling(IssueEdited, "title"),
    Telling(IssueEdited, "description"),
    Telling(IssueEdited, "status"),
    Telling(IssueEdited, "level"),
    Telling(IssueEdited, "assignees"),
    Telling(IssueEdited, "channels"),
    Telling(IssueEdited, "labels"),
    Telling(IssuesRelated, "relations"),
    Telling(RelationRemoved, "relations"),
    Telling(FileAttached, "files"),
    Telling(FileDeleted, "files"),
    Telling(FileRestored, "files"),
    Telling(IssueDeleted, "trash"),
    Telling(IssueRestored, "trash"),
    Telling(IssueMoved, "project"),
)
_PLACES: Final = {
    telling.event: tuple(place for place, other in enumerate(TELLINGS) if other.event is telling.event)
    for telling in TELLINGS
}
# A UUID of version 8 (RFC 9562): 48 bits of event, 12 bits of place, and the same 62 bits for all.
_OURS: Final = (0x8 << 76) | (0x2 << 62) | 0x1C0DE0F0C4A26E5D
_EVENT_SHIFT: Final = 80
_PLACE_SHIFT: Final = 64
_PLACE_MASK: Final = 0xFFF << _PLACE_SHIFT


class Link(msgspec.Struct, frozen=True):
    """A relation to another issue, as seen from the one whose history this is."""

    issue: IssueId
    kind: RelationKind


class ChangeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Who changed what, and when. `by` is None where the server itself acted, or somebody at its command line."""

    event: EventId
    place: int  # in TELLINGS
    issue: IssueId
    at: datetime
    by: UserId | None
    field: str
    before: Any  # None where there was nothing
    after: Any

    @property
    def number(self) -> int:
        """A number that no other record has."""
        return self.event * len(TELLINGS) + self.place

    @property
    def uuid(self) -> str:
        """Always the same, though nothing is stored but the event."""
        return str(UUID(int=_OURS | self.event << _EVENT_SHIFT | self.place << _PLACE_SHIFT))


def event_of(uuid: str) -> EventId | None:
    """The event whose record has this UUID, or None where it cannot be a record's."""
    number = UUID(uuid).int
    event = number >> _EVENT_SHIFT
    return EventId(event) if number & ~_PLACE_MASK == _OURS | event << _EVENT_SHIFT else None


def places_of(event: Event) -> list[int]:
    """Where in TELLINGS an event has something to tell, if anywhere."""
    places = _PLACES.get(type(event), ())
    if isinstance(event, IssueEdited):
        return [place for place in places if TELLINGS[place].field in event.changes]
    return [] if getattr(event, "comment", None) is not None else list(places)


def change_record(recorded: Recorded, place: int) -> ChangeRecord:
    """What an event of an issue tells at a place of TELLINGS."""
    assert recorded.issue is not None  # noqa: S101 - only events of issues tell
    field = TELLINGS[place].field
    before, after = _values(recorded.event, field)
    return ChangeRecord(
        event=recorded.id,
        place=place,
        issue=recorded.issue,
        at=recorded.at,
        by=recorded.by,
        field=field,
        before=before,
        after=after,
    )


def _values(event: Event, field: str) -> tuple[Any, Any]:
    match event:
        case IssueEdited(changes=changes):
            return changes[field].before, changes[field].after
        case IssueMoved(before=before, after=after):
            return before, after
        case RelationRemoved() | FileDeleted():
            return _thing(event), None
        case IssueDeleted() | IssueRestored():
            is_deleted = isinstance(event, IssueDeleted)
            return not is_deleted, is_deleted
    return None, _thing(event)


def _thing(event: Event) -> Link | str:
    """What came or went."""
    match event:
        case IssuesRelated(other=other, relation=kind) | RelationRemoved(other=other, relation=kind):
            return Link(other, kind)
        case IssueCreated(title=title):
            return title
        case FileAttached(name=name) | FileDeleted(name=name) | FileRestored(name=name):
            return name
    raise LookupError(f"{type(event).__name__} makes no change record")
