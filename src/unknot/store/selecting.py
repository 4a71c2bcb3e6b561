"""From a query's words to the ids that they name: which issues somebody means.

A word that names nothing becomes a problem with its place, and its term is left out: the rest still applies.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeVar

import msgspec
from msgspec.structs import replace

from unknot.domain.access import Actor
from unknot.domain.ids import ProjectId, WorkspaceId
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.project import Project
from unknot.domain.query import SETTINGS, Key, Part, Problem, Query, Term, Word, Wrong, span_of
from unknot.domain.status import CLOSED, OPEN, STATUSES, Status
from unknot.domain.text import fold
from unknot.store.directory import Directory

NOBODY: Final = "none"
MYSELF: Final = "me"


class Link(StrEnum):
    """A table that leads from a thing to the issues that have it."""

    LABEL = "issue_labels"
    ASSIGNEE = "issue_assignees"
    WATCHER = "issue_watchers"
    CHANNEL = "issue_channels"


class Linked(msgspec.Struct, frozen=True):
    """Issues that have one of these things, or none of the kind."""

    link: Link
    ids: tuple[int, ...]
    or_none: bool = False
    is_negated: bool = False


class Within(msgspec.Struct, frozen=True):
    """Issues whose time is before or since a moment."""

    column: str  # of the issue, or of its progress
    is_since: bool
    moment: datetime


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which issues are wanted. The reader may read every project of it."""

    projects: tuple[ProjectId, ...]
    statuses: tuple[Status, ...] = tuple(Status)
    levels: tuple[str, ...] | None = None  # None: any
    linked: tuple[Linked, ...] = ()
    creators: tuple[int, ...] = ()
    not_creators: tuple[int, ...] = ()
    times: tuple[Within, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether kept counts can tell how many there are."""
        return self == Selection(projects=self.projects, statuses=self.statuses)


class Selected(msgspec.Struct, frozen=True):
    selection: Selection
    problems: tuple[Problem, ...]


class _Unknown(Exception):
    """A value that names nothing."""

    def __init__(self, code: Wrong, given: str = "", *expected: str) -> None:
        super().__init__(code)
        self.code, self.given, self.expected = code, given, expected

    def at(self, part: Part) -> Problem:
        return Problem(part.place, len(str(part)), self.code, self.given, str(part), self.expected)


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
    reading = _Reading(directory, workspace, tuple(projects), reader, now)
    found: dict[str, tuple[object, ...]] = {}
    problems = list(query.problems)
    for part in query.parts:
        try:
            for field, values in reading.read(part):
                found[field] = (*found.get(field, ()), *values) if field in _GATHERED else values
        except _Unknown as error:
            problems.append(error.at(part))
    wanted = Selection(projects=tuple(one.id for one in reading.projects))
    return Selected(replace(wanted, **found), tuple(problems))


def level_keys(directory: Directory, workspace: WorkspaceId) -> dict[str, str]:
    """The keys of a workspace's levels by their folded names, and of no level by "none"."""
    named = {fold(level.name): key for key, level in SYSTEM_LEVELS.items()}
    named |= {fold(level.name): level.uuid for level in directory.levels_of(workspace)}
    return named | {NOBODY: NO_LEVEL}


_GATHERED = frozenset({"linked", "times", "creators", "not_creators", "words"})
Thing = TypeVar("Thing")
Found = Iterator[tuple[str, tuple[object, ...]]]


class _Reading:
    """Reads terms, in one workspace, for one reader."""

    def __init__(
        self,
        directory: Directory,
        workspace: WorkspaceId,
        projects: tuple[Project, ...],
        reader: Actor,
        now: datetime,
    ) -> None:
        self.projects = projects
        self._directory = directory
        self._workspace = workspace
        self._reader = reader
        self._now = now

    def read(self, part: Part) -> Found:
        """The fields of a selection that a part of a query sets."""
        if isinstance(part, Word) and not part.is_negated:
            yield "words", (part.text,)
        elif isinstance(part, Term) and part.key in _READERS:
            yield from _READERS[part.key](self, part)
        elif not isinstance(part, Term) or part.key not in SETTINGS:
            raise _Unknown(Wrong.NOT_YET)

    def is_(self, term: Term) -> Found:
        sets = {"open": OPEN, "closed": CLOSED}
        yield "statuses", self._statuses(term, [status for one in term.values for status in _named(sets, one)])

    def status(self, term: Term) -> Found:
        yield "statuses", self._statuses(term, [_named(STATUSES, one.replace("-", "_")) for one in term.values])

    def level(self, term: Term) -> Found:
        named = level_keys(self._directory, self._workspace)
        keys = [_named(named, one) for one in term.values]
        yield "levels", tuple(key for key in named.values() if (key in keys) is not term.is_negated)

    def label(self, term: Term) -> Found:
        ids, or_none = [], False
        for value in term.values:
            if value == NOBODY:
                or_none = True
            else:
                ids += self._labels(value)
        yield "linked", (Linked(Link.LABEL, tuple(ids), or_none, term.is_negated),)

    def assignee(self, term: Term) -> Found:
        people = tuple(self._user(one) for one in term.values if one != NOBODY)
        yield "linked", (Linked(Link.ASSIGNEE, people, NOBODY in term.values, term.is_negated),)

    def watcher(self, term: Term) -> Found:
        people = tuple(self._user(one) for one in term.values)
        yield "linked", (Linked(Link.WATCHER, people, is_negated=term.is_negated),)

    def channel(self, term: Term) -> Found:
        channels = self._directory.channels_of(self._workspace)
        named = {fold(one.name): one for one in reversed(channels)} | {one.uuid: one for one in channels}
        wanted = [_named(named, one) for one in term.values]
        if not any(one.is_default for one in wanted):  # which holds every issue
            yield "linked", (Linked(Link.CHANNEL, tuple(one.id for one in wanted), is_negated=term.is_negated),)

    def creator(self, term: Term) -> Found:
        people = tuple(self._user(one) for one in term.values)
        yield ("not_creators" if term.is_negated else "creators"), people

    def created(self, term: Term) -> Found:
        yield "times", self._within("created_at", term)

    def updated(self, term: Term) -> Found:
        yield "times", self._within("updated_at", term)

    def acknowledged(self, term: Term) -> Found:
        yield "times", self._within("acknowledged_at", term)

    def completed(self, term: Term) -> Found:
        yield "times", self._changed(self._within("completed_at", term))

    def reopened(self, term: Term) -> Found:
        yield "times", self._changed(self._within("reopened_at", term))

    def _changed(self, times: tuple[Within, ...]) -> tuple[Within, ...]:
        """Whose status was changed since a moment has changed since; lists are walked along that."""
        return (*times, *(replace(one, column="updated_at") for one in times if one.is_since))

    def _statuses(self, term: Term, named: list[Status]) -> tuple[Status, ...]:
        return tuple(status for status in Status if (status in named) is not term.is_negated)

    def _labels(self, title: str) -> list[int]:
        """The labels of this title: projects may each have one."""
        folded = fold(title)
        ids: list[int] = [
            label.id
            for project in self.projects
            for label in self._directory.labels_of(project.id)
            if fold(label.title) == folded
        ]
        if not ids:
            raise _Unknown(Wrong.UNKNOWN_LABEL, title)
        return ids

    def _user(self, name: str) -> int:
        if name == MYSELF:
            return self._reader.id
        user = self._directory.user_by_name(name)
        if user is None:
            raise _Unknown(Wrong.UNKNOWN_PERSON, name)
        return user.id

    def _within(self, column: str, term: Term) -> tuple[Within, ...]:
        try:
            start, end = span_of(term.values[0], self._now)
        except ValueError as error:
            raise _Unknown(Wrong.NO_TIME, term.values[0], *error.args) from error
        ends = [
            Within(column, is_since is not term.is_negated, moment)
            for is_since, moment in ((True, start), (False, end))
            if moment is not None
        ]
        if term.is_negated and len(ends) > 1:
            raise _Unknown(Wrong.NOT_YET)
        return tuple(ends)


def _named(known: Mapping[str, Thing], word: str) -> Thing:
    try:
        return known[fold(word)]
    except KeyError:
        raise _Unknown(Wrong.UNKNOWN_VALUE, word, *known) from None


_READERS: Final[Mapping[Key, Callable[[_Reading, Term], Found]]] = {
    Key.IS: _Reading.is_,
    Key.STATUS: _Reading.status,
    Key.LEVEL: _Reading.level,
    Key.LABEL: _Reading.label,
    Key.ASSIGNEE: _Reading.assignee,
    Key.WATCHER: _Reading.watcher,
    Key.CHANNEL: _Reading.channel,
    Key.CREATOR: _Reading.creator,
    Key.CREATED: _Reading.created,
    Key.UPDATED: _Reading.updated,
    Key.ACKNOWLEDGED: _Reading.acknowledged,
    Key.COMPLETED: _Reading.completed,
    Key.REOPENED: _Reading.reopened,
}
