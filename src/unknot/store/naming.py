"""What the values of a query name: people, labels, levels, issues, times, as one reader sees them.

A value that names nothing is a problem, with what people may have meant.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final, TypeVar

from unknot.domain.access import Actor
from unknot.domain.ids import IssueId, WorkspaceId
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.project import Project
from unknot.domain.query import Key, Part, Problem, Term, Wrong, ends_of, range_of, span_of
from unknot.domain.query.guessing import likely, nearest
from unknot.domain.status import CLOSED, OPEN, Status
from unknot.domain.text import fold
from unknot.store import issues
from unknot.store.directory import Directory

NOBODY: Final = "none"
MYSELF: Final = "me"
STATUSES: Final = {status.value.replace("_", "-"): status for status in Status}
SETS: Final = {"open": OPEN, "closed": CLOSED}

Thing = TypeVar("Thing")


class Unknown(Exception):
    """A value that names nothing."""

    def __init__(self, code: Wrong, given: str = "", *expected: str) -> None:
        super().__init__(code)
        self.code, self.given, self.expected = code, given, expected

    def at(self, part: Part) -> Problem:
        return Problem(part.place, len(str(part)), self.code, self.given, str(part), self.expected)


def level_keys(directory: Directory, workspace: WorkspaceId) -> dict[str, str]:
    """The keys of a workspace's levels by their folded names, and of no level by "none"."""
    named = {fold(level.name): key for key, level in SYSTEM_LEVELS.items()}
    named |= {fold(level.name): level.uuid for level in directory.levels_of(workspace)}
    return named | {NOBODY: NO_LEVEL}


class Names:
    """What values name in one workspace, for one reader."""

    def __init__(
        self,
        directory: Directory,
        workspace: WorkspaceId,
        projects: tuple[Project, ...],
        reader: Actor,
        now: datetime,
    ) -> None:
        self.directory = directory
        self.workspace = workspace
        self.projects = projects
        self._reader = reader
        self._now = now

    def statuses(self, term: Term) -> Iterable[Status]:
        if term.key is Key.IS:
            return [status for one in term.values for status in one_named(SETS, one)]
        return [one_named(STATUSES, one.replace("_", "-")) for one in term.values]

    def level_keys(self) -> dict[str, str]:
        return level_keys(self.directory, self.workspace)

    def levels(self, term: Term) -> Sequence[str]:
        return [key for value in term.values for key in self._level_range(value)]

    def _level_range(self, value: str) -> Sequence[str]:
        """One level, or those from the most urgent on to another one."""
        named, ends = self.level_keys(), ends_of(value)
        if ends is None or fold(value) in named:
            return [self._level(named, value)]
        every = list(named.values())
        first, last = (every.index(self._level(named, end)) if end else None for end in ends)
        of_system = [place for place, key in enumerate(every) if key in SYSTEM_LEVELS]
        low, high = sorted((of_system[0] if first is None else first, of_system[-1] if last is None else last))
        return every[low : high + 1]

    def _level(self, named: Mapping[str, str], name: str) -> str:
        own = (level.name for level in self.directory.levels_of(self.workspace))
        return one_named(named, name, names=(*(level.name for level in SYSTEM_LEVELS.values()), *own, NOBODY))

    def labels(self, title: str) -> list[int]:
        """The labels of this title: projects may each have one."""
        folded = fold(title)
        ids: list[int] = [
            label.id
            for project in self.projects
            for label in self.directory.labels_of(project.id)
            if fold(label.title) == folded
        ]
        if not ids:
            titles = (label.title for one in self.projects for label in self.directory.labels_of(one.id))
            raise Unknown(Wrong.UNKNOWN_LABEL, title, *nearest(title, titles))
        return ids

    def user(self, name: str) -> int:
        if name == MYSELF:
            return self._reader.id
        user = self.directory.user_by_name(name)
        if user is None:
            members = self.directory.members_of(self.workspace)
            people = (self.directory.user(one.user).username for one in members)
            raise Unknown(Wrong.UNKNOWN_PERSON, name, *nearest(name, people))
        return user.id

    def issue(self, name: str) -> IssueId:
        """The issue that a key or a number names, among what the reader may read."""
        alias, _, digits = name.rpartition("-")
        readable = self.directory.readable_projects(self._reader, self.workspace)
        homes = [one for one in readable if fold(one.key) == fold(alias)] if alias else self.projects
        number = digits.removeprefix("#")
        if len(homes) == 1 and number.isascii() and number.isdigit():
            with suppress(ValueError):
                first, end = range_of(number)
                for issue in issues.numbered(self.directory.db, (homes[0].id,), first or 0, end, limit=1):
                    return issue
        raise Unknown(Wrong.UNKNOWN_ISSUE, name)

    def span(self, value: str) -> tuple[datetime | None, datetime | None]:
        try:
            return span_of(value, self._now)
        except ValueError as error:
            raise Unknown(Wrong.NO_TIME, value, *error.args) from error


def one_named(
    known: Mapping[str, Thing], word: str, code: Wrong = Wrong.UNKNOWN_VALUE, *, names: Iterable[str] | None = None
) -> Thing:
    """What a word names; or else a problem, with the names that people use and may have meant."""
    try:
        return known[fold(word)]
    except KeyError:
        raise Unknown(code, word, *likely(word, known if names is None else names)) from None
