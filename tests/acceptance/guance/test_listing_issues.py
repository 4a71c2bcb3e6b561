"""The list of issues (section 3.4), in both its shapes."""

import json
import time

import pytest

from tests.acceptance.support.commands import JSON

from .support.desk import Desk
from .support.envelope import content, invalid, missing
from .support.shapes import ISSUE, nothing, types

MOST_UNPAGED = 1_000


@pytest.fixture
def channel(desk: Desk) -> str:
    """Keeps the issues of a test apart from all others."""
    uuid: str = desk.channel()["uuid"]
    return uuid


@pytest.fixture(scope="module")
def shelf(desk: Desk) -> str:
    """A channel of 23 issues, which nobody changes."""
    channel: str = desk.channel()["uuid"]
    for n in range(23):
        desk.issue(name=f"Issue {n}", channelUUIDs=[channel])
    return channel


def numbers(issues: list[JSON]) -> list[int]:
    return [int(issue["name"].removeprefix("Issue ")) for issue in issues]


def test_without_paging_the_content_is_the_list_itself(desk: Desk, shelf: str) -> None:
    body = desk.key.post("/issue/list", {"channelUUID": shelf}).json()

    assert numbers(body["content"]) == list(range(22, -1, -1))
    assert all(types(issue) == ISSUE for issue in body["content"])
    page_info = body["pageInfo"]
    assert (page_info["count"], page_info["pageIndex"], page_info["totalCount"]) == (23, 1, 23)


@pytest.mark.parametrize(
    ("paging", "info", "first"),
    [
        ({"pageIndex": 1, "pageSize": 5}, {"count": 5, "pageIndex": 1, "pageSize": 5, "totalCount": 23}, 22),
        ({"pageIndex": 5, "pageSize": 5}, {"count": 3, "pageIndex": 5, "pageSize": 5, "totalCount": 23}, 2),
        ({"pageIndex": 3}, {"count": 3, "pageIndex": 3, "pageSize": 10, "totalCount": 23}, 2),
        ({"pageSize": 100}, {"count": 23, "pageIndex": 1, "pageSize": 100, "totalCount": 23}, 22),
        ({"pageSize": 1}, {"count": 1, "pageIndex": 1, "pageSize": 1, "totalCount": 23}, 22),
    ],
    ids=repr,
)
def test_with_paging_the_content_has_data_and_page(
    desk: Desk, shelf: str, paging: JSON, info: JSON, first: int
) -> None:
    found = content(desk.key.post("/issue/list", {"channelUUID": shelf, **paging}))

    assert set(found) == {"data", "pageInfo"}
    assert found["pageInfo"] == info
    assert numbers(found["data"]) == list(range(first, first - info["count"], -1))
    assert all(types(issue) == ISSUE for issue in found["data"])


def test_past_the_last_page_there_is_nothing(desk: Desk, shelf: str) -> None:
    found = content(desk.key.post("/issue/list", {"channelUUID": shelf, "pageIndex": 6, "pageSize": 5}))

    assert found == {"data": [], "pageInfo": {"count": 0, "pageIndex": 6, "pageSize": 5, "totalCount": 23}}


@pytest.mark.parametrize("field", ["pageIndex", "pageSize"])
@pytest.mark.parametrize("value", [0, -1, 1.5, True, "many", [], {}], ids=repr)
def test_absurd_pages_are_refused(desk: Desk, field: str, value: JSON) -> None:
    invalid(desk.key.post("/issue/list", {field: value}), field)


def test_a_page_has_a_hundred_issues_at_most(desk: Desk) -> None:
    invalid(desk.key.post("/issue/list", {"pageSize": 101}), "pageSize")


def test_the_default_channel_holds_every_issue(own_desk: Desk) -> None:
    channel = own_desk.channel()["uuid"]
    issues = [own_desk.issue(name="Issue 0"), own_desk.issue(name="Issue 1", channelUUIDs=[channel])]

    assert own_desk.find(channelUUID=own_desk.default_channel) == issues[::-1]
    assert own_desk.find() == issues[::-1]
    assert own_desk.find(channelUUID=channel) == issues[1:]


@pytest.mark.parametrize("uuid", [nothing("chan"), "default", "chan_1"])
def test_an_unknown_channel_is_not_found(desk: Desk, uuid: str) -> None:
    missing(desk.key.post("/issue/list", {"channelUUID": uuid}), "Channel")


FILTERS: list[tuple[str, JSON, JSON]] = [
    ("level", "system_level_1", {"level": "system_level_1"}),
    ("level", "", {"level": ""}),
    ("statusType", 20, {"statusType": 20}),
    ("statusType", "20", {"statusType": 20}),
    ("statusType", [15, 20], {"statusType": 20}),
    ("level", ["system_level_0", "system_level_1"], {"level": "system_level_1"}),
    ("resource", "Overview", {"resource": "Overview", "resourceType": "dashboard"}),
    ("resource", ["Overview", "Other"], {"resource": "Overview", "resourceType": "dashboard"}),
]


@pytest.mark.parametrize(("key", "value", "fitting"), FILTERS, ids=repr)
@pytest.mark.parametrize(("equal", "is_equal"), [(True, True), (False, False), ("true", True), ("false", False)])
def test_a_filter_takes_what_equals_or_what_does_not(
    desk: Desk, channel: str, key: str, value: JSON, fitting: JSON, *, equal: JSON, is_equal: bool
) -> None:
    fits = desk.issue(channelUUIDs=[channel], **fitting)
    fits_not = desk.issue(channelUUIDs=[channel], statusType=30, level="system_level_3", resource="None of these")

    found = desk.find(channelUUID=channel, filters=[{"key": key, "value": value, "equal": equal}])

    assert found == [fits if is_equal else fits_not]


