"""How the dialect says no (section 1.3). That the envelope is whole is checked on every answer."""

import json

import pytest

from tests.acceptance.support.commands import JSON

from .support.desk import SOUND, Desk
from .support.envelope import missing, refused
from .support.shapes import nothing

AS_JSON = {"Content-Type": "application/json"}
BODY_LIMIT = 10 * 2**20


@pytest.mark.parametrize(
    "path", ["", "/", "/issue", "/issue/none/of/these", "/issues/list", "/issue/add/more", "/Issue/Add", "/user/me"]
)
def test_an_unknown_path_has_a_code_of_its_own(desk: Desk, path: str) -> None:
    for answer in desk.key.get(path), desk.key.post(path, {}):
        refused(answer, 400)
        assert answer.json()["errorCode"] == "ft.RouterNotFound"


def test_an_unknown_path_is_answered_without_a_key_in_the_envelope_too(desk: Desk) -> None:
    refused(desk.held_by(None).key.get("/none"), 400, 403)


@pytest.mark.parametrize(("method", "path"), [("GET", "/issue/add"), ("PUT", "/issue/list"), ("POST", "/validate")])
def test_a_method_that_is_not_taken_is_refused(desk: Desk, method: str, path: str) -> None:
    refused(desk.key.call(method, path), 400)


NOT_JSON = {
    "nothing": b"",
    "a word": b"name",
    "an open object": b'{"name": "Slow"',
    "more after the end": b"{} {}",
    "not UTF-8": '{"name": "Café"}'.encode("latin-1"),
    "not a number": b'{"name": NaN}',
    "half a surrogate pair": rb'{"name": "\ud800"}',
    "an endless array": b"[" * 100_000,
}


@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON)
@pytest.mark.parametrize("path", ["/issue/add", "/issue/list", "/issue/reply/create", "/channel/add"])
def test_what_is_not_json_has_a_code_of_its_own(desk: Desk, path: str, body: bytes) -> None:
    answer = desk.key.call("POST", path, data=body, headers=AS_JSON)

    refused(answer, 400)
    assert answer.json()["errorCode"] == "ft.InvalidJSON"


@pytest.mark.parametrize("body", [[], [SOUND], "name", 7, True, None], ids=json.dumps)
def test_a_body_is_an_object(desk: Desk, body: JSON) -> None:
    answer = desk.key.call("POST", "/issue/add", data=json.dumps(body), headers=AS_JSON)

    refused(answer, 400)
    assert answer.json()["errorCode"] == "ft.InvalidJSON"


def test_a_body_may_be_ten_mebibytes_and_no_more(desk: Desk) -> None:
    room = BODY_LIMIT - len(json.dumps(SOUND | {"unknown": ""}))

    refused(desk.add(unknown="x" * (room + 1)), 413)

    assert desk.add(unknown="x" * room).ok


def test_a_faulty_id_in_a_path_does_no_harm(desk: Desk) -> None:
    for uuid in "issue_' OR 1=1 --", "issue_" + "x" * 4_000, "..%2f..%2fetc", "issue_" + "\u0661" * 32:
        refused(desk.key.get(f"/issue/{uuid}/get"), 404, 400)


ABSURD = [-1, 0, 10**11 - 1, 10**12, 10**17, 2**63, 10**30, -(10**30), 1e300]


@pytest.mark.parametrize("number", ABSURD, ids=str)
@pytest.mark.parametrize("field", ["pageIndex", "pageSize", "startTime", "endTime"])
def test_no_number_is_too_absurd_to_be_answered(desk: Desk, field: str, number: float) -> None:
    answer = desk.key.post("/issue/list", {"pageIndex": 1, field: number})

    if not answer.ok:
        assert field in refused(answer, 400)


@pytest.mark.parametrize("number", ABSURD, ids=str)
@pytest.mark.parametrize("path", ["/workspace/members/list", "/notify_object/list"])
def test_no_page_is_too_absurd_to_be_answered(desk: Desk, path: str, number: float) -> None:
    answer = desk.key.get(path, pageIndex=str(number))

    if not answer.ok:
        assert "pageIndex" in refused(answer, 400)


FOREIGN: list[tuple[str, str, JSON, str]] = [
    ("GET", "/issue/{issue}/get", None, "Issue"),
    ("POST", "/issue/{issue}/modify", {"name": "x"}, "Issue"),
    ("POST", "/issue/list", {"channelUUID": "{channel}"}, "Channel"),
    ("POST", "/issue/reply/create", {"issueUUID": "{issue}", "content": "x", "extend": {}}, "Issue"),
    ("POST", "/issue/reply/{reply}/modify", {"issueUUID": "{issue}", "content": "x", "extend": {}}, "Reply"),
    ("DELETE", "/issue/reply/{reply}/delete", None, "Reply"),
    ("GET", "/issue/reply/{issue}/list", None, "Issue"),
    ("GET", "/attachment/{attachment}/download", None, "Attachment"),
    ("POST", "/attachment/delete", {"attachmentUUID": "{attachment}"}, "Attachment"),
    ("POST", "/channel/{channel}/modify", {"description": "x"}, "Channel"),
    ("POST", "/channel/{channel}/subscribe", {"type": "attention"}, "Channel"),
    ("POST", "/channel/{channel}/delete", None, "Channel"),
]


@pytest.mark.parametrize(("method", "path", "body", "noun"), FOREIGN, ids=lambda value: str(value)[:40])
@pytest.mark.parametrize("whose", ["another's", "nobody's"])
def test_what_is_of_another_workspace_looks_missing(
    desk: Desk, outsider: Desk, issue: JSON, method: str, path: str, body: JSON, noun: str, *, whose: str
) -> None:
    prefixes = {"issue": "issue", "reply": "repim", "attachment": "att", "channel": "chan"}
    names = {name: nothing(prefix) for name, prefix in prefixes.items()}
    if whose == "another's":
        names = belongings(desk, issue)

    answer = outsider.key.call(method, path.format_map(names), json=filled(body, names))

    missing(answer, noun)
    if whose == "another's":
        assert desk.read(issue)["name"] == issue["name"]
        assert len(desk.replies(issue)) == 1


def belongings(desk: Desk, issue: JSON) -> dict[str, str]:
    return {
        "issue": issue["uuid"],
        "reply": desk.say(issue)["uuid"],
        "attachment": desk.attachment(),
        "channel": desk.channel()["uuid"],
    }


def filled(body: JSON, names: dict[str, str]) -> JSON:
    """The body with ids in the place of their names."""
    if not isinstance(body, dict):
        return body
    return {key: value.format_map(names) if isinstance(value, str) else value for key, value in body.items()}


@pytest.mark.parametrize("field", ["channelUUIDs", "attachmentUuids"])
def test_nothing_of_another_workspace_can_be_named(desk: Desk, outsider: Desk, issue: JSON, field: str) -> None:
    own = {"channelUUIDs": desk.channel()["uuid"], "attachmentUuids": desk.attachment()}[field]

    refused(outsider.add(**{field: [own]}), 400)
    refused(outsider.modify(outsider.issue(), **{field: [own]}), 400)

    assert desk.modify(issue, **{field: [own]}).ok
