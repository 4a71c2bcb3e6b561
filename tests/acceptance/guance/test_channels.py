"""Channels, their subscribers and targets (sections 2.8, 4.9 and 7.1)."""

import pytest

from tests.acceptance.support.commands import JSON

from .support.desk import Desk
from .support.envelope import content, denied, invalid, missing, refused
from .support.shapes import CHANNEL, is_id, nothing, types

ESCALATION = "notifyUpgradeCfg"  # what is told to whom when nobody is responsible in time


def modify(desk: Desk, channel: JSON, **fields: JSON) -> JSON:
    return content(desk.key.post(f"/channel/{channel['uuid']}/modify", fields))


def subscription(desk: Desk, channel: JSON) -> str:
    found: str = next(one["subscribeType"] for one in desk.channels() if one["uuid"] == channel["uuid"])
    return found


@pytest.fixture
def target(desk: Desk) -> str:
    body = {"type": "HTTPRequest", "name": "Bridge", "optSet": {"url": "https://example.org/hook"}}
    uuid: str = content(desk.key.post("/notify_object/create", body))["uuid"]
    return uuid


def test_every_workspace_has_one_default_channel(own_desk: Desk) -> None:
    (channel,) = own_desk.channels()

    assert channel["name"] == "default"
    assert is_id("chan", channel["uuid"])
    assert types(channel, without=ESCALATION) | {ESCALATION: None} == CHANNEL | {
        ESCALATION: None,
        "subscribeType": str,
    }


def test_a_channel_is_answered_as_it_was_made(desk: Desk, target: str) -> None:
    escalation = {"triggerTime": 900, "notifyTarget": [target]}

    channel = desk.channel(name="payments", description="Money", notifyTarget=[target], notifyUpgradeCfg=escalation)

    assert types(channel, without=ESCALATION) | {ESCALATION: None} == CHANNEL | {ESCALATION: None}
    assert (channel["name"], channel["description"], channel["notifyTarget"]) == ("payments", "Money", [target])
    assert channel[ESCALATION] == escalation
    assert (channel["creator"], channel["deleteAt"], channel["status"]) == (desk.me, -1, 0)
    listed = next(one for one in desk.channels() if one["uuid"] == channel["uuid"])
    assert listed == channel | {"subscribeType": ""}


def test_the_list_of_channels_is_an_array_without_pages(desk: Desk) -> None:
    made = {desk.channel()["uuid"] for _ in range(12)}

    body = desk.key.get("/channel/quick_list").json()

    assert "pageInfo" not in body
    assert made < {one["uuid"] for one in body["content"]}


def test_a_channel_is_changed_field_by_field(desk: Desk, target: str) -> None:
    channel = desk.channel(name="payments", description="Money")

    described = modify(desk, channel, description="")
    assert described | {"updateAt": 0} == channel | {"description": "", "updateAt": 0}

    targeted = modify(desk, channel, notifyTarget=[target], name="pay")
    assert (targeted["name"], targeted["description"], targeted["notifyTarget"]) == ("pay", "", [target])


WRONG: list[tuple[str, str, JSON]] = [
    ("name", "name", None),
    ("name", "name", ""),
    ("name", "name", 7),
    ("name", "name", "x" * 257),
    ("description", "description", 7),
    ("description", "description", "x" * 257),
    ("notifyTarget", "notifyTarget", "x"),
    ("notifyTarget", "notifyTarget", [7]),
    (ESCALATION, ESCALATION, "x"),
    (ESCALATION, "triggerTime", {"notifyTarget": []}),
    (ESCALATION, "notifyTarget", {"triggerTime": 900}),
    (ESCALATION, "triggerTime", {"triggerTime": 59, "notifyTarget": []}),
    (ESCALATION, "triggerTime", {"triggerTime": "900", "notifyTarget": []}),
    (ESCALATION, "triggerTime", {"triggerTime": 90.5, "notifyTarget": []}),
    (ESCALATION, "notifyTarget", {"triggerTime": 900, "notifyTarget": "x"}),
]


@pytest.mark.parametrize(("field", "named", "value"), WRONG, ids=lambda value: repr(value)[:40])
def test_a_wrong_value_is_refused_by_the_name_of_its_field(desk: Desk, field: str, named: str, value: JSON) -> None:
    channel = desk.channel()

    invalid(desk.key.post("/channel/add", {"name": "wrong", field: value}), named)
    invalid(desk.key.post(f"/channel/{channel['uuid']}/modify", {field: value}), named)

    assert "wrong" not in {one["name"] for one in desk.channels()}


def test_a_channel_needs_a_name(desk: Desk) -> None:
    invalid(desk.key.post("/channel/add", {"description": "Money"}), "name")


