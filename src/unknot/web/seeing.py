"""What somebody has looked at is no longer new in their inbox."""

from unknot.domain.inbox import State
from unknot.domain.issue import Issue
from unknot.operations.inbox import sort_inbox
from unknot.store import inboxes
from unknot.web.visit import Place


async def note_seen(place: Place, issue: Issue) -> None:
    """Whoever opens an issue has seen what is new on it, unless it was only their browser, fetching ahead."""
    request = place.visit.request
    is_ahead = (request.header(b"sec-purpose") or b"").startswith(b"prefetch")
    if not is_ahead and inboxes.is_new(request.services.db, place.visit.user.id, issue.id):
        await request.services.write(sort_inbox, [issue.uuid], State.SEEN, by=place.actor)
