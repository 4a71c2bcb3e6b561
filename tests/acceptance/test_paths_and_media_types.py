"""How paths are read and what content types are spoken (sections 1.2 and 1.3)."""

import pytest

from .support.answers import done, ok, refused
from .support.caller import Caller
from .support.forms import ageless
from .support.people import People
from .support.project import Project

READS = [
    "/user/me", "/user", "/user/ann", "/project", "/project/my", "/project/shared", "/team", "/company",
    "{project}", "{project}/issue", "{project}/issue/1", "{project}/issue/1/issue-relations",
    "{project}/issue/1/files", "{project}/issue-discussion/1", "{project}/-/labels",
]  # fmt: skip


@pytest.fixture(scope="module")
def shelf(ann: Caller) -> Project:
    """A project with one issue, only read."""
    project = Project.made_by(ann)
    project.issue()
    return project


@pytest.mark.parametrize("mount", ["", "/rest-api"], ids=["root", "rest-api"])
@pytest.mark.parametrize("path", READS)
def test_a_trailing_slash_and_unknown_parameters_change_nothing(shelf: Project, path: str, mount: str) -> None:
    caller, path = shelf.caller.under(mount), path.format(project=shelf.path)
    noise = {"path": path, "userAlias": "someone", "projectAlias": "else", "sort": "title,asc", "status": "CLOSED"}

    plain = ageless(ok(caller.get(path)))

    assert ageless(ok(caller.get(f"{path}/"))) == plain
    assert ageless(ok(caller.get(path, params=noise))) == plain
    assert ageless(ok(caller.get(f"{path}/", params=noise))) == plain


def test_writes_take_a_trailing_slash_too(project: Project) -> None:
    body = {"title": "Slow start", "description": "Takes a minute"}
    issue = ok(project.post("/issue/", json=body))
    path = f"/issue/{issue['localId']}"
    target, file = project.issue()["id"], ok(project.post("/file/", files={"file": ("a.log", b"a")}))

    ok(project.put(f"{path}/edit/", json={"status": "CLOSED"}))
    relation = {"targetIssueUuid": target, "relationType": "RELATED"}
    ok(project.post(f"{path}/create-issue-relation/", json=relation))
    done(project.delete(f"{path}/delete-issue-relation/", params={"targetIssueUuid": target}))
    ok(project.post(f"{path}/link-file/", params={"uploadFileUuid": file["uploadFileUuid"]}))
    done(project.delete(f"{path}/delete-file-relation/", params={"uploadFileUuid": file["uploadFileUuid"]}))
    ok(project.post(f"/issue-discussion/{issue['localId']}/create/", json={"note": "Seen again"}))
    done(project.delete(f"{path}/delete/"))


def test_unknown_properties_are_ignored_everywhere(project: Project) -> None:
    noise = {"path": "/x", "userAlias": "x", "projectAlias": "x", "localId": 404_404, "milestone": {"id": None}}
    issue = project.issue(**noise)

    assert ok(project.edit(issue, **noise))["title"] == "Slow start"
    assert ok(project.post("/issue-discussion/1/create", json=noise | {"note": "Hi"}))["message"] == "Hi"
    relation = {"targetIssueUuid": project.issue()["id"], "relationType": "RELATED"}
    assert ok(project.post("/issue/1/create-issue-relation", json=noise | relation))["targetIssueLocalId"] == 2


def test_aliases_are_decoded_and_compared_without_case(shelf: Project) -> None:
    caller, plain = shelf.caller, ageless(ok(shelf.get("/issue/1")))
    coded = "".join(f"%{ord(letter):02X}" for letter in shelf.alias)

    assert ageless(ok(caller.get(f"/project/ACME/{shelf.alias.upper()}/issue/1"))) == plain
    assert ageless(ok(caller.call_literally("GET", f"/project/%61cme/{coded}/issue/1"))) == plain
    assert plain["projectAlias"] == shelf.alias


@pytest.mark.parametrize(
    "number",
    ["0", "-1", "1.0", "1e0", "0x1", "abc", "%20", "%2B1", "1%20", "1_0", "%D9%A1", "%EF%BC%91",
     "2147483648", "9223372036854775808", "1" * 400],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/issue/{}", "/issue/{}/files", "/issue/{}/issue-relations", "/issue-discussion/{}"])
def test_what_is_not_the_number_of_an_issue_is_not_found(shelf: Project, path: str, number: str) -> None:
    refused(shelf.caller.call_literally("GET", shelf.path + path.format(number)), 404)


@pytest.mark.parametrize("number", ["0", "-1", "abc", "9223372036854775808"])
def test_nothing_is_written_to_what_is_not_the_number_of_an_issue(shelf: Project, number: str) -> None:
    refused(shelf.put(f"/issue/{number}/edit", json={"title": "x"}), 404)
    refused(shelf.delete(f"/issue/{number}/delete"), 404)
    refused(shelf.post(f"/issue-discussion/{number}/create", json={"note": "x"}), 404)


@pytest.mark.parametrize(
    "target",
    ["/project/ac%2Fme/demo/issue/1", "/project/acme/%00/issue", "/project/acme/%FF/issue", "/project//demo/issue",
     "/project/acme/%2e%2e/issue", "/project/acme/..%2f..%2fetc/issue", "/user/%00", "/user/%FF", "/user/%F0%9F%98%80"],
)  # fmt: skip
def test_odd_paths_are_not_found(ann: Caller, target: str) -> None:
    refused(ann.call_literally("GET", target), 404)


def test_both_mounts_show_the_same_issue(project: Project) -> None:
    issue = project.issue()

    other = ok(project.caller.under("/rest-api").get(f"{project.path}/issue/1"))

    assert ageless(other) == ageless(project.read(issue))


@pytest.mark.parametrize(
    ("accept", "spoken"),
    [
        ("application/hal+json", "application/hal+json"),
        ("application/json, application/hal+json", "application/hal+json"),
        ("application/*", "application/json"),
        ("application/json", "application/json"),
        ("application/json, text/plain, */*", "application/json"),
        ("*/*", "application/json"),
        ("", "application/json"),
        ("text/html;q=0.9, ;;;, \u00e9", "application/json"),
    ],
)
def test_answers_are_json_and_hal_json_only_when_named(shelf: Project, accept: str, spoken: str) -> None:
    answer = shelf.get("/issue/1", headers={"Accept": accept.encode("latin-1")})

    assert answer.headers["Content-Type"].partition(";")[0] == spoken
    assert ok(answer)["localId"] == 1


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_is_read_by_any_spelling_of_its_type(project: Project, content_type: str) -> None:
    body = '{"title": "Медленно", "description": "慢"}'.encode()

    assert ok(project.post("/issue", data=body, headers={"Content-Type": content_type}))["title"] == "Медленно"


def test_a_read_may_bear_a_content_type_and_even_a_body(shelf: Project) -> None:
    headers = {"Content-Type": "application/json"}

    assert ok(shelf.get("/issue/1", headers=headers))["localId"] == 1
    assert ok(shelf.get("/issue/1", headers=headers, data=b"{}"))["localId"] == 1


def test_an_answer_says_how_long_it_is_in_bytes(people: People, project: Project) -> None:
    project.issue(title="Тормозит")

    for answer in project.get("/issue/1"), project.get("/issue/2"), project.seen_by(people.nobody).get("/issue"):
        assert int(answer.headers["Content-Length"]) == len(answer.content)
