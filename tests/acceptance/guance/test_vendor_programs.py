"""The call sequences of the vendor's own programs (section 9), written as plain HTTP."""

import time

import pytest

from tests.acceptance.support.commands import JSON
from tests.acceptance.support.instance import Instance, account

from .support.desk import NUMBERS, Desk
from .support.envelope import missing
from .support.key import Key
from .support.vendor import ask, listed

GROUP = "/workspace/member_group"
READ_BY_BRIDGES = ("uuid", "name", "level", "resource", "description", "createAt")


def default_channel(key: Key) -> JSON:
    """How both scripts find the channel that holds all issues."""
    channels = ask(key, "GET", "/channel/quick_list")
    assert all(one["id"] and one["name"] and one["uuid"] for one in channels)
    return next(one for one in channels if one["name"] == "default")


def issues_of_the_last_minute(key: Key, channel: JSON) -> list[JSON]:
    now = int(time.time())
    body = {"channelUUID": channel["uuid"], "startTime": now - 60, "endTime": now}
    return list(ask(key, "POST", "/issue/list", json=body))


def test_9_1_the_chat_bridge_tells_of_new_issues_and_brings_answers_back(own_desk: Desk) -> None:
    key, issue = own_desk.key, own_desk.issue(name="Disk full")

    channel = default_channel(key)
    (seen,) = issues_of_the_last_minute(key, channel)
    command = f"#{seen['uuid']}#On it"
    _, uuid, text = command.split("#")
    reply = ask(key, "POST", "/issue/reply/create", json={"issueUUID": uuid, "content": text, "extend": {}})

    assert [seen[key] for key in READ_BY_BRIDGES] == [issue[key] for key in READ_BY_BRIDGES]
    assert time.localtime(reply["updateAt"]).tm_year >= 2026
    assert [one["content"] for one in own_desk.replies(issue)] == ["On it"]


def test_9_2_the_ticket_bridge_finds_its_issue_back_by_a_label(own_desk: Desk) -> None:
    key, issue = own_desk.key, own_desk.issue(name="Disk full")

    (seen,) = issues_of_the_last_minute(key, default_channel(key))
    labels = ["urgent", seen["uuid"]]
    assert not any(" " in label for label in labels)
    found = next(label for label in labels if label.startswith("issue"))
    ask(key, "POST", "/issue/reply/create", json={"issueUUID": found, "content": "*Done* in OPS-1", "extend": {}})

    assert found == issue["uuid"]
    assert own_desk.replies(issue)[0]["content"] == "*Done* in OPS-1"


@pytest.fixture(scope="module")
def crew(instance: Instance) -> set[str]:
    """Members enough for several pages."""
    names = {f"helper-{next(NUMBERS)}" for _ in range(3)}
    for name in names:
        instance.command("user", "create", *account(name), "--workspace", "acme", "--role", "member")
    return names


def test_9_3_the_helper_reads_lists_of_either_shape(desk: Desk, crew: set[str]) -> None:
    issue = desk.issue()
    said = [desk.say(issue, f"reply {n}")["uuid"] for n in range(3)]

    members = list(listed(desk.key, "/workspace/members/list", search="helper-"))
    stream = list(listed(desk.key, f"/issue/reply/{issue['uuid']}/list"))

    assert {one["username"] for one in members} == crew
    assert len(members) == len(crew)
    assert [one["uuid"] for one in stream[:-1]] == said[::-1]


def test_9_3_the_helper_finds_its_key_among_all_keys(desk: Desk) -> None:
    keys = ask(desk.key, "GET", "/workspace/accesskey/list")

    assert [one["name"] for one in keys if one.get("ak") == desk.key.secret]
    assert ask(desk.key, "GET", "/workspace/get").keys() >= {"uuid", "token", "language"}


def test_9_4_terraform_reads_members(desk: Desk, crew: set[str]) -> None:
    found = ask(
        desk.key, "GET", "/workspace/members/list", params={"search": min(crew), "pageIndex": 1, "pageSize": 100}
    )

    (member,) = found["data"]
    assert type(member["id"]) is type(member["createAt"]) is int
    assert [set(role) for role in member["roles"]] == [{"name", "uuid"}]


def test_9_4_terraform_applies_plans_and_destroys_a_member_group(desk: Desk) -> None:
    wanted = {"name": f"On call {next(NUMBERS)}", "accountUUIDs": [desk.me]}

    uuid = ask(desk.key, "POST", f"{GROUP}/add", json=wanted)["uuid"]
    planned = ask(desk.key, "GET", f"{GROUP}/get", params={"groupUUID": uuid})
    listed_groups = ask(desk.key, "GET", f"{GROUP}/list", params={"search": wanted["name"]})
    modified = ask(desk.key, "POST", f"{GROUP}/{uuid}/modify", json=wanted | {"accountUUIDs": []})
    emptied = ask(desk.key, "GET", f"{GROUP}/get", params={"groupUUID": uuid})
    ask(desk.key, "GET", f"{GROUP}/{uuid}/delete")

    assert [one["uuid"] for one in planned["groupMembers"]] == wanted["accountUUIDs"]
    assert [(one["uuid"], one["name"]) for one in listed_groups] == [(uuid, wanted["name"])]
    assert type(modified) is bool
    assert emptied["groupMembers"] == []
    missing(desk.key.get(f"{GROUP}/get", groupUUID=uuid), "MemberGroup")


def test_9_4_terraform_applies_plans_and_destroys_a_notify_object(desk: Desk) -> None:
    wanted = {
        "type": "dingTalkRobot",
        "name": f"Robot {next(NUMBERS)}",
        "optSet": {"webhook": "https://example.org/hook", "secret": "s3cret"},
        "permissionSet": [],
        "openPermissionSet": False,
    }
    changed = wanted | {"optSet": {"webhook": "https://example.org/other", "secret": "s3cret"}}

    uuid = ask(desk.key, "POST", "/notify_object/create", json=wanted)["uuid"]
    planned = ask(desk.key, "GET", "/notify_object/get", params={"notifyObjectUUID": uuid})
    ask(desk.key, "POST", "/notify_object/modify", json=changed | {"notifyObjectUUID": uuid})
    planned_again = ask(desk.key, "GET", "/notify_object/get", params={"notifyObjectUUID": uuid})
    found = list(listed(desk.key, "/notify_object/list", search=wanted["name"]))
    ask(desk.key, "POST", "/notify_object/delete", json={"notifyObjectUUID": uuid})

    assert {key: planned[key] for key in wanted} == wanted
    assert {key: planned_again[key] for key in wanted} == changed
    assert [one["uuid"] for one in found] == [uuid]
    assert desk.key.get("/notify_object/get", notifyObjectUUID=uuid).status_code == 404


def test_9_4_terraform_pages_until_a_page_is_short(own_desk: Desk) -> None:
    for n in range(5):
        own_desk.key.post("/notify_object/create", {"type": "sms", "name": f"Phone {n}", "optSet": {"to": []}})
    pages: list[list[JSON]] = []

    while not pages or len(pages[-1]) == 2:
        params = {"pageIndex": len(pages) + 1, "pageSize": 2}
        pages.append(ask(own_desk.key, "GET", "/notify_object/list", params=params)["data"])

    assert sorted(one["name"] for page in pages for one in page) == [f"Phone {n}" for n in range(5)]
