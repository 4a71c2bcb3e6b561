"""Notification objects of a workspace. Their options may hold secrets, stored as given: whoever sends needs them."""

from datetime import datetime

import msgspec

from unknot.domain.ids import NotifyObjectId, WorkspaceId
from unknot.domain.notify import NotifyKind, NotifyObject
from unknot.domain.text import fold
from unknot.store.page import Page, Slice, contains_pattern
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

COLUMNS = """
    id, uuid, workspace_id, kind, name, options, permissions, has_permissions,
    created_by, created_at, updated_by, updated_at
"""
MATCHING = r"workspace_id = :workspace AND trashed_at IS NULL AND name_key LIKE :pattern ESCAPE '\'"
BY_UUID = statement(
    f"SELECT {COLUMNS} FROM notify_objects WHERE uuid = :uuid AND workspace_id = :workspace AND trashed_at IS NULL"
)
IN_WORKSPACE = statement(f"SELECT {COLUMNS} FROM notify_objects WHERE {MATCHING} ORDER BY id LIMIT :limit OFFSET :skip")
COUNT = statement(f"SELECT COUNT(*) FROM notify_objects WHERE {MATCHING}")
ADD = statement(
    """
    INSERT INTO notify_objects (uuid, workspace_id, kind, name, name_key, options, permissions, has_permissions,
                                created_by, created_at, updated_by, updated_at)
    VALUES (:uuid, :workspace, :kind, :name, :key, :options, :permissions, :has_permissions,
            :created_by, :created_at, :updated_by, :updated_at)
    RETURNING id
    """
)
SAVE = statement(
    """
    UPDATE notify_objects SET kind = :kind, name = :name, name_key = :key, options = :options,
                              permissions = :permissions, has_permissions = :has_permissions,
                              updated_by = :updated_by, updated_at = :updated_at
    WHERE id = :notify
    """
)
TRASH = statement("UPDATE notify_objects SET trashed_at = :at WHERE id = :notify")


def to_notify_object(row: Row) -> NotifyObject:
    return NotifyObject(
        id=row[0],
        uuid=row[1],
        workspace=row[2],
        kind=NotifyKind(row[3]),
        name=row[4],
        options=msgspec.json.decode(row[5]),
        permissions=tuple(msgspec.json.decode(row[6])),
        has_permissions=bool(row[7]),
        created_by=row[8],
        created_at=to_time(row[9]),
        updated_by=row[10],
        updated_at=to_time(row[11]),
    )


def by_uuid(db: Session, workspace: WorkspaceId, uuid: str) -> NotifyObject | None:
    row = db.row(BY_UUID, workspace=workspace, uuid=uuid)
    return None if row is None else to_notify_object(row)


def in_workspace(db: Session, workspace: WorkspaceId, page: Page, *, search: str = "") -> Slice[NotifyObject]:
    """Those whose name holds the text, oldest first, so that a new one moves no page that was read."""
    wanted = {"workspace": workspace, "pattern": contains_pattern(fold(search))}
    rows = db.rows(IN_WORKSPACE, **wanted, limit=page.size, skip=page.skip)
    return Slice([to_notify_object(row) for row in rows], db.value(COUNT, **wanted))


def add(db: Session, made: NotifyObject) -> NotifyObjectId:
    """Store a new notification object; the id that it got."""
    return NotifyObjectId(
        db.value(
            ADD,
            uuid=made.uuid,
            workspace=made.workspace,
            created_by=made.created_by,
            created_at=to_micros(made.created_at),
            **_columns(made),
        )
    )


def save(db: Session, changed: NotifyObject) -> None:
    db.run(SAVE, notify=changed.id, **_columns(changed))


def trash(db: Session, notify: NotifyObjectId, *, at: datetime) -> None:
    db.run(TRASH, notify=notify, at=to_micros(at))


def _columns(notify: NotifyObject) -> dict[str, object]:
    return {
        "kind": notify.kind.value,
        "name": notify.name,
        "key": fold(notify.name),
        "options": msgspec.json.encode(notify.options).decode(),
        "permissions": msgspec.json.encode(notify.permissions).decode(),
        "has_permissions": notify.has_permissions,
        "updated_by": notify.updated_by,
        "updated_at": to_micros(notify.updated_at),
    }
