"""Who calls: the token header, and what a bad one is answered (section 2)."""

import pytest

from .support.answers import denied, ok, unknown_caller
from .support.caller import Caller
from .support.forms import ageless
from .support.people import People
from .support.project import Project


@pytest.mark.parametrize("scheme", ["token", "Token", "TOKEN"])
def test_the_scheme_is_token_in_any_case(ann: Caller, people: People, scheme: str) -> None:
    answer = people.nobody.get("/user/me", headers={"Authorization": f"{scheme} {ann.token}"})

    assert ok(answer)["username"] == "ann"


@pytest.mark.parametrize(
    "credentials",
    ["Bearer {}", "Basic {}", "{}", "token", "token ", "token {}x", "token x{}", "token {} {}", "token: {}",
     "DF-API-KEY {}", "token \u00e9\u00ff", "token " + "x" * 4096, ""],
)  # fmt: skip
def test_nothing_else_opens_the_door(ann: Caller, people: People, credentials: str) -> None:
    header = credentials.replace("{}", str(ann.token)).encode("latin-1")

    unknown_caller(people.nobody.get("/user/me", headers={"Authorization": header}))


def test_a_token_in_the_query_opens_nothing(ann: Caller, people: People) -> None:
    unknown_caller(people.nobody.get("/user/me", params={"token": ann.token, "access_token": ann.token}))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/user/me"),
        ("GET", "/user"),
        ("GET", "/project"),
        ("GET", "/project/my"),
        ("POST", "/project"),
        ("GET", "{}"),
        ("GET", "{}/issue"),
        ("POST", "{}/issue"),
        ("GET", "{}/issue/1"),
        ("PUT", "{}/issue/1/edit"),
        ("DELETE", "{}/issue/1/delete"),
        ("GET", "{}/issue/1/issue-relations"),
        ("POST", "{}/issue/1/create-issue-relation"),
        ("DELETE", "{}/issue/1/delete-issue-relation"),
        ("GET", "{}/issue/1/files"),
        ("POST", "{}/issue/1/link-file"),
        ("DELETE", "{}/issue/1/delete-file-relation"),
        ("POST", "{}/file"),
        ("GET", "{}/issue-discussion/1"),
        ("POST", "{}/issue-discussion/1/create"),
        ("GET", "{}/-/labels"),
        ("POST", "{}/-/labels"),
    ],
)
def test_every_method_needs_a_token_even_of_a_public_project(
    people: People, public_project: Project, method: str, path: str
) -> None:
    public_project.issue()

    unknown_caller(people.nobody.call(method, path.format(public_project.path)))


def test_a_reading_token_reads_everything(people: People, project: Project) -> None:
    issue, file, reading = project.issue(), project.file(), project.seen_by(people.reader)
    ok(project.attach(issue, file))
    ok(project.say(issue, "Seen again"))

    assert people.reader.user["username"] == "ann"
    assert ageless(reading.read(issue)) == ageless(project.read(issue))
    assert reading.files(issue) == [file]
    assert reading.download(file).content == b"it broke\n"
    assert [comment["message"] for comment in reading.comments(issue)] == ["Seen again"]
    for path in "/issue", "/-/labels", "", f"/issue/{issue['localId']}/issue-relations":
        ok(reading.get(path))


def test_a_reading_token_writes_nothing(people: People, project: Project) -> None:
    issue, other, file, label = project.issue(), project.issue(), project.file(), project.label()
    reading = project.seen_by(people.reader)

    denied(reading.create())
    denied(reading.edit(issue, title="Changed"))
    denied(reading.relate(issue, other["id"]))
    denied(reading.unrelate(issue, other["id"]))
    denied(reading.upload())
    denied(reading.attach(issue, file))
    denied(reading.detach(issue, file))
    denied(reading.say(issue, "Changed"))
    denied(reading.remove(issue))
    denied(reading.post("/-/labels", json={"title": "new", "hexColor": "D73A4A"}))
    denied(reading.delete(f"/-/labels/{label['id']}"))
    denied(people.reader.post("/project", json={"title": "new", "ownerAlias": "acme"}))
    denied(people.reader.delete(f"/project/{project.id}/delete"))

    assert project.read(issue)["title"] == "Slow start"
