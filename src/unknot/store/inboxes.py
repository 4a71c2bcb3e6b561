"""Inboxes: one row for a person and an issue that concerns them, however much happened on it.

They follow the log of events, so nothing here refers to it by a foreign key. What somebody may no longer read is not
shown, and not counted.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

import msgspec

from unknot.domain.access import Actor
from unknot.domain.events import Recorded
from unknot.domain.ids import EventId, IssueId, ProjectId, UserId, WorkspaceId
from unknot.domain.inbox import Part, Reason, State
from unknot.domain.level import NO_LEVEL
from unknot.store import browsing, events, issues, projects
from unknot.store.browsing import Line
from unknot.store.issues import decode_ids
from unknot.store.session import Row, Session
from unknot.store.several import rows_of
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time, to_time_or_none

# Of several reasons for what is still unread, the strongest stays.
PUT = statement(
    """
    INSERT INTO inbox (user_id, issue_id, workspace_id, project_id, event_id, reason, at, seen_at)
    VALUES (:user, :issue, :workspace, :project, :event, :reason, :at, :seen_at)
    ON CONFLICT (user_id, issue_id) DO UPDATE SET
        event_id = excluded.event_id, at = excluded.at, seen_at = excluded.seen_at, done_at = NULL,
        reason = CASE WHEN inbox.seen_at IS NULL AND inbox.reason < excluded.reason
                      THEN inbox.reason ELSE excluded.reason END
    """
)
MOVE = statement("UPDATE inbox SET project_id = :to WHERE issue_id = :issue")
FORGET = statement("DELETE FROM inbox WHERE issue_id = :issue")
SORT = statement(
    """
    UPDATE inbox SET seen_at = :seen_at, done_at = :done_at
    WHERE user_id = :user AND issue_id = (SELECT id FROM issues WHERE uuid = :issue)
    """
)
IN_PART: Final = f"(:part = 'all' OR (reason = {Reason.RESPONSIBLE.value}) = (:part = 'channels'))"
CLEAR = statement(
    f"""
    UPDATE inbox SET seen_at = COALESCE(seen_at, :at), done_at = :at
    WHERE user_id = :user AND workspace_id = :workspace AND done_at IS NULL AND event_id <= :until AND {IN_PART}
    """
)
COUNT_NEW = statement(
    """
    SELECT project_id, reason, COUNT(*) FROM inbox
    WHERE user_id = :user AND workspace_id = :workspace AND seen_at IS NULL GROUP BY project_id, reason
    """
)
IS_NEW = statement("SELECT 1 FROM inbox WHERE user_id = :user AND issue_id = :issue AND seen_at IS NULL")
CHANGED = statement("SELECT DISTINCT user_id FROM inbox WHERE event_id > :after")
NEWEST = statement("SELECT MAX(event_id) FROM inbox")

IN_STATE: Final = {
    State.NEW: "b.seen_at IS NULL",
    State.SEEN: "b.seen_at IS NOT NULL AND b.done_at IS NULL",
    State.DONE: "b.done_at IS NOT NULL",
}
EVENT_COLUMNS: Final = ", ".join(f"e.{column}" for column in events.COLUMNS.split(", "))
PAGES: Final = {
    state: statement(
        f"""
        SELECT b.reason, b.at, b.seen_at, {EVENT_COLUMNS}, {browsing.COLUMNS}
        FROM inbox b
        JOIN issues i ON i.id = b.issue_id AND i.trashed_at IS NULL
        JOIN projects p ON p.id = i.project_id AND p.trashed_at IS NULL
        JOIN events e ON e.id = b.event_id
        WHERE b.user_id = :user AND b.workspace_id = :workspace AND {is_in} AND b.at < :before AND {projects.READABLE}
            AND {IN_PART}
        ORDER BY b.at DESC, b.issue_id DESC LIMIT :limit
        """
    )
    for state, is_in in IN_STATE.items()
}
EVENT_WIDTH: Final = len(events.COLUMNS.split(", "))
FIRST: Final = 3  # columns of the inbox itself

# What decides whom an event concerns. A description is read only where it may call somebody.
STAKES: Final = """
    SELECT id, created_by, assignees, level,
           CASE WHEN REPLACE(description, '@', '') <> description THEN description ELSE '' END
    FROM issues WHERE trashed_at IS NULL AND id
