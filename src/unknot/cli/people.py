"""`unknot user …` and `unknot member …`: who is there."""

import click

from unknot.cli.context import Context, common, pass_context
from unknot.cli.finding import find_user, find_workspace
from unknot.domain.access import GRANTED_ROLES, OPERATOR, Role
from unknot.domain.people import UserDraft
from unknot.operations import people as operations
from unknot.operations.passwords import hash_password
from unknot.store import members, users
from unknot.store.page import Page

ROLE = click.Choice(list(GRANTED_ROLES))
EVERYBODY = Page(0, 1_000_000)


@click.group
def user() -> None:
    """Users: people, and bots that only have tokens."""


@user.command
@click.option("--username", required=True)
@click.option("--email", default="", help="The address; a bot may do without.")
@click.option("--name", default="", help="First name. [default: the username]")
@click.option("--surname", default="", help="Last name.")
@click.option("--password", help="Without one, this user has only tokens.")
@click.option("--bot", "is_bot", is_flag=True, help="A program, not a person.")
@click.option("--workspace", required=True, help="The workspace they become a member of.")
@click.option("--role", type=ROLE, default="member", show_default=True)
@common
@pass_context
def create(
    context: Context,
    *,
    username: str,
    email: str,
    name: str,
    surname: str,
    password: str | None,
    is_bot: bool,
    workspace: str,
    role: str,
) -> None:
    """Make a user, as a member of a workspace."""
    database = context.instance.database
    made = database.change(
        operations.create_member,
        find_workspace(database, workspace).id,
        UserDraft(username=username, email=email, name=name or username, surname=surname, is_bot=is_bot),
        GRANTED_ROLES[role],
        password_hash=None if password is None else hash_password(password),
        by=OPERATOR,
    )
    answer = {"user": {"username": made.username, "uuid": made.uuid}}
    context.say(answer, f"Made {made.username}, {role} of {workspace}.")


@user.command("list")
@common
@pass_context
def list_(context: Context) -> None:
    """List every user of this instance."""
    found = users.every(context.instance.database.db, EVERYBODY).items
    context.say_rows(
        "users",
        (
            {"username": one.username, "name": one.full_name, "blocked": one.is_blocked, "uuid": one.uuid}
            for one in found
        ),
    )


@user.command
@click.option("--username", required=True)
@common
@pass_context
def block(context: Context, username: str) -> None:
    """Keep a user out, with all their tokens."""
    context.instance.database.change(operations.set_blocked, username, is_blocked=True, by=OPERATOR)
    context.say({"user": {"username": username, "blocked": True}}, f"Blocked {username}.")


@user.command
@click.option("--username", required=True)
@common
@pass_context
def unblock(context: Context, username: str) -> None:
    """Let a blocked user in again."""
    context.instance.database.change(operations.set_blocked, username, is_blocked=False, by=OPERATOR)
    context.say({"user": {"username": username, "blocked": False}}, f"Let {username} in again.")


@user.command
@click.option("--username", required=True)
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for if left out.")
@common
@pass_context
def password(context: Context, username: str, password: str) -> None:
    """Give a user another password."""
    context.instance.database.change(operations.set_password, username, hash_password(password), by=OPERATOR)
    context.say({"user": {"username": username}}, f"{username} has a new password.")


@click.group
def member() -> None:
    """Members: who has which role in a workspace."""


@member.command("set")
@click.option("--workspace", required=True)
@click.option("--username", required=True)
@click.option("--role", type=ROLE, required=True)
@common
@pass_context
def set_(context: Context, workspace: str, username: str, role: str) -> None:
    """Give somebody a role in a workspace, or another one."""
    database = context.instance.database
    home = find_workspace(database, workspace)
    database.change(operations.set_member, home.id, username, GRANTED_ROLES[role], by=OPERATOR)
    context.say({"member": {"username": username, "role": role}}, f"{username} is now {role} of {workspace}.")


@member.command
@click.option("--workspace", required=True)
@click.option("--username", required=True)
@common
@pass_context
def remove(context: Context, workspace: str, username: str) -> None:
    """Take somebody's role in a workspace away."""
    database = context.instance.database
    home = find_workspace(database, workspace)
    find_user(database, username)
    database.change(operations.set_member, home.id, username, Role.NONE, by=OPERATOR)
    context.say({"member": {"username": username, "role": None}}, f"{username} is no longer a member of {workspace}.")


@member.command("list")
@click.option("--workspace", required=True)
@common
@pass_context
def list_members(context: Context, workspace: str) -> None:
    """List the members of a workspace."""
    database = context.instance.database
    found = members.of_workspace(database.db, find_workspace(database, workspace).id)
    context.say_rows(
        "members",
        ({"username": database.directory.user(one.user).username, "role": one.role.word} for one in found),
    )
