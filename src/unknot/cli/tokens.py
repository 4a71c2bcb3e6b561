"""`unknot token …`: secrets for programs."""

from datetime import datetime

import click

from unknot.cli.context import Context, common, pass_context
from unknot.cli.finding import find_user, find_workspace
from unknot.domain.access import OPERATOR, Scope
from unknot.domain.token import end_of
from unknot.operations import tokens as operations
from unknot.store import tokens

SCOPES = click.Choice([scope.value for scope in Scope])


@click.group
def token() -> None:
    """Tokens: secrets by which programs speak for a user."""


@token.command
@click.option("--username", required=True, help="For whom the token speaks.")
@click.option("--workspace", required=True, help="The workspace that the token belongs to.")
@click.option("--name", default="token", show_default=True, help="What it is for.")
@click.option("--scope", type=SCOPES, default=Scope.WRITE.value, show_default=True, help="read: no change at all.")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which it works, in UTC.")
@common
@pass_context
def create(
    context: Context,
    username: str,
    workspace: str,
    name: str,
    scope: str,
    expires: datetime | None,
) -> None:
    """Make a token, and print its secret: the only time that it is shown."""
    database = context.instance.database
    made = database.change(
        operations.create_token,
        find_user(database, username).id,
        find_workspace(database, workspace).id,
        name=name,
        scope=Scope(scope),
        expires_at=None if expires is None else end_of(expires.date()),
        by=OPERATOR,
    )
    answer = {"token": made.secret, "uuid": made.token.uuid, "name": name, "scope": scope, "username": username}
    context.say(answer, made.secret)


@token.command("list")
@click.option("--username", required=True)
@common
@pass_context
def list_(context: Context, username: str) -> None:
    """List somebody's tokens, without their secrets."""
    database = context.instance.database
    found = tokens.of_user(database.db, find_user(database, username).id)
    context.say_rows(
        "tokens",
        (
            {
                "uuid": one.uuid,
                "name": one.name,
                "ends_in": one.tail,
                "scope": one.scope.value,
                "expires": one.last_day.isoformat() if one.last_day else "never",
                "last_used": _day(used) if used else "never",
            }
            for one, used in found
        ),
    )


@token.command
@click.option("--username", required=True)
@click.option("--uuid", required=True, help="As `unknot token list` shows it.")
@common
@pass_context
def revoke(context: Context, username: str, uuid: str) -> None:
    """Make a token worthless at once."""
    database = context.instance.database
    database.change(operations.revoke_token, find_user(database, username).id, uuid, by=OPERATOR)
    context.say({"token": {"uuid": uuid, "revoked": True}}, f"Revoked the token {uuid}.")


def _day(time: datetime) -> str:
    return time.date().isoformat()
