"""`unknot issues`: many at once."""

from typing import Any

import pytest

from tests.cli.support.shell import Shell
from tests.operations.support.town import new_issue
from unknot.domain.access import Actor
from unknot.domain.project import Project
from unknot.store.database import Database
from unknot.store.work import Work


@pytest.fixture
def filed(shell: Shell) -> None:
    """Three issues of acme/web, one of them called otherwise."""
    database = Database(shell.data / "unknot.db")
    web = database.directory.project_at("acme", "web")
    ann = database.directory.user_by_name("ann")
    assert web is not None
    assert ann is not None
    database.change(file_three, web, Actor(id=ann.id, workspace=web.workspace))
    database.close()


def file_three(work: Work, project: Project, by: Actor) -> None:
    for title in ("Disk one", "Disk two", "Other"):
        new_issue(work, project, by=by, title=title)


EDIT = ("issues", "edit", "acme/web", "disk", "--as", "ann")


def counts(answer: Any) -> list[int]:
    return [answer[name] for name in ("total", "changed", "unchanged", "refused")]


@pytest.mark.usefixtures("filed")
def test_a_query_is_looked_at_changed_and_taken_back(shell: Shell) -> None:
    change = ("--status", "closed", "--level", "P0", "--assign", "bob", "--add-label", "bug")

    assert counts(shell.json(*EDIT, *change, "--dry-run")) == [2, 2, 0, 0]
    assert shell.says(*EDIT, *change, "--dry-run") == "2 of 2 issues would be changed, 0 were so already.\n"
    done: Any = shell.json(*EDIT, *change, "--yes")
    assert counts(done) == [2, 2, 0, 0]
    assert counts(shell.json(*EDIT, *change, "--dry-run")) == [2, 0, 2, 0]

    undone = shell.json("issues", "undo", "acme", done["bulk"], "--as", "ann")
    assert undone == {"undone": 2, "kept": []}
    assert counts(shell.json(*EDIT, *change, "--dry-run")) == [2, 2, 0, 0]


@pytest.mark.usefixtures("filed")
def test_everything_of_a_workspace_is_moved_or_deleted(shell: Shell) -> None:
    everything = ("issues", "edit", "acme", "", "--as", "ann", "--yes")

    assert counts(shell.json(*everything, "--move-to", "acme/spare")) == [3, 3, 0, 0]
    assert counts(shell.json(*everything, "--unassign", "bob", "--level", "none", "--assign", "none")) == [3, 0, 3, 0]
    assert counts(shell.json(*everything, "--trash")) == [3, 3, 0, 0]
    assert counts(shell.json(*everything, "--trash")) == [0, 0, 0, 0]


@pytest.mark.usefixtures("filed")
def test_whoever_may_not_is_told_why(shell: Shell) -> None:
    shell.json("member", "set", "--workspace", "acme", "--username", "bob", "--role", "guest")

    answer: Any = shell.json("issues", "edit", "acme", "disk", "--as", "bob", "--trash", "--yes")

    assert counts(answer) == [2, 0, 0, 2]
    assert answer["refusals"][0]["code"] == "forbidden"
