"""`unknot issues edit` and `undo`: many issues at once."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from unknot.cli.context import Command, Context, common, pass_context
from unknot.cli.finding import find_place, find_project, find_reader, find_user
from unknot.domain.access import Actor
from unknot.domain.bulk import Fate, Result, SetChange, Tally, Wish, tally
from unknot.domain.ids import IssueId, WorkspaceId
from unknot.domain.level import NO_LEVEL
from unknot.domain.status import Status
from unknot.operations import bulk_edits as operations
from unknot.store.database import Database
from unknot.store.naming import NOBODY, level_keys

STATUSES = [status.value for status in Status]
as_user = click.option("--as", "username", metavar="USERNAME", required=True, help="Who does it, and may do it.")


def _changes(command: Command) -> Command:
    """The options that say what is to change."""
    options: Sequence[Callable[[Command], Command]] = (
        click.option("--status", type=click.Choice(STATUSES)),
        click.option("--level", help='A level\'s name, or "none".'),
        click.option("--assign", multiple=True, metavar="USERNAME", help='May come several times; "none" clears.'),
        click.option("--unassign", multiple=True, metavar="USERNAME"),
        click.option("--add-label", multiple=True, metavar="TITLE"),
        click.option("--remove-label", multiple=True, metavar="TITLE"),
        click.option("--move-to", metavar="OWNER/ALIAS", help="Another project of the workspace."),
        click.option("--trash", is_flag=True, help="Move them to the trash."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command
@click.argument("place", metavar="OWNER[/PROJECT]")
@click.argument("query")
@_changes
@as_user
@click.option("--dry-run", is_flag=True, help="Only say what would come of it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
@pass_context
def edit(
    context: Context, /, place: str, query: str, username: str, *, dry_run: bool, yes: bool, **change: Any
) -> None:
    """Change every issue that fits a query: at most 10,000, a hundred at a time."""
    database = context.instance.database
    actor = _actor(database, place, username)
    wish = _wish(database, actor.workspace, change)
    ids = _chosen(database, place, query, actor)
    foreseen = operations.preview(database.db, ids, wish, by=actor, now=database.clock(), limits=database.limits)
    if dry_run:
        _say(context, tally(foreseen), foreseen, "would be changed")
        return
    if not yes:
        click.confirm(f"Change {tally(foreseen).changed} of {len(ids)} issues?", abort=True, err=True)
    made = database.change(operations.make_bulk_edit, ids, wish, by=actor)
    results = operations.carry_out(database, made.uuid, by=actor, tell=_progress(len(ids)))
    _say(context, tally(results), results, "changed", bulk=made.uuid)


@click.command
@click.argument("place", metavar="OWNER")
@click.argument("bulk")
@as_user
@common
@pass_context
def undo(context: Context, place: str, bulk: str, username: str) -> None:
    """Take back a bulk edit, within a minute of its end."""
    database = context.instance.database
    undone = operations.undo_bulk_edit(database, bulk, by=_actor(database, place, username))
    kept = [one for one in undone if one.refusal is not None]
    count = len(undone) - len(kept)
    answer = {"undone": count, "kept": [{"key": one.key, "reason": str(one.refusal)} for one in kept]}
    context.say(answer, f"Undone on {count} of {len(undone)} issues.", *(str(one.refusal) for one in kept))


def _actor(database: Database, place: str, username: str) -> Actor:
    return find_reader(database, username, find_place(database, place).workspace)


def _chosen(database: Database, place: str, query: str, actor: Actor) -> list[IssueId]:
    directory = database.directory
    projects = find_place(database, place).projects(directory, actor)
    return operations.fitting(database.db, operations.meant(directory, query, projects, by=actor, now=database.clock()))


def _wish(database: Database, workspace: WorkspaceId, change: Mapping[str, Any]) -> Wish:
    level, move_to = change["level"], change["move_to"]
    return Wish(
        status=None if change["status"] is None else Status(change["status"]),
        level=None if level is None else _level(database, workspace, level),
        assignees=_people(database, change["assign"], change["unassign"]),
        labels=_set(change["add_label"], change["remove_label"]),
        project=None if move_to is None else find_project(database, move_to).uuid,
        trash=change["trash"],
    )


def _level(database: Database, workspace: WorkspaceId, name: str) -> str:
    keys = {NOBODY: NO_LEVEL, **level_keys(database.directory, workspace)}
    if name.casefold() not in keys:
        raise click.BadParameter(f"there is {', '.join(keys)}", param_hint="--level")
    return keys[name.casefold()]


def _people(database: Database, assign: Sequence[str], unassign: Sequence[str]) -> SetChange | None:
    if NOBODY in assign:
        return SetChange(to=())
    add, remove = ([find_user(database, name).uuid for name in names] for names in (assign, unassign))
    return _set(add, remove)


def _set(add: Sequence[str], remove: Sequence[str]) -> SetChange | None:
    return SetChange(add=tuple(add), remove=tuple(remove)) if add or remove else None


def _progress(total: int) -> Callable[[int], None]:
    """Tells whoever watches how far it has come, beside the answer."""

    def tell(done: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{done} of {total}", nl=done == total, err=True)

    return tell


def _say(context: Context, told: Tally, results: Sequence[Result], verb: str, *, bulk: str | None = None) -> None:
    refused = [one for one in results if one.fate is Fate.REFUSED]
    counts = {"total": told.total, "changed": told.changed, "unchanged": told.unchanged, "refused": told.refused}
    answer = {
        **({} if bulk is None else {"bulk": bulk}),
        **counts,
        "refusals": [{"key": one.key, "code": one.code, "reason": str(one.sentence)} for one in refused],
        "labels_left_off": list(told.left_off),
    }
    lines = [f"{told.changed} of {told.total} issues {verb}, {told.unchanged} were so already."]
    lines += [f"{reason.count} refused: {reason.sentence}" for reason in told.reasons]
    lines += [f"Labels left off: {', '.join(told.left_off)}."] if told.left_off else []
    lines += [f"To take it back within a minute: unknot issues undo OWNER {bulk}"] if bulk and told.changed else []
    context.say(answer, *lines)
