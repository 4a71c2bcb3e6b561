"""What the log tells."""

from unknot.domain.events import Recorded
from unknot.domain.ids import EventId
from unknot.store import events
from unknot.store.work import Work


def history(work: Work) -> list[Recorded]:
    """Everything that ever happened, oldest first."""
    return events.since(work.db, EventId(0), limit=10_000)
