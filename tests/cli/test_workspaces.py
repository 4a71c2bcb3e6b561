"""`unknot init` and `unknot workspace`: founding, as the contract has it."""

from pathlib import Path

import pytest

from tests.cli.support.shell import Shell
from tests.cli.support.town import FOUNDING, PASSWORD
from unknot.config import load
from unknot.domain.access import Role
from unknot.operations.passwords import is_password
from unknot.operations.tokens import recognise
from unknot.store import users
from unknot.store.database import Database
from unknot.store.page import Page
from unknot.store.statement import Statement

SECOND = ["--workspace", "globex", "--project", "web", "--username", "olga", "--email", "olga@example.org"]
STORED_PASSWORD = Statement("SELECT password_hash FROM users WHERE username = :username")


def test_a_new_folder_gets_a_workspace_a_project_an_owner_and_a_token(new_shell: Shell) -> None:
    answer = new_shell.json("init", *FOUNDING, "--password", PASSWORD)

    database = opened(new_shell)
    acme = database.directory.workspace_by_alias("acme")
    web = database.directory.project_at("acme", "web")
    ann = database.directory.user_by_name("ann")
    assert acme is not None
    assert web is not None
    assert ann is not None
    assert answer == {
        "workspace": {"alias": "acme", "uuid": acme.uuid},
        "project": {"alias": "web", "uuid": web.uuid},
        "user": {"username": "ann", "uuid": ann.uuid},
        "token": answer["token"],
    }
    assert (acme.title, acme.default_project, web.is_private) == ("acme", web.id, True)
    assert (ann.full_name, ann.email) == ("ann", "ann@example.org")
    assert database.directory.role_of(ann.id, web) is Role.OWNER
    assert recognise(database.directory, answer["token"], now=database.clock()).user == ann.id
    assert is_password(PASSWORD, database.db.value(STORED_PASSWORD, username="ann"))
    database.close()


def test_the_folder_is_made_if_it_is_not_there(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "new" / "data")

    shell.json("init", *FOUNDING, "--password", PASSWORD)

    assert (shell.data / "unknot.db").exists()


def test_in_words_it_says_what_was_made_and_shows_the_token(new_shell: Shell) -> None:
    said = new_shell.says("init", *FOUNDING, "--password", PASSWORD).splitlines()

    assert said[:2] == ["Made the workspace acme and its project acme/web.", "Its owner is ann."]
    assert said[2].startswith("Token (shown only now): unk_")


def test_names_and_title_may_be_given(new_shell: Shell) -> None:
    names = ["--title", "Ацме", "--name", "Анна", "--surname", "Ли"]

    new_shell.json("init", *FOUNDING, "--password", PASSWORD, *names)

    assert new_shell.json("workspace", "list")["workspaces"][0]["title"] == "Ацме"
    assert new_shell.json("user", "list")["users"][0]["name"] == "Анна Ли"


@pytest.mark.parametrize("command", [["init"], ["workspace", "create"]], ids=" ".join)
def test_a_second_workspace_is_made_in_the_same_way(shell: Shell, command: list[str]) -> None:
    answer = shell.json(*command, *SECOND, "--password", PASSWORD)

    assert answer["workspace"]["alias"] == "globex"
    assert aliases(shell) == ["acme", "globex"]


def test_an_owner_who_is_a_user_already_keeps_their_password(shell: Shell) -> None:
    shell.json("workspace", "create", *SECOND, "--username", "ann", "--password", "another password")

    database = opened(shell)
    assert is_password(PASSWORD, database.db.value(STORED_PASSWORD, username="ann"))
    assert users.every(database.db, Page(0, 10)).total == 2
    database.close()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ("--workspace my", 'workspace must not be "my": Unknot uses this word in its own addresses'),
        ("--workspace acme", 'workspace must be new on this instance, which already has "acme"'),
        ("--project a/b", "alias must be 1 to 64 characters out of A-Z, a-z, 0-9, '.', '_' and '-'"),
        ("--email nowhere", 'email must be an address such as ann@example.org, and is "nowhere"'),
        ("--password short", "password must be 8 to 1024 characters long"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(shell: Shell, changed: str, sentence: str) -> None:
    assert shell.refuses("init", *SECOND, "--password", PASSWORD, *changed.split()).startswith(sentence)

    assert aliases(shell) == ["acme"]
    assert [user["username"] for user in shell.json("user", "list")["users"]] == ["ann", "bob"]


def test_a_wrong_setting_is_told(shell: Shell) -> None:
    (shell.data / "unknot.toml").write_text("port = 'eighty'")

    assert shell.refuses("workspace", "list").startswith("The setting port (UNKNOT_PORT) is wrong: Expected `int`")


def aliases(shell: Shell) -> list[str]:
    return [workspace["alias"] for workspace in shell.json("workspace", "list")["workspaces"]]


def opened(shell: Shell) -> Database:
    return Database(load({"data": str(shell.data)}, {}).database_path)
