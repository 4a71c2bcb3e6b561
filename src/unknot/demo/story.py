"""The demo's story: who works at the shop, and everything they filed, said and did in a year.

It is told backwards in time: every step says how long ago it happened. The same seed tells the same story.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random

import msgspec

from unknot.demo.content.artefacts import content_of
from unknot.demo.content.cast import Cast, Channel, Level, Target, Team, load_cast
from unknot.demo.content.patterns import from_patterns
from unknot.demo.content.rhythm import TOLD_AT, moment_of, next_moment
from unknot.demo.content.scripts import URGENT, Act, Script, act_of, file_and_text, hand_written, with_names
from unknot.demo.content.sources import with_id
from unknot.domain.issue import Source
from unknot.domain.level import NO_LEVEL
from unknot.domain.project import issue_key


class Person(msgspec.Struct, frozen=True, kw_only=True):
    username: str
    name: str
    surname: str
    email: str
    role: str  # "owner", "admin", "member" or "guest"
    is_bot: bool = False


class Label(msgspec.Struct, frozen=True, kw_only=True):
    project: str
    title: str
    color: str
    description: str


class Project(msgspec.Struct, frozen=True, kw_only=True):
    alias: str
    key: str
    title: str
    description: str
    is_private: bool
    is_default: bool  # takes what programs file


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """What every step has: how long ago, on which issue (counted from 0 in order of filing), by whom."""

    at: timedelta
    issue: int
    by: str


class Filed(Happening, frozen=True, kw_only=True):
    project: str
    title: str
    description: str
    format: str
    labels: tuple[str, ...]
    assignees: tuple[str, ...]
    watchers: tuple[str, ...]
    channels: tuple[str, ...]
    level: str  # by its name; none if empty
    source: Source
    group: str
    links: Mapping[str, str]  # addresses by what they lead to
    status: str


class Commented(Happening, frozen=True, kw_only=True):
    text: str


class Moved(Happening, frozen=True, kw_only=True):
    status: str


class Edited(Happening, frozen=True, kw_only=True):
    title: str | None = None
    description: str | None = None


class Levelled(Happening, frozen=True, kw_only=True):
    level: str  # by its name; none if empty


class Delivered(Happening, frozen=True, kw_only=True):
    channels: tuple[str, ...]


class Watched(Happening, frozen=True, kw_only=True):
    is_watching: bool


class Assigned(Happening, frozen=True, kw_only=True):
    assignees: tuple[str, ...]


class Relabelled(Happening, frozen=True, kw_only=True):
    labels: tuple[str, ...]


class Related(Happening, frozen=True, kw_only=True):
    target: int
    kind: str  # as in RelationKind, read from `issue` to `target`


class Attached(Happening, frozen=True, kw_only=True):
    name: str
    content: bytes
    text: str = ""  # of the comment that shows it; empty: it is attached to the issue itself


Step = Filed | Commented | Moved | Edited | Levelled | Delivered | Watched | Assigned | Relabelled | Related | Attached


class Story(msgspec.Struct, frozen=True, kw_only=True):
    workspace_alias: str
    workspace_title: str
    people: tuple[Person, ...]
    projects: tuple[Project, ...]
    labels: tuple[Label, ...]
    levels: tuple[Level, ...]
    teams: tuple[Team, ...]
    targets: tuple[Target, ...]
    channels: tuple[Channel, ...]
    # From oldest to newest. Played in this order into empty projects, issues get the numbers that the texts mention.
    steps: tuple[Step, ...]


def story(seed: int = 1) -> Story:
    cast = load_cast()
    rng = Random(seed)  # noqa: S311  # a story keeps no secret
    issues = _issues([*hand_written(), *from_patterns(rng)], cast, rng)
    by_key = {issue.script.key: issue for issue in issues if issue.script.key}
    steps = [step for issue in issues for step in _steps(issue, by_key, cast, rng)]
    return Story(
        workspace_alias=cast.workspace.alias,
        workspace_title=cast.workspace.title,
        people=tuple(_people(cast)),
        projects=tuple(_projects(cast)),
        labels=tuple(_labels(cast)),
        levels=cast.levels,
        teams=cast.teams,
        targets=cast.targets,
        channels=cast.channels,
        steps=tuple(sorted(steps, key=lambda step: step.at, reverse=True)),
    )


class _Issue(msgspec.Struct, frozen=True):
    script: Script
    index: int
    name: str  # "OPS-431"
    filed: datetime


def _issues(scripts: list[Script], cast: Cast, rng: Random) -> list[_Issue]:
    """In order of filing, so that each gets the number it will have."""
    moments = [moment_of(script.day, script.hour, cast.people[script.by].begins, rng) for script in scripts]
    filings = sorted(zip(moments, scripts, strict=True), key=lambda filing: filing[0])
    numbers = Counter[str]()
    issues = []
    for index, (filed, script) in enumerate(filings):
        numbers[script.project] += 1
        name = issue_key(cast.projects[script.project].key, numbers[script.project])
        issues.append(_Issue(script, index, name, filed))
    return issues


def _steps(issue: _Issue, by_key: Mapping[str, _Issue], cast: Cast, rng: Random) -> Iterator[Step]:
    filed = _filed(issue, by_key, cast)
    yield filed
    moment = issue.filed
    acts = [act_of(line) for line in issue.script.acts]
    for done, act in enumerate(acts):
        begins = cast.people[act.who].begins
        moment = max([moment, *(by_key[key].filed for key in act.mentions)])
        if act.minute is not None:
            moment = max(moment, issue.filed + timedelta(minutes=act.minute))
        else:
            if act.day is not None:
                moment = max(moment, moment_of(act.day, None, begins, rng))
            moment = next_moment(moment, begins, pace=issue.script.pace, left=len(acts) - done, rng=rng)
        yield _step(act, TOLD_AT - moment, filed, by_key)


def _filed(issue: _Issue, by_key: Mapping[str, _Issue], cast: Cast) -> Filed:
    script = issue.script
    channels = [channel for channel in cast.channels if _is_for(channel, script)]
    return Filed(
        at=TOLD_AT - issue.filed,
        issue=issue.index,
        by=script.by,
        project=script.project,
        title=script.title,
        description=with_names(script.description, lambda key: by_key[key].name),
        format=script.format.value,
        labels=script.labels,
        assignees=script.assignees,
        watchers=_watchers(script, channels),
        channels=tuple(channel.name for channel in channels),
        level=script.level,
        source=with_id(script.source),
        group=script.group,
        links=script.links,
        status=script.status.value,
    )


def _is_for(channel: Channel, script: Script) -> bool:
    """What is urgent goes where its labels lead, unless its author chose."""
    if script.channels:
        return channel.name in script.channels
    return bool(script.level) and any(f"{script.project}/{label}" in channel.takes for label in script.labels)


def _watchers(script: Script, channels: Iterable[Channel]) -> tuple[str, ...]:
    """Those whom the author named, and for what is most urgent those who answer for its channels."""
    answering = (name for channel in channels for name in channel.responsible if script.level in URGENT)
    return tuple(dict.fromkeys([*script.watchers, *answering]))


def _step(act: Act, at: timedelta, filed: Filed, by_key: Mapping[str, _Issue]) -> Step:
    index, by, words = filed.issue, act.who, with_names(act.words, lambda key: by_key[key].name)
    match act.sign:
        case ":":
            return Commented(at=at, issue=index, by=by, text=words)
        case "+":
            name, text = file_and_text(words)
            return Attached(at=at, issue=index, by=by, name=name, content=content_of(name), text=text)
        case "=":
            return Edited(at=at, issue=index, by=by, title=words)
        case "/":
            return Edited(at=at, issue=index, by=by, description=f"{filed.description}\n\n{words}")
        case "~":
            kind, key = act.related
            return Related(at=at, issue=index, by=by, target=by_key[key].index, kind=kind)
    return _property_set(act, at, index)


def _property_set(act: Act, at: timedelta, index: int) -> Step:
    match act.sign:
        case ">":
            return Moved(at=at, issue=index, by=act.who, status=act.words)
        case "!":
            return Levelled(at=at, issue=index, by=act.who, level=NO_LEVEL if act.words == "none" else act.words)
        case "*":
            return Delivered(at=at, issue=index, by=act.who, channels=act.listed)
        case "&":
            return Watched(at=at, issue=index, by=act.who, is_watching=act.words == "yes")
        case "@":
            return Assigned(at=at, issue=index, by=act.who, assignees=act.listed)
    return Relabelled(at=at, issue=index, by=act.who, labels=act.listed)


def _people(cast: Cast) -> Iterator[Person]:
    for username, actor in cast.people.items():
        yield Person(
            username=username,
            name=actor.name,
            surname=actor.surname,
            email=f"{username}@example.com",
            role=actor.role,
            is_bot=actor.is_bot,
        )


def _projects(cast: Cast) -> Iterator[Project]:
    for alias, stage in cast.projects.items():
        yield Project(
            alias=alias,
            key=stage.key,
            title=stage.title,
            description=stage.description,
            is_private=stage.is_private,
            is_default=alias == cast.workspace.default_project,
        )


def _labels(cast: Cast) -> Iterator[Label]:
    for alias, stage in cast.projects.items():
        for title, word in stage.labels.items():
            yield Label(project=alias, title=title, color=word.color, description=word.description)