@pytest.mark.parametrize("key", ["creator", "updator"])
def test_people_are_filtered_by_their_account(desk: Desk, member: Desk, channel: str, key: str) -> None:
    mine = desk.issue(channelUUIDs=[channel])
    theirs = member.issue(channelUUIDs=[channel])

    assert desk.find(channelUUID=channel, filters=[{"key": key, "value": mine[key], "equal": True}]) == [mine]
    assert desk.find(channelUUID=channel, filters=[{"key": key, "value": mine[key], "equal": False}]) == [theirs]
    assert desk.find(channelUUID=channel, filters=[{"key": key, "value": nothing("acnt"), "equal": True}]) == []


def test_all_filters_must_fit(desk: Desk, channel: str) -> None:
    issues = [desk.issue(channelUUIDs=[channel], statusType=status, level="") for status in (10, 20)]
    desk.issue(channelUUIDs=[channel], statusType=20)
    filters = [{"key": "level", "value": "", "equal": True}, {"key": "statusType", "value": 10, "equal": False}]

    assert desk.find(channelUUID=channel, filters=filters) == issues[1:]
    paged = content(desk.key.post("/issue/list", {"channelUUID": channel, "filters": filters, "pageSize": 10}))
    assert (paged["data"], paged["pageInfo"]["totalCount"]) == (issues[1:], 1)


@pytest.mark.parametrize(
    "filters",
    [
        {},
        "level",
        [7],
        [{"value": "x", "equal": True}],
        [{"key": "name", "value": "x", "equal": True}],
        [{"key": "Level", "value": "", "equal": True}],
        [{"key": "level", "value": {}, "equal": True}],
        [{"key": "statusType", "value": "open", "equal": True}],
        [{"key": "statusType", "value": "9" * 5000, "equal": True}],
        [{"key": "level", "value": "", "equal": "perhaps"}],
        [{"key": "level", "value": None}],
    ],
    ids=lambda filters: json.dumps(filters)[:60],
)
def test_a_filter_that_cannot_be_is_refused(desk: Desk, filters: JSON) -> None:
    invalid(desk.key.post("/issue/list", {"filters": filters}), "filters")


@pytest.mark.parametrize("field", ["startTime", "endTime"])
@pytest.mark.parametrize("moment", [-1, 10**15, 10**400], ids=["before 1970", "in milliseconds", "beyond measure"])
def test_a_time_that_cannot_be_is_refused(desk: Desk, field: str, moment: int) -> None:
    invalid(desk.key.post("/issue/list", {field: moment}), field)


@pytest.mark.slow
def test_times_are_those_of_creation_and_both_ends_count(desk: Desk, channel: str) -> None:
    first = desk.issue(channelUUIDs=[channel])
    time.sleep(1.1)
    second = desk.issue(channelUUIDs=[channel])
    desk.changed(first, statusType=15)
    begin, end = first["createAt"], second["createAt"]

    def found(**times: int) -> list[str]:
        return [one["uuid"] for one in desk.find(channelUUID=channel, **times)]

    assert found(startTime=begin, endTime=end) == [second["uuid"], first["uuid"]]
    assert found(startTime=begin, endTime=end - 1) == [first["uuid"]]
    assert found(startTime=begin + 1) == [second["uuid"]]
    assert found(endTime=begin) == [first["uuid"]]
    assert found(startTime=end + 1) == []


@pytest.mark.parametrize("field", ["startTime", "endTime"])
@pytest.mark.parametrize("value", ["yesterday", [], {}, True], ids=repr)
def test_what_is_no_time_is_refused(desk: Desk, field: str, value: JSON) -> None:
    invalid(desk.key.post("/issue/list", {field: value}), field)


@pytest.mark.parametrize(
    "search", ["checkout", "CHECKOUT", "heckou", "p95", "Ёлка", "ёЛКА", "数据", "100%", "a_b", "", "it's"]
)
def test_a_search_looks_into_name_and_description(desk: Desk, channel: str, search: str) -> None:
    by_name = desk.issue(channelUUIDs=[channel], name="Checkout p95 ёлка 数据库 100% a_b it's", description="x")
    by_text = desk.issue(channelUUIDs=[channel], name="x", description="checkout P95 ЁЛКА 数据库 100% a_b it's")

    assert desk.find(channelUUID=channel, search=search) == [by_text, by_name]


@pytest.mark.parametrize("search", ["100_", "a%b", "%", "_", "checkout slow", "\\"])
def test_a_search_takes_every_character_as_it_is(desk: Desk, channel: str, search: str) -> None:
    desk.issue(channelUUIDs=[channel], name="slow checkout 1000 acb", description="x")

    assert desk.find(channelUUID=channel, search=search) == []


def test_the_list_of_one_workspace_shows_nothing_of_another(desk: Desk, outsider: Desk, issue: JSON) -> None:
    foreign = outsider.issue()

    assert issue["uuid"] not in {one["uuid"] for one in outsider.find()}
    assert foreign["uuid"] not in {one["uuid"] for one in desk.find()}
    missing(outsider.key.post("/issue/list", {"channelUUID": desk.default_channel}), "Channel")


@pytest.mark.slow
def test_without_paging_the_newest_thousand_are_listed(own_desk: Desk) -> None:
    for n in range(MOST_UNPAGED + 1):
        own_desk.issue(name=f"Issue {n}")

    body = own_desk.key.post("/issue/list", {}).json()

    assert numbers(body["content"]) == list(range(MOST_UNPAGED, 0, -1))
    assert (body["pageInfo"]["count"], body["pageInfo"]["totalCount"]) == (MOST_UNPAGED, MOST_UNPAGED + 1)
