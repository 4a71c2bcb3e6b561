"""How far each issue has come, as far as the log was read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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
from unknot.store.several import bound, padded, placeholders, rows_of
from unknot.store.statement import Statement, statement
from unknot.store.times import to_micros, to_micros_or_none, to_time, to_time_or_none

COLUMNS = """
    issue_id, project_id, status, level, labels, assignees, is_trashed, created_by, created_at,
    acknowledged_at, completed_at, reopened_at, channels, moved_at
"""
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
FORGET = statement("DELETE FROM issue_progress WHERE issue_id = :issue")
FORGET_PROJECT = statement("DELETE FROM issue_progress WHERE project_id = :project")
TAKE_LEVEL = statement(
    """
    UPDATE issue_progress SET level = :none
    WHERE project_id IN (SELECT id FROM projects WHERE workspace_id = :workspace) AND level = :level
    """
)
_OF_ISSUES: Final = f"SELECT {COLUMNS} FROM issue_progress WHERE issue_id"
_NOW: Final = "SELECT id, status, level, labels, assignees FROM issues WHERE id"
_CHANNELS_NOW: Final = """
    SELECT ic.issue_id, c.uuid FROM channels c JOIN issue_channels ic ON ic.channel_id = c.id AND c.trashed_at IS NULL
    WHERE ic.issue_id
"""

_FIELDS: Final = ("status", "level", "labels", "assignees", "channels")
_PURGED: Final[dict[str, Any]] = dict(zip(_FIELDS, (Status.OPEN.value, NO_LEVEL, (), (), ()), strict=True))
_decode_words: Final = msgspec.json.Decoder(tuple[str, ...]).decode
_encode = msgspec.json.Encoder().encode


def of_issues(db: Session, issues: Collection[IssueId]) -> dict[IssueId, Progress]:
    """What is known of some issues; nothing of one that the log has not reached."""
    return {row[0]: _to_progress(row) for row in rows_of(db, _OF_ISSUES, issues)}


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


def as_filed(db: Session, every: Collection[Recorded]) -> dict[IssueId, Progress]:
    """What issues were when they were filed: what they are now, or are thought to be, with all edits taken back."""
    filed = {one.issue: one for one in every if one.issue is not None}
    fields = _fields_now(db, filed)
    for later in reversed(events.edits_of_issues(db, filed)):
        if later.issue in fields:
            fields[later.issue] |= _before(later.event)
    return {issue: _filed(issue, one, fields[issue]) for issue, one in filed.items()}


def _filed(issue: IssueId, recorded: Recorded, fields: Mapping[str, Any]) -> Progress:
    assert recorded.project is not None  # noqa: S101 - the log says it of every event of an issue
    return Progress(
        issue=issue,
        project=recorded.project,
        status=STATUSES[fields["status"]],
        level=fields["level"],
        labels=tuple(fields["labels"]),
        assignees=tuple(fields["assignees"]),
        channels=tuple(fields["channels"]),
        created_by=recorded.by,
        created_at=recorded.at,
    )


def save(db: Session, every: Iterable[Progress], *, were: Mapping[IssueId, Progress]) -> None:
    """Store how far issues have come, given what was stored of them."""
    now = list(every)
    for one in now:
        _note_days(db, one, were.get(one.issue))
    db.run_many(SAVE, map(_columns, now))


def _note_days(db: Session, now: Progress, was: Progress | None) -> None:
    """Note of what days of progress an issue was, if they change."""
    before = {} if was is None else _days(was)
    changed = {name: before.get(name, []) for name, days in _days(now).items() if days != before.get(name, [])}
    if changed:
        notes.note_progress(db, now.issue, changed)


def _days(progress: Progress) -> dict[str, list[str]]:
    """The day of each step that an issue may have taken, if it has."""
    steps = zip(PROGRESS, (progress.acknowledged_at, progress.completed_at, progress.reopened_at), strict=True)
    return {name: [] if at is None else [day_of(to_micros(at))] for name, at in steps}


def forget(db: Session, issues: Iterable[IssueId]) -> None:
    db.run_many(FORGET, [{"issue": issue} for issue in issues])


def forget_project(db: Session, project: ProjectId) -> None:
    db.run(FORGET_PROJECT, project=project)


def take_levels(db: Session, workspace: WorkspaceId, levels: Sequence[str]) -> None:
    """Leave a workspace's issues that have one of these levels without any."""
    db.run_many(TAKE_LEVEL, [{"workspace": workspace, "level": level, "none": NO_LEVEL} for level in levels])


def _fields_now(db: Session, issues: Collection[IssueId]) -> dict[IssueId, dict[str, Any]]:
    found = {issue: _PURGED.copy() for issue in issues}
    channels = defaultdict(list)
    for issue, channel in rows_of(db, _CHANNELS_NOW, issues):
        channels[issue].append(channel)
    for issue, status, level, labels, assignees in rows_of(db, _NOW, issues):
        values = (status, level, decode_ids(labels), decode_ids(assignees), sorted(channels[issue]))
        found[issue] = dict(zip(_FIELDS, values, strict=True))
    return found


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
