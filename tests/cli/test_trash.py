"""`unknot trash`."""

from datetime import timedelta
from io import BytesIO

import pytest

from tests.cli.support.shell import Shell
from tests.cli.support.town import Town
from tests.operations.support.town import new_file, new_issue
from unknot.domain.access import Actor
from unknot.domain.file import File, blob_key
from unknot.domain.project import Project
from unknot.operations.files import detach_file
from unknot.operations.issues import delete_issue
from unknot.store.blobs import Blobs
from unknot.store.database import Database
from unknot.store.work import Work


@pytest.fixture
def file_uuid(shell: Shell) -> str:
    """A file with bytes. It and the issue acme/web#2 are in the trash; acme/web#1, where it was, is not."""
    database = Database(shell.data / "unknot.db")
    web = database.directory.project_at("acme", "web")
    ann = database.directory.user_by_name("ann")
    assert web is not None
    assert ann is not None
    file = database.change(fill_the_trash, web, Actor(id=ann.id, workspace=web.workspace))
    Blobs(str(shell.data / "files")).save(blob_key(web.uuid, file.directory), BytesIO(b"hello"), at_most=5)
    database.close()
    return file.uuid


def test_the_trash_is_listed(shell: Shell, town: Town, file_uuid: str) -> None:
    project, issue, file = listed(shell)

    assert (project["kind"], project["name"], project["uuid"]) == ("project", "acme/old", town.old_project)
    assert (issue["kind"], issue["name"]) == ("issue", "acme/web#2 Slow start")
    assert (file["kind"], file["name"], file["uuid"]) == ("file", "hello.txt", file_uuid)


def test_an_empty_trash_says_so(shell: Shell) -> None:
    shell.says("trash", "purge", "--days", "0")

    assert shell.says("trash", "list", "--workspace", "acme") == "No trash.\n"


def test_one_thing_after_the_other_comes_back(shell: Shell, town: Town, file_uuid: str) -> None:
    assert shell.says("trash", "restore", "--issue", "acme/web#2") == "Brought back acme/web#2.\n"
    assert shell.says("trash", "restore", "--file", file_uuid) == f"Brought back {file_uuid}.\n"
    assert shell.json("trash", "restore", "--project", town.old_project) == {"restored": town.old_project}

    assert listed(shell) == []


@pytest.mark.usefixtures("file_uuid")
@pytest.mark.parametrize(
    ("thing", "sentence"),
    [
        ("--issue acme/web#1", "No issue 1 of acme/web is in the trash"),
        ("--issue acme/nowhere#1", "No project acme/nowhere; projects are named OWNER/ALIAS"),
        ("--issue acme/web#99999999999999999999", "No issue 99999999999999999999 of acme/web is in the trash"),
        ("--file nonsense", "No file nonsense is in the trash"),
        ("--project nonsense", "No project nonsense is in the trash"),
    ],
)
def test_what_is_not_in_the_trash_is_told(shell: Shell, thing: str, sentence: str) -> None:
    assert shell.refuses("trash", "restore", *thing.split()) == sentence


@pytest.mark.parametrize("number", ["", "-1", "1.0", "two", "²"])
def test_an_issue_is_named_by_a_number(shell: Shell, number: str) -> None:
    sentence = "Invalid value for --issue: an issue is named OWNER/ALIAS#NUMBER"

    assert shell.does_not_understand("trash", "restore", "--issue", f"acme/web#{number}") == sentence


@pytest.mark.usefixtures("file_uuid")
def test_purging_takes_rows_and_bytes(shell: Shell) -> None:
    assert shell.says("trash", "purge", "--days", "0") == "Purged 1 projects, 1 issues, 1 files.\n"

    assert listed(shell) == []
    assert [path for path in (shell.data / "files").rglob("*") if path.is_file()] == []


@pytest.mark.usefixtures("file_uuid")
def test_purging_leaves_what_is_younger_than_the_setting(shell: Shell) -> None:
    assert shell.json("trash", "purge") == {"purged": {"projects": 0, "issues": 0, "files": 0}}
    assert len(listed(shell)) == 3

    (shell.data / "unknot.toml").write_text("[trash]\ndays = 0")
    assert shell.json("trash", "purge") == {"purged": {"projects": 1, "issues": 1, "files": 1}}


def fill_the_trash(work: Work, project: Project, by: Actor) -> File:
    yesterday = work.at(work.now() - timedelta(days=1))
    kept, doomed = (new_issue(yesterday, project, by=by) for _ in range(2))
    file = new_file(yesterday, project, by=by, issue=kept)
    delete_issue(yesterday, doomed.id, by=by)
    detach_file(yesterday, kept.id, file.uuid, by=by)
    return file


def listed(shell: Shell) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = shell.json("trash", "list", "--workspace", "acme")["trash"]
    return rows
