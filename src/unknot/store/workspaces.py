"""Workspaces: the tenants of this instance."""

from unknot.domain.ids import ProjectId, UserId, WorkspaceId
from unknot.domain.people import Workspace
from unknot.domain.text import fold
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

COLUMNS = "id, uuid, alias, title, default_project_id, created_at"
BY_ID = statement(f"SELECT {COLUMNS} FROM workspaces WHERE id = :workspace")
BY_ALIAS = statement(f"SELECT {COLUMNS} FROM workspaces WHERE alias_key = :key")
EVERY = statement(f"SELECT {COLUMNS} FROM workspaces ORDER BY id")
OF_USER = statement(
    """
    SELECT w.id, w.uuid, w.alias, w.title, w.default_project_id, w.created_at
    FROM members m JOIN workspaces w ON w.id = m.workspace_id
    WHERE m.user_id = :user ORDER BY w.id
    """
)
ADD = statement(
    """
    INSERT INTO workspaces (uuid, alias, alias_key, title, created_at)
    VALUES (:uuid, :alias, :key, :title, :created_at) RETURNING id
    """
)
SET_DEFAULT_PROJECT = statement("UPDATE workspaces SET default_project_id = :project WHERE id = :workspace")


def to_workspace(row: Row) -> Workspace:
    return Workspace(
        id=row[0], uuid=row[1], alias=row[2], title=row[3], default_project=row[4], created_at=to_time(row[5])
    )


def by_id(db: Session, workspace: WorkspaceId) -> Workspace:
    """A workspace that is known to exist."""
    row = db.row(BY_ID, workspace=workspace)
    if row is None:
        raise LookupError(f"no workspace {workspace}")
    return to_workspace(row)


def by_alias(db: Session, folded: str) -> Workspace | None:
    row = db.row(BY_ALIAS, key=folded)
    return None if row is None else to_workspace(row)


def every(db: Session) -> list[Workspace]:
    return [to_workspace(row) for row in db.rows(EVERY)]


def of_user(db: Session, user: UserId) -> list[Workspace]:
    """The workspaces that a user is a member of."""
    return [to_workspace(row) for row in db.rows(OF_USER, user=user)]


def add(db: Session, workspace: Workspace) -> WorkspaceId:
    """Store a new workspace; the id that it got."""
    return WorkspaceId(
        db.value(
            ADD,
            uuid=workspace.uuid,
            alias=workspace.alias,
            key=fold(workspace.alias),
            title=workspace.title,
            created_at=to_micros(workspace.created_at),
        )
    )


def set_default_project(db: Session, workspace: WorkspaceId, project: ProjectId) -> None:
    db.run(SET_DEFAULT_PROJECT, workspace=workspace, project=project)
