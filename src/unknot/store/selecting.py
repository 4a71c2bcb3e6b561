"""From a query's words to the ids that they name: which issues somebody means.

What names nothing becomes a problem with its place, and is left out: the rest still applies.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Final, TypeVar

import msgspec
from msgspec.structs import replace

from unknot.domain.access import Actor
from unknot.domain.ids import IssueId, ProjectId, WorkspaceId
from unknot.domain.issue import SourceType
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.project import Project
from unknot.domain.query import (
    RELATION_KEYS,
    SETTINGS,
    TIME_KEYS,
    Group,
    Has,
    Key,
    Part,
    Problem,
    Query,
    Term,
    Word,
    Wrong,
    ends_of,
    range_of,
    span_of,
)
from unknot.domain.query.guessing import likely, nearest
from unknot.domain.status import CLOSED, OPEN, Status
from unknot.domain.text import fold
from unknot.domain.tokenizer import is_little
from unknot.store import issues, relations
from unknot.store.conditions import Among, Condition, During, Every, Having, Not, Saying, Some
from unknot.store.directory import Directory
from unknot.store.search import traits
from unknot.store.search.saying import Said

NOBODY: Final = "none"
MYSELF: Final = "me"
MOST_NUMBERS: Final = 10_000  # of a range
SOURCE_TYPES: Final = {kind.value for kind in SourceType if kind is not SourceType.NONE}
_STATUSES: Final = {status.value.replace("_", "-"): status for status in Status}
_SETS: Final = {"open": OPEN, "closed": CLOSED}
_HANGING: Final = {
    Has.FILE: traits.FILE,
    Has.COMMENT: traits.COMMENT,
    Has.RELATION: traits.RELATION,
    Has.DESCRIPTION: traits.DESCRIPTION,
}

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
    selection = reading.selection(query)
    return Selected(selection, (*query.problems, *reading.problems))


def narrowed(selection: Selection, condition: Condition) -> Selection:
    """Those of a selection that meet one condition more."""
    return replace(selection, where=Every((selection.where, condition)))


def level_keys(directory: Directory, workspace: WorkspaceId) -> dict[str, str]:
    """The keys of a workspace's levels by their folded names, and of no level by "none"."""
    named = {fold(level.name): key for key, level in SYSTEM_LEVELS.items()}
    named |= {fold(level.name): level.uuid for level in directory.levels_of(workspace)}
    return named | {NOBODY: NO_LEVEL}


def _is_idle(word: Word) -> bool:
    """Whether a word tells nothing of what is looked for: "the" among others."""
    return is_little(word.text) and not (word.is_quoted or word.is_negated or word.is_open_ended)


