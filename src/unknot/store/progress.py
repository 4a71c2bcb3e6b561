"""How far each issue has come, as far as the log was read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import msgspec

from unknot.domain.events import Event, IssueEdited, IssueMoved, Recorded
from unknot.domain.ids import IssueId, ProjectId, WorkspaceId
from unknot.domain.level import NO_LEVEL
from unknot.domain.progress import Progress
from unknot.domain.status import STATUSES, Status
from unknot.store import events
from unknot.store.issues import decode_ids
from unknot.store.search import notes
from unknot.store.search.traits import PROGRESS, day_of
from unknot.store.session import Row, Session
from unknot.store.several import bound, padded, placeholders
from unknot.store.statement import Statement, statement
from unknot.store.times import to_micros, to_micros_or_none, to_time, to_time_or_none

COLUMNS = """
    issue_id, project_id, status, level, labels, assignees, is_trashed, created_by, created_at,
    acknowledged_at, completed_at, reopened_at, channels, moved_at
"""
OF_ISSUE = statement(f"SELECT {COLUMNS} FROM issue_progress WHERE issue_id = :issue")
SAVE = statement(
    f"""
    INSERT INTO issue_progress ({COLUMNS})
    VALUES (:issue, :project, :status, :level, :labels, :assignees, :is_trashed, :created_by, :created_at,
            :acknowledged_at, :completed_at, :reopened_at, :channels, :moved_at)
    ON CONFLICT (issue_id) DO UPDATE SET
        project_id = excluded.project_id, status = excluded.status, level = excluded.level, labels = excluded.labels,
        assignees = excluded.assignees, is_trashed = excluded.is_trashed, acknowledged_at = excluded.acknowledged_at,
        completed_at = excluded.completed_at, reopened_at = excluded.reopened_at, channels = excluded.channels,
        moved_at = excluded.moved_at
    """
)
TIMES = statement("SELECT acknowledged_at, completed_at, reopened_at FROM issue_progress WHERE issue_id = :issue")
FORGET = statement("DELETE FROM issue_progress WHERE issue_id = :issue")
FORGET_PROJECT = statement("DELETE FROM issue_progress WHERE project_id = :project")
TAKE_LEVEL = statement(
    """
    UPDATE issue_progress SET level = :none
    WHERE project_id IN (SELECT id FROM projects WHERE workspace_id = :workspace) AND level = :level
    """
)
NOW = statement("SELECT status, level, labels, assignees FROM issues WHERE id = :issue")
CHANNELS_NOW = statement(
    """
    SELECT c.uuid FROM issue_channels ic JOIN channels c ON c.id = ic.channel_id
    WHERE ic.issue_id = :issue AND c.trashed_at IS NULL ORDER BY c.uuid
    """
)

_FIELDS: Final = ("status", "level", "labels", "assignees", "channels")
_decode_words: Final = msgspec.json.Decoder(tuple[str, ...]).decode
_encode = msgspec.json.Encoder().encode


def of_issue(db: Session, issue: IssueId) -> Progress | None:
    row = db.row(OF_ISSUE, issue=issue)
    return None if row is None else _to_progress(row)


def since(db: Session, issues: Sequence[IssueId]) -> dict[IssueId, tuple[Status, datetime]]:
    """What status these issues have, and since when, as far as the log was read."""
    if not issues:
        return {}
    some = padded(issues)
    rows = db.rows(_standing(len(some)), **bound("issue", some))
    return {issue: (STATUSES[status], to_time(at)) for issue, status, at in rows}


@lru_cache
def _standing(length: int) -> Statement:
    return Statement(
        f"""
        SELECT issue_id, status, COALESCE(moved_at, created_at) FROM issue_progress
        WHERE issue_id IN ({placeholders("issue", length)})
        """
    )


def as_filed(db: Session, recorded: Recorded) -> Progress:
    """What an issue was when it was filed: what it is now, or is thought to be, with all its edits taken back."""
    issue, project = recorded.issue, recorded.project
    assert issue is not None  # noqa: S101 - the log says it of every event of an issue
    assert project is not None  # noqa: S101 - the same
    fields = _fields_now(db, issue)
    for later in reversed(events.of_issue(db, issue)):
        fields |= _before(later.event)
    return Progress(
        issue=issue,
        project=project,
        status=STATUSES[fields["status"]],
        level=fields["level"],
        labels=tuple(fields["labels"]),
        assignees=tuple(fields["assignees"]),
        channels=tuple(fields["channels"]),
        created_by=recorded.by,
        created_at=recorded.at,
    )


def save(db: Session, every: Iterable[Progress]) -> None:
    rows = [_columns(progress) for progress in every]
    for row in rows:
        _note_days(db, row)
    db.run_many(SAVE, rows)


def _note_days(db: Session, row: Mapping[str, Any]) -> None:
    """Note of what days of progress an issue was, if they change."""
    before = db.row(TIMES, issue=row["issue"]) or (None, None, None)
    were = {name: [day_of(at)] if at is not None else [] for name, at in zip(PROGRESS, before, strict=True)}
    are = {name: [day_of(row[f"{name}_at"])] if row[f"{name}_at"] is not None else [] for name in PROGRESS}
    changed = {name: days for name, days in were.items() if days != are[name]}
    if changed:
        notes.note_progress(db, row["issue"], changed)


def forget(db: Session, issues: Iterable[IssueId]) -> None:
    db.run_many(FORGET, [{"issue": issue} for issue in issues])


def forget_project(db: Session, project: ProjectId) -> None:
    db.run(FORGET_PROJECT, project=project)


def take_levels(db: Session, workspace: WorkspaceId, levels: Sequence[str]) -> None:
    """Leave a workspace's issues that have one of these levels without any."""
    db.run_many(TAKE_LEVEL, [{"workspace": workspace, "level": level, "none": NO_LEVEL} for level in levels])


