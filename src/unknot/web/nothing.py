"""What a list or a board says that shows nothing: why, what might be meant, and how to file what was looked for."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from unknot.domain.query import SETTINGS, Query, Term
from unknot.store import browsing
from unknot.web.groups import counted
from unknot.web.listing import Listing, listing

MOST_TRIED: Final = 6  # conditions; each is a search of its own


class Relaxed(msgspec.Struct, frozen=True):
    """The same query with one condition less."""

    part: str  # that is left out
    href: str
    count: int


async def nothing(wanted: Listing, count: int, *, is_start: bool) -> Mapping[str, Any]:
    """What the page needs for it, if nothing is what it shows; `is_start` when nobody asked for anything."""
    is_new = not count and _is_new(wanted)
    return {
        "is_start": is_start,
        "is_new": is_new,
        "relaxed": () if count or is_new else await _relaxed(wanted),
        "looked_for": " ".join(wanted.query.words),
    }


def _is_new(wanted: Listing) -> bool:
    """Whether there is no issue here at all, whatever one asks for."""
    everything = listing(wanted.place, wanted.project, wanted.path, "")
    return not browsing.count(wanted.place.visit.request.services.db, everything.selection)


async def _relaxed(wanted: Listing) -> list[Relaxed]:
    """One for each condition without which something is found."""
    tried = list(_with_less(wanted.query))[:MOST_TRIED]
    if len(tried) < 2:  # noqa: PLR2004 - without its only condition it would be everything
        return []
    found = []
    for part, query in tried:
        fewer = listing(wanted.place, wanted.project, wanted.path, str(query), laid_out=wanted.laid_out)
        if count := await counted(fewer):
            found.append(Relaxed(part, wanted.address(query), count))
    return found


def _with_less(query: Query) -> Iterator[tuple[str, Query]]:
    for at, part in enumerate(query.parts):
        if not (isinstance(part, Term) and part.key in SETTINGS):
            yield str(part), Query((*query.parts[:at], *query.parts[at + 1 :]))
