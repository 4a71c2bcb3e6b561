"""Who is a member of a workspace or of one of its projects, and with which role."""

from datetime import datetime

from unknot.domain.access import Role
from unknot.domain.ids import ProjectId, UserId, WorkspaceId
from unknot.domain.people import Member
from unknot.domain.text import fold
from unknot.store.page import Page, Slice
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros

ROLE_IN_PROJECT = statement(
    """
    SELECT MAX(role) FROM (
        SELECT role FROM members WHERE workspace_id = :workspace AND user_id = :user
        UNION ALL
        SELECT role FROM project_members WHERE project_id = :project AND user_id = :user
    ) AS roles
    """
)
ROLE_IN_WORKSPACE = statement("SELECT role FROM members WHERE workspace_id = :workspace AND user_id = :user")
OWN_PROJECT_ROLE = statement("SELECT role FROM project_members WHERE project_id = :project AND user_id = :user")
IS_ELSEWHERE = statement(
    """
    SELECT 1 FROM members WHERE user_id = :user AND workspace_id <> :workspace
    UNION ALL
    SELECT 1 FROM project_members m JOIN projects p ON p.id = m.project_id
    WHERE m.user_id = :user AND p.workspace_id <> :workspace
    LIMIT 1
    """
)
OTHER_OWNER = statement(
    """
    SELECT 1 FROM members m JOIN users u ON u.id = m.user_id
    WHERE m.workspace_id = :workspace AND m.role = :role AND m.user_id <> :user AND u.is_blocked = FALSE LIMIT 1
    """
)
BELONGS = statement(
    """
    SELECT 1 FROM members WHERE workspace_id = :workspace AND user_id = :user
    UNION ALL
    SELECT 1 FROM project_members m JOIN projects p ON p.id = m.project_id
    WHERE p.workspace_id = :workspace AND m.user_id = :user
    LIMIT 1
    """
)
OF_WORKSPACE = statement("SELECT user_id, role FROM members WHERE workspace_id = :workspace ORDER BY user_id")
PEOPLE_IN = statement(
    """
    SELECT m.user_id, m.role FROM members m JOIN users u ON u.id = m.user_id
    WHERE m.workspace_id = :workspace AND NOT u.is_bot ORDER BY m.user_id LIMIT :limit OFFSET :skip
    """
)
COUNT_PEOPLE = statement(
    """
    SELECT COUNT(*) FROM members m JOIN users u ON u.id = m.user_id
    WHERE m.workspace_id = :workspace AND NOT u.is_bot
    """
)
NAMES_OF_PEOPLE = statement(
    """
    SELECT m.user_id, m.role, u.username, u.name || ' ' || u.surname, u.email
    FROM members m JOIN users u ON u.id = m.user_id
    WHERE m.workspace_id = :workspace AND NOT u.is_bot ORDER BY m.user_id
    """
)
OF_PROJECT = statement("SELECT user_id, role FROM project_members WHERE project_id = :project ORDER BY user_id")
SET_ROLE = statement(
    """
    INSERT INTO members (workspace_id, user_id, role, created_at) VALUES (:workspace, :user, :role, :created_at)
    ON CONFLICT (workspace_id, user_id) DO UPDATE SET role = excluded.role
    """
)
REMOVE = statement("DELETE FROM members WHERE workspace_id = :workspace AND user_id = :user")
SET_PROJECT_ROLE = statement(
    """
    INSERT INTO project_members (project_id, user_id, role, created_at) VALUES (:project, :user, :role, :created_at)
    ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role
    """
)
REMOVE_FROM_PROJECT = statement("DELETE FROM project_members WHERE project_id = :project AND user_id = :user")


def to_member(row: Row) -> Member:
    return Member(user=row[0], role=Role(row[1]))


def role_in_project(db: Session, user: UserId, workspace: WorkspaceId, project: ProjectId) -> Role:
    """The greater of the roles in the workspace and in the project itself."""
    return Role(db.value(ROLE_IN_PROJECT, user=user, workspace=workspace, project=project) or 0)


def role_in_workspace(db: Session, user: UserId, workspace: WorkspaceId) -> Role:
    return Role(db.value(ROLE_IN_WORKSPACE, user=user, workspace=workspace) or 0)


def belongs(db: Session, user: UserId, workspace: WorkspaceId) -> bool:
    """Whether a user has a role in a workspace, or in any project of it."""
    return db.value(BELONGS, user=user, workspace=workspace) is not None


def own_project_role(db: Session, user: UserId, project: ProjectId) -> Role:
    """The role given in this project alone, whatever the user is in its workspace."""
    return Role(db.value(OWN_PROJECT_ROLE, user=user, project=project) or 0)


def is_elsewhere(db: Session, user: UserId, workspace: WorkspaceId) -> bool:
    """Whether somebody has a role in another workspace, or in a project of another one."""
    return db.row(IS_ELSEWHERE, user=user, workspace=workspace) is not None


def has_other_owner(db: Session, workspace: WorkspaceId, user: UserId) -> bool:
    """Whether somebody else owns a workspace who can still get in."""
    return db.value(OTHER_OWNER, workspace=workspace, user=user, role=int(Role.OWNER)) is not None


def of_workspace(db: Session, workspace: WorkspaceId) -> list[Member]:
    return [to_member(row) for row in db.rows(OF_WORKSPACE, workspace=workspace)]


def people_in(db: Session, workspace: WorkspaceId, page: Page, *, search: str = "") -> Slice[Member]:
    """The members of a workspace who are no bots, and whose name or address holds the text, in order of arrival."""
    if search:
        return _people_named(db, workspace, page, fold(search))
    rows = db.rows(PEOPLE_IN, workspace=workspace, limit=page.size, skip=page.skip)
    return Slice([to_member(row) for row in rows], db.value(COUNT_PEOPLE, workspace=workspace))


def _people_named(db: Session, workspace: WorkspaceId, page: Page, folded: str) -> Slice[Member]:
    """Compared here, since engines fold case in different ways, and a workspace has thousands of people at most."""
    rows = db.rows(NAMES_OF_PEOPLE, workspace=workspace)
    found = [to_member(row) for row in rows if any(folded in fold(text) for text in row[2:])]
    return page.of(found)


def of_project(db: Session, project: ProjectId) -> list[Member]:
    """Those who were given a role in this project itself."""
    return [to_member(row) for row in db.rows(OF_PROJECT, project=project)]


def set_role(db: Session, workspace: WorkspaceId, user: UserId, role: Role, *, at: datetime) -> None:
    """Give a role in a workspace; Role.NONE takes it away."""
    if role is Role.NONE:
        db.run(REMOVE, workspace=workspace, user=user)
    else:
        db.run(SET_ROLE, workspace=workspace, user=user, role=int(role), created_at=to_micros(at))


def set_project_role(db: Session, project: ProjectId, user: UserId, role: Role, *, at: datetime) -> None:
    """Give a role in one project; Role.NONE takes it away."""
    if role is Role.NONE:
        db.run(REMOVE_FROM_PROJECT, project=project, user=user)
    else:
        db.run(SET_PROJECT_ROLE, project=project, user=user, role=int(role), created_at=to_micros(at))
