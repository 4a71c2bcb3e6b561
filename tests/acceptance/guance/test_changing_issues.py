"""Changing an issue (section 3.2): what is left out stays as it is."""

import itertools

import pytest

from tests.acceptance.support.commands import JSON

from .support.desk import Desk
from .support.envelope import invalid, missing
from .support.shapes import ISSUE, nothing, types

STATUSES = (10, 15, 20, 25, 30)


def test_the_answer_is_the_issue_as_it_is_now(desk: Desk, issue: JSON) -> None:
    changed = desk.changed(issue, name="Fast checkout", description="p95 below 1 s", level="", statusType=20)

    assert types(changed) == ISSUE
    assert changed == issue | {
        "name": "Fast checkout",
        "description": "p95 below 1 s",
        "level": "",
        "statusType": 20,
        "updateAt": changed["updateAt"],
    }
    assert changed["updateAt"] >= issue["updateAt"]
    assert {key: desk.read(issue)[key] for key in changed} == shown_in_full(changed)


def shown_in_full(issue: JSON) -> JSON:
    """The issue as `get` has it: there, people have their ids."""
    people = {f"{role}Info": issue[f"{role}Info"] | {"uuid": issue[role]} for role in ("creator", "updator")}
    return issue | people


@pytest.mark.parametrize(
    "field", [{"name": "Other"}, {"description": "Other"}, {"level": "system_level_0"}, {"statusType": 15}]
)
def test_one_field_changes_alone(desk: Desk, issue: JSON, field: JSON) -> None:
    changed = desk.changed(issue, **field)

    assert changed | {"updateAt": 0} == issue | field | {"updateAt": 0}


def test_an_issue_may_move_from_any_status_to_any_other(desk: Desk) -> None:
    issue = desk.issue()

    for before, after in itertools.product(STATUSES, STATUSES):
        assert desk.changed(issue, statusType=before)["statusType"] == before
        assert desk.changed(issue, statusType=after)["statusType"] == after


@pytest.mark.parametrize("body", [{}, {"extend": {}}, {"extend": None}], ids=repr)
def test_nothing_to_change_changes_nothing(desk: Desk, body: JSON) -> None:
    issue = desk.issue(extend={"text": "slow", "manager": ["oncall@example.org"]})

    changed = desk.changed(issue, **body)

    assert changed | {"updateAt": 0} == issue | {"updateAt": 0}


def test_extend_is_merged_by_its_top_keys(desk: Desk) -> None:
    issue = desk.issue(extend={"text": "slow", "ours": {"a": 1, "b": 2}, "extra": {"creator": {"name": "Mei"}}})

    changed = desk.changed(issue, extend={"ours": {"c": 3}, "extra": {"updator": {"name": "Ann"}}})

    assert changed["extend"] == {"text": "slow", "ours": {"c": 3}, "extra": {"updator": {"name": "Ann"}}}
    assert desk.read(issue)["extend"] == changed["extend"]


def test_the_source_cannot_be_changed(desk: Desk) -> None:
    issue = desk.issue(resourceType="event", resourceUUID="doc-1", resource="Disk full")

    changed = desk.changed(issue, resourceType="viewer", resourceUUID="doc-2", resource="Disk empty")

    assert [changed[key] for key in ("resourceType", "resourceUUID", "resource")] == ["event", "doc-1", "Disk full"]


def test_who_changed_it_last_is_named(desk: Desk, member: Desk, issue: JSON) -> None:
    changed = member.changed(issue, statusType=15)

    assert (changed["creator"], changed["creatorInfo"]["username"]) == (desk.me, "ann")
    assert changed["updatorInfo"]["username"] == "max"
    assert changed["updator"] != desk.me


WRONG: list[tuple[str, JSON]] = [
    ("name", None),
    ("name", ""),
    ("name", 7),
    ("name", "x" * 257),
    ("description", None),
    ("description", ""),
    ("description", ["x"]),
    ("description", "x" * 65_536),
    ("level", None),
    ("statusType", None),
    ("extend", []),
    ("extend", "x"),
    ("attachmentUuids", "x"),
    ("attachmentUuids", [nothing("att")]),
    ("channelUUIDs", "x"),
    ("channelUUIDs", [nothing("chan")]),
]


