"""Keeps what is derived from the log up with it: figures, inboxes and whatever else can be counted anew from events.

A projection takes each event in once and in order, whichever process finds it first: its cursor moves in the same
transaction as what it writes. A new projection begins at the first event there ever was, beside the requests; so it
needs no data of its migration.
"""

import asyncio
from collections.abc import Sequence
from typing import Final, Protocol

import structlog

from unknot.domain.events import Event, Recorded
from unknot.domain.ids import EventId
from unknot.http.services import Services
from unknot.store import projections
from unknot.store.database import Database
from unknot.store.work import Work

LOOK_SECONDS: Final = 0.25  # how late a projection may be about a change, unless many write
CROWDED_SECONDS: Final = 1.0  # for which it waits for a pause while several write at once
RETRY_SECONDS: Final = 30  # after a failure, which is written down
BATCH: Final = 50  # events; so many keep the writer from others for two milliseconds

log = structlog.get_logger("unknot.delivery")


class Projection(Protocol):
    """Something derived from the log."""

    @property
    def name(self) -> str:
        """Under which its cursor is kept. Another name begins again from the first event."""

    @property
    def concerns(self) -> tuple[type[Event], ...]:
        """The kinds of events that it takes in."""

    def apply(self, work: Work, recorded: Sequence[Recorded]) -> None:
        """Take in the next events of these kinds, oldest first, in the writer's transaction."""


async def follow(services: Services, projection: Projection) -> None:
    """Keep a projection up with the log until cancelled."""
    seen, late = None, 0.0
    while True:
        stamp = services.db.stamp()
        if stamp is None or stamp != seen:
            if services.database.is_crowded() and late < CROWDED_SECONDS:
                late += LOOK_SECONDS
            else:
                seen, late = stamp if await _caught_up(services, projection) else None, 0.0
        await asyncio.sleep(LOOK_SECONDS)


async def _caught_up(services: Services, projection: Projection) -> bool:
    """Take in all that waits; False where something failed, after a while."""
    try:
        while await _take_next(services, projection):
            pass
    except Exception:
        log.exception("projection failed", projection=projection.name)
        await asyncio.sleep(RETRY_SECONDS)
        return False
    return True


async def _take_next(services: Services, projection: Projection) -> bool:
    """Take in a batch; whether more wait. What comes while others write waits for the next look, so that it is many."""
    after, recorded = await services.read_aside(projections.waiting, projection.name, limit=BATCH)
    if recorded:
        await services.write(take_in, projection, recorded, after=after)
    return len(recorded) == BATCH


def catch_up(database: Database, projection: Projection) -> None:
    """Take in all that waits, and return when it is done: for programs that are not serving."""
    while True:
        after, recorded = projections.waiting(database.db, projection.name, limit=BATCH)
        if not recorded:
            return
        database.change(take_in, projection, recorded, after=after)


def take_in(work: Work, projection: Projection, recorded: Sequence[Recorded], *, after: EventId) -> None:
    """Take in the events behind a cursor, unless another process has done so."""
    if projections.advance(work.db, projection.name, after=after, to=recorded[-1].id):
        projection.apply(work, [one for one in recorded if isinstance(one.event, projection.concerns)])
