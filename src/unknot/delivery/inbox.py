"""The projection that fills inboxes: what happens on an issue lies on top of the inbox of whoever it concerns.

Nobody hears of what they did themselves, nor of what they may not read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from unknot.domain.events import (
    Commented,
    CommentEdited,
    IssueCreated,
    IssueDeleted,
    IssueEdited,
    IssueMoved,
    IssuePurged,
    Recorded,
)
from unknot.domain.ids import IssueId, UserId
from unknot.domain.inbox import IS_NEW_FOR, KEEPS, Reason
from unknot.domain.issue import FieldChange
from unknot.domain.mention import mentioned
from unknot.store import comments, inboxes
from unknot.store.inboxes import Stakes
from unknot.store.work import Work

Reasons = Iterator[tuple[UserId, Reason]]
NOTEWORTHY: Final = {"status", "level"}  # fields whose change everybody involved hears of


class Inboxes:
    """Lays each event where it concerns somebody."""

    name: Final = "inboxes"
    concerns: Final = (
        IssueCreated,
        IssueEdited,
        Commented,
        CommentEdited,
        IssueMoved,
        IssueDeleted,
        IssuePurged,
    )

    def apply(self, work: Work, recorded: Sequence[Recorded]) -> None:
        stakes = inboxes.stakes(
            work.db, {one.issue for one in recorded if one.issue is not None and _is_kept(work, one)}
        )
        for one in recorded:
            if isinstance(one.event, IssueMoved) and one.issue is not None:
                inboxes.move(work.db, one.issue, to=one.event.after.project)
            if one.issue is None or not _is_kept(work, one):
                continue
            if isinstance(one.event, IssueDeleted | IssuePurged):
                inboxes.forget(work.db, one.issue)
            else:
                is_new = work.now() - one.at <= IS_NEW_FOR
                inboxes.put(work.db, one, _concerned(work, one, one.issue, stakes.get(one.issue)), is_new=is_new)


def _is_kept(work: Work, recorded: Recorded) -> bool:
    return work.now() - recorded.at <= KEEPS


def _concerned(work: Work, recorded: Recorded, issue: IssueId, stakes: Stakes | None) -> dict[UserId, Reason]:
    """Whom an event concerns, and the strongest reason why. Nobody, where the issue is no longer there."""
    found: dict[UserId, Reason] = {}
    for user, reason in () if stakes is None else _reasons(work, recorded, issue, stakes):
        if user != recorded.by:
            found[user] = min(reason, found.get(user, reason))
    return {user: reason for user, reason in found.items() if _may_hear(work, user, recorded)}


def _reasons(work: Work, recorded: Recorded, issue: IssueId, stakes: Stakes) -> Reasons:
    match recorded.event:
        case IssueCreated():
            yield from _called(work, mentioned(stakes.description))
            yield from _involved(work, issue, stakes)
        case IssueEdited(changes=changes):
            yield from _concerned_by_edit(work, issue, stakes, changes)
        case Commented(comment=comment):
            said = comments.by_id(work.db, comment)
            yield from _called(work, mentioned("" if said is None else said.text))
            yield from _involved(work, issue, stakes)
        case CommentEdited(before=before, after=after):
            yield from _called(work, mentioned(after) - mentioned(before))


def _concerned_by_edit(work: Work, issue: IssueId, stakes: Stakes, changes: Mapping[str, FieldChange]) -> Reasons:
    if (words := changes.get("description")) is not None:
        yield from _called(work, mentioned(words.after) - mentioned(words.before))
    if (assigned := changes.get("assignees")) is not None:
        yield from ((user, Reason.ASSIGNED) for user in assigned.after if user not in assigned.before)
    if changes.keys() & NOTEWORTHY:
        yield from _involved(work, issue, stakes)
    elif "channels" in changes:
        yield from _responsible(work, issue, stakes)


def _involved(work: Work, issue: IssueId, stakes: Stakes) -> Reasons:
    yield from ((user, Reason.ASSIGNED) for user in stakes.assignees)
    yield from _responsible(work, issue, stakes)
    yield stakes.filer, Reason.FILED
    yield from ((user, Reason.WATCHING) for user in stakes.watchers)


def _responsible(work: Work, issue: IssueId, stakes: Stakes) -> Reasons:
    if stakes.is_incident:
        yield from ((user, Reason.RESPONSIBLE) for user in inboxes.responsible(work.db, issue))


def _called(work: Work, names: Iterable[str]) -> Reasons:
    for name in names:
        user = work.directory.user_by_name(name)
        if user is not None:
            yield user.id, Reason.MENTIONED


def _may_hear(work: Work, user: UserId, recorded: Recorded) -> bool:
    """Bots have no inbox, and nobody hears of what they may not read."""
    project = None if recorded.project is None else work.directory.project(recorded.project)
    if project is None or work.directory.user(user).is_bot:
        return False
    return not project.is_private or bool(work.directory.role_of(user, project))