@pytest.mark.parametrize(("field", "value"), WRONG, ids=lambda value: repr(value)[:20])
def test_a_wrong_value_is_refused_by_the_name_of_its_field(desk: Desk, issue: JSON, field: str, value: JSON) -> None:
    invalid(desk.modify(issue, **{"statusType": 25, field: value}), field)

    assert desk.read(issue)["statusType"] == 10


def test_a_name_may_be_256_characters_long(desk: Desk, issue: JSON) -> None:
    assert desk.changed(issue, name="\U0001f525" * 256)["name"] == "\U0001f525" * 256


@pytest.mark.parametrize("given", ["channelUUIDs", "extend"])
def test_the_channels_become_the_default_one_and_those_given(desk: Desk, given: str) -> None:
    first, second = (desk.channel()["uuid"] for _ in range(2))
    issue = desk.issue(channelUUIDs=[first])

    desk.changed(issue, **channels(given, second))
    assert desk.channels_of(issue) == {second}

    desk.changed(issue, **channels(given))
    assert desk.channels_of(issue) == set()


def channels(given: str, *uuids: str) -> JSON:
    """The channels as they are given in either place."""
    mentions = [{"type": "#", "uuid": uuid} for uuid in uuids]
    return {"channelUUIDs": list(uuids)} if given == "channelUUIDs" else {"extend": {"channels": mentions}}


def test_channels_of_both_places_are_joined(desk: Desk) -> None:
    first, second, third = (desk.channel()["uuid"] for _ in range(3))
    named, mentioned = channels("channelUUIDs", first, second), channels("extend", second, third)

    issue = desk.issue(**named, **mentioned)
    assert desk.channels_of(issue) == {first, second, third}

    desk.changed(issue, channelUUIDs=[])
    assert desk.channels_of(issue) == set()

    desk.changed(issue, **named, **mentioned)
    assert desk.channels_of(issue) == {first, second, third}


def test_other_changes_leave_the_channels_alone(desk: Desk) -> None:
    channel = desk.channel()["uuid"]
    issue = desk.issue(channelUUIDs=[channel])

    desk.changed(issue, statusType=20, extend={"text": "done"})

    assert desk.channels_of(issue) == {channel}


def test_what_is_named_twice_counts_once(desk: Desk) -> None:
    channel, attachment = desk.channel()["uuid"], desk.attachment()

    issue = desk.issue(channelUUIDs=[channel, channel], attachmentUuids=[attachment, attachment])

    assert [one["uuid"] for one in desk.read(issue)["bindChannels"]].count(channel) == 1
    assert desk.attachments_of(issue) == [attachment]


def test_the_default_channel_may_be_named_and_stays_one(desk: Desk) -> None:
    issue = desk.issue(channelUUIDs=[desk.default_channel])

    desk.changed(issue, channelUUIDs=[desk.default_channel])

    assert [one["uuid"] for one in desk.read(issue)["bindChannels"]] == [desk.default_channel]


def test_attachments_are_replaced_when_given(desk: Desk) -> None:
    first, second, third = (desk.attachment(f"{n}.txt") for n in range(3))
    issue = desk.issue(attachmentUuids=[first, second])

    desk.changed(issue, attachmentUuids=[second, third])
    assert sorted(desk.attachments_of(issue)) == sorted([second, third])

    desk.changed(issue, name="Other")
    assert sorted(desk.attachments_of(issue)) == sorted([second, third])

    desk.changed(issue, attachmentUuids=[])
    assert desk.attachments_of(issue) == []


@pytest.mark.parametrize("uuid", [nothing("issue"), "issue_1", "1", "system_level_0", "issue_" + "F" * 32, "%00", "慢"])
def test_an_issue_that_is_not_there_cannot_be_changed(desk: Desk, uuid: str) -> None:
    missing(desk.modify({"uuid": uuid}, name="Other"), "Issue")
    missing(desk.key.get(f"/issue/{uuid}/get"), "Issue")
