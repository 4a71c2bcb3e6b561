"""`unknot init` and `unknot workspace …`: tenants."""

from collections.abc import Callable
from typing import Any

import click

from unknot.cli.context import Command, Context, common, pass_context
from unknot.domain.access import OPERATOR
from unknot.domain.people import UserDraft
from unknot.domain.project import ProjectDraft
from unknot.operations.founding import Founded, Founding, found_workspace
from unknot.operations.passwords import hash_password
from unknot.store import workspaces

OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--workspace", required=True, help="The alias of the new workspace: it stands in addresses."),
    click.option("--title", help="What people call the workspace. [default: its alias]"),
    click.option("--project", required=True, help="The alias of its default project, which is private."),
    click.option("--username", required=True, help="Who owns it. Somebody new, unless this user exists already."),
    click.option("--email", required=True, help="The owner's address."),
    click.option("--name", default="", help="The owner's first name."),
    click.option("--surname", default="", help="The owner's last name."),
    click.option("--password", required=True, help="The owner's password."),
)


def _founding(command: Command) -> Command:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command
@_founding
@common
@pass_context
def init(context: Context, /, **words: Any) -> None:
    """Make a data folder's first workspace, with a default project, an owner and a token."""
    _found(context, **words)


@click.group
def workspace() -> None:
    """Workspaces: tenants with their own people and projects."""


@workspace.command
@_founding
@common
@pass_context
def create(context: Context, /, **words: Any) -> None:
    """Make another workspace, with a default project, an owner and a token."""
    _found(context, **words)


@workspace.command("list")
@common
@pass_context
def list_(context: Context) -> None:
    """List every workspace of this instance."""
    found = workspaces.every(context.instance.database.db)
    context.say_rows("workspaces", ({"alias": one.alias, "title": one.title, "uuid": one.uuid} for one in found))


def _found(
    context: Context,
    *,
    workspace: str,
    title: str | None,
    project: str,
    username: str,
    email: str,
    name: str,
    surname: str,
    password: str,
) -> None:
    founding = Founding(
        alias=workspace,
        title=title or workspace,
        project=ProjectDraft(alias=project, title=project),
        owner=UserDraft(username=username, email=email, name=name or username, surname=surname),
        password_hash=hash_password(password),
    )
    _tell(context, context.instance.database.change(found_workspace, founding, by=OPERATOR))


def _tell(context: Context, founded: Founded) -> None:
    context.say(
        {
            "workspace": {"alias": founded.workspace.alias, "uuid": founded.workspace.uuid},
            "project": {"alias": founded.project.alias, "uuid": founded.project.uuid},
            "user": {"username": founded.owner.username, "uuid": founded.owner.uuid},
            "token": founded.token.secret,
        },
        f"Made the workspace {founded.workspace.alias} and its project {founded.project.path}.",
        f"Its owner is {founded.owner.username}.",
        f"Token (shown only now): {founded.token.secret}",
    )
