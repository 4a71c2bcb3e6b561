"""How much hangs on a thing, for whoever is about to change or delete it. These may be slow: read them aside."""

from unknot.domain.ids import ChannelId, LabelId, ProjectId, UserId, WorkspaceId
from unknot.domain.status import Status
from unknot.store.session import Session
from unknot.store.statement import statement

LABELS = statement(
    """
    SELECT il.label_id, COUNT(*) FROM labels l JOIN issue_labels il ON il.label_id = l.id
    WHERE l.project_id = :project AND l.trashed_at IS NULL GROUP BY il.label_id
    """
)
LEVELS = statement(
    """
    SELECT level, COUNT(*) FROM issues
    WHERE workspace_id = :workspace AND level > '' AND trashed_at IS NULL GROUP BY level
    """
)
CHANNELS = statement(
    """
    SELECT ic.channel_id, COUNT(*) FROM channels c JOIN issue_channels ic ON ic.channel_id = c.id
    WHERE c.workspace_id = :workspace AND c.trashed_at IS NULL GROUP BY ic.channel_id
    """
)
SUBSCRIBERS = statement(
    """
    SELECT s.channel_id, COUNT(*) FROM channels c JOIN subscriptions s ON s.channel_id = c.id
    WHERE c.workspace_id = :workspace AND c.trashed_at IS NULL GROUP BY s.channel_id
    """
)
ASSIGNED = statement(
    """
    SELECT COUNT(*) FROM issue_assignees a JOIN issues i ON i.id = a.issue_id
    WHERE a.user_id = :user AND i.workspace_id = :workspace AND i.trashed_at IS NULL
      AND i.status NOT IN (:completed, :closed)
    """
)


def of_labels(db: Session, project: ProjectId) -> dict[LabelId, int]:
    """How many issues carry each label of a project, those in the trash too."""
    return dict(db.rows(LABELS, project=project))


def of_levels(db: Session, workspace: WorkspaceId) -> dict[str, int]:
    """How many issues of a workspace have each level, by its key."""
    return dict(db.rows(LEVELS, workspace=workspace))


def of_channels(db: Session, workspace: WorkspaceId) -> dict[ChannelId, int]:
    """How many issues each channel beside the default one holds, those in the trash too."""
    return dict(db.rows(CHANNELS, workspace=workspace))


def subscribers(db: Session, workspace: WorkspaceId) -> dict[ChannelId, int]:
    """How many people follow each channel."""
    return dict(db.rows(SUBSCRIBERS, workspace=workspace))


def open_assigned(db: Session, user: UserId, workspace: WorkspaceId) -> int:
    """How many issues of a workspace wait for somebody."""
    closed = {"completed": Status.COMPLETED.value, "closed": Status.CLOSED.value}
    found: int = db.value(ASSIGNED, user=user, workspace=workspace, **closed)
    return found
