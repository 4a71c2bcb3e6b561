"""Ways to narrow a list by clicking: each choice is a link that writes the query."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

import msgspec

from unknot.domain.query import Key, Query
from unknot.web.choices import Choice, Choices
from unknot.web.listing import Listing
from unknot.web.look import words_of
from unknot.web.words import N_

MOST_OFFERED: Final = 100  # choices of one filter: each is a link with the whole query, and people may be thousands


class Facet(msgspec.Struct, frozen=True):
    name: str
    choices: Sequence[Choice]

    @property
    def is_set(self) -> bool:
        return any(choice.is_on for choice in self.choices)


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
    yield Facet(gettext("Channel"), _linked(listing, Key.CHANNEL, choices.channels))


def _linked(listing: Listing, key: Key, choices: Iterable[Choice], without: Key | None = None) -> list[Choice]:
    query: Query = listing.query if without is None else listing.query.having(without)
    term = listing.query.of(key)
    held = () if term is None else term.values
    return [
        msgspec.structs.replace(
            choice,
            href=listing.address(query.toggling(key, choice.value)),
            is_on=choice.value in held,
        )
        for choice in _offered(choices, held)
    ]


def _offered(choices: Iterable[Choice], held: Collection[str]) -> Iterator[Choice]:
    """The first of them, and those that are on. Whoever wants another one types its name."""
    for at, choice in enumerate(choices):
        if at < MOST_OFFERED or choice.value in held:
            yield choice
