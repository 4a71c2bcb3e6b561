"""What old, careless and mistranslated clients send (section 8), and what is made of it."""

import pytest

from tests.acceptance.support.commands import JSON

from .support.desk import Desk
from .support.envelope import content
from .support.shapes import nothing


@pytest.mark.parametrize("number", range(4))
def test_a_level_may_come_as_a_number(desk: Desk, issue: JSON, number: int) -> None:
    assert desk.issue(level=number)["level"] == f"system_level_{number}"
    assert desk.changed(issue, level=number)["level"] == f"system_level_{number}"


def test_a_misspelt_description_is_one(desk: Desk, issue: JSON) -> None:
    body = {"name": "Slow", "level": "", "decription": "p95 above 3 s"}

    made = content(desk.key.post("/issue/add", body))
    changed = desk.changed(issue, decription="p95 above 3 s")

    for answer in made, changed:
        assert answer["description"] == "p95 above 3 s"
        assert "decription" not in answer


def test_managers_are_kept_as_the_manager(desk: Desk) -> None:
    made = desk.issue(extend={"managers": ["oncall@example.org"]})

    assert made["extend"] == {"manager": ["oncall@example.org"]}


def test_a_rightly_spelt_link_is_kept_in_the_vendors_spelling(desk: Desk) -> None:
    made = desk.issue(extend={"view_issue_url": "/issues/1"})

    assert made["extend"] == {"view_isuue_url": "/issues/1"}


def test_unknown_keys_are_ignored(desk: Desk, issue: JSON) -> None:
    made = desk.issue(token="x", uuid=nothing("issue"), id=7, createAt=1, subIdentify="mine", nested={"a": [1]})

    assert made["id"] != 7
    assert made["createAt"] > 1
    assert made["subIdentify"] == ""
    assert not {"token", "nested"} & made.keys()
    assert desk.changed(issue, nested=1)["name"] == issue["name"]


def test_unknown_parameters_of_a_query_are_ignored(desk: Desk, issue: JSON) -> None:
    assert content(desk.key.get(f"/issue/{issue['uuid']}/get", _="1700000000"))["uuid"] == issue["uuid"]


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "application/json;charset=UTF-8", "application/json; charset=utf-8", "Application/JSON"],
)
def test_the_media_type_counts_and_its_parameters_do_not(desk: Desk, content_type: str) -> None:
    body = b'{"name": "Slow", "level": "", "description": "\xe6\x85\xa2"}'

    answer = desk.key.call("POST", "/issue/add", data=body, headers={"Content-Type": content_type})

    assert content(answer)["description"] == "慢"


def test_a_list_takes_times_in_milliseconds_too(desk: Desk) -> None:
    channel = desk.channel()["uuid"]
    issue = desk.issue(channelUUIDs=[channel])
    at = issue["createAt"] * 1000

    assert [one["uuid"] for one in desk.find(channelUUID=channel, startTime=at, endTime=at)] == [issue["uuid"]]
    assert desk.find(channelUUID=channel, startTime=at + 1000) == []
