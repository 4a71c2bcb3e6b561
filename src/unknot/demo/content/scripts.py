"""Issues as they are written down: what was filed, and then who did what, as in a screenplay.

    vera: some text             comments
    vera > in_progress          sets the status
    vera @ ilya, noor           assigns
    vera # bug, database        labels
    vera = Some title           changes the title
    vera / some paragraph       adds to the description (once an issue)
    vera ~ tested_by_forward x  relates to the issue that has the key x, read as in RelationKind
    vera + name.csv             attaches the file that artefacts.toml describes
    vera + name.csv: some text  comments, and shows the file with it
    vera ! P0                   sets the level; "none" takes it away
    vera * checkout, storefront delivers to these channels, and to no others
    vera & yes                  watches; "no" stops watching
    9d vera: some text          the same, but not before the ninth day back from now
    12m vera: some text         the same, twelve minutes after the filing

In every text, [[x]] becomes the name of the issue that has the key x, as in "OPS-431", and [[#x]] its number, as in
"#431", by which issues of one project call each other.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from unknot.demo.content import read
from unknot.demo.content.rhythm import Pace
from unknot.domain.issue import NOWHERE, Format, Source
from unknot.domain.level import NO_LEVEL
from unknot.domain.status import Status

HAND_WRITTEN = (
    *("storefront.toml", "payments.toml", "operations.toml", "data.toml", "incidents.toml"),
    *("russian.toml", "chinese.toml"),
)
URGENT = frozenset({"P0", "P1"})  # levels
_ACT = re.compile(r"(?:(\d+)([dm]) )?(\w+) ?([:>@#=/~+!*&]) ?(.+)", re.DOTALL)
_MENTION = re.compile(r"\[\[(#?)([\w-]+)\]\]")


class Script(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    project: str
    by: str
    day: int  # how many days ago it was filed
    hour: float | None = None  # in UTC; None: some time in the working hours of whoever files it
    title: str
    description: str
    format: Format = Format.MARKDOWN
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    watchers: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()  # none: those that take its labels
    level: str = NO_LEVEL  # by its name
    status: Status = Status.OPEN
    source: Source = NOWHERE  # without its id
    group: str = ""  # what makes further alerts belong to it
    links: dict[str, str] = {}
    key: str | None = None  # what other scripts call it
    acts: tuple[str, ...] = ()

    @property
    def pace(self) -> Pace:
        if "incident" in self.labels:
            return Pace.AT_ONCE
        return Pace.SOON if self.level in URGENT else Pace.IN_TURN


class Act(NamedTuple):
    day: int | None  # how many days ago at most
    minute: int | None  # after the filing; without either, it happens whenever its turn comes
    who: str
    sign: str
    words: str

    @property
    def listed(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.words.split(","))

    @property
    def related(self) -> tuple[str, str]:
        """The kind of a relation, and the key of the other issue."""
        kind, key = self.words.split()
        return kind, key

    @property
    def mentions(self) -> list[str]:
        """The keys of issues that must exist before this can happen."""
        return [self.related[1]] if self.sign == "~" else [key for _, key in _MENTION.findall(self.words)]


class _Scripts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    issue: list[Script]


def hand_written() -> list[Script]:
    return [script for name in HAND_WRITTEN for script in msgspec.toml.decode(read(name), type=_Scripts).issue]


def act_of(line: str) -> Act:
    found = _ACT.fullmatch(line)
    if not found:
        raise ValueError(f'"{line}" is no act; write who, a sign, and what: "vera: Taken."')
    when = {found[2]: int(found[1])} if found[1] else {}
    return Act(when.get("d"), when.get("m"), found[3], found[4], found[5].strip())


def file_and_text(words: str) -> tuple[str, str]:
    """The name of a file, and what is said with it, if anything."""
    name, _, text = words.partition(": ")
    return name, text


def with_names(text: str, name_of: Callable[[str], str]) -> str:
    """The text with the names of issues, or with their numbers alone, in the place of their keys."""

    def named(mention: re.Match[str]) -> str:
        name = name_of(mention[2])
        return f"#{name.rpartition('-')[2]}" if mention[1] else name

    return _MENTION.sub(named, text).strip()
