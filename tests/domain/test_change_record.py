"""Change records: what an event tells, and the UUIDs that lead back to it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.store.support.moments import NOON
from unknot.domain.change_record import TELLINGS, ChangeRecord, Link, change_record, event_of
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
from unknot.domain.ids import EventId, FileId, IssueId, ProjectId, UserId, WorkspaceId
from unknot.domain.issue import FieldChange, Standing
from unknot.domain.relation import RelationKind

LOG, OTHER = FileId(3), IssueId(9)
HERE, THERE = Standing(ProjectId(1), 12), Standing(ProjectId(2), 3)
EDITED = ("title", "description", "status", "level", "assignees", "channels", "labels")
TOLD: list[tuple[Event, str, Any, Any]] = [
    (IssueCreated(number=1, title="Slow"), "issue", None, "Slow"),
    *((IssueEdited(changes={field: FieldChange(1, 2)}), field, 1, 2) for field in EDITED),
    (IssuesRelated(other=OTHER, relation=RelationKind.RELATED), "relations", None, Link(OTHER, RelationKind.RELATED)),
    (RelationRemoved(other=OTHER, relation=RelationKind.RELATED), "relations", Link(OTHER, RelationKind.RELATED), None),
    (FileAttached(file=LOG, name="a.log"), "files", None, "a.log"),
    (FileDeleted(file=LOG, name="a.log"), "files", "a.log", None),
    (FileRestored(file=LOG, name="a.log"), "files", None, "a.log"),
    (IssueDeleted(number=1), "trash", False, True),
    (IssueRestored(number=1), "trash", True, False),
    (IssueMoved(before=HERE, after=THERE), "project", HERE, THERE),
]
EVENTS, PLACES = some.integers(1, 2**48 - 1), some.integers(0, len(TELLINGS) - 1)


@pytest.mark.parametrize(("place", "told"), list(enumerate(TOLD)))
def test_every_telling_tells_what_was_before_and_after(place: int, told: tuple[Event, str, Any, Any]) -> None:
    event, field, before, after = told

    record = change_record(recorded(event), place)

    assert (record.field, record.before, record.after) == (field, before, after)
    assert (record.event, record.issue, record.at, record.by) == (7, 2, NOON, 5)
    assert isinstance(event, TELLINGS[place].event)


def test_every_telling_was_tried() -> None:
    assert len(TOLD) == len(TELLINGS)


@given(event=EVENTS, place=PLACES)
def test_a_uuid_leads_back_to_its_event(event: int, place: int) -> None:
    assert event_of(record_of(event, place).uuid) == event


@given(one=some.tuples(EVENTS, PLACES), other=some.tuples(EVENTS, PLACES))
def test_no_two_records_share_a_uuid_or_a_number(one: tuple[int, int], other: tuple[int, int]) -> None:
    first, second = record_of(*one), record_of(*other)

    assert (first.uuid == second.uuid) is (first.number == second.number) is (one == other)


@given(some.uuids())
def test_no_other_uuid_is_taken_for_a_record_s(uuid: Any) -> None:
    assert event_of(str(uuid)) is None


def recorded(event: Event) -> Recorded:
    return Recorded(
        id=EventId(7),
        at=NOON,
        by=UserId(5),
        workspace=WorkspaceId(1),
        project=ProjectId(1),
        issue=IssueId(2),
        event=event,
    )


def record_of(event: int, place: int) -> ChangeRecord:
    return ChangeRecord(
        event=EventId(event),
        place=place,
        issue=IssueId(2),
        at=NOON,
        by=None,
        field="title",
        before=None,
        after=None,
    )
