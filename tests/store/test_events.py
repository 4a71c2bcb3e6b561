"""The log of events: every kind can be stored and read back, in order."""

from datetime import datetime
from typing import Any, get_args

import pytest
from msgspec.structs import fields

from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR, Role
from unknot.domain.channel import Subscription
from unknot.domain.events import Event, IssueCreated, Recorded
from unknot.domain.ids import EventId, IssueId, ProjectId, WorkspaceId
from unknot.domain.issue import FieldChange, Standing
from unknot.domain.relation import RelationKind
from unknot.store import events
from unknot.store.statement import Statement
from unknot.store.work import Work

KINDS = Statement("SELECT kind FROM events ORDER BY id")
VALUES = {
    bool: True,
    datetime: NOON,
    int: 7,
    str: 'Ёлка "1"\n',
    ProjectId | None: ProjectId(7),
    Role: Role.ADMIN,
    Standing: Standing(project=ProjectId(7), number=3),
    FieldChange: FieldChange([1], [1, 2]),
    Subscription: Subscription.ATTENTION,
    RelationKind: RelationKind.TESTED_BY_FORWARD,
    dict[str, FieldChange]: {"labels": FieldChange([1], [1, 2]), "title": FieldChange("a", None)},
}


@pytest.mark.parametrize("kind", Event.__subclasses__(), ids=lambda kind: kind.__name__)
def test_an_event_of_any_kind_comes_back_as_it_was(work: Work, kind: type[Event]) -> None:
    event = example(kind)

    work.record(event, by=OPERATOR, workspace=WorkspaceId(3))

    [recorded] = events.since(work.db, EventId(0), limit=10)
    expected = Recorded(
        id=recorded.id, at=NOON, by=None, workspace=WorkspaceId(3), project=None, issue=None, event=event
    )
    assert recorded == expected
    assert work.db.rows(KINDS) == [(event.__struct_config__.tag,)]


def test_events_are_read_in_the_order_in_which_they_happened(work: Work) -> None:
    told = [IssueCreated(number=number, title="Slow start") for number in (3, 1, 2)]
    for event in told:
        work.record(event, by=OPERATOR, issue=IssueId(1))

    all_of_them = events.since(work.db, EventId(0), limit=10)
    assert [recorded.event for recorded in all_of_them] == told
    assert events.since(work.db, all_of_them[0].id, limit=1) == all_of_them[1:2]
    assert events.of_issue(work.db, IssueId(1)) == all_of_them
    assert events.of_issue(work.db, IssueId(2)) == []


def example(kind: type[Event]) -> Event:
    values: dict[Any, Any] = VALUES
    return kind(**{field.name: values[plain(field.type)] for field in fields(kind)})


def plain(kind: Any) -> Any:
    """The type of what may also be nothing, and the one below a new name."""
    kind = next(iter(get_args(kind)), kind) if type(None) in get_args(kind) else kind
    return getattr(kind, "__supertype__", kind)
