"""A wish: its time, its identifiers, and the facts that it makes true."""

from datetime import timedelta
from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.store.support.moments import LATER, NOON
from unknot.domain.access import OPERATOR, Actor
from unknot.domain.events import IssueDeleted, UserCreated
from unknot.domain.ids import EventId, IssueId, ProjectId, UserId, WorkspaceId
from unknot.store import events
from unknot.store.work import Work, uuid7

MILLIS = st.integers(0, 2**48 - 1)
RANDOM = st.binary(min_size=10, max_size=10)
ANN = Actor(id=UserId(7), workspace=WorkspaceId(1))


@given(MILLIS, RANDOM)
def test_a_uuid_is_of_version_7_and_written_as_we_write_it(millis: int, random: bytes) -> None:
    text = uuid7(millis, random)
    uuid = UUID(text)

    assert (str(uuid), uuid.version, uuid.variant) == (text, 7, RFC_4122)
    assert uuid.int >> 80 == millis


@given(MILLIS, MILLIS, RANDOM, RANDOM)
def test_uuids_sort_by_time(one: int, other: int, random: bytes, other_random: bytes) -> None:
    assert one == other or (uuid7(one, random) < uuid7(other, other_random)) is (one < other)


def test_a_wish_makes_uuids_of_its_own_time(work: Work) -> None:
    uuids = {work.new_uuid() for _ in range(100)}

    assert len(uuids) == 100
    assert {UUID(uuid).int >> 80 for uuid in uuids} == {NOON.timestamp() * 1000}
    assert max(uuids) < work.at(NOON + timedelta(milliseconds=1)).new_uuid()


def test_a_wish_at_another_time_is_part_of_the_same_transaction(work: Work) -> None:
    later = work.at(LATER)

    later.record(UserCreated(user=UserId(1), username="ann"), by=OPERATOR)

    assert (work.now(), later.now()) == (NOON, LATER)
    assert work.events == []
    assert [recorded.at for recorded in events.since(work.db, EventId(0), limit=9)] == [LATER]


def test_a_fact_is_stored_with_its_when_who_and_where(work: Work) -> None:
    deleted = IssueDeleted(number=3)

    work.record(deleted, by=ANN, workspace=WorkspaceId(1), project=ProjectId(2), issue=IssueId(4))

    [recorded] = events.of_issue(work.db, IssueId(4))
    assert work.events == [deleted]
    assert (recorded.at, recorded.by, recorded.event) == (NOON, ANN.id, deleted)
    assert (recorded.workspace, recorded.project, recorded.issue) == (1, 2, 4)


def test_what_the_operator_does_is_nobodys_doing(work: Work) -> None:
    work.record(IssueDeleted(number=3), by=OPERATOR, issue=IssueId(4))

    assert [recorded.by for recorded in events.of_issue(work.db, IssueId(4))] == [None]
