"""Wrong bodies (section 3): each is refused with the right status, in the one shape, and nothing is written.

That no answer is 5xx and every refusal has its shape is checked on every answer (`support/answers.py`).
"""

import json

import pytest

from .support.answers import fields, ok, refused
from .support.commands import JSON
from .support.project import Project

TITLE_LIMIT = 255
DESCRIPTION_LIMIT = 100_000
BODY_LIMIT = 10 * 2**20
SOUND = {"title": "Slow start", "description": "Takes a minute"}
AS_JSON = {"Content-Type": "application/json"}

NO_TEXTS: list[JSON] = [7, 1.5, True, False, [], ["text"], {}, {"id": "text"}]
NO_STATUSES: list[JSON] = ["", "OPENED", 10, True, {"id": "NEW"}, {"id": 7}, {"id": ["OPEN"]}, {"title": "New"}, [7]]
NO_SETS: list[JSON] = ["bug", 7, True, {}, [7], [True], [[]], [{}], [{"id": 7}], [{"id": []}], [{"title": "bug"}]]
WRONG_VALUES: dict[str, list[JSON]] = {
    "title": ["", "   ", "x" * (TITLE_LIMIT + 1), *NO_TEXTS],
    "description": ["", " \n ", "x" * (DESCRIPTION_LIMIT + 1), *NO_TEXTS],
    "status": [*NO_STATUSES, ["OPEN", "CLOSED"]],
    "assignedUsers": NO_SETS,
    "labels": NO_SETS,
}
WRONG = [(field, value) for field, values in WRONG_VALUES.items() for value in values]


def brief(value: object) -> str:
    """A name for the value that fits on a line."""
    text = repr(value)
    return text if len(text) < len("assignedUsers") * 2 else f"{text[:10]}...{len(text)}"


@pytest.mark.parametrize(("field", "value"), WRONG, ids=brief)
def test_a_wrong_value_is_refused_by_the_name_of_its_field(project: Project, field: str, value: JSON) -> None:
    assert fields(refused(project.create(**{field: value}), 422)) == {field}

    assert ok(project.get("/issue"))["page"]["totalElements"] == 0


@pytest.mark.parametrize(("field", "value"), WRONG, ids=brief)
def test_a_wrong_value_leaves_the_issue_as_it_is(project: Project, field: str, value: JSON) -> None:
    issue = project.issue()

    refused(project.edit(issue, **{"title": "Changed", field: value}), 422)

    assert project.read(issue)["title"] == issue["title"]


@pytest.mark.parametrize("field", ["title", "description"])
def test_a_new_issue_needs_both_its_texts(project: Project, field: str) -> None:
    without = {key: value for key, value in SOUND.items() if key != field}

    for body in without, without | {field: None}:
        assert fields(refused(project.post("/issue", json=body), 422)) == {field}


@pytest.mark.parametrize("field", ["labels", "assignedUsers"])
@pytest.mark.parametrize("uuid", ["bug", "", "6f0e2b4c", "6f0e2b4c-1d3a-4c55-9e77-2a1b3c4d5e6f0", "\u0661" * 36])
def test_what_is_no_uuid_stands_for_no_label_and_no_user(project: Project, field: str, uuid: str) -> None:
    refused(project.create(**{field: [{"id": uuid}]}), 404, 422)


NOT_JSON = {
    "nothing": b"",
    "a space": b" ",
    "a word": b"title",
    "an open object": b'{"title": "Slow start", "description": "Takes a minute"',
    "more after the end": b'{"title": "Slow start", "description": "Takes a minute"} {}',
    "single quotes": b"{'title': 'Slow start', 'description': 'Takes a minute'}",
    "a comma too many": b'{"title": "Slow start", "description": "Takes a minute",}',
    "a comment": b'{"title": "Slow start", /* why */ "description": "Takes a minute"}',
    "a raw line break": b'{"title": "Slow\nstart", "description": "Takes a minute"}',
    "a wrong escape": rb'{"title": "\x41", "description": "Takes a minute"}',
    "not UTF-8": '{"title": "Café", "description": "Takes a minute"}'.encode("latin-1"),
    "cut UTF-8": b'{"title": "\xd0", "description": "Takes a minute"}',
    "UTF-16": json.dumps(SOUND).encode("utf-16"),
    "a form": b"title=Slow+start&description=Takes+a+minute",
    "an endless array": b"[" * 100_000,
    "binary": bytes(range(256)),
}


