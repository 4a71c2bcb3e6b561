"""Hands new events to the pages that are open, within a twentieth of a second of their commit.

Each process looks for itself, and only while somebody listens: the database tells by one number whether anybody, in
this process or another, has committed since.
"""

import asyncio
from typing import Final

import structlog

from unknot.domain.ids import EventId, UserId
from unknot.http.feed import News
from unknot.http.services import Services
from unknot.store import events, inboxes

LOOK_SECONDS: Final = 0.04
RETRY_SECONDS: Final = 5  # after a failure, which is written down
BATCH: Final = 500  # events told at once

log = structlog.get_logger("unknot.delivery")


async def tell_listeners(services: Services) -> None:
    """Tell whoever listens of what is new, until cancelled."""
    tail = _Tail(services)
    while True:
        await services.feed.until_somebody_listens()
        try:
            tail.look()
        except Exception:
            log.exception("looking for news failed")
            await asyncio.sleep(RETRY_SECONDS)
        await asyncio.sleep(LOOK_SECONDS)


class _Tail:
    """How far the log, and the inboxes that follow it, have been told of."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._seen: int | None = None
        self._inboxes: EventId | None = None

    def look(self) -> None:
        stamp = self._services.db.stamp()
        if stamp is None or stamp != self._seen:
            self._services.directory.refresh()
            self._publish()
            self._seen = stamp

    def _publish(self) -> None:
        feed, db = self._services.feed, self._services.db
        while True:
            recorded = events.since(db, feed.position, limit=BATCH)
            people = self._people_with_news()
            if recorded or people:
                feed.publish(News(recorded, people))
            if len(recorded) < BATCH:
                return

    def _people_with_news(self) -> frozenset[UserId]:
        """Inboxes follow the log, so they change a little later than it does."""
        db, told = self._services.db, self._inboxes
        self._inboxes = inboxes.newest(db)
        return inboxes.changed_since(db, self._inboxes if told is None else told)