def test_limits_are_taken(desk: Desk) -> None:
    escalation = {"triggerTime": 60, "notifyTarget": []}

    channel = desk.channel(name="频" * 256, description="道" * 256, notifyUpgradeCfg=escalation)

    assert (channel["name"], channel["description"]) == ("频" * 256, "道" * 256)
    assert channel[ESCALATION] == escalation


def test_the_default_channel_keeps_its_name_and_its_place(own_desk: Desk) -> None:
    default = {"uuid": own_desk.default_channel}

    refused(own_desk.key.post(f"/channel/{default['uuid']}/modify", {"name": "Everything"}), 400, 403)
    refused(own_desk.key.post(f"/channel/{default['uuid']}/delete"), 400, 403)
    changed = modify(own_desk, default, description="All issues", notifyTarget=[])

    assert (changed["name"], changed["description"]) == ("default", "All issues")
    assert [one["name"] for one in own_desk.channels()] == ["default"]


def test_a_deleted_channel_leaves_its_issues_in_the_default_one(desk: Desk) -> None:
    channel = desk.channel()["uuid"]
    issue = desk.issue(channelUUIDs=[channel])

    assert content(desk.key.post(f"/channel/{channel}/delete")) is True

    assert desk.channels_of(issue) == set()
    assert issue["uuid"] in {one["uuid"] for one in desk.find(channelUUID=desk.default_channel)}
    assert channel not in {one["uuid"] for one in desk.channels()}
    missing(desk.key.post("/issue/list", {"channelUUID": channel}), "Channel")
    missing(desk.key.post(f"/channel/{channel}/delete"), "Channel")
    refused(desk.add(channelUUIDs=[channel]), 400)


@pytest.mark.parametrize("body", [b"", b"{}", b'{"anything": 1}'])
def test_a_deletion_needs_no_body_and_minds_none(desk: Desk, body: bytes) -> None:
    path = f"/channel/{desk.channel()['uuid']}/delete"

    answer = desk.key.call("POST", path, data=body, headers={"Content-Type": "application/json"})

    assert content(answer) is True


@pytest.mark.parametrize("kind", ["responsible", "participate", "attention"])
def test_a_subscription_is_the_callers_own(desk: Desk, member: Desk, kind: str) -> None:
    channel = desk.channel()

    assert content(desk.key.post(f"/channel/{channel['uuid']}/subscribe", {"type": kind})) is True

    assert subscription(desk, channel) == kind
    assert subscription(member, channel) == ""


def test_a_subscription_is_replaced_and_cancelled(desk: Desk) -> None:
    channel = desk.channel()
    path = f"/channel/{channel['uuid']}/subscribe"
    seen = []

    for kind in "attention", "responsible", "responsible", "cancel", "cancel":
        assert content(desk.key.post(path, {"type": kind})) is True
        seen.append(subscription(desk, channel))

    assert seen == ["attention", "responsible", "responsible", "", ""]


def test_the_default_channel_can_be_left(own_desk: Desk) -> None:
    default = {"uuid": own_desk.default_channel}
    path = f"/channel/{default['uuid']}/subscribe"
    content(own_desk.key.post(path, {"type": "participate"}))

    content(own_desk.key.post(path, {"type": "cancel"}))

    assert subscription(own_desk, default) == ""


@pytest.mark.parametrize("body", [{}, {"type": None}, {"type": ""}, {"type": "Responsible"}, {"type": 1}], ids=repr)
def test_other_subscriptions_are_refused(desk: Desk, body: JSON) -> None:
    channel = desk.channel()

    invalid(desk.key.post(f"/channel/{channel['uuid']}/subscribe", body), "type")

    assert subscription(desk, channel) == ""


@pytest.mark.parametrize("uuid", [nothing("chan"), "chan_1", "default"])
def test_a_channel_that_is_not_there_is_not_found(desk: Desk, uuid: str) -> None:
    missing(desk.key.post(f"/channel/{uuid}/modify", {"description": "x"}), "Channel")
    missing(desk.key.post(f"/channel/{uuid}/subscribe", {"type": "cancel"}), "Channel")
    missing(desk.key.post(f"/channel/{uuid}/delete"), "Channel")


def test_a_channel_is_deleted_by_who_made_it_or_the_owner(desk: Desk, member: Desk) -> None:
    mine, theirs, others = desk.channel(), member.channel(), member.channel()

    denied(member.key.post(f"/channel/{mine['uuid']}/delete"))
    denied(member.key.post(f"/channel/{mine['uuid']}/modify", {"name": "taken"}))
    assert content(member.key.post(f"/channel/{theirs['uuid']}/delete")) is True
    assert content(desk.key.post(f"/channel/{others['uuid']}/delete")) is True
