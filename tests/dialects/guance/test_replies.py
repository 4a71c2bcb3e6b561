"""Replies: said, corrected, taken back, and listed among the records of what changed."""

from typing import Any

import pytest

from tests.dialects.guance.support.caller import Caller, content_of, refusal_of
from tests.http.support.installation import PROJECT

SHORT = {
    *("content", "createAt", "creator", "deleteAt", "extend", "id", "issueUUID", "status", "type", "updateAt"),
    *("updator", "uuid", "workspaceUUID"),
}
LONG = SHORT | {"attachmentsList", "creatorInfo", "is_modify", "latest_modify_time", "updatorInfo"}
NO_REPLY = f"repim_{'0' * 32}"


@pytest.fixture
def issue(owner: Caller) -> str:
    return new_issue(owner)


@pytest.fixture
def said(mary: Caller, issue: str) -> Any:
    """What mary said."""
    return say(mary, issue, "Lokking", extend={"text": "Lokking"})


def test_a_reply_is_answered_in_its_short_form(mary: Caller, issue: str) -> None:
    extend = {"members": [], "linkList": [{"name": "run", "link": "https://example.org"}], "odd": {"a": [1, None]}}

    reply = say(mary, issue, "Looking", extend=extend)

    assert set(reply) == SHORT
    assert list(reply) == sorted(reply)
    assert (reply["content"], reply["extend"], reply["issueUUID"]) == ("Looking", extend, issue)
    assert (reply["type"], reply["deleteAt"], reply["status"]) == ("reply", -1, 0)
    assert reply["createAt"] == reply["updateAt"] > 0


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": None, "attachmentUuids": None, "extend": None}])
def test_a_reply_may_say_nothing(mary: Caller, issue: str, body: dict[str, Any]) -> None:
    reply = mary.post("/issue/reply/create", {"issueUUID": issue, **body})

    assert (reply["content"], reply["extend"]) == ("", {})


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"issueUUID": None}, "issueUUID"),
        ({"content": 7}, "content"),
        ({"content": "x" * 65_536}, "content"),
        ({"attachmentUuids": "att_1"}, "attachmentUuids"),
        ({"attachmentUuids": ["repim_1"]}, "attachmentUuids"),
        ({"attachmentUuids": [f"att_{'0' * 32}"]}, "attachmentUuids"),
        ({"extend": []}, "extend"),
        ({"extend": {"channels": ["chan_1"]}}, "extend.channels"),
    ],
)
def test_what_is_wrong_is_named(mary: Caller, issue: str, body: dict[str, Any], named: str) -> None:
    status, code, message = refusal_of(mary.send("/issue/reply/create", {"issueUUID": issue, **body}))

    assert (status, code) == (400, "ft.InvalidParameter")
    assert message.startswith(named)


def test_a_reply_needs_an_issue_that_is_there(mary: Caller, stranger: Caller, issue: str) -> None:
    for caller, uuid in ((mary, f"issue_{'0' * 32}"), (mary, "nonsense"), (stranger, issue)):
        refusal = refusal_of(caller.send("/issue/reply/create", {"issueUUID": uuid}))
        assert refusal[:2] == (404, "ft.NotFoundIssue")


def test_only_its_author_corrects_a_reply(owner: Caller, mary: Caller, issue: str, said: Any) -> None:
    path, body = f"/issue/reply/{said['uuid']}/modify", {"issueUUID": issue, "content": "Looking", "extend": {"odd": 1}}

    assert refusal_of(owner.send(path, body))[:2] == (403, "ft.PermissionDenied")

    edited = mary.post(path, body)
    assert (edited["content"], edited["createAt"]) == ("Looking", said["createAt"])
    assert edited["extend"] == {"text": "Lokking", "odd": 1}
    assert [one["is_modify"] for one in listed(mary, issue)] == [True, False]


@pytest.mark.parametrize("body", [{}, {"extend": {}}, {"extend": None, "content": None, "attachmentUuids": None}])
def test_what_a_modify_leaves_out_stays(mary: Caller, issue: str, said: Any, body: dict[str, Any]) -> None:
    edited = mary.post(f"/issue/reply/{said['uuid']}/modify", {"issueUUID": issue, **body})

    assert (edited["content"], edited["extend"]) == (said["content"], said["extend"])


def test_a_modify_names_the_right_issue(mary: Caller, owner: Caller, said: Any) -> None:
    refusal = refusal_of(mary.send(f"/issue/reply/{said['uuid']}/modify", {"issueUUID": new_issue(owner)}))

    assert refusal == (400, "ft.InvalidParameter", "issueUUID must be that of the reply's own issue")


def test_a_reply_is_deleted_by_its_author_or_an_admin(owner: Caller, mary: Caller, gus: Caller, issue: str) -> None:
    first, second = (f"/issue/reply/{say(mary, issue, text)['uuid']}/delete" for text in "ab")

    assert refusal_of(gus.delete(first))[0] == 403
    assert content_of(mary.delete(first)) is True
    assert owner.post(second) is True

    assert refusal_of(mary.delete(first))[:2] == (404, "ft.NotFoundReply")
    assert [one["type"] for one in listed(owner, issue)] == ["change"]


