"""Lists come in pages (section 4): which page, how large, in which order, and what an empty one looks like."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest

from .support.answers import ok
from .support.caller import Caller
from .support.commands import JSON
from .support.instance import account, running
from .support.project import Project

COUNT = 103  # a few more than fit on the largest page


@pytest.fixture(scope="module")
def shelf(ann: Caller) -> Project:
    """A project with 103 issues, only read."""
    project = Project.made_by(ann)
    for n in range(1, COUNT + 1):
        project.issue(title=f"Book {n}", status="CLOSED" if n % 2 else "OPEN")
    return project


@pytest.mark.parametrize(
    ("query", "number", "size", "newest", "length"),
    [
        ("", 0, 10, 103, 10),
        ("?page=0&size=10", 0, 10, 103, 10),
        ("?page=1&size=2", 1, 2, 101, 2),
        ("?page=10", 10, 10, 3, 3),
        ("?size=25", 0, 25, 103, 25),
        ("?page=3&size=25", 3, 25, 28, 25),
        ("?size=100", 0, 100, 103, 100),
        ("?page=1&size=100", 1, 100, 3, 3),
        ("?page=-1", 0, 10, 103, 10),
        ("?page=-5&size=2", 0, 2, 103, 2),
        ("?page=two", 0, 10, 103, 10),
        ("?page=", 0, 10, 103, 10),
        ("?page=%FF&size=%00", 0, 10, 103, 10),
        ("?size=0", 0, 10, 103, 10),
        ("?size=-1", 0, 10, 103, 10),
        ("?size=many", 0, 10, 103, 10),
        ("?size=", 0, 10, 103, 10),
        ("?size=101", 0, 100, 103, 100),
        ("?size=100000", 0, 100, 103, 100),
        ("?page=1&size=100000", 1, 100, 3, 3),
        ("?sort=title,asc&status=OPEN&q=Book%201&path=/x", 0, 10, 103, 10),
    ],
)
def test_a_page_is_the_one_asked_for_or_the_nearest_sensible_one(
    shelf: Project, query: str, number: int, size: int, newest: int, length: int
) -> None:
    answer = ok(shelf.get(f"/issue{query}"))

    pages = -(-COUNT // size)
    assert answer["page"] == {"size": size, "totalElements": COUNT, "totalPages": pages, "number": number}
    numbers = [issue["localId"] for issue in answer["_embedded"]["issueModelList"]]
    assert numbers == list(range(newest, newest - length, -1))


@pytest.mark.parametrize(("page", "size"), [(11, 10), (2, 100), (5_000, 1), (2_000_000_000, 100)])
def test_past_the_end_there_is_nothing_but_the_true_totals(shelf: Project, page: int, size: int) -> None:
    answer = ok(shelf.get("/issue", params={"page": page, "size": size}))

    pages = -(-COUNT // size)
    assert answer == {"page": {"size": size, "totalElements": COUNT, "totalPages": pages, "number": page}}


@pytest.mark.parametrize("query", [f"?page={'9' * 30}", f"?size={'9' * 30}", f"?page=-{'9' * 30}", "?page=1&page=2"])
def test_absurd_pages_are_answered_all_the_same(shelf: Project, query: str) -> None:
    assert ok(shelf.get(f"/issue{query}"))["page"]["totalElements"] == COUNT


def test_the_pages_together_are_the_whole_list(shelf: Project) -> None:
    pages = [ok(shelf.get("/issue", params={"page": n, "size": 20})) for n in range(6)]

    numbers = [issue["localId"] for page in pages for issue in page["_embedded"]["issueModelList"]]
    assert numbers == list(range(COUNT, 0, -1))


def test_the_total_follows_what_is_created_and_deleted(project: Project) -> None:
    issues = [project.issue() for _ in range(3)]
    project.remove(issues[1])

    answer = ok(project.get("/issue"))

    assert answer["page"]["totalElements"] == 2
    assert [issue["localId"] for issue in answer["_embedded"]["issueModelList"]] == [3, 1]


@pytest.mark.parametrize(
    "path",
    ["/issue", "/issue/1/issue-relations", "/issue/1/files", "/issue-discussion/1", "/-/labels"],
)
def test_an_empty_list_has_no_embedded_part(project: Project, path: str) -> None:
    if "1" in path:
        project.issue()

    answer = ok(project.get(path))

    assert answer == {"page": {"size": 10, "totalElements": 0, "totalPages": 0, "number": 0}}
    assert list(answer["page"]) == ["size", "totalElements", "totalPages", "number"]


@pytest.fixture(scope="module")
def full_issue(ann: Caller) -> Project:
    """A project whose first issue has three of everything, as has the project itself."""
    project = Project.made_by(ann)
    issue, *others = [project.issue() for _ in range(4)]
    project.remove(others.pop())
    for n, other in enumerate([*others, Project.made_by(ann).issue()]):
        project.label(f"label {n}")
        assert project.relate(issue, other["id"]).ok
        assert project.attach(issue, project.file(f"{n}.log")).ok
        assert project.say(issue, f"comment {n}").ok
    return project


Naming: TypeAlias = Callable[[JSON], str]

LISTS: list[tuple[str, str, Naming]] = [
    ("/issue", "issueModelList", lambda item: item["id"]),
    ("/issue/1/issue-relations", "restIssueRelationModelList", lambda item: item["targetIssueUuid"]),
    ("/issue/1/files", "restProjectUploadFileModelList", lambda item: item["uploadFileUuid"]),
    ("/issue-discussion/1", "issueDiscussionList", lambda item: item["id"]),
    ("/-/labels", "labelModelList", lambda item: item["id"]),
]


@pytest.mark.parametrize(("path", "key", "name"), LISTS, ids=[key for _, key, _ in LISTS])
def test_every_list_of_a_project_is_paged(full_issue: Project, path: str, key: str, name: Naming) -> None:
    whole = ok(full_issue.get(path))
    parts = [ok(full_issue.get(path, params={"page": n, "size": 2})) for n in range(3)]

    assert list(whole) == ["_embedded", "page"]
    assert list(whole["_embedded"]) == [key]
    assert [part["page"]["totalPages"] for part in parts] == [2, 2, 2]
    paged = [name(item) for part in parts[:2] for item in part["_embedded"][key]]
    assert paged == [name(item) for item in whole["_embedded"][key]]
    assert len(set(paged)) == 3
    assert "_embedded" not in parts[2]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    """The founder of an instance with a few users and projects, of which no other test knows."""
    with running(tmp_path_factory.mktemp("crowd") / "data") as instance:
        instance.command("user", "create", *account("max"), "--workspace", "acme", "--role", "member")
        for _ in range(2):
            Project.made_by(instance.ann, isPrivate=False)
        yield instance.ann


@pytest.mark.parametrize(
    ("path", "key"),
    [("/user", "userList"), ("/project", "projectList"), ("/project/my", "projectList")],
)
def test_every_list_of_the_instance_is_paged(crowd: Caller, path: str, key: str) -> None:
    whole = ok(crowd.get(path))
    parts = [ok(crowd.get(path, params={"page": n, "size": 1})) for n in range(2)]

    assert list(whole["_embedded"]) == [key]
    assert whole["page"]["totalElements"] == len(whole["_embedded"][key]) >= 2
    assert [part["_embedded"][key][0]["id"] for part in parts] == [item["id"] for item in whole["_embedded"][key][:2]]
