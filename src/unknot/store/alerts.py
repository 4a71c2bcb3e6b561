"""Alerts that became part of an issue, and which monitors still fire on it.

Only what changed something is remembered: an alert that came to nothing has no row.
"""

from datetime import datetime

from unknot.domain.ids import IssueId, MonitorId, WorkspaceId
from unknot.domain.issue import Issue
from unknot.store.issues import COLUMNS, to_issue
from unknot.store.session import Session
from unknot.store.statement import statement
from unknot.store.times import to_micros

# Whoever comes second waits here for the first to commit, on an engine with many writers, and then finds its issue.
CLAIM = statement(
    """
    INSERT INTO alert_groups (workspace_id, issue_key) VALUES (:workspace, :key)
    ON CONFLICT (workspace_id, issue_key) DO UPDATE SET issue_key = excluded.issue_key
    """
)
FORGET_GROUPS = statement("DELETE FROM alert_groups")
# The last two lines of conditions are those of the index, word by word.
OPEN_ISSUE = statement(
    f"""
    SELECT {COLUMNS} FROM issues
    WHERE workspace_id = :workspace AND sub_identity = :key AND source_type = 'checker'
        AND project_id IN (SELECT id FROM projects WHERE workspace_id = :workspace AND trashed_at IS NULL)
        AND sub_identity <> '' AND trashed_at IS NULL
        AND status NOT IN ('completed', 'closed')
    ORDER BY id DESC LIMIT 1
    """
)
ISSUE_OF = statement("SELECT issue_id FROM alerts WHERE monitor_id = :monitor AND event = :event")
ADD = statement("INSERT INTO alerts (monitor_id, event, issue_id, at) VALUES (:monitor, :event, :issue, :at)")
FIRE = statement(
    """
    INSERT INTO firing_monitors (issue_id, monitor_id) VALUES (:issue, :monitor)
    ON CONFLICT (issue_id, monitor_id) DO NOTHING
    """
)
CEASE = statement("DELETE FROM firing_monitors WHERE issue_id = :issue AND monitor_id = :monitor")
CEASE_EVERYWHERE = statement("DELETE FROM firing_monitors WHERE monitor_id = :monitor")
ANY_FIRING = statement("SELECT 1 FROM firing_monitors WHERE issue_id = :issue LIMIT 1")


def issue_of(db: Session, monitor: MonitorId, event: str) -> IssueId | None:
    """The issue that an alert became part of, if it had come before."""
    found: IssueId | None = db.value(ISSUE_OF, monitor=monitor, event=event)
    return found


def claim(db: Session, workspace: WorkspaceId, key: str) -> None:
    """Be the only one to decide about the issue of this key, up to the end of the transaction."""
    db.run(CLAIM, workspace=workspace, key=key)


def forget_groups(db: Session) -> int:
    """Take away the keys that were claimed, and wait for those that still are; how many there were."""
    return db.run(FORGET_GROUPS)


def open_issue(db: Session, workspace: WorkspaceId, key: str) -> Issue | None:
    """The issue that takes the alerts of this key: the newest that is not done."""
    row = db.row(OPEN_ISSUE, workspace=workspace, key=key)
    return None if row is None else to_issue(row)


def add(db: Session, monitor: MonitorId, event: str, issue: IssueId, *, at: datetime) -> None:
    db.run(ADD, monitor=monitor, event=event, issue=issue, at=to_micros(at))


def fire(db: Session, issue: IssueId, monitor: MonitorId) -> None:
    db.run(FIRE, issue=issue, monitor=monitor)


def cease(db: Session, issue: IssueId, monitor: MonitorId) -> bool:
    """Note that a monitor no longer fires on an issue; whether it did."""
    return db.run(CEASE, issue=issue, monitor=monitor) > 0


def cease_everywhere(db: Session, monitor: MonitorId) -> None:
    db.run(CEASE_EVERYWHERE, monitor=monitor)


def is_any_firing(db: Session, issue: IssueId) -> bool:
    return db.value(ANY_FIRING, issue=issue) is not None
