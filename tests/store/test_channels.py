"""Which channels an issue is in, and what is remembered of channels and levels between requests."""

import pytest

from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.channel import Channel, ChannelDraft
from unknot.domain.ids import WorkspaceId
from unknot.domain.issue import Issue
from unknot.domain.level import LevelDraft
from unknot.domain.people import Workspace
from unknot.operations.channels import create_channel
from unknot.operations.levels import create_level
from unknot.store import channels, levels
from unknot.store.work import Work


@pytest.fixture
def acme(work: Work) -> Workspace:
    return new_workspace(work)


@pytest.fixture
def mary(work: Work, acme: Workspace) -> Actor:
    return new_member(work, acme, "mary", Role.MEMBER)


@pytest.fixture
def issue(work: Work, acme: Workspace, mary: Actor) -> Issue:
    return new_issue(work, new_project(work, acme), by=mary)


def test_an_issue_is_in_the_channels_that_were_set_last(work: Work, acme: Workspace, issue: Issue) -> None:
    first, second, third = (new_channel(work, acme, name) for name in ("first", "second", "third"))

    channels.set_for_issue(work.db, issue.id, [second.id, first.id, first.id])
    assert channels.of_issue(work.db, issue.id) == [first, second]

    channels.set_for_issue(work.db, issue.id, [third.id])
    assert channels.of_issue(work.db, issue.id) == [third]

    channels.set_for_issue(work.db, issue.id, [])
    assert channels.of_issue(work.db, issue.id) == []


def test_nobody_needs_to_be_told_that_an_issue_is_in_the_default_channel(
    work: Work, acme: Workspace, issue: Issue
) -> None:
    other = new_channel(work, acme, "other")

    channels.set_for_issue(work.db, issue.id, [work.directory.default_channel(acme.id).id, other.id])

    assert channels.of_issue(work.db, issue.id) == [other]


def test_the_default_channel_is_the_first(work: Work, acme: Workspace) -> None:
    other = new_channel(work, acme, "a name that sorts first")

    assert channels.of_workspace(work.db, acme.id) == [channels.default_of(work.db, acme.id), other]


def test_a_workspace_without_a_default_channel_is_a_fault(work: Work) -> None:
    with pytest.raises(LookupError, match="no default channel in workspace 7"):
        channels.default_of(work.db, WorkspaceId(7))


def test_a_deleted_channel_is_found_by_nothing(work: Work, acme: Workspace, issue: Issue, mary: Actor) -> None:
    gone = new_channel(work, acme, "gone")
    channels.set_for_issue(work.db, issue.id, [gone.id])

    channels.trash(work.db, gone.id, at=NOON)

    assert (work.directory.channel_by_uuid(gone.uuid), channels.of_issue(work.db, issue.id)) == (None, [])
    assert gone not in channels.of_workspace(work.db, acme.id)
    assert channels.subscription(work.db, gone.id, mary.id) is None


def test_the_directory_knows_channels_and_levels(work: Work, acme: Workspace) -> None:
    assert (work.directory.channel_by_uuid("x"), work.directory.level("x")) == (None, None)

    channel = new_channel(work, acme, "payments")
    level = create_level(work, acme.id, LevelDraft(name="Chatter", color="#000"), by=OPERATOR)

    assert work.directory.channel_by_uuid(channel.uuid) == channel
    assert work.directory.level(level.uuid) == level == levels.by_name(work.db, acme.id, "CHATTER")
    assert work.directory.default_channel(acme.id).is_default


def test_the_directory_sees_system_levels_switched_at_once(work: Work, acme: Workspace) -> None:
    for disabled in (False, True, False):
        levels.set_system_disabled(work.db, acme.id, disabled=disabled)

        assert work.directory.are_system_levels_disabled(acme.id) is disabled


def new_channel(work: Work, workspace: Workspace, name: str) -> Channel:
    return create_channel(work, workspace.id, ChannelDraft(name=name), by=OPERATOR)
