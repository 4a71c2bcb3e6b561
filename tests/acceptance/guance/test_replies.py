"""What people say about an issue (sections 2.6 and 4.1 to 4.4)."""

import time

import pytest

from tests.acceptance.support.commands import JSON
from tests.acceptance.support.people import People

from .support.desk import Desk
from .support.envelope import content, denied, invalid, missing, refused
from .support.shapes import ATTACHMENT, LISTED_REPLY, PERSON, REPLY, is_id, nothing, types

LIMIT = 65_535


def test_a_reply_is_answered_in_short_and_listed_in_full(desk: Desk, issue: JSON) -> None:
    reply = desk.say(issue, "Restarted the pod")

    assert types(reply) == REPLY
    assert is_id("repim", reply["uuid"])
    assert (reply["type"], reply["content"], reply["issueUUID"]) == ("reply", "Restarted the pod", issue["uuid"])
    assert (reply["creator"], reply["updator"]) == (desk.me, desk.me)
    assert (reply["status"], reply["deleteAt"]) == (0, -1)
    (listed,) = desk.replies(issue)
    assert types(listed) == LISTED_REPLY
    assert {key: listed[key] for key in reply} == reply
    assert (listed["attachmentsList"], listed["is_modify"]) == ([], False)
    assert listed["latest_modify_time"] == reply["createAt"] == reply["updateAt"]
    assert listed["creatorInfo"].keys() >= PERSON.keys()
    assert listed["creatorInfo"]["username"] == listed["updatorInfo"]["username"] == "ann"


@pytest.mark.parametrize(
    ("given", "kept"),
    [({}, ""), ({"content": None}, ""), ({"content": ""}, ""), ({"content": "慢" * LIMIT}, "慢" * LIMIT)],
    ids=lambda value: repr(value)[:20],
)
@pytest.mark.parametrize("extend", [{}, {"extend": None}, {"extend": {}}], ids=repr)
def test_a_reply_needs_nothing_but_its_issue(desk: Desk, issue: JSON, given: JSON, kept: str, extend: JSON) -> None:
    reply = content(desk.reply(issueUUID=issue["uuid"], attachmentUuids=None, **given, **extend))

    assert (reply["content"], reply["extend"]) == (kept, {})


WRONG: list[tuple[str, JSON]] = [
    ("issueUUID", None),
    ("issueUUID", 7),
    ("content", 7),
    ("content", ["x"]),
    ("content", "x" * (LIMIT + 1)),
    ("content", "a\0b"),
    ("attachmentUuids", "att_1"),
    ("attachmentUuids", [7]),
    ("attachmentUuids", [nothing("att")]),
    ("extend", []),
    ("extend", "x"),
]


@pytest.mark.parametrize(("field", "value"), WRONG, ids=lambda value: repr(value)[:20])
def test_a_wrong_value_is_refused_by_the_name_of_its_field(desk: Desk, issue: JSON, field: str, value: JSON) -> None:
    body = {"issueUUID": issue["uuid"], "content": "x", "extend": {}}

    invalid(desk.reply(**body | {field: value}), field)

    assert desk.replies(issue) == []


def test_a_reply_must_name_an_issue_that_is_there(desk: Desk) -> None:
    invalid(desk.reply(content="x", extend={}), "issueUUID")
    missing(desk.reply(issueUUID=nothing("issue"), content="x", extend={}), "Issue")


def test_a_reply_keeps_its_extend(desk: Desk, issue: JSON) -> None:
    extend = {
        "members": [{"type": "@", "uuid": desk.me, "exists": True}],
        "channels": [],
        "linkList": [{"name": "Log", "link": "https://example.org"}],
        "extra": {"creator": {"name": "Ann", "email": ""}},
        "text": "@ann look",
        "ours": [1, {"a": None}],
    }

    reply = content(desk.reply(issueUUID=issue["uuid"], content="look", extend=extend))

    assert reply["extend"] == extend
    assert desk.replies(issue)[0]["extend"] == extend