"""
RESPONSIBLE = statement(
    """
    SELECT s.user_id FROM issues i
    JOIN channels c ON c.workspace_id = i.workspace_id AND c.trashed_at IS NULL
    JOIN subscriptions s ON s.channel_id = c.id AND s.kind = 'responsible'
    WHERE i.id = :issue
        AND (c.is_default OR EXISTS (SELECT 1 FROM issue_channels x WHERE x.channel_id = c.id AND x.issue_id = i.id))
    """
)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An issue in somebody's inbox."""

    line: Line
    last: Recorded
    reason: Reason
    at: datetime
    is_new: bool


class Stakes(msgspec.Struct, frozen=True, kw_only=True):
    """Who has to do with an issue, as it is now."""

    filer: UserId
    assignees: tuple[UserId, ...]
    watchers: list[UserId]
    is_incident: bool
    description: str


def stakes(db: Session, every: Collection[IssueId]) -> dict[IssueId, Stakes]:
    """Of some issues, as far as they are still there."""
    watching = issues.watchers_of(db, every)
    return {
        issue: Stakes(
            filer=filer,
            assignees=decode_ids(assignees),
            watchers=watching.get(issue, []),
            is_incident=level != NO_LEVEL,
            description=description,
        )
        for issue, filer, assignees, level, description in rows_of(db, STAKES, every)
    }


def responsible(db: Session, issue: IssueId) -> list[UserId]:
    """Who is responsible for one of an issue's channels, the default one among them."""
    return [row[0] for row in db.rows(RESPONSIBLE, issue=issue)]


def put(db: Session, recorded: Recorded, concerned: dict[UserId, Reason], *, is_new: bool) -> None:
    """Lay an issue on top of some inboxes, since something happened on it."""
    at = to_micros(recorded.at)
    shared = {
        "issue": recorded.issue,
        "workspace": recorded.workspace,
        "project": recorded.project,
        "event": recorded.id,
        "at": at,
        "seen_at": None if is_new else at,
    }
    rows = [{**shared, "user": user, "reason": reason.value} for user, reason in concerned.items()]
    if rows:
        db.run_many(PUT, rows)


def move(db: Session, issue: IssueId, *, to: ProjectId) -> None:
    """An issue stands in another project, wherever it lies."""
    db.run(MOVE, issue=issue, to=to)


def forget(db: Session, issue: IssueId) -> None:
    """Take an issue from every inbox."""
    db.run(FORGET, issue=issue)


def sort(db: Session, user: UserId, uuids: Iterable[str], state: State, *, at: datetime) -> None:
    """Move issues within somebody's inbox; those that are not in it stay out."""
    now = to_micros(at)
    times = {"seen_at": None if state is State.NEW else now, "done_at": now if state is State.DONE else None}
    db.run_many(SORT, [{"user": user, "issue": uuid, **times} for uuid in uuids])


def clear(db: Session, user: UserId, workspace: WorkspaceId, part: Part, *, until: EventId, at: datetime) -> None:
    """Put away everything in a part in which nothing has happened after an event."""
    db.run(CLEAR, user=user, workspace=workspace, part=part.value, until=until, at=to_micros(at))


def page(
    db: Session, reader: Actor, state: State, *, part: Part = Part.ALL, before: datetime, limit: int
) -> list[Entry]:
    """What lies in an inbox, or in a part of it, newest first."""
    wanted = {"user": reader.id, "reader": reader.id, "workspace": reader.workspace, "part": part.value}
    return [_to_entry(row) for row in db.rows(PAGES[state], **wanted, before=to_micros(before), limit=limit)]


def count_new(db: Session, reader: Actor, readable: Collection[ProjectId], *, part: Part = Part.ALL) -> int:
    """How many issues are new to somebody, among the projects that they may read."""
    rows = db.rows(COUNT_NEW, user=reader.id, workspace=reader.workspace)
    return sum(count for project, reason, count in rows if project in readable and part.holds(Reason(reason)))


def is_new(db: Session, user: UserId, issue: IssueId) -> bool:
    return db.row(IS_NEW, user=user, issue=issue) is not None


def newest(db: Session) -> EventId:
    """The last event that reached any inbox."""
    return EventId(db.value(NEWEST) or 0)


def changed_since(db: Session, after: EventId) -> frozenset[UserId]:
    """Whose inboxes an event after this one has reached."""
    return frozenset(row[0] for row in db.rows(CHANGED, after=after))


def _to_entry(row: Row) -> Entry:
    reason, at, seen_at = row[:FIRST]
    return Entry(
        line=browsing.to_line(row[FIRST + EVENT_WIDTH :]),
        last=events.to_recorded(row[FIRST : FIRST + EVENT_WIDTH]),
        reason=Reason(reason),
        at=to_time(at),
        is_new=to_time_or_none(seen_at) is None,
    )
