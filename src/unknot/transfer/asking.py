"""What somebody asks an export for, and what it means: exactly what they may read, and what the query says.

A list leaves out what it cannot understand, and says so. An export is read by nobody while it is made, so a query with
a problem is refused as a whole.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

import msgspec

from unknot.domain.access import Actor
from unknot.domain.errors import Invalid, Problem
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.query import Problem as QueryProblem
from unknot.domain.query import Sort, parse, sort_in
from unknot.domain.sentence import Sentence, says
from unknot.store.directory import Directory
from unknot.store.selecting import Selection, select
from unknot.transfer.atom import ATOM
from unknot.transfer.csv import CSV
from unknot.transfer.format import Format
from unknot.transfer.ics import ICS
from unknot.transfer.json import JSON, JSON_LINES

MOST_DIGITS: Final = 9  # of a limit
FORMATS: Final = {one.name: one for one in (CSV, JSON, JSON_LINES, ATOM, ICS)}


class MalformedQuery(Invalid):
    """A query that cannot be understood as a whole: an export of something else than was meant would help nobody."""

    code = "malformed_query"

    def __init__(self, problems: Sequence[QueryProblem]) -> None:
        super().__init__([Problem("q", _sentence(one)) for one in problems])
        self.query_problems = tuple(problems)


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants to have."""

    workspace: Workspace
    project: Project | None = None  # None: every project of the workspace that the reader may read
    text: str  # of the query
    format: Format
    limit: int | None = None  # issues; None: all


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """A wish that was understood."""

    format: Format
    place: str
    title: str
    query: str
    base: str
    uuid: str
    selection: Selection
    sort: Sort
    limit: int | None


def understand(directory: Directory, wish: Wish, *, reader: Actor, now: datetime, base: str) -> Export:
    """What a wish means: exactly what the reader may read, and nothing else than the query says."""
    home, query = wish.workspace, parse(wish.text)
    projects = _projects(directory, wish, reader)
    selected = select(directory, query, home.id, projects, reader=reader, now=now)
    sort, slips = sort_in(query)
    if problems := (*selected.problems, *slips):
        raise MalformedQuery(problems)
    place, title = (home.alias, home.title) if wish.project is None else (wish.project.path, wish.project.title)
    within = home.uuid if wish.project is None else wish.project.uuid
    return Export(
        format=wish.format,
        place=place,
        title=title,
        query=wish.text,
        base=base,
        uuid=str(uuid5(UUID(within), str(query))),
        selection=selected.selection,
        sort=sort,
        limit=wish.limit,
    )


def _projects(directory: Directory, wish: Wish, reader: Actor) -> Sequence[Project]:
    if wish.project is None:
        return directory.readable_projects(reader, wish.workspace.id)
    return [directory.access(reader, wish.project).project]


def format_in(given: str) -> Format:
    if given not in FORMATS:
        sentence = says('must be one of %(formats)s, and is "%(given)s"', formats=", ".join(FORMATS), given=given[:20])
        raise Invalid.field("format", sentence)
    return FORMATS[given]


def limit_in(given: str) -> int | None:
    """How many issues at most; an empty text says nothing of it."""
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS and int(given)):
        sentence = says('must be a number of issues, 1 or more, and is "%(given)s"', given=given[:20])
        raise Invalid.field("limit", sentence)
    return int(given)


def _sentence(problem: QueryProblem) -> Sentence:
    place, said = problem.place + 1, problem.message
    return says("has a problem at %(place)s, so nothing is exported: %(problem)s", place=place, problem=said)
