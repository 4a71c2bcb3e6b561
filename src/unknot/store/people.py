"""Workspaces, users, and who is a member with which role."""

from datetime import datetime

from unknot.domain.access import Role
from unknot.domain.ids import ProjectId, UserId, WorkspaceId
from unknot.domain.people import Member, User, Workspace
from unknot.domain.text import fold
from unknot.store.page import Page, Slice
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

USER_COLUMNS = "id, uuid, username, name, surname, email, is_bot, is_blocked, created_at"
USER = statement(f"SELECT {USER_COLUMNS} FROM users WHERE id = :user")
USER_BY_UUID = statement(f"SELECT {USER_COLUMNS} FROM users WHERE uuid = :uuid")
USER_BY_NAME = statement(f"SELECT {USER_COLUMNS} FROM users WHERE username_key = :key")
USER_BY_EMAIL = statement(f"SELECT {USER_COLUMNS} FROM users WHERE email = :email ORDER BY id LIMIT 1")
USERS = statement(f"SELECT {USER_COLUMNS} FROM users ORDER BY id LIMIT :limit OFFSET :skip")
COUNT_USERS = statement("SELECT COUNT(*) FROM users")
ADD_USER = statement(
    """
    INSERT INTO users (uuid, username, username_key, name, surname, email, password_hash,
                       is_bot, is_blocked, created_at)
    VALUES (:uuid, :username, :key, :name, :surname, :email, :password_hash, :is_bot, FALSE, :created_at)
    RETURNING id
    """
)
SAVE_USER = statement("UPDATE users SET name = :name, surname = :surname, email = :email WHERE id = :user")
ANY_USER = statement("SELECT 1 FROM users LIMIT 1")
SET_BLOCKED = statement("UPDATE users SET is_blocked = :is_blocked WHERE id = :user")
SET_PASSWORD = statement("UPDATE users SET password_hash = :password_hash WHERE id = :user")

