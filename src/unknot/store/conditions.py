"""Which issues are wanted, as an expression over sets: what a query means, and what every list, count and bulk asks.

An expression is worked out on the sets of one workspace (`store/search`). The reader's permission is no part of it: a
selection names the projects that it is about, all of which its reader may read.
"""

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from typing import Union

import msgspec

from unknot.domain.ids import IssueId
from unknot.store import moments
from unknot.store.search import id_sets, saying
from unknot.store.search.id_sets import IdSet
from unknot.store.search.index import Index
from unknot.store.search.saying import Said
from unknot.store.search.traits import Trait


class Having(msgspec.Struct, frozen=True):
    """Issues with one of these traits."""

    traits: tuple[Trait, ...]


class During(msgspec.Struct, frozen=True):
    """Issues that were filed, changed, acknowledged… in a span of time."""

    field: str  # "created", or a field whose sets are those of days
    since: datetime | None = None  # inclusive
    until: datetime | None = None  # exclusive


class Among(msgspec.Struct, frozen=True):
    """These issues."""

    issues: tuple[IssueId, ...]


class Saying(msgspec.Struct, frozen=True):
    """Issues in which something is written."""

    said: Said


class Every(msgspec.Struct, frozen=True):
    """Issues that meet all the conditions."""

    parts: tuple["Condition", ...] = ()


class Some(msgspec.Struct, frozen=True):
    """Issues that meet one of the conditions."""

    parts: tuple["Condition", ...] = ()


class Not(msgspec.Struct, frozen=True):
    """Issues that do not meet a condition."""

    part: "Condition"


Condition = Union[Having, During, Among, Saying, Every, Some, Not]  # noqa: UP007 - it names classes that refer to it

ANY = Every()


def fulfilling(index: Index, condition: Condition, readable: IdSet) -> IdSet:  # noqa: PLR0911 - a case each
    """Of all issues that the reader may read, those that meet a condition."""
    match condition:
        case Every(parts):
            return reduce(id_sets.both, (fulfilling(index, part, readable) for part in parts), readable)
        case Some(parts):
            return id_sets.any_of(fulfilling(index, part, readable) for part in parts)
        case Not(part):
            return id_sets.without(readable, fulfilling(index, part, readable))
        case Having(traits):
            return id_sets.both(readable, id_sets.any_of(map(index.having, traits)))
        case During(field, since, until):
            return id_sets.both(readable, moments.during(index, field, since, until))
        case Among(issues):
            return id_sets.both(readable, id_sets.of(issues))
        case Saying(said):
            return saying.resolve(index, said, readable).issues


def reads_texts(condition: Condition) -> bool:
    """Whether texts are looked for, whose meaning depends on all that the reader may read."""
    match condition:
        case Saying():
            return True
        case Every(parts) | Some(parts):
            return any(map(reads_texts, parts))
        case Not(part):
            return reads_texts(part)
        case _:
            return False


def words_of(condition: Condition) -> tuple[Said, ...]:
    """What an issue must say to meet a condition, so far as nothing else would do: what is worth showing of it."""
    match condition:
        case Saying(said):
            return (said,)
        case Every(parts) | Some(parts):
            return tuple(said for part in parts for said in words_of(part))
        case _:
            return ()


def is_said(condition: Condition, says: Callable[[Said], bool]) -> bool:
    """Whether a text alone meets what a condition asks of texts; all else it asks of the issue, which meets it."""
    match condition:
        case Saying(said):
            return says(said)
        case Every(parts):
            return all(is_said(part, says) for part in parts)
        case Some(parts):
            return any(is_said(part, says) for part in parts)
        case _:
            return True
