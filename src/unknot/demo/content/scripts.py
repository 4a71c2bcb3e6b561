"""Issues as they are written down: what was filed, and then who did what, as in a screenplay.

    vera: some text             comments
    vera > in_progress          sets the status
    vera @ ilya, noor           assigns
    vera # bug, database        labels
    vera = Some title           changes the title
    vera / some paragraph       adds to the description (once an issue)
    vera ~ tested_by_forward x  relates to the issue that has the key x, read as in RelationKind
    vera + name.csv             attaches the file that artefacts.toml describes
    9d vera: some text          the same, but not before the ninth day back from now

In every text, [[x]] becomes the number of the issue that has the key x, as in "OPS-431".
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from unknot.demo.content import read
from unknot.domain.status import Status

HAND_WRITTEN = ("storefront.toml", "payments.toml", "operations.toml", "russian.toml", "chinese.toml")
_ACT = re.compile(r"(?:(\d+)d )?(\w+) ?([:>@#=/~+]) ?(.+)", re.DOTALL)
_MENTION = re.compile(r"\[\[([\w-]+)\]\]")


class Script(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    project: str
    by: str
    day: int  # how many days ago it was filed
    hour: float | None = None  # in UTC; None: some time in the working hours of whoever files it
    title: str
    description: str
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    status: Status = Status.OPEN
    key: str | None = None  # what other scripts call it
    acts: tuple[str, ...] = ()

    @property
    def is_urgent(self) -> bool:
        """Nobody waits for working hours."""
        return "incident" in self.labels


class Act(NamedTuple):
    day: int | None  # how many days ago at most; None: whenever its turn comes
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
        return [self.related[1]] if self.sign == "~" else _MENTION.findall(self.words)


class _Scripts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    issue: list[Script]


def hand_written() -> list[Script]:
    return [script for name in HAND_WRITTEN for script in msgspec.toml.decode(read(name), type=_Scripts).issue]


def act_of(line: str) -> Act:
    found = _ACT.fullmatch(line)
    if not found:
        raise ValueError(f'"{line}" is no act; write who, a sign, and what: "vera: Taken."')
    return Act(int(found[1]) if found[1] else None, found[2], found[3], found[4].strip())


def with_numbers(text: str, number_of: Callable[[str], str]) -> str:
    return _MENTION.sub(lambda mention: number_of(mention[1]), text).strip()
