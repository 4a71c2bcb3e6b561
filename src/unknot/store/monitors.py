"""Monitors of a workspace. A deleted one keeps its row, since issues name it."""

from datetime import datetime

import msgspec

from unknot.domain.alert import AlertStatus
from unknot.domain.ids import MonitorId, WorkspaceId
from unknot.domain.monitor import Monitor
from unknot.domain.status import Status
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

COLUMNS = """
    id, uuid, workspace_id, name, creates_issues, statuses, level, assignees, teams, channels,
    recovers_issues, recovered_status, grouping, created_by, created_at, updated_by, updated_at
"""
BY_UUID = statement(
    f"SELECT {COLUMNS} FROM monitors WHERE uuid = :uuid AND workspace_id = :workspace AND trashed_at IS NULL"
)
OF_WORKSPACE = statement(
    f"SELECT {COLUMNS} FROM monitors WHERE workspace_id = :workspace AND trashed_at IS NULL ORDER BY id"
)
COUNT = statement("SELECT COUNT(*) FROM monitors WHERE workspace_id = :workspace AND trashed_at IS NULL")
ADD = statement(
    """
    INSERT INTO monitors (uuid, workspace_id, name, creates_issues, statuses, level, assignees, teams, channels,
                          recovers_issues, recovered_status, grouping, created_by, created_at, updated_by, updated_at)
    VALUES (:uuid, :workspace, :name, :creates_issues, :statuses, :level, :assignees, :teams, :channels,
            :recovers_issues, :recovered_status, :grouping, :created_by, :created_at, :updated_by, :updated_at)
    RETURNING id
    """
)
SAVE = statement(
    """
    UPDATE monitors SET name = :name, creates_issues = :creates_issues, statuses = :statuses, level = :level,
                        assignees = :assignees, teams = :teams, channels = :channels,
                        recovers_issues = :recovers_issues, recovered_status = :recovered_status, grouping = :grouping,
                        updated_by = :updated_by, updated_at = :updated_at
    WHERE id = :monitor
    """
)
TRASH = statement("UPDATE monitors SET trashed_at = :at WHERE id = :monitor")

_encode = msgspec.json.Encoder().encode
_decode_words = msgspec.json.Decoder(tuple[str, ...]).decode
_decode_statuses = msgspec.json.Decoder(tuple[AlertStatus, ...]).decode


def to_monitor(row: Row) -> Monitor:
    return Monitor(
        id=row[0],
        uuid=row[1],
        workspace=row[2],
        name=row[3],
        creates_issues=bool(row[4]),
        statuses=_decode_statuses(row[5]),
        level=row[6],
        assignees=_decode_words(row[7]),
        teams=_decode_words(row[8]),
        channels=_decode_words(row[9]),
        recovers_issues=bool(row[10]),
        recovered_status=Status(row[11]),
        grouping=row[12],
        created_by=row[13],
        created_at=to_time(row[14]),
        updated_by=row[15],
        updated_at=to_time(row[16]),
    )


def by_uuid(db: Session, workspace: WorkspaceId, uuid: str) -> Monitor | None:
    row = db.row(BY_UUID, workspace=workspace, uuid=uuid)
    return None if row is None else to_monitor(row)


def of_workspace(db: Session, workspace: WorkspaceId) -> list[Monitor]:
    """The monitors of a workspace, oldest first."""
    return [to_monitor(row) for row in db.rows(OF_WORKSPACE, workspace=workspace)]


def count(db: Session, workspace: WorkspaceId) -> int:
    found: int = db.value(COUNT, workspace=workspace)
    return found


def add(db: Session, monitor: Monitor) -> MonitorId:
    """Store a new monitor; the id that it got."""
    return MonitorId(
        db.value(
            ADD,
            uuid=monitor.uuid,
            workspace=monitor.workspace,
            created_by=monitor.created_by,
            created_at=to_micros(monitor.created_at),
            **_columns(monitor),
        )
    )


def save(db: Session, monitor: Monitor) -> None:
    db.run(SAVE, monitor=monitor.id, **_columns(monitor))


def trash(db: Session, monitor: MonitorId, *, at: datetime) -> None:
    db.run(TRASH, monitor=monitor, at=to_micros(at))


def _columns(monitor: Monitor) -> dict[str, object]:
    return {
        "name": monitor.name,
        "creates_issues": monitor.creates_issues,
        "statuses": _encode(monitor.statuses).decode(),
        "level": monitor.level,
        "assignees": _encode(monitor.assignees).decode(),
        "teams": _encode(monitor.teams).decode(),
        "channels": _encode(monitor.channels).decode(),
        "recovers_issues": monitor.recovers_issues,
        "recovered_status": monitor.recovered_status.value,
        "grouping": monitor.grouping,
        "updated_by": monitor.updated_by,
        "updated_at": to_micros(monitor.updated_at),
    }
