"""Many issues by one call: looked at first, changed, and taken back."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.dialects.native.support.caller import Caller, refusal_of
from tests.dialects.native.test_issues import NOBODYS, person
from tests.http.support.installation import Installation
from unknot.domain.access import Role, Scope
from unknot.domain.project import ProjectDraft
from unknot.operations.projects import create_project

Hired = Callable[..., Caller]
COUNTS = ("total", "changed", "unchanged", "refused")


def counts(answer: dict[str, Any]) -> list[int]:
    return [answer[name] for name in COUNTS]


def statuses(caller: Caller, issues: list[str]) -> list[int]:
    return [caller.read(issue)["statusType"] for issue in issues]


def test_a_query_is_looked_at_and_then_changed_and_undone(owner: Caller) -> None:
    issues = [owner.issue(name=f"Disk {count}") for count in range(120)]
    owner.issue(name="Other")
    wish = {"query": "is:open disk", "change": {"status": "closed", "level": "system_level_0"}}

    looked = owner.post("/issues/bulk", {**wish, "dry_run": True})
    assert counts(looked) == [120, 120, 0, 0]
    assert "bulk" not in looked
    assert statuses(owner, issues[:1]) == [10]

    done = owner.post("/issues/bulk", {**wish, "expected": looked["total"]})
    assert counts(done) == [120, 120, 0, 0]
    assert {one["result"] for one in done["results"]} == {"changed"}
    assert statuses(owner, [issues[0], issues[-1]]) == [25, 25]
    assert owner.get(f"/issues/bulk/{done['bulk']}") == {"bulk": done["bulk"], "total": 120, "done": 120}

    undone = owner.post(f"/issues/bulk/{done['bulk']}/undo")
    assert undone["undone"] == 120
    assert statuses(owner, [issues[0], issues[-1]]) == [10, 10]


def test_every_field_can_be_changed(owner: Caller, installation: Installation, hired: Hired) -> None:
    hired("mary")
    channel, mary = owner.guance("POST", "/channel/add", {"name": "storage"})["uuid"], person(owner, "mary")
    ops = installation.operate(
        create_project, installation.founded.workspace.id, ProjectDraft(alias="ops", title="Ops")
    )
    issue = owner.issue(extend={"manager": [person(owner, "ann")]})
    change = {
        "status": "pending",
        "level": "",
        "assignees": {"add": [mary], "remove": [person(owner, "ann")]},
        "channels": {"set": [channel]},
        "labels": {"remove": ["none such"]},
        "project": ops.uuid,
    }

    [result] = owner.post("/issues/bulk", {"issues": [issue], "change": change})["results"]

    assert (result["result"], result["key"]) == ("changed", "OPS-1")
    found = owner.read(issue)
    assert (found["statusType"], found["level"], found["extend"]["manager"]) == (30, "", [mary])
    assert channel in {one["uuid"] for one in found["bindChannels"]}
    records = owner.guance("GET", f"/issue/reply/{issue}/list")
    assert "changed the project from DEMO-1 to OPS-1" in {one["content"] for one in records}


def test_deleted_ones_are_restored(owner: Caller) -> None:
    issues = [owner.issue() for _ in range(3)]

    assert counts(owner.post("/issues/bulk", {"issues": issues, "change": {"trash": True}})) == [3, 3, 0, 0]
    assert not owner.is_there(issues[0])
    answer = owner.post("/issues/bulk", {"issues": [*issues, owner.issue()], "change": {"restore": True}})
    assert counts(answer) == [4, 3, 1, 0]
    assert owner.is_there(issues[0])


def test_each_refusal_says_why(owner: Caller, hired: Hired) -> None:
    theirs, gus = owner.issue(), hired("gus", Role.GUEST)
    body = {"issues": [theirs, NOBODYS, "?"], "change": {"status": "closed"}}

    for answer in (gus.post("/issues/bulk", {**body, "dry_run": True}), gus.post("/issues/bulk", body)):
        assert counts(answer) == [3, 0, 0, 3]
        assert [(one["code"], one["count"]) for one in answer["reasons"]] == [("not_found", 2), ("forbidden", 1)]
        assert answer["results"][0]["error"]["code"] == "forbidden"
    assert statuses(owner, [theirs]) == [10]


def test_a_token_that_only_reads_changes_nothing(owner: Caller, hired: Hired) -> None:
    issue, reader = owner.issue(), hired("rita", Role.OWNER, Scope.READ)

    answer = reader.post("/issues/bulk", {"issues": [issue], "change": {"trash": True}})

    assert counts(answer) == [1, 0, 0, 1]
    assert "this token only reads" in answer["reasons"][0]["message"]


def test_more_than_expected_is_left_alone(owner: Caller) -> None:
    owner.issue()

    reply = owner.ask("POST", "/issues/bulk", {"query": "", "expected": 5, "change": {"status": "closed"}})

    assert refusal_of(reply) == (409, "conflict", "1 issues fit by now, and 5 were expected. Look at them again.")


def test_issues_of_other_workspaces_are_none(owner: Caller, rival: Caller) -> None:
    issue = owner.issue()
    answer = rival.post("/issues/bulk", {"issues": [issue], "change": {"status": "closed"}})
    assert answer["results"][0]["error"]["code"] == "not_found"

    assert counts(rival.post("/issues/bulk", {"query": "", "change": {"status": "closed"}})) == [0, 0, 0, 0]
    bulk = owner.post("/issues/bulk", {"issues": [issue], "change": {"status": "closed"}})["bulk"]
    assert refusal_of(rival.ask("GET", f"/issues/bulk/{bulk}"))[:2] == (404, "not_found")
    assert refusal_of(rival.ask("POST", f"/issues/bulk/{bulk}/undo"))[:2] == (404, "not_found")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "change"),
        ({"change": {"status": "closed"}}, "body"),
        ({"issues": [NOBODYS], "query": "", "change": {"status": "closed"}}, "body"),
        ({"issues": [], "change": {"status": "closed"}}, "issues"),
        ({"issues": [NOBODYS] * 10_001, "change": {"status": "closed"}}, "issues"),
        ({"query": "", "change": {}}, "change"),
        ({"query": "", "change": {"trash": True, "level": ""}}, "change"),
        ({"query": "", "change": {"status": "done"}}, "change.status"),
        ({"query": "", "change": {"assignees": {"add": ["ann"]}}}, "change.assignees.add"),
        ({"query": "", "change": {"project": "ops"}}, "change.project"),
        ({"query": "status:nothing", "change": {"status": "closed"}}, "query"),
        ({"query": "", "expected": -1, "change": {"status": "closed"}}, "expected"),
    ],
)
def test_a_bulk_edit_is_sound(owner: Caller, body: object, field: str) -> None:
    reply = owner.ask("POST", "/issues/bulk", body)

    assert refusal_of(reply)[:2] == (422, "invalid")
    assert [one["field"] for one in reply.json["problems"]] == [field]