def test_nobody_touches_a_change_record(owner: Caller, stranger: Caller, issue: str) -> None:
    [created] = listed(owner, issue)
    modify, delete = (f"/issue/reply/{created['uuid']}/{verb}" for verb in ("modify", "delete"))

    assert refusal_of(owner.send(modify, {"issueUUID": issue}))[:2] == (403, "ft.PermissionDenied")
    assert refusal_of(owner.delete(delete))[:2] == (403, "ft.PermissionDenied")
    assert refusal_of(stranger.delete(delete))[:2] == (404, "ft.NotFoundReply")


def test_a_reply_of_another_workspace_looks_missing(mary: Caller, stranger: Caller, issue: str, said: Any) -> None:
    for caller, uuid in ((stranger, said["uuid"]), (mary, NO_REPLY), (mary, "nonsense")):
        assert refusal_of(caller.send(f"/issue/reply/{uuid}/modify", {"issueUUID": issue}))[0] == 404
        assert refusal_of(caller.delete(f"/issue/reply/{uuid}/delete"))[0] == 404
    assert refusal_of(stranger.ask(f"/issue/reply/{issue}/list"))[:2] == (404, "ft.NotFoundIssue")


def test_the_list_has_the_long_form_of_both_types(mary: Caller, issue: str, said: Any) -> None:
    reply, change = listed(mary, issue)

    assert set(reply) == set(change) == LONG
    assert {key: reply[key] for key in SHORT} == said
    assert (reply["creatorInfo"]["username"], change["creatorInfo"]["username"]) == ("mary", "ann")
    assert (change["type"], change["content"]) == ("change", "created the issue")
    assert change["extend"] == {"after": "Disk full", "before": None, "field": "issue"}


@pytest.mark.parametrize(
    ("change", "content", "extend"),
    [
        ({"name": "New"}, 'changed the name from "Disk full" to "New"', ("name", "Disk full", "New")),
        ({"statusType": 20}, "changed the status from Open to Resolved", ("statusType", 10, 20)),
        ({"level": ""}, "changed the level from P1 to none", ("level", "system_level_1", "")),
        ({"description": "New"}, "changed the description", ("description", "<p>93 %</p>", "New")),
    ],
)
def test_a_change_is_told_in_words_and_in_values(
    owner: Caller, issue: str, change: dict[str, Any], content: str, extend: tuple[Any, ...]
) -> None:
    owner.post(f"/issue/{issue}/modify", change)

    newest = listed(owner, issue)[0]
    assert (newest["type"], newest["content"]) == ("change", content)
    assert newest["extend"] == dict(zip(("field", "before", "after"), extend, strict=True))


def test_who_became_responsible_is_told(owner: Caller, issue: str, said: Any) -> None:
    owner.post(f"/issue/{issue}/modify", {"extend": {"manager": [said["creator"]]}})

    newest = listed(owner, issue)[0]
    assert newest["content"] == "changed the responsible people from nobody to Mary Lee"
    assert newest["extend"] == {"field": "manager", "before": [], "after": [said["creator"]]}


def test_pages_come_in_either_order(owner: Caller, issue: str) -> None:
    for text in "abc":
        say(owner, issue, text)

    assert [one["content"] for one in listed(owner, issue, ordering="createAt", pageSize=2, pageIndex=2)] == ["b", "c"]
    assert [one["content"] for one in listed(owner, issue, ordering="-createAt", pageSize=2)] == ["c", "b"]
    info = owner.ask(f"/issue/reply/{issue}/list", pageSize=3, pageIndex=2).json["pageInfo"]
    assert info == {"count": 1, "pageIndex": 2, "pageSize": 3, "totalCount": 4}
    assert refusal_of(owner.ask(f"/issue/reply/{issue}/list", ordering="name"))[0] == 400


def test_the_other_dialect_lists_only_what_people_said(owner: Caller, said: Any) -> None:
    found = owner.gitflic(f"{PROJECT}/issue-discussion/1")

    [messages] = found["_embedded"].values()
    assert [one["message"] for one in messages] == [said["content"]]


def test_a_key_that_only_reads_reads(reader: Caller, issue: str) -> None:
    assert len(listed(reader, issue)) == 1
    assert refusal_of(reader.send("/issue/reply/create", {"issueUUID": issue}))[0] == 403


def new_issue(caller: Caller) -> str:
    body = {"name": "Disk full", "level": "system_level_1", "description": "<p>93 %</p>"}
    uuid: str = caller.post("/issue/add", body)["uuid"]
    return uuid


def say(caller: Caller, issue: str, content: str, **more: object) -> Any:
    return caller.post("/issue/reply/create", {"issueUUID": issue, "content": content, "extend": {}, **more})


def listed(caller: Caller, issue: str, **query: object) -> Any:
    return caller.get(f"/issue/reply/{issue}/list", **query)
