"""`unknot issues`."""

import pytest

from tests.cli.support.shell import Shell
from tests.operations.support.town import new_issue
from unknot.domain.access import Actor
from unknot.domain.project import Project
from unknot.store.database import Database
from unknot.store.work import Work

ZOE = ["--email", "zoe@example.org", "--password", "correct horse"]


@pytest.fixture
def shell(shell: Shell) -> Shell:
    """With two issues in acme/web, and one in acme/spare."""
    database = Database(shell.data / "unknot.db")
    for alias, title in (("web", "Slow start"), ("web", "Slow end"), ("spare", "Broken")):
        database.change(file, database.directory.project_at("acme", alias), title)
    database.close()
    return shell


def file(work: Work, project: Project, title: str) -> None:
    ann = work.directory.user_by_name("ann")
    assert ann is not None
    new_issue(work, project, by=Actor(id=ann.id, workspace=project.workspace), title=title)


def titles(shell: Shell, *words: str) -> list[str]:
    return [issue["title"] for issue in shell.json("issues", "list", *words)["issues"]]


def test_issues_are_listed_by_a_query(shell: Shell) -> None:
    assert titles(shell, "acme", "sort:created") == ["Slow start", "Slow end", "Broken"]
    assert titles(shell, "acme/web", "slow sort:created") == ["Slow start", "Slow end"]
    assert titles(shell, "acme", "(start or broken) -creator:bob sort:-created") == ["Broken", "Slow start"]
    assert titles(shell, "acme", "project:spare") == ["Broken"]
    assert "Broken" in shell.says("issues", "list", "--", "acme", "-slow")


def test_the_total_is_told_with_the_first_of_them(shell: Shell) -> None:
    answer = shell.json("issues", "list", "acme", "slow", "--limit", "1")

    assert (len(answer["issues"]), answer["total"], answer["problems"]) == (1, 2, [])
    assert answer["issues"][0]["status"] == "open"


def test_what_is_not_understood_is_told(shell: Shell) -> None:
    answer = shell.json("issues", "list", "acme/web", "slow level:P9")

    assert answer["total"] == 2
    [problem] = answer["problems"]
    assert (problem["place"], problem["code"]) == (5, "unknown_value")
    assert "P0" in problem["expected"]
    assert "At character 6" in shell.says("issues", "list", "acme/web", "slow level:P9")


def test_issues_are_those_that_somebody_may_read(shell: Shell) -> None:
    shell.json("workspace", "create", *["--workspace", "rival", "--project", "shop", "--username", "zoe"], *ZOE)

    assert len(titles(shell, "acme", "--as", "bob")) == 3
    assert titles(shell, "acme", "--as", "zoe") == []
    assert "private" in shell.refuses("issues", "list", "acme/web", "--as", "zoe")