@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON)
def test_what_is_not_json_is_a_bad_request(project: Project, body: bytes) -> None:
    issue = project.issue()

    refused(project.post("/issue", data=body, headers=AS_JSON), 400)
    refused(project.put("/issue/1/edit", data=body, headers=AS_JSON), 400)
    refused(project.post("/issue/1/create-issue-relation", data=body, headers=AS_JSON), 400)
    refused(project.post("/issue-discussion/1/create", data=body, headers=AS_JSON), 400)

    assert project.read(issue)["title"] == issue["title"]
    assert ok(project.get("/issue"))["page"]["totalElements"] == 1


@pytest.mark.parametrize("body", [[], [SOUND], "title", 7, True, None], ids=json.dumps)
def test_json_that_is_no_object_is_refused(project: Project, body: JSON) -> None:
    sent = {"data": json.dumps(body), "headers": AS_JSON}
    project.issue()

    refused(project.post("/issue", **sent), 400, 422)
    refused(project.put("/issue/1/edit", **sent), 400, 422)
    refused(project.post("/issue-discussion/1/create", **sent), 400, 422)


NOT_STRICT = {
    "not a number": b"NaN",
    "infinity": b"-Infinity",
    "a number past all bounds": b"1e999",
    "half a surrogate pair": rb'"\ud800"',
    "a surrogate pair turned round": rb'"\udc00\ud800"',
    "100 arrays deep": b"[" * 100 + b"]" * 100,
    "100 objects deep": b'{"a":' * 100 + b"1" + b"}" * 100,
}


@pytest.mark.parametrize("value", NOT_STRICT.values(), ids=NOT_STRICT)
@pytest.mark.parametrize("field", ["title", "status", "labels", "unknown"])
def test_json_that_could_not_come_back_is_refused(project: Project, value: bytes, field: str) -> None:
    sound = {key: text for key, text in SOUND.items() if key != field}
    body = json.dumps(sound).encode()[:-1] + b', "%s": %s}' % (field.encode(), value)

    refused(project.post("/issue", data=body, headers=AS_JSON), 400, 422)

    assert ok(project.get("/issue"))["page"]["totalElements"] == 0


def test_json_may_be_as_deep_as_anyone_needs(project: Project) -> None:
    body = json.dumps(SOUND)[:-1] + ', "unknown": ' + "[" * 50 + "]" * 50 + "}"

    assert ok(project.post("/issue", data=body, headers=AS_JSON))["localId"] == 1


@pytest.mark.parametrize("field", ["title", "description"])
def test_text_with_a_nul_is_refused(project: Project, field: str) -> None:
    refused(project.create(**{field: "a\0b"}), 400, 422)
    refused(project.say(project.issue(), "a\0b"), 400, 422)


def test_a_body_may_be_ten_mebibytes_and_no_more(project: Project) -> None:
    room = BODY_LIMIT - len(json.dumps(SOUND | {"unknown": ""}))

    refused(project.create(unknown="x" * (room + 1)), 413)

    assert project.issue(unknown="x" * room)["localId"] == 1


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "json"],
)
def test_a_body_that_does_not_say_it_is_json_is_refused(project: Project, content_type: str) -> None:
    project.issue()
    sent = {"data": json.dumps(SOUND | {"note": "x"}), "headers": {"Content-Type": content_type}}

    refused(project.post("/issue", **sent), 415)
    refused(project.put("/issue/1/edit", **sent), 415)
    refused(project.post("/issue-discussion/1/create", **sent), 415)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Forwarded-For", "'; DROP TABLE issues; --"),
        ("X-Forwarded-Host", "evil.example.org"),
        ("Accept-Encoding", "br;q=1.0, gzip;q=0.8, *;q=0.1"),
        ("Accept-Language", "\u00ff" * 100),
        ("If-None-Match", "*"),
        ("If-Match", '"x"'),
        ("If-Modified-Since", "yesterday"),
        ("Range", "bytes=0-0"),
        ("Cookie", "session=; ; ==; \u00e9"),
        ("Expect", "100-continue"),
        ("Origin", "null"),
        ("X-Noise", "x" * 4096),
    ],
)
def test_odd_headers_do_no_harm(project: Project, header: str, value: str) -> None:
    headers = {header: value.encode("latin-1")}

    assert ok(project.post("/issue", json=SOUND, headers=headers))["localId"] == 1
    assert ok(project.get("/issue/1", headers=headers))["title"] == "Slow start"


def test_a_body_may_come_in_chunks(project: Project) -> None:
    body = json.dumps(SOUND).encode()
    chunks = (body[n : n + 7] for n in range(0, len(body), 7))

    assert ok(project.post("/issue", data=chunks, headers=AS_JSON))["title"] == "Slow start"
