"""Delete, restore, and change many at once."""

from collections.abc import Callable

import pytest

from tests.dialects.native.support.caller import Caller, content_of, refusal_of
from unknot.domain.access import Role, Scope

NOBODYS = "issue_00000000000040008000000000000000"
Hired = Callable[..., Caller]


def person(caller: Caller, username: str) -> str:
    members = caller.guance("GET", "/workspace/members/list?pageSize=100")["data"]
    uuid: str = next(one["uuid"] for one in members if one["username"] == username)
    return uuid


# --- the trash


def test_an_issue_is_deleted_and_comes_back(owner: Caller) -> None:
    issue = owner.issue(name="Disk full")

    deleted = content_of(owner.ask("DELETE", f"/issue/{issue}"))
    assert (deleted["key"], deleted["title"], deleted["status"], deleted["level"]) == (
        "DEMO-1",
        "Disk full",
        "open",
        "system_level_2",
    )
    assert not owner.is_there(issue)

    restored = owner.post(f"/issue/{deleted['uuid']}/restore")
    assert restored == deleted
    assert owner.is_there(issue)
    records = owner.guance("GET", f"/issue/reply/{issue}/list")
    assert [one["content"] for one in records[:2]] == ["restored the issue", "deleted the issue"]


@pytest.mark.parametrize("given", [NOBODYS, "00000000-0000-4000-8000-000000000000", "nothing", "%00"])
def test_what_is_not_there_is_neither_deleted_nor_restored(owner: Caller, given: str) -> None:
    assert refusal_of(owner.ask("DELETE", f"/issue/{given}"))[:2] == (404, "not_found")
    assert refusal_of(owner.ask("POST", f"/issue/{given}/restore"))[:2] == (404, "not_found")


def test_deleting_twice_and_restoring_twice_are_refused(owner: Caller) -> None:
    issue = owner.issue()
    assert refusal_of(owner.ask("POST", f"/issue/{issue}/restore"))[0] == 404
    owner.ask("DELETE", f"/issue/{issue}")
    assert refusal_of(owner.ask("DELETE", f"/issue/{issue}"))[0] == 404


def test_members_delete_what_is_theirs_and_admins_everything(owner: Caller, hired: Hired) -> None:
    mary, adam, reader = hired("mary"), hired("adam", Role.ADMIN), hired("rita", Role.OWNER, Scope.READ)
    hers, anns = mary.issue(), owner.issue()

    assert content_of(mary.ask("DELETE", f"/issue/{hers}"))
    assert refusal_of(mary.ask("DELETE", f"/issue/{anns}"))[:2] == (403, "forbidden")
    assert "this token only reads" in refusal_of(reader.ask("DELETE", f"/issue/{anns}"))[2]
    assert content_of(adam.ask("DELETE", f"/issue/{anns}"))
    assert refusal_of(mary.ask("POST", f"/issue/{anns}/restore"))[0] == 403


# --- many at once


def test_many_issues_are_changed_at_once(owner: Caller, hired: Hired) -> None:
    hired("mary")
    issues = [owner.issue() for _ in range(100)]
    channel, mary = owner.guance("POST", "/channel/add", {"name": "storage"})["uuid"], person(owner, "mary")
    change = {"status": "pending", "level": "system_level_0", "assignees": [mary], "channels": [channel]}

    answer = owner.post("/issue/batch", {"issues": issues, **change})

    assert answer == {"changed": 100, "results": [{"issue": issue, "is_changed": True} for issue in issues]}
    for issue in (issues[0], issues[-1]):
        found = owner.read(issue)
        assert (found["statusType"], found["level"], found["extend"]["manager"]) == (30, "system_level_0", [mary])
        assert channel in {one["uuid"] for one in found["bindChannels"]}


def test_what_is_left_out_stays_and_nothing_empties(owner: Caller) -> None:
    channel = owner.guance("POST", "/channel/add", {"name": "storage"})["uuid"]
    issue = owner.issue(channelUUIDs=[channel], extend={"manager": [person(owner, "ann")]})

    owner.post("/issue/batch", {"issues": [issue], "assignees": [], "level": ""})

    found = owner.read(issue)
    assert (found["statusType"], found["level"], found["extend"]["manager"]) == (10, "", [])
    assert channel in {one["uuid"] for one in found["bindChannels"]}


def test_one_that_cannot_be_changed_holds_up_no_other(owner: Caller) -> None:
    first, gone, last = (owner.issue() for _ in range(3))
    owner.ask("DELETE", f"/issue/{gone}")

    answer = owner.post("/issue/batch", {"issues": [first, gone, "?", last, first], "status": "closed"})

    assert answer["changed"] == 2
    assert [(one["issue"], one["is_changed"]) for one in answer["results"]] == [
        (first, True),
        (gone, False),
        ("?", False),
        (last, True),
    ]
    assert answer["results"][1]["error"] == {"code": "not_found", "message": f"No issue {gone} in this workspace"}
    assert [owner.read(issue)["statusType"] for issue in (first, last)] == [25, 25]


def test_each_refusal_says_why(owner: Caller, hired: Hired) -> None:
    issue, nobody = owner.issue(), NOBODYS.removeprefix("issue_")

    def error(caller: Caller, **change: object) -> str:
        [result] = caller.post("/issue/batch", {"issues": [issue], **change})["results"]
        code: str = result["error"]["code"]
        return code

    assert error(owner, level=nobody) == "invalid"
    assert error(owner, channels=[nobody]) == "invalid"
    assert error(owner, assignees=[nobody]) == "not_found"
    assert error(hired("gus", Role.GUEST), status="closed") == "forbidden"
    assert owner.read(issue)["statusType"] == 10


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "issues"),
        ({"issues": [], "status": "closed"}, "issues"),
        ({"issues": [NOBODYS] * 101, "status": "closed"}, "issues"),
        ({"issues": "x", "status": "closed"}, "issues"),
        ({"issues": [1], "status": "closed"}, "issues[0]"),
        ({"issues": [NOBODYS]}, "body"),
        ({"issues": [NOBODYS], "status": "done"}, "status"),
        ({"issues": [NOBODYS], "status": None}, "status"),
        ({"issues": [NOBODYS], "level": "P0"}, "level"),
        ({"issues": [NOBODYS], "assignees": ["ann"]}, "assignees"),
        ({"issues": [NOBODYS], "channels": ["chan_1"]}, "channels"),
        ([], "body"),
    ],
)
def test_a_batch_is_sound(owner: Caller, body: object, field: str) -> None:
    reply = owner.ask("POST", "/issue/batch", body)

    assert refusal_of(reply)[:2] == (422, "invalid")
    assert [one["field"] for one in reply.json["problems"]] == [field]


def test_issues_of_other_workspaces_are_none(owner: Caller, rival: Caller) -> None:
    issue = owner.issue()

    assert refusal_of(rival.ask("DELETE", f"/issue/{issue}"))[0] == 404
    answer = rival.post("/issue/batch", {"issues": [issue], "status": "closed"})
    assert answer["results"][0]["error"]["code"] == "not_found"
    owner.ask("DELETE", f"/issue/{issue}")
    assert refusal_of(rival.ask("POST", f"/issue/{issue}/restore"))[0] == 404
