"""`unknot trash …`: what was deleted."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import click

from unknot.cli.context import Context, common, pass_context
from unknot.cli.finding import find_project, find_workspace
from unknot.domain.access import OPERATOR
from unknot.domain.ids import WorkspaceId
from unknot.operations import trash as operations
from unknot.operations.upkeep import empty_trash
from unknot.store import trash as store
from unknot.store.database import Database


@click.group
def trash() -> None:
    """The trash: what was deleted comes back from here, for 30 days."""


@trash.command("list")
@click.option("--workspace", required=True)
@common
@pass_context
def list_(context: Context, workspace: str) -> None:
    """List what a workspace has in the trash, newest first."""
    database = context.instance.database
    context.say_rows("trash", _rows(database, find_workspace(database, workspace).id))


@trash.command
@click.option("--issue", metavar="OWNER/ALIAS#NUMBER", help="Bring back an issue with all that hangs on it.")
@click.option("--file", metavar="UUID", help="Bring back a file.")
@click.option("--project", metavar="UUID", help="Bring back a project with its issues.")
@common
@pass_context
def restore(context: Context, issue: str | None, file: str | None, project: str | None) -> None:
    """Bring back one thing."""
    if sum(word is not None for word in (issue, file, project)) != 1:
        raise click.UsageError("Say one of --issue, --file and --project.")
    database = context.instance.database
    if issue is not None:
        path, _, number = issue.partition("#")
        if not (number.isascii() and number.isdigit()):
            raise click.BadParameter("an issue is named OWNER/ALIAS#NUMBER", param_hint="--issue")
        database.change(operations.restore_issue, find_project(database, path).id, int(number), by=OPERATOR)
    elif file is not None:
        database.change(operations.restore_file, file, by=OPERATOR)
    else:
        database.change(operations.restore_project, project, by=OPERATOR)
    context.say({"restored": issue or file or project}, f"Brought back {issue or file or project}.")


@trash.command
@click.option("--days", type=click.IntRange(min=0), help="How old it must be at least. [default: setting trash.days]")
@common
@pass_context
def purge(context: Context, days: int | None) -> None:
    """Take away for good what has been in the trash for long enough. The server does it too, every hour."""
    instance = context.instance
    purged = empty_trash(
        instance.database,
        instance.blobs,
        older_than=timedelta(days=instance.trash_days if days is None else days),
        unattached_for=timedelta(days=instance.unattached_days),
    )
    counts = {"projects": len(purged.projects), "issues": len(purged.issues), "files": len(purged.files)}
    said = ", ".join(f"{count} {noun}" for noun, count in counts.items())
    context.say({"purged": counts}, f"Purged {said}.")


def _rows(database: Database, workspace: WorkspaceId) -> Iterator[dict[str, Any]]:
    directory = database.directory
    for project in store.trashed_projects(database.db, workspace):
        yield {
            "kind": "project",
            "at": f"{project.at:%Y-%m-%d %H:%M}",
            "name": project.thing.path,
            "uuid": project.thing.uuid,
        }
    for issue in store.trashed_issues(database.db, workspace):
        home = directory.project(issue.thing.project)
        path = f"{home.path if home else '?'}#{issue.thing.number}"
        yield {
            "kind": "issue",
            "at": f"{issue.at:%Y-%m-%d %H:%M}",
            "name": f"{path} {issue.thing.title}",
            "uuid": issue.thing.uuid,
        }
    for file in store.trashed_files(database.db, workspace):
        yield {"kind": "file", "at": f"{file.at:%Y-%m-%d %H:%M}", "name": file.thing.name, "uuid": file.thing.uuid}
