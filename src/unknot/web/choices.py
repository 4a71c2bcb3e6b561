"""What the fields of issues can be, each named by the word that a query uses for it."""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from unknot.domain.channel import Channel
from unknot.domain.ids import UserId
from unknot.domain.issue import Issue
from unknot.domain.level import NO_LEVEL
from unknot.domain.project import Project
from unknot.domain.status import Status
from unknot.store.naming import NOBODY
from unknot.web import faces, offering
from unknot.web.faces import Face, LevelMark
from unknot.web.look import words_of
from unknot.web.visit import Place

IN_ORDER = (Status.IN_PROGRESS, Status.OPEN, Status.PENDING, Status.COMPLETED, Status.CLOSED)


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be chosen, with its mark: in a filter, in a menu, on many issues at once."""

    value: str
    name: str
    href: str = ""
    is_on: bool = False
    status: Status | None = None
    level: LevelMark | None = None
    face: Face | None = None
    color: str = ""


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    statuses: Sequence[Choice]
    levels: Sequence[Choice]
    people: Sequence[Choice]
    labels: Sequence[Choice]
    channels: Sequence[Choice]
    more_people: bool  # than are offered at once; they are found by typing


def choices_of(place: Place, projects: Iterable[Project], present: Iterable[UserId] = ()) -> Choices:
    """What the fields of the issues in these projects can be; of the people, those `present` and a few more."""
    directory = place.visit.request.services.directory
    words, workspace = words_of(place.visit.language), place.workspace.id
    gettext = words.catalogue.gettext
    titles = {label.title: label.color for project in projects for label in directory.labels_of(project.id)}
    return Choices(
        statuses=[Choice(value=one.value, name=words.status(one), status=one) for one in IN_ORDER],
        levels=[
            Choice(
                value=NOBODY if mark.key == NO_LEVEL else mark.word,
                name=gettext("No level") if mark.key == NO_LEVEL else mark.word,
                level=mark,
            )
            for mark in faces.levels(directory, workspace)
        ],
        people=[
            Choice(value=NOBODY, name=words.catalogue.pgettext("assignee", "Nobody")),
            *(Choice(value=one.username, name=one.name, face=one) for one in offering.first(place, present)),
        ],
        labels=[Choice(value=title, name=title, color=color) for title, color in titles.items()],
        channels=[
            Choice(value=one.name, name=one.name) for one in directory.channels_of(workspace) if not one.is_default
        ],
        more_people=offering.has_more(place),
    )


def named(choices: Choices, people: Iterable[str], labels: Iterable[str], channels: Iterable[str]) -> Choices:
    """The same choices, with those on that are named."""

    def turned_on(some: Iterable[Choice], values: Iterable[str]) -> list[Choice]:
        wanted = set(values)
        return [replace(one, is_on=one.value in wanted) for one in some]

    return replace(
        choices,
        people=turned_on(choices.people, people),
        labels=turned_on(choices.labels, labels),
        channels=turned_on(choices.channels, channels),
    )


def marked(choices: Choices, issue: Issue, channels: Iterable[Channel], titles: Iterable[str]) -> Choices:
    """The same choices, with what one issue has; `titles` are those of its labels."""
    named = {channel.name for channel in channels}
    held = set(titles)
    return replace(
        choices,
        statuses=[replace(one, is_on=one.status is issue.status) for one in choices.statuses],
        levels=[replace(one, is_on=one.level is not None and one.level.key == issue.level) for one in choices.levels],
        people=[
            replace(one, is_on=one.face.id in issue.assignees if one.face else not issue.assignees)
            for one in choices.people
        ],
        labels=[replace(one, is_on=one.value in held) for one in choices.labels],
        channels=[replace(one, is_on=one.value in named) for one in choices.channels],
    )