def _fields_now(db: Session, issue: IssueId) -> dict[str, Any]:
    row = db.row(NOW, issue=issue)
    if row is None:  # purged by now
        return {"status": Status.OPEN.value, "level": NO_LEVEL, "labels": (), "assignees": (), "channels": ()}
    return {
        "status": row[0],
        "level": row[1],
        "labels": decode_ids(row[2]),
        "assignees": decode_ids(row[3]),
        "channels": [channel for (channel,) in db.rows(CHANNELS_NOW, issue=issue)],
    }


def _before(event: Event) -> dict[str, Any]:
    if isinstance(event, IssueMoved):
        return {} if event.labels is None else {"labels": event.labels.before}
    if not isinstance(event, IssueEdited):
        return {}
    return {field: event.changes[field].before for field in _FIELDS if field in event.changes}


def _to_progress(row: Row) -> Progress:
    return Progress(
        issue=row[0],
        project=row[1],
        status=STATUSES[row[2]],
        level=row[3],
        labels=decode_ids(row[4]),
        assignees=decode_ids(row[5]),
        is_trashed=bool(row[6]),
        created_by=row[7],
        created_at=to_time(row[8]),
        acknowledged_at=to_time_or_none(row[9]),
        completed_at=to_time_or_none(row[10]),
        reopened_at=to_time_or_none(row[11]),
        channels=_decode_words(row[12]),
        moved_at=to_time_or_none(row[13]),
    )


def _columns(progress: Progress) -> dict[str, object]:
    return {
        "issue": progress.issue,
        "project": progress.project,
        "status": progress.status.value,
        "level": progress.level,
        "labels": _encode(progress.labels).decode(),
        "assignees": _encode(progress.assignees).decode(),
        "is_trashed": progress.is_trashed,
        "created_by": progress.created_by,
        "created_at": to_micros(progress.created_at),
        "acknowledged_at": to_micros_or_none(progress.acknowledged_at),
        "completed_at": to_micros_or_none(progress.completed_at),
        "reopened_at": to_micros_or_none(progress.reopened_at),
        "channels": _encode(progress.channels).decode(),
        "moved_at": to_micros_or_none(progress.moved_at),
    }
