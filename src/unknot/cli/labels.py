"""`unknot label …`: the labels of a project."""

from collections.abc import Sequence
from typing import Any

import click

from unknot.cli.context import Context, common, pass_context
from unknot.cli.finding import find_project
from unknot.domain.access import OPERATOR, Role, grant
from unknot.domain.errors import NotFound
from unknot.domain.label import Label, LabelChange, LabelDraft
from unknot.domain.project import Project
from unknot.operations import labels as operations
from unknot.store import labels
from unknot.store.database import Database
from unknot.store.page import Page

EVERY = Page(0, 1_000_000)


@click.group
def label() -> None:
    """Labels: coloured words of a project."""


@label.command
@click.argument("path", metavar="OWNER/ALIAS")
@click.option("--title", required=True)
@click.option("--color", required=True, help="Six hex digits, as in F58A07.")
@click.option("--description", default="")
@common
@pass_context
def create(context: Context, path: str, title: str, color: str, description: str) -> None:
    """Make a label."""
    database = context.instance.database
    draft = LabelDraft(title=title, color=color, description=description)
    made = database.change(operations.create_label, find_project(database, path).id, draft, by=OPERATOR)
    context.say({"label": _shown(made)}, f'Made the label "{made.title}".')


@label.command("list")
@click.argument("path", metavar="OWNER/ALIAS")
@common
@pass_context
def list_(context: Context, path: str) -> None:
    """List the labels of a project."""
    database = context.instance.database
    found = _labels(database, find_project(database, path))
    context.say_rows("labels", map(_shown, found))


@label.command
@click.argument("path", metavar="OWNER/ALIAS")
@click.argument("title")
@click.option("--title", "new_title", help="A new title.")
@click.option("--color")
@click.option("--description")
@common
@pass_context
def edit(
    context: Context,
    path: str,
    title: str,
    new_title: str | None,
    color: str | None,
    description: str | None,
) -> None:
    """Change what is given of the label with this title, and keep the rest."""
    database = context.instance.database
    home = find_project(database, path)
    change = LabelChange(title=new_title, color=color, description=description)
    uuid = _label_uuid(database, home, title)
    changed = database.change(operations.edit_label, home.id, uuid, change, by=OPERATOR)
    context.say({"label": _shown(changed)}, f'Changed the label "{changed.title}".')


@label.command
@click.argument("path", metavar="OWNER/ALIAS")
@click.argument("title")
@common
@pass_context
def delete(context: Context, path: str, title: str) -> None:
    """Delete the label with this title, and so take it from every issue."""
    database = context.instance.database
    home = find_project(database, path)
    uuid = _label_uuid(database, home, title)
    database.change(operations.delete_label, home.id, uuid, by=OPERATOR)
    context.say({"label": {"uuid": uuid, "deleted": True}}, f'Deleted the label "{title}".')


def _labels(database: Database, project: Project) -> Sequence[Label]:
    return labels.of_project(database.db, EVERY, access=grant(OPERATOR, project, Role.OWNER)).items


def _label_uuid(database: Database, project: Project, title: str) -> str:
    found = labels.by_title(database.db, project.id, title)
    if found is None:
        raise NotFound("label", f'No label "{title}" in {project.path}')
    return found.uuid


def _shown(label: Label) -> dict[str, Any]:
    return {"title": label.title, "color": label.color, "description": label.description, "uuid": label.uuid}
