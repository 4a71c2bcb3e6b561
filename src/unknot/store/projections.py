"""How far each projection has read the log. Its cursor moves in the transaction that writes what it derived.

Ids of events follow the order of their commits, since one writer works at a time: nothing appears behind a cursor.
"""

from unknot.domain.events import Recorded
from unknot.domain.ids import EventId
from unknot.store import events
from unknot.store.session import Session
from unknot.store.statement import statement

CURSOR = statement("SELECT event_id FROM projections WHERE name = :name")
ADVANCE = statement(
    """
    INSERT INTO projections (name, event_id) VALUES (:name, :to)
    ON CONFLICT (name) DO UPDATE SET event_id = excluded.event_id WHERE projections.event_id = :after
    """
)


def cursor(db: Session, name: str) -> EventId:
    """The last event that a projection has taken in; 0 before the first."""
    return EventId(db.value(CURSOR, name=name) or 0)


def waiting(db: Session, name: str, *, limit: int) -> tuple[EventId, list[Recorded]]:
    """The cursor of a projection, and the next events behind it."""
    after = cursor(db, name)
    return after, events.since(db, after, limit=limit)


def advance(db: Session, name: str, *, after: EventId, to: EventId) -> bool:
    """Move a cursor; False where it no longer stands where the caller saw it, and then nothing moves."""
    return db.run(ADVANCE, name=name, after=after, to=to) == 1