class _Reading:
    """Reads a query, in one workspace, for one reader."""

    def __init__(
        self,
        directory: Directory,
        workspace: WorkspaceId,
        projects: tuple[Project, ...],
        reader: Actor,
        now: datetime,
    ) -> None:
        self.problems: list[Problem] = []
        self._projects = projects
        self._directory = directory
        self._workspace = workspace
        self._reader = reader
        self._now = now

    def selection(self, query: Query) -> Selection:
        """What the parts outside of brackets say of statuses and levels stands apart: lists are divided by them."""
        statuses, levels = set(Status), None
        parts: list[Condition] = []
        for part in query.parts:
            with self._noting(part):
                if isinstance(part, Term) and part.key in {Key.IS, Key.STATUS}:
                    statuses &= set(_kept(tuple(Status), self._statuses(part), part))
                elif isinstance(part, Term) and part.key is Key.LEVEL:
                    kept = _kept(tuple(self._levels().values()), self._named_levels(part), part)
                    levels = tuple(key for key in kept if levels is None or key in levels)
                else:
                    parts += self._conditions(part)
        return Selection(
            workspace=self._workspace,
            projects=tuple(project.id for project in self._projects),
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
            yield _turned(_READERS[part.key](self, part), part)
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
        except _Unknown as error:
            self.problems.append(error.at(part))

    # What each key means.

    def status(self, term: Term) -> Condition:
        return _having(traits.STATUS, (status.value for status in self._statuses(term)))

    def level(self, term: Term) -> Condition:
        return _having(traits.LEVEL, self._named_levels(term))

    def label(self, term: Term) -> Condition:
        named = [label for title in term.values if title != NOBODY for label in self._labels(title)]
        condition: Condition = _having(traits.LABEL, named)
        return Some((condition, Not(self._any_label()))) if NOBODY in term.values else condition

    def assignee(self, term: Term) -> Condition:
        return _having(traits.ASSIGNEE, (traits.NOBODY if one == NOBODY else self._user(one) for one in term.values))

    def person(self, term: Term) -> Condition:
        return _having(term.key.value, map(self._user, term.values))

    def channel(self, term: Term) -> Condition:
        channels = self._directory.channels_of(self._workspace)
        named = {fold(one.name): one for one in reversed(channels)} | {one.uuid: one for one in channels}
        wanted = [_named(named, one, names=(it.name for it in channels)) for one in term.values]
        if any(one.is_default for one in wanted):  # it holds every issue
            return Every()
        return _having(traits.CHANNEL, (one.id for one in wanted))

    def project(self, term: Term) -> Condition:
        named = {fold(name): one.id for one in self._projects for name in (one.alias, one.key)}
        return _having(traits.PROJECT, (_named(named, one, Wrong.UNKNOWN_PROJECT) for one in term.values))

    def source(self, term: Term) -> Condition:
        """A monitor or a dashboard by its name, or all of a kind."""
        kinds = [one for one in term.values if one in SOURCE_TYPES]
        return Some((_having(traits.SOURCE, term.values), _having(traits.SOURCE_TYPE, kinds)))

    def title(self, term: Term) -> Condition:
        return Some(tuple(Saying(Said(text, in_title=True)) for text in term.values))

    def has(self, term: Term) -> Condition:
        return Some(tuple(self._having_one(_named(_THINGS, one)) for one in term.values))

    def number(self, term: Term) -> Condition:
        found: list[IssueId] = []
        for value in term.values:
            try:
                first, end = range_of(value)
            except ValueError as error:
                raise _Unknown(Wrong.NO_NUMBER, value, *error.args) from error
            ids = issues.numbered(self._directory.db, self._ids, first or 0, end, limit=MOST_NUMBERS + 1)
            if len(ids) > MOST_NUMBERS:
                raise _Unknown(Wrong.NO_NUMBER, value, f"1..{MOST_NUMBERS}")
            found += ids
        return Among(tuple(found))

    def key(self, term: Term) -> Condition:
        return Among(tuple(map(self._issue, term.values)))

    def related(self, term: Term) -> Condition:
        kinds, db = RELATION_KEYS[term.key], self._directory.db
        return Among(tuple(other for one in term.values for other in relations.others(db, self._issue(one), kinds)))

    def time(self, term: Term) -> Condition:
        return Some(tuple(During(term.key.value, *self._span(value)) for value in term.values))

    # What their values name.

    @property
    def _ids(self) -> tuple[ProjectId, ...]:
        return tuple(project.id for project in self._projects)

    def _statuses(self, term: Term) -> Iterable[Status]:
        if term.key is Key.IS:
            return [status for one in term.values for status in _named(_SETS, one)]
        return [_named(_STATUSES, one.replace("_", "-")) for one in term.values]

    def _levels(self) -> dict[str, str]:
        return level_keys(self._directory, self._workspace)

    def _named_levels(self, term: Term) -> Sequence[str]:
        return [key for value in term.values for key in self._level_range(value)]

    def _level_range(self, value: str) -> Sequence[str]:
        """One level, or those from the most urgent on to another one."""
        named, ends = self._levels(), ends_of(value)
        if ends is None or fold(value) in named:
            return [self._level(named, value)]
        every = list(named.values())
        first, last = (every.index(self._level(named, end)) if end else None for end in ends)
        of_system = [place for place, key in enumerate(every) if key in SYSTEM_LEVELS]
        low, high = sorted((of_system[0] if first is None else first, of_system[-1] if last is None else last))
        return every[low : high + 1]

    def _level(self, named: Mapping[str, str], name: str) -> str:
        own = (level.name for level in self._directory.levels_of(self._workspace))
        return _named(named, name, names=(*(level.name for level in SYSTEM_LEVELS.values()), *own, NOBODY))

    def _labels(self, title: str) -> list[int]:
        """The labels of this title: projects may each have one."""
        folded = fold(title)
        ids: list[int] = [
            label.id
            for project in self._projects
            for label in self._directory.labels_of(project.id)
            if fold(label.title) == folded
        ]
        if not ids:
            titles = (label.title for one in self._projects for label in self._directory.labels_of(one.id))
            raise _Unknown(Wrong.UNKNOWN_LABEL, title, *nearest(title, titles))
        return ids

    def _any_label(self) -> Having:
        """An issue keeps the ids of labels that are deleted, so the living ones are named."""
        return _having(
            traits.LABEL, (one.id for project in self._projects for one in self._directory.labels_of(project.id))
        )

    def _having_one(self, thing: Has) -> Condition:
        match thing:
            case Has.LABEL:
                return self._any_label()
            case Has.ASSIGNEE:
                return Not(_having(traits.ASSIGNEE, [traits.NOBODY]))
            case Has.LEVEL:
                return Not(_having(traits.LEVEL, [NO_LEVEL]))
            case Has.CHANNEL:
                own = (one.id for one in self._directory.channels_of(self._workspace) if not one.is_default)
                return _having(traits.CHANNEL, own)
            case _:
                return _having(traits.HAS, [_HANGING[thing]])

    def _user(self, name: str) -> int:
        if name == MYSELF:
            return self._reader.id
        user = self._directory.user_by_name(name)
        if user is None:
            members = self._directory.members_of(self._workspace)
            people = (self._directory.user(one.user).username for one in members)
            raise _Unknown(Wrong.UNKNOWN_PERSON, name, *nearest(name, people))
        return user.id

    def _issue(self, name: str) -> IssueId:
        """The issue that a key or a number names, among what the reader may read."""
        alias, _, digits = name.rpartition("-")
        readable = self._directory.readable_projects(self._reader, self._workspace)
        homes = [one for one in readable if fold(one.key) == fold(alias)] if alias else self._projects
        number = digits.removeprefix("#")
        if len(homes) == 1 and number.isascii() and number.isdigit():
            with suppress(ValueError):
                first, end = range_of(number)
                for issue in issues.numbered(self._directory.db, (homes[0].id,), first or 0, end, limit=1):
                    return issue
        raise _Unknown(Wrong.UNKNOWN_ISSUE, name)

    def _span(self, value: str) -> tuple[datetime | None, datetime | None]:
        try:
            return span_of(value, self._now)
        except ValueError as error:
            raise _Unknown(Wrong.NO_TIME, value, *error.args) from error


def _having(field: str, values: Iterable[object]) -> Having:
    return Having(tuple((field, str(value)) for value in values))


def _turned(condition: Condition, part: Part) -> Condition:
    return Not(condition) if part.is_negated else condition


def _kept(every: Sequence[Thing], named: Iterable[Thing], term: Term) -> list[Thing]:
    """Those that are named; or the others, if the term is turned round."""
    chosen = set(named)
    return [one for one in every if (one in chosen) is not term.is_negated]


def _named(
    known: Mapping[str, Thing], word: str, code: Wrong = Wrong.UNKNOWN_VALUE, *, names: Iterable[str] | None = None
) -> Thing:
    """What a word names; or else a problem, with the names that people use and may have meant."""
    try:
        return known[fold(word)]
    except KeyError:
        raise _Unknown(code, word, *likely(word, known if names is None else names)) from None


_THINGS: Final = {thing.value: thing for thing in Has}
_READERS: Final[Mapping[Key, Callable[[_Reading, Term], Condition]]] = {
    Key.IS: _Reading.status,
    Key.STATUS: _Reading.status,
    Key.LEVEL: _Reading.level,
    Key.LABEL: _Reading.label,
    Key.ASSIGNEE: _Reading.assignee,
    Key.CREATOR: _Reading.person,
    Key.UPDATOR: _Reading.person,
    Key.WATCHER: _Reading.person,
    Key.CHANNEL: _Reading.channel,
    Key.PROJECT: _Reading.project,
    Key.KEY: _Reading.key,
    Key.NUMBER: _Reading.number,
    Key.TITLE: _Reading.title,
    Key.HAS: _Reading.has,
    Key.SOURCE: _Reading.source,
    **dict.fromkeys(TIME_KEYS, _Reading.time),
    **dict.fromkeys(RELATION_KEYS, _Reading.related),
}
