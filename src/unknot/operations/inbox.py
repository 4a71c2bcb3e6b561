"""Go through one's inbox. It concerns nobody else, so there are no events."""

from collections.abc import Sequence

from unknot.domain.access import Actor
from unknot.domain.ids import EventId
from unknot.domain.inbox import Part, State
from unknot.store import inboxes
from unknot.store.work import Work


def sort_inbox(work: Work, uuids: Sequence[str], state: State, *, by: Actor) -> None:
    """Have seen issues, put them away, or make them new again."""
    inboxes.sort(work.db, by.id, uuids, state, at=work.now())


def clear_inbox(work: Work, part: Part = Part.ALL, *, until: EventId, by: Actor) -> None:
    """Put everything in a part away, but what has come since the asker looked."""
    inboxes.clear(work.db, by.id, by.workspace, part, until=until, at=work.now())
