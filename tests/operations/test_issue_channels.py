"""The channels that an issue is delivered to."""

from collections.abc import Sequence

import pytest

from unknot.domain.access import Actor
from unknot.domain.channel import Channel, ChannelDraft
from unknot.domain.errors import Invalid
from unknot.domain.events import IssueEdited
from unknot.domain.issue import FieldChange, Issue
from unknot.operations.channels import create_channel
from unknot.operations.comments import add_comment
from unknot.operations.issue_channels import set_channels
from unknot.store import channels
from unknot.store.work import Work


@pytest.fixture
def both(work: Work, adam: Actor) -> Sequence[Channel]:
    return [create_channel(work, adam.workspace, ChannelDraft(name=name), by=adam) for name in ("payments", "search")]


def test_what_changed_is_told_by_uuid(work: Work, issue: Issue, both: Sequence[Channel]) -> None:
    uuids = [channel.uuid for channel in both]

    assert set_channels(work, issue, uuids) == FieldChange([], sorted(uuids))
    assert set_channels(work, issue, reversed(uuids)) is None
    assert set_channels(work, issue, uuids[1:]) == FieldChange(sorted(uuids), uuids[1:])
    assert delivered(work, issue) == uuids[1:]


def test_the_default_channel_holds_every_issue_unsaid(work: Work, issue: Issue) -> None:
    default = work.directory.default_channel(issue.workspace)

    assert set_channels(work, issue, [default.uuid]) is None


def test_a_channel_must_be_there(work: Work, issue: Issue) -> None:
    with pytest.raises(Invalid, match=r"channels must be channels of this workspace, and .* is none"):
        set_channels(work, issue, [work.new_uuid()])


def test_a_comment_delivers_further_and_takes_nothing_back(
    work: Work, issue: Issue, mary: Actor, both: Sequence[Channel]
) -> None:
    first, second = (channel.uuid for channel in both)
    set_channels(work, issue, [first])

    add_comment(work, issue.id, "#search #nowhere", channels=[second, work.new_uuid()], by=mary)
    add_comment(work, issue.id, "Thanks", channels=[], by=mary)

    assert delivered(work, issue) == [first, second]
    change = FieldChange([first], sorted([first, second]))
    assert [event for event in work.events if isinstance(event, IssueEdited)] == [
        IssueEdited(changes={"channels": change})
    ]


def test_whoever_may_not_edit_an_issue_only_speaks_of_channels(
    work: Work, issue: Issue, gus: Actor, both: Sequence[Channel]
) -> None:
    add_comment(work, issue.id, "#search", channels=[both[1].uuid], by=gus)

    assert delivered(work, issue) == []


def delivered(work: Work, issue: Issue) -> list[str]:
    return [channel.uuid for channel in channels.of_issue(work.db, issue.id)]