def test_a_reply_delivers_the_issue_to_the_channels_it_names(desk: Desk) -> None:
    first, second = (desk.channel()["uuid"] for _ in range(2))
    issue = desk.issue(channelUUIDs=[first])
    mention = {"type": "#", "uuid": second}

    reply = content(desk.reply(issueUUID=issue["uuid"], content="#second", extend={"channels": [mention]}))

    assert reply["extend"]["channels"] == [mention | {"exists": True}]
    assert desk.channels_of(issue) == {first, second}


def test_a_reply_without_channels_leaves_those_of_the_issue(desk: Desk) -> None:
    channel = desk.channel()["uuid"]
    issue = desk.issue(channelUUIDs=[channel])

    content(desk.reply(issueUUID=issue["uuid"], content="x", extend={"channels": []}))

    assert desk.channels_of(issue) == {channel}


def test_a_reply_has_its_attachments(desk: Desk, issue: JSON) -> None:
    uuid = desk.attachment("heap.TXT", b"all of it")

    desk.say(issue, attachmentUuids=[uuid])

    (attachment,) = desk.replies(issue)[0]["attachmentsList"]
    assert attachment.items() >= {"fileName": "heap.TXT", "fileSuffix": "txt", "uuid": uuid}.items()
    assert attachment.keys() >= ATTACHMENT.keys()
    assert desk.download(uuid).content == b"all of it"


def modify(desk: Desk, reply: JSON, **fields: JSON) -> JSON:
    return desk.key.post(f"/issue/reply/{reply['uuid']}/modify", {"issueUUID": reply["issueUUID"], **fields})


@pytest.mark.slow
def test_an_edited_reply_keeps_its_birth_and_says_that_it_was_edited(desk: Desk, issue: JSON) -> None:
    reply = desk.say(issue)
    time.sleep(1.1)

    edited = content(modify(desk, reply, content="Restarted the node", extend={"text": "node"}))

    assert types(edited) == REPLY
    assert (edited["content"], edited["extend"]) == ("Restarted the node", {"text": "node"})
    assert (edited["uuid"], edited["createAt"]) == (reply["uuid"], reply["createAt"])
    assert edited["updateAt"] > reply["updateAt"]
    (listed,) = desk.replies(issue)
    assert listed["is_modify"]
    assert listed["latest_modify_time"] == edited["updateAt"]
    assert (listed["content"], listed["createAt"]) == ("Restarted the node", reply["createAt"])


def test_an_edit_replaces_the_attachments_of_a_reply(desk: Desk, issue: JSON) -> None:
    first, second = desk.attachment("1.txt"), desk.attachment("2.txt")
    reply = desk.say(issue, attachmentUuids=[first])

    content(modify(desk, reply, content="x", extend=None, attachmentUuids=[second]))

    assert [one["uuid"] for one in desk.replies(issue)[0]["attachmentsList"]] == [second]


def test_an_edit_must_name_the_issue_of_the_reply(desk: Desk, issue: JSON) -> None:
    reply = desk.say(issue)
    path = f"/issue/reply/{reply['uuid']}/modify"

    invalid(desk.key.post(path, {"content": "x", "extend": {}}), "issueUUID")
    for other in desk.issue()["uuid"], nothing("issue"):
        refused(desk.key.post(path, {"issueUUID": other, "content": "x", "extend": {}}), 400)

    assert desk.replies(issue)[0]["content"] == reply["content"]


def test_an_edit_keeps_to_the_limits_of_a_reply(desk: Desk, issue: JSON) -> None:
    reply = desk.say(issue)

    invalid(modify(desk, reply, content="x" * (LIMIT + 1), extend={}), "content")
    invalid(modify(desk, reply, content=7, extend={}), "content")

    assert not desk.replies(issue)[0]["is_modify"]


