"""The log of what happened. It only grows."""

from collections.abc import Collection
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

import msgspec

from unknot.domain.events import Event, Recorded
from unknot.domain.ids import EventId, IssueId, ProjectId, UserId, WorkspaceId
from unknot.store.session import Row, Session
from unknot.store.several import rows_of
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

COLUMNS = "id, at, by_id, workspace_id, project_id, issue_id, data"
ADD = statement(
    """
    INSERT INTO events (at, by_id, workspace_id, project_id, issue_id, kind, data)
    VALUES (:at, :by, :workspace, :project, :issue, :kind, :data) RETURNING id
    """
)
BY_ID = statement(f"SELECT {COLUMNS} FROM events WHERE id = :event")
OF_ISSUE = statement(f"SELECT {COLUMNS} FROM events WHERE issue_id = :issue ORDER BY id")
_EDITS_OF_ISSUES: Final = f"SELECT {COLUMNS} FROM events WHERE kind IN ('issue_edited', 'issue_moved') AND issue_id"
STATUS_CHANGES = statement(
    f"""
    SELECT {COLUMNS} FROM events WHERE issue_id = :issue AND kind = 'issue_edited'
        AND REPLACE(data, '"status":{{"before":', '') <> data ORDER BY id
    """
)
NEWEST = statement("SELECT MAX(id) FROM events")
SINCE = statement(f"SELECT {COLUMNS} FROM events WHERE id > :after ORDER BY id LIMIT :limit")

_encode = msgspec.json.Encoder().encode


def _any_event() -> Any:
    kinds: Any = Event
    for kind in Event.__subclasses__():
        kinds = kind if kinds is Event else kinds | kind
    return kinds


_decode = msgspec.json.Decoder(_any_event()).decode


def to_recorded(row: Row) -> Recorded:
    return Recorded(
        id=row[0],
        at=to_time(row[1]),
        by=row[2],
        workspace=row[3],
        project=row[4],
        issue=row[5],
        event=_decode(row[6]),
    )


def add(
    db: Session,
    event: Event,
    *,
    at: datetime,
    by: UserId | None,
    workspace: WorkspaceId | None,
    project: ProjectId | None,
    issue: IssueId | None,
) -> EventId:
    """Store a fact, and the id that it got. It belongs to the transaction of the change that made it true."""
    return EventId(
        db.value(
            ADD,
            at=to_micros(at),
            by=by,
            workspace=workspace,
            project=project,
            issue=issue,
            kind=event.__struct_config__.tag,
            data=encoded(event),
        )
    )


def encoded(event: Event) -> str:
    """An event as the log keeps it."""
    return _encode(event).decode()


def by_id(db: Session, event: EventId) -> Recorded | None:
    row = db.row(BY_ID, event=event)
    return None if row is None else to_recorded(row)


def of_issue(db: Session, issue: IssueId) -> list[Recorded]:
    """Everything that happened to an issue, oldest first."""
    return [to_recorded(row) for row in db.rows(OF_ISSUE, issue=issue)]


def edits_of_issues(db: Session, issues: Collection[IssueId]) -> list[Recorded]:
    """What was changed of some issues, and where they were moved, oldest first."""
    return sorted(map(to_recorded, rows_of(db, _EDITS_OF_ISSUES, issues)), key=attrgetter("id"))


def status_changes(db: Session, issue: IssueId) -> list[Recorded]:
    """The edits of an issue that changed its status, oldest first."""
    return [to_recorded(row) for row in db.rows(STATUS_CHANGES, issue=issue)]


def newest(db: Session) -> EventId:
    """The last thing that happened."""
    return EventId(db.value(NEWEST) or 0)


def since(db: Session, after: EventId, *, limit: int) -> list[Recorded]:
    """What happened after an event, oldest first."""
    return [to_recorded(row) for row in db.rows(SINCE, after=after, limit=limit)]
