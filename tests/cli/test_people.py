"""`unknot user` and `unknot member`."""

import pytest

from tests.cli.support.shell import Shell
from unknot.operations.passwords import is_password
from unknot.store.database import Database
from unknot.store.statement import Statement

STORED_PASSWORD = Statement("SELECT password_hash FROM users WHERE username = :username")
CARL = ["--username", "carl", "--email", "carl@example.org", "--workspace", "acme"]


def test_a_user_is_made_as_a_member(shell: Shell) -> None:
    answer = shell.json("user", "create", *CARL)

    assert answer["user"]["username"] == "carl"
    assert roles(shell)["carl"] == "member"
    assert shell.json("user", "list")["users"][-1] == {
        "username": "carl",
        "name": "carl",
        "blocked": False,
        "uuid": answer["user"]["uuid"],
    }


@pytest.mark.parametrize("role", ["guest", "member", "admin", "owner"])
def test_a_user_is_made_with_any_role(shell: Shell, role: str) -> None:
    assert shell.says("user", "create", *CARL, "--role", role) == f"Made carl, {role} of acme.\n"

    assert roles(shell)["carl"] == role


def test_a_bot_needs_no_address(shell: Shell) -> None:
    shell.json("user", "create", "--username", "watchdog", "--bot", "--workspace", "acme")

    assert stored_password(shell, "watchdog") is None


def test_a_user_may_have_a_password_from_the_start(shell: Shell) -> None:
    shell.json("user", "create", *CARL, "--password", "battery staple")

    assert is_password("battery staple", stored_password(shell, "carl") or "")


def test_a_user_who_cannot_become_a_member_is_not_made(shell: Shell) -> None:
    assert shell.refuses("user", "create", *CARL[:-1], "nowhere") == "No workspace nowhere"
    assert shell.refuses("user", "create", *CARL, "--username", "ANN").startswith("username must be new")
    assert shell.refuses("user", "create", *CARL, "--password", "short").startswith("password must be 8 to 1024")

    assert set(roles(shell)) == {"ann", "bob"}


def test_a_user_is_blocked_and_let_in_again(shell: Shell) -> None:
    assert shell.says("user", "block", "--username", "bob") == "Blocked bob.\n"
    assert [user["blocked"] for user in shell.json("user", "list")["users"]] == [False, True]

    assert shell.says("user", "unblock", "--username", "bob") == "Let bob in again.\n"
    assert [user["blocked"] for user in shell.json("user", "list")["users"]] == [False, False]


def test_a_password_is_changed(shell: Shell) -> None:
    shell.says("user", "password", "--username", "bob", "--password", "battery staple")

    assert is_password("battery staple", stored_password(shell, "bob") or "")


def test_a_password_that_is_not_given_is_asked_for_twice_and_not_shown(shell: Shell) -> None:
    said = shell.says("user", "password", "--username", "bob", typed="battery staple\nbattery staple\n")

    assert is_password("battery staple", stored_password(shell, "bob") or "")
    assert "battery" not in said


@pytest.mark.parametrize("command", ["block", "unblock"])
def test_nobody_by_that_name_is_told(shell: Shell, command: str) -> None:
    assert shell.refuses("user", command, "--username", "nobody") == "No user nobody"


def test_a_role_is_given_changed_and_taken_away(shell: Shell) -> None:
    assert shell.says(*member("set", "bob"), "--role", "admin") == "bob is now admin of acme.\n"
    assert roles(shell) == {"ann": "owner", "bob": "admin"}

    assert shell.says(*member("remove", "bob")) == "bob is no longer a member of acme.\n"
    assert roles(shell) == {"ann": "owner"}


def test_the_last_owner_stays(shell: Shell) -> None:
    sentence = "ann is the only owner of acme. Make somebody else an owner first."

    assert shell.refuses(*member("remove", "ann")) == sentence
    assert shell.refuses(*member("set", "ann"), "--role", "guest") == sentence


def test_members_are_told_in_lines(shell: Shell) -> None:
    assert shell.says("member", "list", "--workspace", "ACME") == "ann  owner\nbob  member\n"


def member(command: str, username: str) -> list[str]:
    return ["member", command, "--workspace", "acme", "--username", username]


def roles(shell: Shell) -> dict[str, str]:
    return {one["username"]: one["role"] for one in shell.json("member", "list", "--workspace", "acme")["members"]}


def stored_password(shell: Shell, username: str) -> str | None:
    database = Database(shell.data / "unknot.db")
    found: str | None = database.db.value(STORED_PASSWORD, username=username)
    database.close()
    return found