def test_only_its_author_edits_a_reply(desk: Desk, member: Desk, issue: JSON) -> None:
    mine, theirs = desk.say(issue, "mine"), member.say(issue, "theirs")

    denied(modify(member, mine, content="x", extend={}))
    denied(modify(desk, theirs, content="x", extend={}))

    assert [one["content"] for one in desk.replies(issue)] == ["theirs", "mine"]


@pytest.mark.parametrize("method", ["DELETE", "POST"])
def test_a_deleted_reply_is_gone(desk: Desk, issue: JSON, method: str) -> None:
    reply, other = desk.say(issue, "first"), desk.say(issue, "second")

    assert content(desk.key.call(method, f"/issue/reply/{reply['uuid']}/delete")) is True

    assert [one["uuid"] for one in desk.replies(issue)] == [other["uuid"]]
    missing(desk.key.call(method, f"/issue/reply/{reply['uuid']}/delete"), "Reply")
    missing(modify(desk, reply, content="x", extend={}), "Reply")


def test_a_reply_is_deleted_by_its_author_or_an_administrator(
    desk: Desk, member: Desk, people: People, issue: JSON
) -> None:
    admin = desk.held_by(people.admin.token)
    mine, theirs, others = desk.say(issue), member.say(issue), member.say(issue)

    denied(member.key.delete(f"/issue/reply/{mine['uuid']}/delete"))
    assert content(member.key.delete(f"/issue/reply/{theirs['uuid']}/delete")) is True
    assert content(admin.key.delete(f"/issue/reply/{others['uuid']}/delete")) is True

    assert [one["uuid"] for one in desk.replies(issue)] == [mine["uuid"]]


@pytest.mark.parametrize("uuid", [nothing("repim"), "repim_1", "issue_1"])
def test_a_reply_that_is_not_there_is_not_found(desk: Desk, issue: JSON, uuid: str) -> None:
    missing(desk.key.delete(f"/issue/reply/{uuid}/delete"), "Reply")
    missing(modify(desk, {"uuid": uuid, "issueUUID": issue["uuid"]}, content="x", extend={}), "Reply")


@pytest.fixture(scope="module")
def talk(desk: Desk) -> JSON:
    """An issue with twelve replies and the record of its creation, which nobody adds to."""
    issue = desk.issue()
    for n in range(12):
        desk.say(issue, f"reply {n}")
    return issue


def test_the_list_is_an_array_with_its_page_beside_it(desk: Desk, talk: JSON) -> None:
    body = desk.key.get(f"/issue/reply/{talk['uuid']}/list").json()

    assert [one["content"] for one in body["content"]] == [f"reply {n}" for n in range(11, 1, -1)]
    assert body["pageInfo"] == {"count": 10, "pageIndex": 1, "pageSize": 10, "totalCount": 13}


@pytest.mark.parametrize(("ordering", "newest_first"), [("-createAt", True), ("createAt", False)])
def test_both_orders_are_exact_over_all_pages(desk: Desk, talk: JSON, ordering: str, *, newest_first: bool) -> None:
    pages = [desk.stream(talk, ordering=ordering, pageIndex=n, pageSize=5) for n in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [5, 5, 3, 0]
    uuids = [one["uuid"] for page in pages for one in page]
    newest = [one["uuid"] for one in desk.stream(talk, pageSize=100)]
    assert uuids == (newest if newest_first else newest[::-1])
    assert len(set(uuids)) == 13


@pytest.mark.parametrize(
    "params", [{"pageIndex": 0}, {"pageIndex": "x"}, {"pageSize": 0}, {"pageSize": 101}, {"ordering": "name"}], ids=repr
)
def test_absurd_pages_and_orders_are_refused(desk: Desk, talk: JSON, params: JSON) -> None:
    invalid(desk.key.get(f"/issue/reply/{talk['uuid']}/list", **params), next(iter(params)))


def test_an_issue_that_is_not_there_has_no_list(desk: Desk) -> None:
    missing(desk.key.get(f"/issue/reply/{nothing('issue')}/list"), "Issue")
