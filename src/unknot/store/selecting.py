"""From a query's words to the ids that they name: which issues somebody means.

A word that names nothing becomes a problem with its place, and its term is left out: the rest still applies.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar

import msgspec
from msgspec.structs import replace

from unknot.domain.access import Actor
from unknot.domain.ids import ProjectId, WorkspaceId
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.project import Project
from unknot.domain.query import SETTINGS, Key, Problem, Query, Term
from unknot.domain.status import CLOSED, OPEN, STATUSES, Status
from unknot.domain.text import fold
from unknot.store.directory import Directory

NOBODY: Final = "none"
MYSELF: Final = "me"
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


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
    for term in query.terms:
        try:
            for field, values in reading.read(term):
                found[field] = (*found.get(field, ()), *values) if field in _GATHERED else values
        except _Unknown as error:
            problems.append(Problem(term.place, len(str(term)), str(error)))
    wanted = Selection(projects=tuple(one.id for one in reading.projects), words=query.words)
    return Selected(replace(wanted, **found), tuple(problems))


def level_keys(directory: Directory, workspace: WorkspaceId) -> dict[str, str]:
    """The keys of a workspace's levels by their folded names, and of no level by "none"."""
    named = {fold(level.name): key for key, level in SYSTEM_LEVELS.items()}
    named |= {fold(level.name): level.uuid for level in directory.levels_of(workspace)}
    return named | {NOBODY: NO_LEVEL}


_GATHERED = frozenset({"linked", "times", "creators", "not_creators"})
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

    def read(self, term: Term) -> Found:
        """The fields of a selection that a term sets."""
        if term.key not in SETTINGS:
            yield from _READERS[term.key](self, term)

    def is_(self, term: Term) -> Found:
        sets = {"open": OPEN, "closed": CLOSED}
        yield "statuses", self._statuses(term, [status for one in term.values for status in _named(sets, one, term)])

    def status(self, term: Term) -> Found:
        yield "statuses", self._statuses(term, [_named(STATUSES, one.replace("-", "_"), term) for one in term.values])

    def level(self, term: Term) -> Found:
        named = level_keys(self._directory, self._workspace)
        keys = [_named(named, one, term) for one in term.values]
        yield "levels", tuple(key for key in named.values() if (key in keys) is not term.is_negated)

    def label(self, term: Term) -> Found:
        ids, or_none = [], False
        for value in term.values:
            if value == NOBODY:
                or_none = True
            else:
                ids += self._labels(value, term)
        yield "linked", (Linked(Link.LABEL, tuple(ids), or_none, term.is_negated),)

    def assignee(self, term: Term) -> Found:
        people = tuple(self._user(one, term) for one in term.values if one != NOBODY)
        yield "linked", (Linked(Link.ASSIGNEE, people, NOBODY in term.values, term.is_negated),)

    def watcher(self, term: Term) -> Found:
        people = tuple(self._user(one, term) for one in term.values)
        yield "linked", (Linked(Link.WATCHER, people, is_negated=term.is_negated),)

    def channel(self, term: Term) -> Found:
        channels = self._directory.channels_of(self._workspace)
        named = {fold(one.name): one for one in reversed(channels)} | {one.uuid: one for one in channels}
        wanted = [_named(named, one, term) for one in term.values]
        if not any(one.is_default for one in wanted):  # which holds every issue
            yield "linked", (Linked(Link.CHANNEL, tuple(one.id for one in wanted), is_negated=term.is_negated),)

    def creator(self, term: Term) -> Found:
        people = tuple(self._user(one, term) for one in term.values)
        yield ("not_creators" if term.is_negated else "creators"), people

    def created(self, term: Term) -> Found:
        yield "times", (self._within("created_at", term),)

    def updated(self, term: Term) -> Found:
        yield "times", (self._within("updated_at", term),)

    def acknowledged(self, term: Term) -> Found:
        yield "times", (self._within("acknowledged_at", term),)

    def completed(self, term: Term) -> Found:
        yield "times", self._changed(self._within("completed_at", term))

    def reopened(self, term: Term) -> Found:
        yield "times", self._changed(self._within("reopened_at", term))

    def _changed(self, within: Within) -> tuple[Within, ...]:
        """Whose status was changed since a moment has changed since; lists are walked along that."""
        return (within, replace(within, column="updated_at")) if within.is_since else (within,)

    def _statuses(self, term: Term, named: list[Status]) -> tuple[Status, ...]:
        return tuple(status for status in Status if (status in named) is not term.is_negated)

    def _labels(self, title: str, term: Term) -> list[int]:
        """The labels of this title: projects may each have one."""
        folded = fold(title)
        ids: list[int] = [
            label.id
            for project in self.projects
            for label in self._directory.labels_of(project.id)
            if fold(label.title) == folded
        ]
        if not ids:
            raise _Unknown(f'There is no label "{title}" here, so {term} is left out')
        return ids

    def _user(self, name: str, term: Term) -> int:
        if name == MYSELF:
            return self._reader.id
        user = self._directory.user_by_name(name)
        if user is None:
            raise _Unknown(f'There is nobody called "{name}", so {term} is left out')
        return user.id

    def _within(self, column: str, term: Term) -> Within:
        """ ">7d": within the last seven days; "<7d": longer ago; ">2026-01-31": since that day began."""
        sign, text = term.values[0][:1], term.values[0][1:]
        if sign not in {">", "<"}:
            sign, text = ">", term.values[0]
        return Within(column, (sign == ">") is not term.is_negated, self._moment(text, term))

    def _moment(self, text: str, term: Term) -> datetime:
        try:
            if text[-1:] in _UNITS:
                return self._now - timedelta(**{_UNITS[text[-1]]: int(text[:-1])})
            return datetime.fromisoformat(text).replace(tzinfo=self._now.tzinfo)
        except (ValueError, OverflowError) as error:
            sentence = f'"{text}" is neither a time span such as 7d nor a day such as 2026-01-31, so {term} is left out'
            raise _Unknown(sentence) from error


def _named(known: Mapping[str, Thing], word: str, term: Term) -> Thing:
    try:
        return known[fold(word)]
    except KeyError:
        raise _Unknown(
            f'{term.key.value} knows no "{word}", so {term} is left out; there is {", ".join(known)}'
        ) from None


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
