"""`unknot token`."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.support.shell import Shell
from tests.cli.support.town import Town
from unknot.domain.access import Scope
from unknot.domain.errors import BadCredentials
from unknot.domain.token import Token
from unknot.operations.tokens import recognise
from unknot.store.database import Database

BOB = ["--username", "bob"]
CREATE = ["token", "create", *BOB, "--workspace", "acme"]


def test_in_words_it_says_the_secret_and_nothing_else(shell: Shell) -> None:
    secret = shell.says(*CREATE)

    assert recognised(shell, secret.strip()).name == "token"


def test_a_token_may_only_read(shell: Shell) -> None:
    made = shell.json(*CREATE, "--scope", "read", "--name", "dashboard")

    token = recognised(shell, made["token"])
    assert made == {
        "token": made["token"],
        "uuid": token.uuid,
        "name": "dashboard",
        "scope": "read",
        "username": "bob",
    }
    assert (token.scope, token.name, token.expires_at) == (Scope.READ, "dashboard", None)


def test_a_token_works_to_the_end_of_its_last_day(shell: Shell) -> None:
    made = shell.json(*CREATE, "--expires", "2031-03-04")
    midnight = datetime(2031, 3, 5, tzinfo=UTC)

    assert recognised(shell, made["token"], midnight - timedelta(microseconds=1)).uuid == made["uuid"]
    with pytest.raises(BadCredentials):
        recognised(shell, made["token"], midnight)
    assert shell.json("token", "list", *BOB)["tokens"][-1]["expires"] == "2031-03-04"


def test_the_last_day_that_there_is_may_be_the_last_day(shell: Shell) -> None:
    made = shell.json(*CREATE, "--expires", "9999-12-31")

    assert recognised(shell, made["token"], datetime(9999, 12, 31, tzinfo=UTC)).uuid == made["uuid"]


def test_tokens_are_listed_without_their_secrets(shell: Shell, town: Town) -> None:
    made = shell.json(*CREATE, "--name", "laptop")

    first, second = shell.json("token", "list", *BOB)["tokens"]
    assert first["uuid"] == town.token
    assert second == {
        "uuid": made["uuid"],
        "name": "laptop",
        "ends_in": made["token"][-4:],
        "scope": "write",
        "expires": "never",
        "last_used": "never",
    }


def test_a_revoked_token_is_worthless(shell: Shell) -> None:
    made = shell.json(*CREATE)

    assert shell.says("token", "revoke", *BOB, "--uuid", made["uuid"]) == f"Revoked the token {made['uuid']}.\n"

    with pytest.raises(BadCredentials):
        recognised(shell, made["token"])


def test_who_and_what_is_not_there_is_told(shell: Shell, town: Town) -> None:
    assert shell.refuses("token", "create", "--username", "nobody", "--workspace", "acme") == "No user nobody"
    assert shell.refuses("token", "create", *BOB, "--workspace", "nowhere") == "No workspace nowhere"
    assert shell.refuses("token", "revoke", "--username", "ann", "--uuid", town.token) == (
        f"No token {town.token} of this user"
    )


def recognised(shell: Shell, secret: str, now: datetime | None = None) -> Token:
    database = Database(shell.data / "unknot.db")
    try:
        return recognise(database.directory, secret, now=now or database.clock())
    finally:
        database.close()
