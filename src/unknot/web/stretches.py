"""The stretch of a list that is shown: from its top, from a date on, or on from a cursor, down or back up."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec
from msgspec.structs import replace

from unknot.domain.query import Sort, span_of
from unknot.domain.sentence import Sentence, says
from unknot.store.browsing import Cursor
from unknot.store.jumps import DATED, cursor_at
from unknot.web import laid_out
from unknot.web.groups import FilledGroup, Group, cursor_in, fill, groups
from unknot.web.listing import Listing

IN_GROUP: Final = 30  # rows at first: with those of five sections the first load stays below 60 KB
IN_MORE: Final = 100  # rows for each "more"
INSTANT: Final = timedelta(microseconds=1)


class Asked(laid_out.Asked, frozen=True):
    after: str = ""  # a cursor, in one of the groups
    before: str = ""  # the same, to go back up from
    within: str = ""
    date: str = ""  # as in queries: a day, a month, or a word for one

    @property
    def is_further(self) -> bool:
        """Whether the list is to begin elsewhere than at its top."""
        return bool(self.after or self.before or self.date)


class Jump(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of dates, and offers."""

    is_offered: bool  # whether the order is one of times
    text: str = ""  # as it was asked for
    moment: datetime | None = None  # that parts what is shown from what is further up
    day: datetime | None = None  # the first that is shown
    problem: Sentence | None = None


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A group with some of its rows, and where the ones above and below them are found."""

    group: FilledGroup
    up: Cursor | None = None
    down: Cursor | None = None

    def addresses(self, wanted: Listing) -> dict[str, str | None]:
        named = {"newer": ("before", self.up), "more": ("after", self.down)}
        return {
            name: None if cursor is None else wanted.address(None, (field, str(cursor)), ("within", self.group.value))
            for name, (field, cursor) in named.items()
        }


def jump_in(wanted: Listing, text: str) -> Jump:
    """The date that an address asks for; one that is none, or has no place in the order, is told instead."""
    is_offered = wanted.sort.field in DATED
    if not text:
        return Jump(is_offered=is_offered)
    if not is_offered:
        problem = says("A list that is not sorted by time has no place for a date. Sort it by Updated or by Created.")
        return Jump(is_offered=False, text=text, problem=problem)
    try:
        since, until = span_of(text, wanted.place.visit.request.services.now())
    except ValueError:
        problem = says(
            "“%(text)s” is no date, so the list begins at its top. Write a day as 2026-01-31, a month as 2026-01, "
            "or a word such as yesterday or last-month.",
            text=text[:40],
        )
        return Jump(is_offered=True, text=text, problem=problem)
    moment = (until or since) if wanted.sort.is_descending else (since or until)
    assert moment is not None  # noqa: S101 - no span is open at both ends
    day = moment - INSTANT if wanted.sort.is_descending and until is not None else moment
    return Jump(is_offered=True, text=text, moment=moment, day=day)


async def stretches(wanted: Listing, asked: Asked, jump: Jump) -> list[Stretch]:
    """The groups with their first rows, or those from a date on; or, from a cursor, one group down or up."""
    every = list(groups(wanted))
    here = [(one, IN_MORE) for one in every if one.value == asked.within]
    if asked.before:
        return [_upward(one) for one in await fill(turned(wanted), here, after=cursor_in(asked.before))]
    if asked.after:
        return [_downward(wanted, one) for one in await fill(wanted, here, after=cursor_in(asked.after))]
    if jump.moment is not None:
        return await _from_date(wanted, every, jump.moment)
    return [Stretch(group=one, down=one.after) for one in await fill(wanted, [(one, IN_GROUP) for one in every])]


def turned(wanted: Listing) -> Listing:
    """The same list from its end."""
    return replace(wanted, sort=Sort(wanted.sort.field, not wanted.sort.is_descending))


async def _from_date(wanted: Listing, every: Sequence[Group], moment: datetime) -> list[Stretch]:
    db, workspace = wanted.place.visit.request.services.db, wanted.place.workspace.id
    up = cursor_at(db, workspace, turned(wanted).sort, moment)
    down = cursor_at(db, workspace, wanted.sort, moment)
    shown = await fill(wanted, [(one, IN_GROUP) for one in every], after=down)
    above = await fill(turned(wanted), [(one, 1) for one in every], after=up)
    return [
        Stretch(group=one, up=up if other.rows else None, down=one.after)
        for one, other in zip(shown, above, strict=True)
    ]


def _downward(wanted: Listing, group: FilledGroup) -> Stretch:
    return Stretch(group=group, up=group.top if wanted.sort.field in DATED else None, down=group.after)


def _upward(group: FilledGroup) -> Stretch:
    return Stretch(group=replace(group, rows=group.rows[::-1]), up=group.after, down=group.top)
