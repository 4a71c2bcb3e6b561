"""Take back what one has just done, as a new change in the history.

Undoing is doing the opposite by the same operations, so it obeys the same rules and leaves its own events. An issue
gets all of it or, where something stands against it, nothing; what others did meanwhile is never touched.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Concatenate, Final, Generic, ParamSpec, TypeVar

import msgspec

from unknot.domain.access import Actor
from unknot.domain.errors import Conflict, Forbidden, NotFound, Refused
from unknot.domain.events import FileUploaded, IssueCreated, IssuesRelated, LabelCreated, Recorded, RelationRemoved
from unknot.domain.ids import EventId, IssueId
from unknot.domain.sentence import says
from unknot.operations import finding, views
from unknot.operations.opposites import do_the_opposite
from unknot.store import events, trash
from unknot.store.work import Work

Outcome = TypeVar("Outcome")
Given = ParamSpec("Given")
UNDO_FOR: Final = timedelta(seconds=60)
# A label that a project got for the sake of an issue which moved there, and a file: undone, it is no longer attached.
STAYS: Final = LabelCreated | FileUploaded


class Noted(msgspec.Struct, Generic[Outcome], frozen=True):
    """What came of a wish, and the events by which it can be undone."""

    outcome: Outcome
    events: tuple[EventId, ...]


class Undone(msgspec.Struct, frozen=True):
    """What became of one issue: all of the wish was undone on it, or nothing, for a reason."""

    uuid: str
    key: str  # "OPS-431"
    refusal: str | None = None


def noting(
    work: Work,
    operation: Callable[Concatenate[Work, Given], Outcome],
    *args: Given.args,
    **options: Given.kwargs,
) -> Noted[Outcome]:
    """Carry out an operation, and note which events it recorded."""
    before = len(work.event_ids)
    outcome = operation(work, *args, **options)
    recorded = zip(work.event_ids[before:], work.events[before:], strict=True)
    return Noted(outcome, tuple(id_ for id_, event in recorded if not isinstance(event, STAYS)))


def undo(work: Work, event_ids: Iterable[EventId], *, by: Actor) -> list[Undone]:
    """Undo the events of one wish, each issue for itself. Only who did it may, and only for a minute."""
    newest_first = _newest_first(work, event_ids, by)
    for recorded in newest_first:
        require_recent(work, recorded.at)
        if recorded.issue is None:
            views.take_back(work, recorded, by=by)
    return _undo_on_issues(work, newest_first, by)


def undo_each(work: Work, event_ids: Iterable[EventId], *, by: Actor) -> list[Undone]:
    """The same, for whoever has made sure that it is not too late."""
    return _undo_on_issues(work, _newest_first(work, event_ids, by), by)


def _undo_on_issues(work: Work, newest_first: Iterable[Recorded], by: Actor) -> list[Undone]:
    on_issues = [one for one in newest_first if one.issue is not None]
    return [_undo_on_issue(work, issue, wish, by) for issue, wish in _by_issue(on_issues).items()]


def require_recent(work: Work, at: datetime) -> None:
    """Refuse to undo what was done too long ago."""
    if work.now() - at > UNDO_FOR:
        seconds = int(UNDO_FOR.total_seconds())
        raise Conflict(says("This was more than %(seconds)s seconds ago. Change it back by hand.", seconds=seconds))


def _newest_first(work: Work, event_ids: Iterable[EventId], by: Actor) -> list[Recorded]:
    return [_own(work, event_id, by) for event_id in sorted(set(event_ids), reverse=True)]


def _own(work: Work, event_id: EventId, by: Actor) -> Recorded:
    recorded = events.by_id(work.db, event_id)
    if recorded is None or (recorded.issue is None and not isinstance(recorded.event, views.ViewEvent)):
        raise NotFound("event", says("No change of an issue has the number %(event_id)s", event_id=event_id))
    if recorded.by != by.id:
        raise Forbidden(says("Somebody else did this. You can undo what you did yourself."))
    return recorded


def _by_issue(newest_first: Iterable[Recorded]) -> dict[IssueId, list[Recorded]]:
    """A relation is told of both its issues, and undone on one."""
    found: dict[IssueId, list[Recorded]] = {}
    ends: set[frozenset[IssueId | None]] = set()
    for recorded in newest_first:
        assert recorded.issue is not None  # noqa: S101 - asked for above
        if isinstance(recorded.event, IssuesRelated | RelationRemoved):
            pair = frozenset({recorded.issue, recorded.event.other})
            if pair in ends:
                continue
            ends.add(pair)
        found.setdefault(recorded.issue, []).append(recorded)
    return found


def _undo_on_issue(work: Work, issue_id: IssueId, wish: Sequence[Recorded], by: Actor) -> Undone:
    issue = trash.issue_anywhere(work.db, issue_id)
    if issue is None:
        raise NotFound("issue", says("This issue was taken away for good"))
    key = finding.project(work, issue.project, by=by).project.issue_key(issue.number)
    try:
        work.attempt(_undo_all, wish, by=by)
    except Refused as refusal:
        return Undone(issue.uuid, key, refusal.sentence)
    return Undone(issue.uuid, key)


def _undo_all(work: Work, newest_first: Iterable[Recorded], *, by: Actor) -> None:
    for recorded in newest_first:
        do_the_opposite(work, recorded, by=by)
        if isinstance(recorded.event, IssueCreated):
            return  # and with the issue goes what it was filed with
