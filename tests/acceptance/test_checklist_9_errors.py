"""Point 9 of the checklist: which error comes first when several things are wrong, and what errors look like.

That no answer is ever 401, 5xx or a redirect, and that every error has its one shape, is checked on every
answer of every test (`support/answers.py`).
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from .support.answers import BAD_TOKEN, NO_RIGHT, denied, refused, unknown_caller
from .support.caller import Caller
from .support.commands import JSON
from .support.people import People
from .support.project import Project

MISSING = "00000000-0000-4000-8000-000000000000"
VALUES: JSON = {"title": "Slow start", "description": "Takes a minute"}

# A request has parts, each of which may be right or wrong; the first wrong one decides, in the order of section 3:
# token, project, right to read, issue, right to write, syntax, values, references.
BAD_SYNTAX: dict[str, Any] = {"data": b'{"title": ', "headers": {"Content-Type": "application/json"}}
BAD_VALUES: dict[str, Any] = {"json": VALUES | {"title": " ", "labels": [{"id": MISSING}]}}
BAD_REFERENCE: dict[str, Any] = {"json": VALUES | {"labels": [{"id": MISSING}]}}

FIRST_ERROR_WINS = [
    # who calls, which project, which issue, what body: what is answered
    ("nobody", "missing", "missing", BAD_SYNTAX, (403, BAD_TOKEN)),
    ("nobody", "private", "present", BAD_VALUES, (403, BAD_TOKEN)),
    ("outsider", "missing", "missing", BAD_SYNTAX, (404, "NotFoundException")),
    ("reader", "missing", "missing", BAD_SYNTAX, (404, "NotFoundException")),
    ("outsider", "private", "missing", BAD_SYNTAX, (403, NO_RIGHT)),
    ("outsider", "private", "present", BAD_VALUES, (403, NO_RIGHT)),
    ("guest", "private", "missing", BAD_SYNTAX, (404, "NotFoundException")),
    ("reader", "private", "missing", BAD_SYNTAX, (404, "NotFoundException")),
    ("guest", "private", "present", BAD_SYNTAX, (403, NO_RIGHT)),
    ("reader", "private", "present", BAD_VALUES, (403, NO_RIGHT)),
    ("guest", "private", "present", BAD_REFERENCE, (403, NO_RIGHT)),
    ("member", "private", "missing", BAD_SYNTAX, (404, "NotFoundException")),
    ("member", "private", "present", BAD_SYNTAX, (400, "BadRequestException")),
    ("member", "private", "present", BAD_VALUES, (422, "ValidationException")),
    ("member", "private", "present", BAD_REFERENCE, (404, "NotFoundException")),
]


@pytest.fixture(scope="module")
def issue(team_project: Project) -> JSON:
    return team_project.issue()


@pytest.mark.parametrize(("who", "project", "number", "body", "expected"), FIRST_ERROR_WINS)
def test_point_9_the_first_error_wins_when_editing(
    people: People, team_project: Project, issue: JSON, who: str, project: str, number: str,
    body: dict[str, Any], expected: tuple[int, str],
) -> None:  # fmt: skip
    alias = team_project.alias if project == "private" else "no-such-project"
    local_id = issue["localId"] if number == "present" else 404_404

    answer = getattr(people, who).put(f"/project/acme/{alias}/issue/{local_id}/edit", **body)

    assert (answer.status_code, answer.json()["type"]) == expected
    assert team_project.read(issue)["title"] == issue["title"]


@pytest.mark.parametrize(
    ("target", "kind", "status"),
    [
        ("itself", "NO_SUCH_KIND", 422),  # a value before a conflict
        ("related", "NO_SUCH_KIND", 422),
        ("missing", "NO_SUCH_KIND", 422),  # a value before a reference
        ("missing", "RELATED", 404),
        ("itself", "RELATED", 400),
        ("related", "RELATED", 409),
    ],
)
def test_point_9_the_first_error_wins_when_relating(project: Project, target: str, kind: str, status: int) -> None:
    issue, related = project.issue(), project.issue()
    assert project.relate(issue, related["id"]).ok
    uuid = {"itself": issue["id"], "related": related["id"], "missing": MISSING}[target]

    refused(project.relate(issue, uuid, kind), status)


@pytest.mark.parametrize("mount", ["", "/rest-api"], ids=["root", "rest-api"])
def test_point_9_an_error_names_the_path_and_the_time(ann: Caller, project: Project, mount: str) -> None:
    error = refused(ann.under(mount).get(f"{project.path}/issue/77?page=1"), 404)

    assert error["path"] == f"{mount}{project.path}/issue/77"
    age = datetime.now(UTC).replace(tzinfo=None) - datetime.fromisoformat(error["timestamp"])
    assert abs(age) < timedelta(seconds=60)


def test_point_9_a_validation_error_names_each_field_once(project: Project) -> None:
    error = refused(project.create(title="", description="Something"), 422)

    assert [complaint["field"] for complaint in error["errors"]] == ["title"]


@pytest.mark.parametrize("path", ["/no-such-path", "/project/acme/demo/no-such-path", "/user/ann/no-such-path"])
@pytest.mark.parametrize("mount", ["", "/rest-api"], ids=["root", "rest-api"])
def test_point_9_an_unknown_path_is_not_found(ann: Caller, path: str, mount: str) -> None:
    refused(ann.under(mount).post(path), 404)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", "/issue/{number}"),
        ("POST", "/issue/{number}"),
        ("DELETE", "/issue"),
        ("PUT", "/issue"),
        ("GET", "/issue/{number}/edit"),
        ("POST", "/issue/{number}/edit"),
        ("GET", "/issue/{number}/delete"),
        ("POST", "/issue/{number}/delete"),
        ("POST", "/issue/{number}/issue-relations"),
        ("GET", "/issue/{number}/create-issue-relation"),
        ("GET", "/issue/{number}/delete-issue-relation"),
        ("DELETE", "/issue/{number}/files"),
        ("GET", "/issue/{number}/link-file"),
        ("POST", "/issue/{number}/delete-file-relation"),
        ("GET", "/file"),
        ("PUT", "/issue-discussion/{number}"),
        ("GET", "/issue-discussion/{number}/create"),
    ],
)
def test_point_9_a_known_path_refuses_other_methods(project: Project, method: str, path: str) -> None:
    number = project.issue()["localId"]

    refused(project.caller.call(method, project.path + path.format(number=number)), 405)


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/close"), ("POST", "/reopen"), ("PUT", ""), ("DELETE", "")],
)
def test_point_9_what_an_early_client_guessed_does_not_exist(project: Project, method: str, path: str) -> None:
    issue = project.issue()

    answer = project.caller.call(method, f"{project.path}/issue/{issue['localId']}{path}", json=VALUES)

    refused(answer, 404, 405)
    assert project.read(issue)["status"]["id"] == "OPEN"


def test_point_9_the_two_kinds_of_403_can_be_told_apart(people: People, project: Project) -> None:
    unknown_caller(project.seen_by(people.nobody).get("/issue"))
    denied(project.seen_by(people.outsider).get("/issue"))
