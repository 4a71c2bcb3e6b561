"""Channels: the default one, those that people make, and who follows them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.operations.support.town import new_issue, new_member, new_workspace
from tests.store.support.moments import BEFORE, NOON
from unknot.domain.access import OPERATOR, Actor, Role, Scope
from unknot.domain.channel import Channel, ChannelChange, ChannelDraft, Escalation, Subscription
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.events import ChannelCreated, ChannelDeleted, ChannelEdited, SubscriptionSet
from unknot.domain.issue import FieldChange
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.operations.channels import create_channel, delete_channel, edit_channel, set_subscription
from unknot.operations.issues import delete_issue
from unknot.operations.trash import purge_trash
from unknot.store import channels
from unknot.store.work import Work

ESCALATION = Escalation(after_seconds=900, targets=("notify_b",))
DRAFT = ChannelDraft(name="payments", description="Money", targets=("notify_a",), escalation=ESCALATION)


@pytest.fixture
def payments(work: Work, acme: Workspace, mary: Actor) -> Channel:
    """A channel that mary made the day before."""
    return create_channel(work.at(BEFORE), acme.id, DRAFT, by=mary)


@pytest.fixture
def default(work: Work, acme: Workspace) -> Channel:
    return work.directory.default_channel(acme.id)


# --- the default one


def test_every_workspace_has_a_default_channel(acme: Workspace, default: Channel) -> None:
    assert (default.name, default.is_default, default.workspace) == ("default", True, acme.id)
    assert (default.created_by, default.created_at, default.targets, default.escalation) == (None, BEFORE, (), None)


def test_the_default_channel_keeps_its_name(work: Work, acme: Workspace, adam: Actor, default: Channel) -> None:
    with pytest.raises(Forbidden, match='The default channel keeps its name, "default"'):
        edit_channel(work, acme.id, default.uuid, ChannelChange(name="all"), by=adam)

    change = ChannelChange(name="default", description="All", targets=("notify_a",))
    edited = edit_channel(work, acme.id, default.uuid, change, by=adam)
    assert (edited.name, edited.description, edited.targets) == ("default", "All", ("notify_a",))
    assert work.directory.default_channel(acme.id) == edited


def test_the_default_channel_cannot_be_deleted(work: Work, acme: Workspace, alice: Actor, default: Channel) -> None:
    with pytest.raises(Forbidden, match="holds every issue and cannot be deleted"):
        delete_channel(work, acme.id, default.uuid, by=alice)


@pytest.mark.parametrize("name", ["default", "Default", " default "])
def test_no_other_channel_is_called_so(work: Work, acme: Workspace, mary: Actor, payments: Channel, name: str) -> None:
    with pytest.raises(Invalid, match='name must not be "default"'):
        create_channel(work, acme.id, ChannelDraft(name=name), by=mary)
    with pytest.raises(Invalid, match='name must not be "default"'):
        edit_channel(work, acme.id, payments.uuid, ChannelChange(name=name), by=mary)


# --- made, changed, deleted


def test_a_channel_is_made(work: Work, acme: Workspace, mary: Actor, default: Channel) -> None:
    channel = create_channel(work, acme.id, DRAFT, by=mary)

    assert (channel.name, channel.description, channel.targets) == ("payments", "Money", ("notify_a",))
    assert (channel.escalation, channel.is_default) == (ESCALATION, False)
    assert (channel.created_by, channel.created_at, channel.updated_by, channel.updated_at) == (
        mary.id,
        NOON,
        mary.id,
        NOON,
    )
    assert channels.of_workspace(work.db, acme.id) == [default, channel]
    assert work.events == [ChannelCreated(channel=channel.id, name="payments")]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"name": " "}, "name must not be blank"),
        ({"name": "x" * 257}, "name must be at most 256"),
        ({"description": "x" * 257}, "description must be at most 256"),
        ({"escalation": Escalation(after_seconds=59, targets=())}, "notifyUpgradeCfg.triggerTime must be at least 60"),
    ],
)
def test_a_channel_is_sound(
    work: Work, acme: Workspace, mary: Actor, payments: Channel, values: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(Invalid, match=f"^{wrong}"):
        create_channel(work, acme.id, replace(DRAFT, **values), by=mary)
    with pytest.raises(Invalid, match=f"^{wrong}"):
        edit_channel(work, acme.id, payments.uuid, ChannelChange(**values), by=mary)

    assert work.events == []


def test_a_change_keeps_what_is_not_given_and_records_what_is_different(
    work: Work, acme: Workspace, adam: Actor, payments: Channel
) -> None:
    later = Escalation(after_seconds=60, targets=())

    edited = edit_channel(work, acme.id, payments.uuid, ChannelChange(name="money", escalation=later), by=adam)

    assert edited == replace(payments, name="money", escalation=later, updated_by=adam.id, updated_at=NOON)
    assert work.directory.channel_by_uuid(payments.uuid) == edited
    changes = {"name": FieldChange("payments", "money"), "escalation": FieldChange(ESCALATION, later)}
    assert work.events == [ChannelEdited(channel=payments.id, changes=changes)]


def test_a_deleted_channel_is_gone_and_its_issues_stay_in_the_others(
    work: Work, acme: Workspace, project: Project, mary: Actor, payments: Channel, default: Channel
) -> None:
    search = create_channel(work, acme.id, ChannelDraft(name="search"), by=mary)
    issue = new_issue(work, project, by=mary, channels=(payments.uuid, search.uuid))
    work.events.clear()

    delete_channel(work, acme.id, payments.uuid, by=mary)

    assert channels.of_workspace(work.db, acme.id) == [default, search]
    assert channels.of_issue(work.db, issue.id) == [search]
    assert work.events == [ChannelDeleted(channel=payments.id, name="payments")]
    with pytest.raises(NotFound, match=f"No channel {payments.uuid} in acme"):
        delete_channel(work, acme.id, payments.uuid, by=mary)


def test_an_issue_in_channels_can_be_purged(work: Work, project: Project, mary: Actor, payments: Channel) -> None:
    issue = new_issue(work, project, by=mary, channels=(payments.uuid,))
    delete_issue(work, issue.id, by=mary)

    purge_trash(work, older_than=timedelta(0), unattached_for=timedelta(0))

    assert channels.of_issue(work.db, issue.id) == []


# --- followed


def test_a_channel_is_followed_in_one_way_at_a_time(
    work: Work, acme: Workspace, mary: Actor, payments: Channel
) -> None:
    for kind in Subscription:
        set_subscription(work, acme.id, payments.uuid, kind, by=mary)
        assert channels.subscriptions(work.db, acme.id, mary.id) == {payments.id: kind}

    set_subscription(work, acme.id, payments.uuid, None, by=mary)
    assert channels.subscriptions(work.db, acme.id, mary.id) == {}
    told = [*Subscription, None]
    assert work.events == [
        SubscriptionSet(channel=payments.id, before=before, after=after)
        for before, after in zip([None, *told], told, strict=False)
    ]


def test_asking_twice_tells_nobody_a_second_time(work: Work, acme: Workspace, gus: Actor, default: Channel) -> None:
    for kind in (None, Subscription.ATTENTION, Subscription.ATTENTION):
        set_subscription(work, acme.id, default.uuid, kind, by=gus)

    assert work.events == [SubscriptionSet(channel=default.id, before=None, after=Subscription.ATTENTION)]


def test_everybody_follows_for_themselves(
    work: Work, acme: Workspace, mary: Actor, gus: Actor, payments: Channel
) -> None:
    set_subscription(work, acme.id, payments.uuid, Subscription.RESPONSIBLE, by=mary)
    set_subscription(work, acme.id, payments.uuid, Subscription.PARTICIPATE, by=gus)
    set_subscription(work, acme.id, payments.uuid, None, by=mary)

    assert channels.subscriptions(work.db, acme.id, gus.id) == {payments.id: Subscription.PARTICIPATE}


# --- who may

Wish = Callable[[Work, Channel, Actor], Any]
WISHES: dict[str, tuple[Role, Wish]] = {
    "create": (Role.MEMBER, lambda work, it, by: create_channel(work, it.workspace, DRAFT, by=by)),
    "edit": (Role.ADMIN, lambda work, it, by: edit_channel(work, it.workspace, it.uuid, ChannelChange(), by=by)),
    "delete": (Role.ADMIN, lambda work, it, by: delete_channel(work, it.workspace, it.uuid, by=by)),
    "subscribe": (
        Role.GUEST,
        lambda work, it, by: set_subscription(work, it.workspace, it.uuid, Subscription.ATTENTION, by=by),
    ),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("wish", WISHES)
def test_each_wish_takes_a_role(work: Work, acme: Workspace, payments: Channel, wish: str, role: Role) -> None:
    least, ask = WISHES[wish]
    asker = new_member(work, acme, "asker", role)

    if role >= least:
        ask(work, payments, asker)
    else:
        with pytest.raises(Forbidden, match="This takes the role"):
            ask(work, payments, asker)


@pytest.mark.parametrize("wish", WISHES)
def test_a_token_that_reads_changes_nothing(work: Work, alice: Actor, payments: Channel, wish: str) -> None:
    with pytest.raises(Forbidden, match="a token that writes"):
        WISHES[wish][1](work, payments, replace(alice, scope=Scope.READ))


@pytest.mark.parametrize("wish", ["edit", "delete"])
def test_whoever_made_a_channel_manages_it(work: Work, mary: Actor, payments: Channel, wish: str) -> None:
    WISHES[wish][1](work, payments, mary)


@pytest.mark.parametrize("wish", ["edit", "delete", "subscribe"])
def test_a_channel_of_another_workspace_is_not_found(work: Work, acme: Workspace, alice: Actor, wish: str) -> None:
    theirs = create_channel(work, new_workspace(work, "rival").id, DRAFT, by=OPERATOR)

    with pytest.raises(NotFound, match=f"No channel {theirs.uuid} in acme"):
        WISHES[wish][1](work, replace(theirs, workspace=acme.id), alice)