WORKSPACE_COLUMNS = "id, uuid, alias, title, default_project_id, created_at"
WORKSPACE = statement(f"SELECT {WORKSPACE_COLUMNS} FROM workspaces WHERE id = :workspace")
WORKSPACE_BY_ALIAS = statement(f"SELECT {WORKSPACE_COLUMNS} FROM workspaces WHERE alias_key = :key")
WORKSPACES = statement(f"SELECT {WORKSPACE_COLUMNS} FROM workspaces ORDER BY id")
WORKSPACES_OF = statement(
    """
    SELECT w.id, w.uuid, w.alias, w.title, w.default_project_id, w.created_at
    FROM members m JOIN workspaces w ON w.id = m.workspace_id
    WHERE m.user_id = :user ORDER BY w.id
    """
)
ADD_WORKSPACE = statement(
    """
    INSERT INTO workspaces (uuid, alias, alias_key, title, created_at)
    VALUES (:uuid, :alias, :key, :title, :created_at) RETURNING id
    """
)
SET_DEFAULT_PROJECT = statement("UPDATE workspaces SET default_project_id = :project WHERE id = :workspace")

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
MEMBERS = statement("SELECT user_id, role FROM members WHERE workspace_id = :workspace ORDER BY user_id")
PEOPLE = statement(
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
PROJECT_MEMBERS = statement("SELECT user_id, role FROM project_members WHERE project_id = :project ORDER BY user_id")
SET_MEMBER = statement(
    """
    INSERT INTO members (workspace_id, user_id, role, created_at) VALUES (:workspace, :user, :role, :created_at)
    ON CONFLICT (workspace_id, user_id) DO UPDATE SET role = excluded.role
    """
)
REMOVE_MEMBER = statement("DELETE FROM members WHERE workspace_id = :workspace AND user_id = :user")
SET_PROJECT_MEMBER = statement(
    """
    INSERT INTO project_members (project_id, user_id, role, created_at) VALUES (:project, :user, :role, :created_at)
    ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role
    """
)
REMOVE_PROJECT_MEMBER = statement("DELETE FROM project_members WHERE project_id = :project AND user_id = :user")


def to_user(row: Row) -> User:
    return User(
        id=row[0],
        uuid=row[1],
        username=row[2],
        name=row[3],
        surname=row[4],
        email=row[5],
        is_bot=bool(row[6]),
        is_blocked=bool(row[7]),
        created_at=to_time(row[8]),
    )


def to_workspace(row: Row) -> Workspace:
    return Workspace(
        id=row[0], uuid=row[1], alias=row[2], title=row[3], default_project=row[4], created_at=to_time(row[5])
    )


def to_member(row: Row) -> Member:
    return Member(user=row[0], role=Role(row[1]))


def user(db: Session, user: UserId) -> User:
    """A user that is known to exist: users are blocked, never deleted."""
    row = db.row(USER, user=user)
    if row is None:
        raise LookupError(f"no user {user}")
    return to_user(row)


def user_by_uuid(db: Session, uuid: str) -> User | None:
    row = db.row(USER_BY_UUID, uuid=uuid)
    return None if row is None else to_user(row)


def user_by_name(db: Session, folded: str) -> User | None:
    row = db.row(USER_BY_NAME, key=folded)
    return None if row is None else to_user(row)


def user_by_email(db: Session, email: str) -> User | None:
    """The first user with this address; nobody has the empty one."""
    row = db.row(USER_BY_EMAIL, email=email) if email else None
    return None if row is None else to_user(row)


def users(db: Session, page: Page) -> Slice[User]:
    """Everybody on this instance, oldest first."""
    rows = db.rows(USERS, limit=page.size, skip=page.skip)
    return Slice([to_user(row) for row in rows], db.value(COUNT_USERS))


def add_user(db: Session, user: User, *, password_hash: str | None) -> UserId:
    """Store a new user; the id that it got."""
    return UserId(
        db.value(
            ADD_USER,
            uuid=user.uuid,
            username=user.username,
            key=fold(user.username),
            name=user.name,
            surname=user.surname,
            email=user.email,
            password_hash=password_hash,
            is_bot=user.is_bot,
            created_at=to_micros(user.created_at),
        )
    )


def save_user(db: Session, user: User) -> None:
    """Store a changed name or address."""
    db.run(SAVE_USER, user=user.id, name=user.name, surname=user.surname, email=user.email)


def is_anybody_there(db: Session) -> bool:
    """Whether this instance has any user, or is as new as it can be."""
    return db.row(ANY_USER) is not None


def set_blocked(db: Session, user: UserId, *, is_blocked: bool) -> None:
    db.run(SET_BLOCKED, user=user, is_blocked=is_blocked)


def set_password(db: Session, user: UserId, password_hash: str) -> None:
    db.run(SET_PASSWORD, user=user, password_hash=password_hash)


def workspace(db: Session, workspace: WorkspaceId) -> Workspace:
    """A workspace that is known to exist."""
    row = db.row(WORKSPACE, workspace=workspace)
    if row is None:
        raise LookupError(f"no workspace {workspace}")
    return to_workspace(row)


def workspace_by_alias(db: Session, folded: str) -> Workspace | None:
    row = db.row(WORKSPACE_BY_ALIAS, key=folded)
    return None if row is None else to_workspace(row)


def workspaces(db: Session) -> list[Workspace]:
    return [to_workspace(row) for row in db.rows(WORKSPACES)]


def workspaces_of(db: Session, user: UserId) -> list[Workspace]:
    """The workspaces that a user is a member of."""
    return [to_workspace(row) for row in db.rows(WORKSPACES_OF, user=user)]


def add_workspace(db: Session, workspace: Workspace) -> WorkspaceId:
    """Store a new workspace; the id that it got."""
    return WorkspaceId(
        db.value(
            ADD_WORKSPACE,
            uuid=workspace.uuid,
            alias=workspace.alias,
            key=fold(workspace.alias),
            title=workspace.title,
            created_at=to_micros(workspace.created_at),
        )
    )


def set_default_project(db: Session, workspace: WorkspaceId, project: ProjectId) -> None:
    db.run(SET_DEFAULT_PROJECT, workspace=workspace, project=project)


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


def members(db: Session, workspace: WorkspaceId) -> list[Member]:
    return [to_member(row) for row in db.rows(MEMBERS, workspace=workspace)]


def people_in(db: Session, workspace: WorkspaceId, page: Page, *, search: str = "") -> Slice[Member]:
    """The members of a workspace who are no bots, and whose name or address holds the text, in order of arrival."""
    if search:
        return _people_named(db, workspace, page, fold(search))
    rows = db.rows(PEOPLE, workspace=workspace, limit=page.size, skip=page.skip)
    return Slice([to_member(row) for row in rows], db.value(COUNT_PEOPLE, workspace=workspace))


def _people_named(db: Session, workspace: WorkspaceId, page: Page, folded: str) -> Slice[Member]:
    """Compared here, since engines fold case in different ways, and a workspace has thousands of people at most."""
    rows = db.rows(NAMES_OF_PEOPLE, workspace=workspace)
    found = [to_member(row) for row in rows if any(folded in fold(text) for text in row[2:])]
    return Slice(found[page.skip : page.skip + page.size], len(found))


def project_members(db: Session, project: ProjectId) -> list[Member]:
    """Those who were given a role in this project itself."""
    return [to_member(row) for row in db.rows(PROJECT_MEMBERS, project=project)]


def set_member(db: Session, workspace: WorkspaceId, user: UserId, role: Role, *, at: datetime) -> None:
    """Give a role in a workspace; Role.NONE takes it away."""
    if role is Role.NONE:
        db.run(REMOVE_MEMBER, workspace=workspace, user=user)
    else:
        db.run(SET_MEMBER, workspace=workspace, user=user, role=int(role), created_at=to_micros(at))


def set_project_member(db: Session, project: ProjectId, user: UserId, role: Role, *, at: datetime) -> None:
    """Give a role in one project; Role.NONE takes it away."""
    if role is Role.NONE:
        db.run(REMOVE_PROJECT_MEMBER, project=project, user=user)
    else:
        db.run(SET_PROJECT_MEMBER, project=project, user=user, role=int(role), created_at=to_micros(at))
