"""Levels that workspaces made. A deleted one keeps its row, so that the history can still name it."""

from datetime import datetime
from typing import Any

import msgspec

from unknot.domain.events import IssueEdited
from unknot.domain.ids import LevelId, UserId, WorkspaceId
from unknot.domain.issue import FieldChange
from unknot.domain.level import NO_LEVEL, Level
from unknot.domain.text import fold
from unknot.store import events, timeline
from unknot.store.search import upkeep
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

COLUMNS = """
    id, uuid, workspace_id, name, color, description, extend, created_by, created_at, updated_by, updated_at
"""
BY_UUID = statement(f"SELECT {COLUMNS} FROM levels WHERE uuid = :uuid AND trashed_at IS NULL")
BY_NAME = statement(
    f"SELECT {COLUMNS} FROM levels WHERE workspace_id = :workspace AND name_key = :key AND trashed_at IS NULL"
)
OF_WORKSPACE = statement(
    f"SELECT {COLUMNS} FROM levels WHERE workspace_id = :workspace AND trashed_at IS NULL ORDER BY id"
)
KEY_OF = statement("SELECT uuid FROM levels WHERE id = :level")
COUNT = statement("SELECT COUNT(*) FROM levels WHERE workspace_id = :workspace AND trashed_at IS NULL")
ADD = statement(
    """
    INSERT INTO levels (uuid, workspace_id, name, name_key, color, description, extend,
                        created_by, created_at, updated_by, updated_at)
    VALUES (:uuid, :workspace, :name, :key, :color, :description, :extend,
            :created_by, :created_at, :updated_by, :updated_at)
    RETURNING id
    """
)
SAVE = statement(
    """
    UPDATE levels SET name = :name, name_key = :key, color = :color, description = :description, extend = :extend,
                      updated_by = :updated_by, updated_at = :updated_at
    WHERE id = :level
    """
)
TRASH = statement("UPDATE levels SET trashed_at = :at WHERE id = :level")
# Those in the trash too, since they may come back; each half has an index that holds only the living or the trashed.
WITH_LEVEL = """
    SELECT id FROM issues WHERE workspace_id = :workspace AND level = :level AND trashed_at IS NULL
    UNION ALL
    SELECT id FROM issues WHERE workspace_id = :workspace AND level = :level AND trashed_at > 0
"""
TAKE_FROM_ISSUES = statement(f"UPDATE issues SET level = :none WHERE id IN ({WITH_LEVEL})")
# One statement for all of them: what happened is the same on each, and there may be a million.
RECORD_TAKING = statement(
    f"""
    INSERT INTO events (at, by_id, workspace_id, project_id, issue_id, kind, data)
    SELECT :at, :by, workspace_id, project_id, id, :kind, :data FROM issues WHERE id IN ({WITH_LEVEL}) ORDER BY id
    """
)
ARE_SYSTEM_DISABLED = statement("SELECT system_levels_disabled FROM workspaces WHERE id = :workspace")
SET_SYSTEM_DISABLED = statement("UPDATE workspaces SET system_levels_disabled = :disabled WHERE id = :workspace")

_decode = msgspec.json.Decoder(dict[str, Any]).decode
_encode = msgspec.json.Encoder().encode


def to_level(row: Row) -> Level:
    return Level(
        id=row[0],
        uuid=row[1],
        workspace=row[2],
        name=row[3],
        color=row[4],
        description=row[5],
        extend=_decode(row[6]),
        created_by=row[7],
        created_at=to_time(row[8]),
        updated_by=row[9],
        updated_at=to_time(row[10]),
    )


def by_uuid(db: Session, uuid: str) -> Level | None:
    row = db.row(BY_UUID, uuid=uuid)
    return None if row is None else to_level(row)


def by_name(db: Session, workspace: WorkspaceId, name: str) -> Level | None:
    row = db.row(BY_NAME, workspace=workspace, key=fold(name))
    return None if row is None else to_level(row)


def of_workspace(db: Session, workspace: WorkspaceId) -> list[Level]:
    """The levels that a workspace made, oldest first; there are ten at most."""
    return [to_level(row) for row in db.rows(OF_WORKSPACE, workspace=workspace)]


def count(db: Session, workspace: WorkspaceId) -> int:
    found: int = db.value(COUNT, workspace=workspace)
    return found


def key_of(db: Session, level: LevelId) -> str:
    """What issues keep of a level, deleted or not."""
    found: str = db.value(KEY_OF, level=level)
    return found


def add(db: Session, level: Level) -> LevelId:
    """Store a new level; the id that it got."""
    return LevelId(
        db.value(
            ADD,
            uuid=level.uuid,
            workspace=level.workspace,
            created_by=level.created_by,
            created_at=to_micros(level.created_at),
            **_columns(level),
        )
    )


def save(db: Session, level: Level) -> None:
    db.run(SAVE, level=level.id, **_columns(level))


def trash(db: Session, level: LevelId, *, at: datetime) -> None:
    db.run(TRASH, level=level, at=to_micros(at))


def take_from_issues(db: Session, workspace: WorkspaceId, key: str, *, at: datetime, by: UserId | None) -> None:
    """Leave a workspace's issues that have this level without any, and tell it in the history of each."""
    event = IssueEdited(changes={"level": FieldChange(key, NO_LEVEL)})
    told = {"at": to_micros(at), "by": by, "kind": event.__struct_config__.tag, "data": events.encoded(event)}
    before = events.newest(db)
    db.run(RECORD_TAKING, workspace=workspace, level=key, **told)
    timeline.add_changes_since(db, before, event)
    db.run(TAKE_FROM_ISSUES, workspace=workspace, level=key, none=NO_LEVEL)
    upkeep.replace(db, workspace, ("level", key), ("level", NO_LEVEL))


def are_system_disabled(db: Session, workspace: WorkspaceId) -> bool:
    return bool(db.value(ARE_SYSTEM_DISABLED, workspace=workspace))


def set_system_disabled(db: Session, workspace: WorkspaceId, *, disabled: bool) -> None:
    db.run(SET_SYSTEM_DISABLED, workspace=workspace, disabled=disabled)


def _columns(level: Level) -> dict[str, object]:
    return {
        "name": level.name,
        "key": fold(level.name),
        "color": level.color,
        "description": level.description,
        "extend": _encode(level.extend).decode(),
        "updated_by": level.updated_by,
        "updated_at": to_micros(level.updated_at),
    }
