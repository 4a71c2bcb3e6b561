"""From a query's words to the ids that they name: which issues somebody means.

What names nothing becomes a problem with its place, and is left out: the rest still applies.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from unknot.domain.access import Actor
from unknot.domain.ids import ProjectId, WorkspaceId
from unknot.domain.project import Project
from unknot.domain.query import SETTINGS, Group, Key, Part, Problem, Query, Term, Word
from unknot.domain.status import Status
from unknot.domain.tokenizer import is_little
from unknot.store.conditions import Condition, Every, Not, Saying, Some
from unknot.store.directory import Directory
from unknot.store.meaning import Meaning
from unknot.store.naming import Names, Unknown
from unknot.store.search.saying import Said

Thing = TypeVar("Thing")


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which issues of a workspace are wanted. The reader may read every project of it."""

    workspace: WorkspaceId
    projects: tuple[ProjectId, ...]
    statuses: tuple[Status, ...] = tuple(Status)
    levels: tuple[str, ...] | None = None  # None: any
    where: Condition = Every()


class Selected(msgspec.Struct, frozen=True):
    selection: Selection
    problems: tuple[Problem, ...]


def select(
    directory: Directory,
    query: Query,
    workspace: WorkspaceId,
    projects: Iterable[Project],
    *,
    reader: Actor,
    now: datetime,
) -> Selected:
    """What a query means among these projects, all of which the reader may read."""
    reading = _Reading(Names(directory, workspace, tuple(projects), reader, now))
    selection = reading.selection(query)
    return Selected(selection, (*query.problems, *reading.problems))


def narrowed(selection: Selection, condition: Condition) -> Selection:
    """Those of a selection that meet one condition more."""
    return replace(selection, where=Every((selection.where, condition)))


class _Reading:
    """Reads a query part by part."""

    def __init__(self, names: Names) -> None:
        self.problems: list[Problem] = []
        self._names = names
        self._meaning = Meaning(names)

    def selection(self, query: Query) -> Selection:
        """What the parts outside of brackets say of statuses and levels stands apart: lists are divided by them."""
        statuses, levels = set(Status), None
        parts: list[Condition] = []
        for part in query.parts:
            with self._noting(part):
                if isinstance(part, Term) and part.key in {Key.IS, Key.STATUS}:
                    statuses &= set(_kept(tuple(Status), self._names.statuses(part), part))
                elif isinstance(part, Term) and part.key is Key.LEVEL:
                    kept = _kept(tuple(self._names.level_keys().values()), self._names.levels(part), part)
                    levels = tuple(key for key in kept if levels is None or key in levels)
                else:
                    parts += self._conditions(part)
        return Selection(
            workspace=self._names.workspace,
            projects=tuple(project.id for project in self._names.projects),
            statuses=tuple(status for status in Status if status in statuses),
            levels=levels,
            where=Every(tuple(parts)),
        )

    def _conditions(self, part: Part) -> Iterator[Condition]:
        """What a part means; nothing where it only says how to show issues, or is left out."""
        if isinstance(part, Term) and part.key in SETTINGS:
            return
        if isinstance(part, Word):
            if not _is_idle(part):
                said = Said(part.text, is_quoted=part.is_quoted, is_open_ended=part.is_open_ended)
                yield _turned(Saying(said), part)
        elif isinstance(part, Term):
            yield _turned(self._meaning.of(part), part)
        else:
            yield from self._group(part)

    def _group(self, group: Group) -> Iterator[Condition]:
        parts: list[Condition] = []
        for part in group.parts:
            with self._noting(part):
                parts += self._conditions(part)
        if parts:
            yield _turned(Some(tuple(parts)) if group.is_any else Every(tuple(parts)), group)

    @contextmanager
    def _noting(self, part: Part) -> Iterator[None]:
        """Leave a part out that names nothing, and say so."""
        try:
            yield
        except Unknown as error:
            self.problems.append(error.at(part))


def _turned(condition: Condition, part: Part) -> Condition:
    return Not(condition) if part.is_negated else condition


def _kept(every: Sequence[Thing], named: Iterable[Thing], term: Term) -> list[Thing]:
    """Those that are named; or the others, if the term is turned round."""
    chosen = set(named)
    return [one for one in every if (one in chosen) is not term.is_negated]


def _is_idle(word: Word) -> bool:
    """Whether a word tells nothing of what is looked for: "the" among others."""
    return is_little(word.text) and not (word.is_quoted or word.is_negated or word.is_open_ended)
