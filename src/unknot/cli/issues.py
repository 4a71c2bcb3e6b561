"""`unknot issues …`: issues, by the words of the search box."""

from collections.abc import Sequence
from typing import Any, Final

import click

from unknot.cli import bulk
from unknot.cli.context import Context, common, pass_context
from unknot.cli.finding import find_place, find_reader
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.project import Project, issue_key
from unknot.domain.query import Problem, parse, sort_in
from unknot.store import browsing
from unknot.store.browsing import Line
from unknot.store.database import Database
from unknot.store.directory import Directory
from unknot.store.selecting import select
from unknot.store.times import to_time

USUAL: Final = 50  # rows


@click.group
def issues() -> None:
    """Issues: which there are, and many of them changed at once."""


for command in (bulk.edit, bulk.undo):
    issues.add_command(command)


@issues.command("list")
@click.argument("place", metavar="OWNER[/PROJECT]")
@click.argument("query", default="")
@click.option("--limit", type=click.IntRange(min=1), default=USUAL, show_default=True, help="At most so many.")
@click.option("--as", "username", metavar="USERNAME", help="As this user may read. [default: everything]")
@common
@pass_context
def list_(context: Context, place: str, query: str, limit: int, username: str | None) -> None:
    """List the issues of a query, in the words of the search box, and tell how many there are."""
    database = context.instance.database
    lines, total, problems = _found(database, place, query, limit, username)
    rows = [_shown(database.directory, line) for line in lines]
    answer = {"issues": rows, "total": total, "problems": list(map(_told, problems))}
    context.say(answer, *map(_row, rows), f"{total} in all.", *map(_said, problems))


def _found(
    database: Database, text: str, asked: str, limit: int, username: str | None
) -> tuple[Sequence[Line], int, Sequence[Problem]]:
    """The first issues, how many there are, and what of the query was not understood."""
    place, query = find_place(database, text), parse(asked)
    reader = find_reader(database, username, place.workspace)
    projects, now = place.projects(database.directory, reader), database.clock()
    selected = select(database.directory, query, place.workspace.id, projects, reader=reader, now=now)
    sort, slips = sort_in(query)
    [section] = browsing.sections(database.db, [(selected.selection, limit)], sort)
    return section.lines, section.count, sorted((*selected.problems, *slips), key=lambda one: one.place)


def _shown(directory: Directory, line: Line) -> dict[str, Any]:
    project = directory.project(line.project)
    labels = filter(None, map(directory.label, line.labels))
    return {
        "key": _key(project, line),
        "status": line.status.value,
        "level": _level(directory, line.level),
        "title": line.title,
        "labels": [label.title for label in labels],
        "assignees": [directory.user(one).username for one in line.assignees],
        "created": to_time(line.created_at).isoformat(),
        "updated": to_time(line.updated_at).isoformat(),
        "project": project.path if project else "",
        "number": line.number,
        "uuid": line.uuid,
    }


def _key(project: Project | None, line: Line) -> str:
    return issue_key(project.key if project else "?", line.number)


def _level(directory: Directory, key: str) -> str:
    level = SYSTEM_LEVELS.get(key) or (directory.level(key) if key != NO_LEVEL else None)
    return level.name if level else ""


def _row(row: dict[str, Any]) -> str:
    return "  ".join(row[name] or "-" for name in ("key", "status", "level", "title"))


def _told(problem: Problem) -> dict[str, Any]:
    named = {"place": problem.place, "length": problem.length, "code": problem.code.value}
    return {**named, "message": problem.message, "expected": list(problem.expected)}


def _said(problem: Problem) -> str:
    return f"At character {problem.place + 1}: {problem.message}"
