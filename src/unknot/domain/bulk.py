"""A bulk edit: one wish for many issues, and what becomes of each of them."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from unknot.domain.errors import Problem
from unknot.domain.sentence import says
from unknot.domain.status import Status

MOST_ISSUES: Final = 10_000  # of one bulk edit: what somebody can still oversee, and what half a minute can do
EXAMPLES: Final = 3  # of a reason


class SetChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a set is to change: it becomes something else, if that is said; then members come, and others go."""

    to: tuple[str, ...] | None = None
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Whatever is to be a member afterwards, as far as it is said."""
        return (*(self.to or ()), *self.add)

    def mapped(self, change: Callable[[str], str]) -> "SetChange":
        """The same of members that are named otherwise."""
        to = None if self.to is None else tuple(map(change, self.to))
        return SetChange(to=to, add=tuple(map(change, self.add)), remove=tuple(map(change, self.remove)))

    def of(self, held: Sequence[str]) -> tuple[str, ...]:
        """The members afterwards, each once and in their order."""
        start = held if self.to is None else self.to
        return tuple(one for one in dict.fromkeys((*start, *self.add)) if one not in self.remove)


class Wish(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is to change on each issue; None leaves a thing as it is."""

    status: Status | None = None
    level: str | None = None  # a key; the empty text takes it away
    assignees: SetChange | None = None  # UUIDs
    labels: SetChange | None = None  # titles, which each project may have
    channels: SetChange | None = None  # UUIDs
    project: str | None = None  # the UUID of where to move
    trash: bool = False
    restore: bool = False

    def problems(self) -> Iterable[Problem]:
        if self == Wish():
            yield Problem("change", says("must say what is to change, and says nothing"))
        if (self.trash and self != Wish(trash=True)) or (self.restore and self != Wish(restore=True)):
            yield Problem("change", says("must not change what it deletes or restores"))


class Fate(StrEnum):
    """What became of an issue, or would become of it."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"  # it was so already
    REFUSED = "refused"


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one issue."""

    uuid: str
    key: str  # "OPS-431"; of a moved one, where it is now
    fate: Fate
    code: str = ""  # of the refusal
    sentence: str = ""
    left_off: tuple[str, ...] = ()  # titles of labels that its new project has not


class Reason(msgspec.Struct, frozen=True):
    """Why some issues stay as they are."""

    code: str
    sentence: str
    count: int
    examples: tuple[str, ...]  # keys


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What became, or would become, of all the issues together."""

    total: int
    changed: int
    unchanged: int
    refused: int
    reasons: tuple[Reason, ...]
    left_off: tuple[str, ...]  # titles of labels that not all could take along


def tally(results: Iterable[Result]) -> Tally:
    """Count results; reasons come with the most frequent first."""
    counts = dict.fromkeys(Fate, 0)
    keys: dict[tuple[str, str], list[str]] = {}
    left_off: dict[str, None] = {}
    for one in results:
        counts[one.fate] += 1
        left_off |= dict.fromkeys(one.left_off)
        if one.fate is Fate.REFUSED:
            keys.setdefault((one.code, one.sentence), []).append(one.key)
    reasons = [Reason(code, why, len(some), tuple(filter(None, some))[:EXAMPLES]) for (code, why), some in keys.items()]
    return Tally(
        total=sum(counts.values()),
        changed=counts[Fate.CHANGED],
        unchanged=counts[Fate.UNCHANGED],
        refused=counts[Fate.REFUSED],
        reasons=tuple(sorted(reasons, key=lambda reason: -reason.count)),
        left_off=tuple(left_off),
    )
