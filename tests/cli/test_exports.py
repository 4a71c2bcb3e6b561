"""`unknot export`."""

import csv
import json
from io import StringIO
from typing import Any

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
    """With an issue in acme/web, and one in acme/spare."""
    database = Database(shell.data / "unknot.db")
    for alias, title in (("web", "Slow start"), ("spare", "Broken")):
        database.change(file, database.directory.project_at("acme", alias), title)
    database.close()
    return shell


def file(work: Work, project: Project, title: str) -> None:
    ann = work.directory.user_by_name("ann")
    assert ann is not None
    new_issue(work, project, by=Actor(id=ann.id, workspace=project.workspace), title=title)


def titles(document: str) -> set[str]:
    found: list[dict[str, Any]] = json.loads(document)["issues"]
    return {issue["title"] for issue in found}


def test_issues_go_to_the_next_program(shell: Shell) -> None:
    assert titles(shell.says("export", "acme", "--format", "json")) == {"Slow start", "Broken"}
    assert titles(shell.says("export", "acme/web", "--format", "json")) == {"Slow start"}
    [row] = csv.DictReader(StringIO(shell.says("export", "acme", "--query", "broken", "--format", "csv")))
    assert (row["title"], row["address"]) == ("Broken", "http://127.0.0.1:8080/acme/spare/1")


def test_issues_go_to_a_file(shell: Shell) -> None:
    place = shell.data / "issues.ics"

    said = shell.json("export", "acme", "--format", "ics", "--limit", "1", "--output", str(place))

    assert said == {"exported": str(place), "format": "ics", "bytes": place.stat().st_size}
    assert place.read_bytes().count(b"BEGIN:VTODO") == 1


def test_issues_are_those_that_somebody_may_read(shell: Shell) -> None:
    shell.json("workspace", "create", *["--workspace", "rival", "--project", "shop", "--username", "zoe"], *ZOE)

    assert titles(shell.says("export", "acme", "--format", "json", "--as", "bob")) == {"Slow start", "Broken"}
    assert titles(shell.says("export", "acme", "--format", "json", "--as", "zoe")) == set()
    assert shell.refuses("export", "acme/web", "--format", "json", "--as", "zoe").startswith("acme/web is private")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("nowhere", "No workspace nowhere"),
        ("acme/nowhere", "No project acme/nowhere; projects are named OWNER/ALIAS"),
        ("acme --as nobody", "No user nobody"),
        ("acme --query label:none-such", "q has a problem at 1, so nothing is exported: There is no label"),
    ],
)
def test_what_is_not_there_is_told_and_nothing_is_written(shell: Shell, words: str, sentence: str) -> None:
    place = shell.data / "issues.csv"

    assert shell.refuses("export", *words.split(), "--format", "csv", "--output", str(place)).startswith(sentence)
    assert not place.exists()
