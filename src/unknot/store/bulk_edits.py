"""Bulk edits: kept from the moment in which somebody chose the issues until nobody will undo it any more."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Final

import msgspec

from unknot.domain.bulk import Wish
from unknot.domain.ids import BulkEditId, EventId, IssueId, UserId, WorkspaceId
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time_or_none

KEPT: Final = timedelta(days=1)

ADD = statement(
    """
    INSERT INTO bulk_edits (uuid, workspace_id, user_id, wish, issues, total, done, made_at)
    VALUES (:uuid, :workspace, :user, :wish, :issues, :total, 0, :at) RETURNING id
    """
)
BY_UUID = statement(
    """
    SELECT id, uuid, workspace_id, user_id, wish, issues, total, done, begun_at, changed_at
    FROM bulk_edits WHERE uuid = :uuid
    """
)
BEGIN = statement("UPDATE bulk_edits SET begun_at = :at WHERE id = :edit AND begun_at IS NULL")
NOTE = statement("INSERT INTO bulk_edit_events (bulk_edit_id, event_id) VALUES (:edit, :event)")
COME_FURTHER = statement("UPDATE bulk_edits SET done = done + :count, changed_at = :at WHERE id = :edit")
EVENTS = statement(
    """
    SELECT e.issue_id, e.id FROM bulk_edit_events b JOIN events e ON e.id = b.event_id
    WHERE b.bulk_edit_id = :edit ORDER BY e.issue_id, e.id
    """
)
FORGET_EVENTS = statement(
    "DELETE FROM bulk_edit_events WHERE bulk_edit_id IN (SELECT id FROM bulk_edits WHERE made_at < :before)"
)
FORGET = statement("DELETE FROM bulk_edits WHERE made_at < :before")

_encode = msgspec.json.Encoder().encode
_decode_wish = msgspec.json.Decoder(Wish).decode
_decode_issues = msgspec.json.Decoder(tuple[IssueId, ...]).decode


class BulkEdit(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wished for which issues, and how far it has come."""

    id: BulkEditId
    uuid: str
    workspace: WorkspaceId
    by: UserId
    wish: Wish
    issues: tuple[IssueId, ...]
    total: int
    done: int = 0
    begun_at: datetime | None = None
    changed_at: datetime | None = None  # last


def add(db: Session, edit: BulkEdit, *, at: datetime) -> BulkEditId:
    """Store a new one, and forget those that are too old to be undone; the id that it got."""
    before = to_micros(at - KEPT)
    db.run(FORGET_EVENTS, before=before)
    db.run(FORGET, before=before)
    return BulkEditId(
        db.value(
            ADD,
            uuid=edit.uuid,
            workspace=edit.workspace,
            user=edit.by,
            wish=_encode(edit.wish).decode(),
            issues=_encode(edit.issues).decode(),
            total=edit.total,
            at=to_micros(at),
        )
    )


def by_uuid(db: Session, uuid: str) -> BulkEdit | None:
    row = db.row(BY_UUID, uuid=uuid)
    return None if row is None else _to_bulk_edit(row)


def begin(db: Session, edit: BulkEditId, *, at: datetime) -> bool:
    """Whether nobody had begun it before."""
    return db.run(BEGIN, edit=edit, at=to_micros(at)) == 1


def come_further(db: Session, edit: BulkEditId, count: int, done: Iterable[EventId], *, at: datetime) -> None:
    """So many more of its issues were seen to, by these events."""
    db.run_many(NOTE, [{"edit": edit, "event": event} for event in done])
    db.run(COME_FURTHER, edit=edit, count=count, at=to_micros(at))


def events_by_issue(db: Session, edit: BulkEditId) -> list[list[EventId]]:
    """What it did, issue by issue."""
    rows = db.rows(EVENTS, edit=edit)
    return [[event for _, event in some] for _, some in groupby(rows, key=itemgetter(0))]


def _to_bulk_edit(row: Row) -> BulkEdit:
    return BulkEdit(
        id=row[0],
        uuid=row[1],
        workspace=row[2],
        by=row[3],
        wish=_decode_wish(row[4]),
        issues=_decode_issues(row[5]),
        total=row[6],
        done=row[7],
        begun_at=to_time_or_none(row[8]),
        changed_at=to_time_or_none(row[9]),
    )
