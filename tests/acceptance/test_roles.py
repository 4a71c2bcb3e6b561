"""Who may do what with issues (section 10.3), each person and each action of the table."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
import requests

from .support.answers import denied, ok
from .support.commands import JSON
from .support.people import People
from .support.project import Project

Action: TypeAlias = Callable[[Project, JSON], requests.Response]
"""Something that a person tries in a project which they see their own way, mostly with the issue of another."""


READ: dict[str, Action] = {
    "read issue": lambda project, issue: project.get(f"/issue/{issue['localId']}"),
    "list issues": lambda project, _: project.get("/issue"),
    "list relations": lambda project, issue: project.get(f"/issue/{issue['localId']}/issue-relations"),
    "list files": lambda project, issue: project.get(f"/issue/{issue['localId']}/files"),
    "list comments": lambda project, issue: project.get(f"/issue-discussion/{issue['localId']}"),
    "list labels": lambda project, _: project.get("/-/labels"),
    "download": lambda project, issue: project.download(issue["file"]),
    "read project": lambda project, _: project.get(),
}
COMMENT: dict[str, Action] = {"comment": lambda project, issue: project.say(issue, "Seen again")}
CREATE: dict[str, Action] = {"create": lambda project, _: project.create()}
EDIT: dict[str, Action] = {
    "edit": lambda project, issue: project.edit(issue, status="CLOSED"),
    "relate": lambda project, issue: project.relate(issue, issue["target"]),
    "unrelate": lambda project, issue: project.unrelate(issue, issue["related"]),
    "attach": lambda project, issue: project.attach(issue, issue["upload"]),
    "detach": lambda project, issue: project.detach(issue, issue["file"]),
}
UPLOAD: dict[str, Action] = {"upload": lambda project, _: project.upload()}
DELETE: dict[str, Action] = {"delete": lambda project, issue: project.remove(issue)}
LABEL: dict[str, Action] = {
    "create label": lambda project, issue: project.post("/-/labels", json=new_label(issue)),
    "change label": lambda project, issue: project.put(f"/-/labels/{issue['label']}", json=new_label(issue)),
    "delete label": lambda project, issue: project.delete(f"/-/labels/{issue['label']}"),
}
ALL = READ | COMMENT | CREATE | EDIT | UPLOAD | DELETE | LABEL

# Who, in which kind of project: what they may do with the issue of somebody else. Everything else is refused.
MAY: list[tuple[str, str, dict[str, Action]]] = [
    ("guest", "private", READ | COMMENT),
    ("member", "private", READ | COMMENT | CREATE | EDIT | UPLOAD),
    ("admin", "private", ALL),
    ("outsider", "private", {}),
    ("outsider", "public", READ | COMMENT | CREATE),
]

# The table binds uploading to authors of an issue, but an upload belongs to none.
UNDECIDED = {("outsider", "public", "upload")}

TABLE = [
    pytest.param(who, kind, name, name in allowed, id=f"{who} in a {kind} project: {name}")
    for who, kind, allowed in MAY
    for name in ALL
    if (who, kind, name) not in UNDECIDED
]


@pytest.mark.parametrize(("who", "kind", "name", "allowed"), TABLE)
def test_a_role_allows_what_the_table_says_and_no_more(
    people: People,
    projects: dict[str, Project],
    who: str,
    kind: str,
    name: str,
    allowed: bool,  # noqa: FBT001 - a column
) -> None:
    project = projects[kind]
    issue = prepared_issue(project, author=project)

    answer = ALL[name](project.seen_by(getattr(people, who)), issue)

    if allowed:
        assert answer.status_code == requests.codes.ok, answer.text
    else:
        denied(answer)


@pytest.mark.parametrize("name", READ | COMMENT | EDIT | DELETE)
@pytest.mark.parametrize(("who", "kind"), [("member", "private"), ("outsider", "public")])
def test_authors_do_with_their_issue_what_they_like(
    people: People, projects: dict[str, Project], who: str, kind: str, name: str
) -> None:
    author = projects[kind].seen_by(getattr(people, who))
    issue = prepared_issue(projects[kind], author)

    answer = ALL[name](author, issue)

    assert answer.status_code == requests.codes.ok, answer.text


@pytest.fixture(scope="module")
def projects(team_project: Project) -> dict[str, Project]:
    """Both kinds of project, as ann sees them."""
    return {"private": team_project, "public": Project.made_by(team_project.caller, isPrivate=False)}


def prepared_issue(project: Project, author: Project) -> JSON:
    """An issue of the author's, with everything about it that somebody may want to do something with."""
    issue, related = author.issue(), project.issue()
    file, label = project.file(), project.label(f"label of {related['id']}")
    ok(project.relate(issue, related["id"]))
    ok(project.attach(issue, file))
    return issue | {
        "related": related["id"],
        "target": project.issue()["id"],
        "file": file,
        "upload": project.file(),
        "label": label["id"],
    }


def new_label(issue: JSON) -> JSON:
    return {"title": f"urgent {issue['id']}", "hexColor": "D73A4A", "description": None}
