"""Issues that come again and again: patterns.toml has the words, chance chooses the nouns, the day and the end.

Acts name roles (`author`, `owner`, `peer`), which chance gives to people of the pattern's crew. What people say comes
from the exchanges in `talks`, and from those in `done`, `dropped` or `waiting` when it ends that way.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from random import Random

import msgspec
from msgspec.structs import replace

from unknot.demo.content import read
from unknot.demo.content.rhythm import random_day
from unknot.demo.content.scripts import Script
from unknot.domain.issue import NOWHERE, Format, Source
from unknot.domain.level import NO_LEVEL
from unknot.domain.status import Status

Exchange = tuple[str, ...]
Odds = Mapping[Status, int]

_ROLE = re.compile(r"(?:^|(?<=@))(author|owner|peer)\b|(?<=@ )owner$")
_SLOT = re.compile(r"\{(\w+)\}")
_ODDS_BY_AGE: tuple[tuple[int, Odds], ...] = (  # up to so many days
    (3, {Status.OPEN: 48, Status.IN_PROGRESS: 28, Status.PENDING: 4, Status.COMPLETED: 17, Status.CLOSED: 3}),
    (14, {Status.OPEN: 18, Status.IN_PROGRESS: 14, Status.PENDING: 5, Status.COMPLETED: 52, Status.CLOSED: 11}),
    (60, {Status.OPEN: 5, Status.IN_PROGRESS: 5, Status.PENDING: 4, Status.COMPLETED: 70, Status.CLOSED: 16}),
    (400, {Status.OPEN: 2, Status.IN_PROGRESS: 1, Status.PENDING: 2, Status.COMPLETED: 75, Status.CLOSED: 20}),
)
_INCIDENT_ODDS: Odds = {Status.COMPLETED: 9, Status.CLOSED: 1}  # nobody lets one burn for days
_ANSWERED = 0.5  # the share of open issues that somebody has said something about
_WATCHED = 0.3  # the share of issues that somebody wants to hear of who has no part in it


class Pattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    project: str
    times: int
    by: str | None = None  # None: the author is one of the crew
    crew: list[str]
    labels: tuple[str, ...]
    levels: tuple[str, ...] = (NO_LEVEL,)  # one of these, by its name
    links: Exchange = ()
    format: Format = Format.MARKDOWN
    source: Source = NOWHERE
    group: str = ""
    title: str
    description: str
    talks: list[Exchange]
    done: list[Exchange]
    dropped: list[Exchange]
    waiting: list[Exchange]
    slots: dict[str, tuple[str, ...]]


class _Patterns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pattern: list[Pattern]


def from_patterns(rng: Random) -> Iterator[Script]:
    for pattern in msgspec.toml.decode(read("patterns.toml"), type=_Patterns).pattern:
        for nouns in _choices_of_nouns(pattern, rng):
            yield _script(pattern, nouns, rng)


def _choices_of_nouns(pattern: Pattern, rng: Random) -> list[dict[str, str]]:
    """As many as the pattern asks for, each with a title of its own."""
    choices = [dict(zip(pattern.slots, nouns, strict=True)) for nouns in product(*pattern.slots.values())]
    rng.shuffle(choices)
    by_title = {_filled(pattern.title, nouns): nouns for nouns in choices}
    return list(by_title.values())[: pattern.times]


def _script(pattern: Pattern, nouns: Mapping[str, str], rng: Random) -> Script:
    day = random_day(rng)
    roles = dict(zip(("owner", "author", "peer"), rng.sample(pattern.crew, k=len(pattern.crew)), strict=False))
    if pattern.by:
        roles["author"] = pattern.by
    acts = [*_acts(pattern, _status(pattern, day, rng), rng), *pattern.links]
    return Script(
        project=pattern.project,
        by=roles["author"],
        day=day,
        title=_filled(pattern.title, nouns),
        description=_filled(pattern.description, nouns),
        format=pattern.format,
        labels=pattern.labels,
        assignees=() if pattern.by else (roles["owner"],),
        watchers=_watchers(pattern, rng),
        level=rng.choice(pattern.levels),
        source=replace(pattern.source, name=_filled(pattern.source.name, nouns)),
        group=_filled(pattern.group, nouns),
        acts=tuple(_cast(_filled(act, nouns), roles) for act in acts),
    )


def _watchers(pattern: Pattern, rng: Random) -> Exchange:
    return (rng.choice(pattern.crew),) if rng.random() < _WATCHED else ()


def _status(pattern: Pattern, day: int, rng: Random) -> Status:
    is_old_incident = "incident" in pattern.labels and day > 1
    odds = _INCIDENT_ODDS if is_old_incident else next(odds for limit, odds in _ODDS_BY_AGE if day <= limit)
    return rng.choices(list(odds), list(odds.values()))[0]


def _acts(pattern: Pattern, status: Status, rng: Random) -> list[str]:
    talk = rng.choice(pattern.talks)
    taken = ["owner @ owner", "owner > in_progress"] if pattern.by else ["owner > in_progress"]
    match status:
        case Status.OPEN:
            return [*talk] if rng.random() < _ANSWERED else []
        case Status.IN_PROGRESS:
            return [*taken, *talk]
        case Status.PENDING:
            return [*taken, *talk, *rng.choice(pattern.waiting), "owner > pending"]
        case Status.COMPLETED:
            return [*taken, *talk, *rng.choice(pattern.done), "owner > completed"]
        case Status.CLOSED:
            return [*talk, *rng.choice(pattern.dropped), "owner > closed"]


def _filled(text: str, nouns: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: nouns.get(slot[1], slot[0]), text)


def _cast(act: str, roles: Mapping[str, str]) -> str:
    return _ROLE.sub(lambda role: roles[role[0]], act)
