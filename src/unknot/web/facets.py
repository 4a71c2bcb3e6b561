"""Ways to narrow a list by clicking: each choice is a link that writes the query."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from unknot.domain.query import Key, Query
from unknot.domain.status import Status
from unknot.web import faces
from unknot.web.faces import Face, LevelMark
from unknot.web.groups import IN_ORDER
from unknot.web.listing import Listing
from unknot.web.look import words_of
from unknot.web.words import N_


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


class Facet(msgspec.Struct, frozen=True):
    name: str
    choices: Sequence[Choice]

    @property
    def is_set(self) -> bool:
        return any(choice.is_on for choice in self.choices)


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What an issue's fields can be."""

    statuses: Sequence[Choice]
    levels: Sequence[Choice]
    people: Sequence[Choice]
    labels: Sequence[Choice]


CHIPS = (
    (N_("Mine"), (Key.ASSIGNEE, ("me",))),
    (N_("Unassigned"), (Key.ASSIGNEE, ("none",))),
    ("P0–P1", (Key.LEVEL, ("P0", "P1"))),  # noqa: RUF001 - a dash between two ends
    (N_("No level"), (Key.LEVEL, ("none",))),
    (N_("I watch"), (Key.WATCHER, ("me",))),
    (N_("Changed today"), (Key.UPDATED, (">1d",))),
)


def chips_of(listing: Listing) -> Iterator[Choice]:
    """The usual filters, one click each; a second click takes one away."""
    gettext = words_of(listing.place.visit.language).catalogue.gettext
    for name, (key, values) in CHIPS:
        term = listing.query.of(key)
        is_on = term is not None and term.values == values
        wanted = listing.query.having(key, *(() if is_on else values))
        yield Choice(value=key.value, name=gettext(name), href=listing.address(wanted), is_on=is_on)


def facets_of(listing: Listing, choices: Choices) -> Iterator[Facet]:
    """Every filter, with each of its values."""
    gettext = words_of(listing.place.visit.language).catalogue.gettext
    yield Facet(gettext("Status"), _linked(listing, Key.STATUS, choices.statuses, without=Key.IS))
    yield Facet(gettext("Level"), _linked(listing, Key.LEVEL, choices.levels))
    yield Facet(gettext("Assignee"), _linked(listing, Key.ASSIGNEE, choices.people))
    yield Facet(gettext("Label"), _linked(listing, Key.LABEL, choices.labels))
    yield Facet(gettext("Filed by"), _linked(listing, Key.CREATOR, [one for one in choices.people if one.face]))
    directory = listing.place.visit.request.services.directory
    own = [one for one in directory.channels_of(listing.place.workspace.id) if not one.is_default]
    yield Facet(
        gettext("Channel"), _linked(listing, Key.CHANNEL, [Choice(value=one.name, name=one.name) for one in own])
    )


def choices_of(listing: Listing) -> Choices:
    """What the fields of the issues in a listing can be, named as a query names them."""
    directory = listing.place.visit.request.services.directory
    words = words_of(listing.place.visit.language)
    gettext = words.catalogue.gettext
    workspace = listing.place.workspace.id
    people = faces.faces(directory, (one.user for one in directory.members_of(workspace)))
    titles = {label.title: label.color for project in listing.projects for label in directory.labels_of(project.id)}
    return Choices(
        statuses=[Choice(value=one.value, name=words.status(one), status=one) for one in IN_ORDER],
        levels=[
            Choice(
                value=mark.word if mark.key else "none", name=mark.word if mark.key else gettext("No level"), level=mark
            )
            for mark in faces.levels(directory, workspace)
        ],
        people=[
            Choice(value="none", name=gettext("Nobody")),
            *(Choice(value=one.username, name=one.name, face=one) for one in people),
        ],
        labels=[Choice(value=title, name=title, color=color) for title, color in titles.items()],
    )


def _linked(listing: Listing, key: Key, choices: Iterable[Choice], without: Key | None = None) -> list[Choice]:
    query: Query = listing.query if without is None else listing.query.having(without)
    return [
        msgspec.structs.replace(
            choice,
            href=listing.address(query.toggling(key, choice.value)),
            is_on=listing.query.has(key, choice.value),
        )
        for choice in choices
    ]
