"""`unknot project …`: projects and who has a role in one."""

from typing import Any

import click

from unknot.cli.context import Context, common, pass_context
from unknot.cli.finding import find_project, find_user, find_workspace
from unknot.domain.access import GRANTED_ROLES, OPERATOR, Role
from unknot.domain.project import Project, ProjectChange, ProjectDraft
from unknot.operations import people as people_operations
from unknot.operations import projects as operations
from unknot.store import members, projects


@click.group
def project() -> None:
    """Projects: numbered lists of issues inside a workspace."""


@project.command
@click.argument("path", metavar="OWNER/ALIAS")
@click.option("--title", help="[default: the alias]")
@click.option("--key", help="The short word before numbers, as in OPS-431. [default: derived from the alias]")
@click.option("--description", default="")
@click.option("--private/--public", "is_private", default=True, help="Public: every user of the instance may read it.")
@common
@pass_context
def create(
    context: Context,
    path: str,
    title: str | None,
    key: str | None,
    description: str,
    *,
    is_private: bool,
) -> None:
    """Make a project."""
    owner, _, alias = path.partition("/")
    database = context.instance.database
    draft = ProjectDraft(alias=alias, title=title or alias, description=description, is_private=is_private, key=key)
    made = database.change(operations.create_project, find_workspace(database, owner).id, draft, by=OPERATOR)
    context.say(
        {"project": _shown(made)},
        f"Made {made.path}; its issues are called {made.issue_key(1)}, {made.issue_key(2)}, …",
    )


@project.command("list")
@click.option("--workspace", required=True)
@common
@pass_context
def list_(context: Context, workspace: str) -> None:
    """List the projects of a workspace."""
    database = context.instance.database
    found = projects.of_workspace(database.db, find_workspace(database, workspace).id)
    context.say_rows("projects", map(_shown, found))


@project.command
@click.argument("path", metavar="OWNER/ALIAS")
@click.option("--alias", help="A new alias: the old address ends.")
@click.option("--title")
@click.option("--key")
@click.option("--description")
@click.option("--private/--public", "is_private", default=None)
@common
@pass_context
def edit(context: Context, /, path: str, **change: Any) -> None:
    """Change what is given, and keep the rest."""
    database = context.instance.database
    found = find_project(database, path)
    changed = database.change(operations.edit_project, found.id, ProjectChange(**change), by=OPERATOR)
    context.say({"project": _shown(changed)}, f"Changed {changed.path}.")


@project.command
@click.argument("path", metavar="OWNER/ALIAS")
@common
@pass_context
def delete(context: Context, path: str) -> None:
    """Move a project and its issues to the trash."""
    database = context.instance.database
    found = find_project(database, path)
    database.change(operations.delete_project, found.id, by=OPERATOR)
    context.say(
        {"project": {"uuid": found.uuid, "trashed": True}},
        f"{found.path} is in the trash. Bring it back with: unknot trash restore --project {found.uuid}",
    )


@project.command
@click.argument("path", metavar="OWNER/ALIAS")
@common
@pass_context
def default(context: Context, path: str) -> None:
    """Make a project the default of its workspace: it takes what names no project."""
    database = context.instance.database
    found = find_project(database, path)
    database.change(people_operations.set_default_project, found.id, by=OPERATOR)
    context.say({"project": _shown(found)}, f"{found.path} is now the default project of {found.owner}.")


@project.command("member")
@click.argument("path", metavar="OWNER/ALIAS")
@click.option("--username", required=True)
@click.option("--role", type=click.Choice([*GRANTED_ROLES, "none"]), required=True, help="none takes the role away.")
@common
@pass_context
def set_member(context: Context, path: str, username: str, role: str) -> None:
    """Give somebody a role in one project. It adds to what they are in its workspace."""
    database = context.instance.database
    found = find_project(database, path)
    find_user(database, username)
    given = GRANTED_ROLES.get(role, Role.NONE)
    database.change(people_operations.set_project_member, found.id, username, given, by=OPERATOR)
    answer = {"member": {"username": username, "project": found.path, "role": role}}
    context.say(answer, f"{username} now has the role {role} in {found.path}.")


@project.command("members")
@click.argument("path", metavar="OWNER/ALIAS")
@common
@pass_context
def list_members(context: Context, path: str) -> None:
    """List who was given a role in one project."""
    database = context.instance.database
    found = members.of_project(database.db, find_project(database, path).id)
    user = database.directory.user
    context.say_rows("members", ({"username": user(one.user).username, "role": one.role.word} for one in found))


def _shown(project: Project) -> dict[str, Any]:
    return {
        "alias": project.alias,
        "uuid": project.uuid,
        "key": project.key,
        "title": project.title,
        "private": project.is_private,
    }
