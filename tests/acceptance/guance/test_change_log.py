"""The change records in an issue's stream of replies (sections 2.6, 3.2 and 10)."""

import pytest

from tests.acceptance.support.commands import JSON

from .support.desk import Desk
from .support.envelope import denied, refused
from .support.shapes import LISTED_REPLY, is_id, types


def test_the_first_record_is_that_of_the_creation(desk: Desk, issue: JSON) -> None:
    (record,) = desk.stream(issue)

    assert types(record) == LISTED_REPLY
    assert is_id("repim", record["uuid"])
    assert record["type"] == "change"
    assert record["content"]
    assert (record["creator"], record["issueUUID"], record["is_modify"]) == (desk.me, issue["uuid"], False)
    assert record["createAt"] == issue["createAt"]


CHANGES: list[JSON] = [
    {"statusType": 20},
    {"level": "system_level_0"},
    {"level": ""},
    {"description": "Other"},
    {"name": "Other"},
    {"extend": {"manager": ["{me}"]}},
]


@pytest.mark.parametrize("change", CHANGES, ids=repr)
def test_a_change_is_recorded_once_with_what_was_before_and_after(desk: Desk, issue: JSON, change: JSON) -> None:
    given = {"extend": {"manager": [desk.me]}} if "extend" in change else change

    desk.changed(issue, **given)

    record, creation = desk.changes(issue)
    assert record["content"]
    assert record["uuid"] != creation["uuid"]
    assert record["extend"].keys() >= {"field", "before", "after"}
    assert record["extend"]["before"] != record["extend"]["after"]


def test_each_changed_field_has_a_record_of_its_own(desk: Desk, issue: JSON) -> None:
    desk.changed(
        issue,
        name="Other",
        description="Other",
        level="system_level_0",
        statusType=15,
        extend={"manager": [desk.me]},
    )

    records = desk.changes(issue)[:-1]
    assert len(records) == 5
    assert len({record["extend"]["field"] for record in records}) == 5
    assert len({record["uuid"] for record in records}) == 5


def test_a_change_of_channels_is_recorded(desk: Desk, issue: JSON) -> None:
    desk.changed(issue, channelUUIDs=[desk.channel()["uuid"]])

    assert len(desk.changes(issue)) == 2


def test_what_changes_nothing_is_not_recorded(desk: Desk, issue: JSON) -> None:
    desk.changed(issue, name=issue["name"], statusType=10, level=issue["level"], extend={})

    assert len(desk.changes(issue)) == 1


def test_who_made_a_change_is_named(desk: Desk, member: Desk, issue: JSON) -> None:
    member.changed(issue, statusType=15)

    newest = desk.changes(issue)[0]
    assert newest["creatorInfo"]["username"] == "max"
    assert newest["creator"] == desk.read(issue)["updator"]


def test_replies_and_changes_stand_in_one_stream(desk: Desk, issue: JSON) -> None:
    desk.say(issue, "Looking")
    desk.changed(issue, statusType=15)
    desk.say(issue, "Found it")
    desk.changed(issue, statusType=20)

    kinds = [one["type"] for one in desk.stream(issue)]
    assert kinds == ["change", "reply", "change", "reply", "change"]


def test_records_are_not_edited_or_deleted(desk: Desk, issue: JSON) -> None:
    (record,) = desk.changes(issue)
    body = {"issueUUID": issue["uuid"], "content": "x", "extend": {}}

    denied(desk.key.post(f"/issue/reply/{record['uuid']}/modify", body))
    refused(desk.key.delete(f"/issue/reply/{record['uuid']}/delete"), 403, 404)

    assert desk.changes(issue) == [record]
