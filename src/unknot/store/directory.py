"""Who and where: people, tokens, projects, roles, labels, levels and channels, remembered between requests.

These tables are small, change rarely, and are asked for in every request. What was found stays in memory until the
directory's revision moves; every statement that changes one of them moves it, in its own transaction, so a change
made by another worker or at the command line is seen by the next request.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from unknot.domain.access import OPERATOR, Access, Actor, Role, grant
from unknot.domain.channel import Channel
from unknot.domain.ids import LabelId, ProjectId, UserId, WorkspaceId
from unknot.domain.label import Label
from unknot.domain.level import Level
from unknot.domain.people import Member, User, Workspace
from unknot.domain.project import Project
from unknot.domain.text import fold
from unknot.domain.token import Token
from unknot.store import channels, labels, levels, members, projects, tokens, users, workspaces
from unknot.store.search.index import Memory
from unknot.store.session import Row, Session
from unknot.store.statement import Statement, statement

Found = TypeVar("Found")

MOST_REMEMBERED = 100_000  # entries; then it starts anew, so that guessing tokens cannot fill the memory
LONGEST_NAME = 1_000  # characters that are remembered; nothing has a longer one, and whoever asks may send millions
REVISION = statement("SELECT value FROM directory_revision")
MOVE_REVISION = statement("UPDATE directory_revision SET value = value + 1")


class Directory:
    """A memory in front of one session. Call `refresh` when a request or a transaction begins."""

    __slots__ = ("_db", "_memory", "_revision", "_stamp")

    def __init__(self, db: Session) -> None:
        self._db = db
        self._memory: dict[tuple[Any, ...], Any] = {}
        self._revision: int | None = None
        self._stamp: int | None = None

    @property
    def db(self) -> Session:
        return self._db

    def refresh(self) -> None:
        """Forget everything if anything of it has changed since."""
        stamp = self._db.stamp()
        if stamp is not None and stamp == self._stamp:
            return
        self._stamp = stamp
        revision = self._db.value(REVISION)
        if revision != self._revision:
            self._revision = revision
            self._memory.clear()

    def forget(self) -> None:
        """For whoever just changed something, or took a change back."""
        self._revision = None
        self._memory.clear()

    def token(self, secret: str) -> Token | None:
        return self._recall(tokens.by_secret, secret)

    def user(self, user: UserId) -> User:
        return self._recall(users.by_id, user)

    def user_by_uuid(self, uuid: str) -> User | None:
        return self._recall(users.by_uuid, uuid)

    def user_by_name(self, username: str) -> User | None:
        return self._recall(users.by_name, fold(username))

    def user_by_email(self, email: str) -> User | None:
        return self._recall(users.by_email, email)

    def workspace(self, workspace: WorkspaceId) -> Workspace:
        return self._recall(workspaces.by_id, workspace)

    def workspace_by_alias(self, alias: str) -> Workspace | None:
        return self._recall(workspaces.by_alias, fold(alias))

    def project(self, project: ProjectId) -> Project | None:
        return self._recall(projects.by_id, project)

    def project_by_uuid(self, uuid: str) -> Project | None:
        return self._recall(projects.by_uuid, uuid)

    def project_at(self, owner: str, alias: str) -> Project | None:
        return self._recall(projects.at, fold(owner), fold(alias))

    def projects_of(self, workspace: WorkspaceId) -> Sequence[Project]:
        """Every living project of a workspace. Who asks for a reader keeps those that they may read."""
        return self._recall(projects.of_workspace, workspace)

    def readable_projects(self, actor: Actor, workspace: WorkspaceId) -> Sequence[Project]:
        """The projects of a workspace that the actor may read."""
        return [one for one in self.projects_of(workspace) if not one.is_private or self.role(actor, one)]

    def members_of(self, workspace: WorkspaceId) -> Sequence[Member]:
        return self._recall(members.of_workspace, workspace)

    def labels_of(self, project: ProjectId) -> Sequence[Label]:
        """A project's labels by title."""
        return self._recall(labels.all_of, project)

    def levels_of(self, workspace: WorkspaceId) -> Sequence[Level]:
        """The levels that a workspace made, oldest first."""
        return self._recall(levels.of_workspace, workspace)

    def channels_of(self, workspace: WorkspaceId) -> Sequence[Channel]:
        """A workspace's channels, the default one first."""
        return self._recall(channels.of_workspace, workspace)

    def label(self, label: LabelId) -> Label | None:
        """None for a label that was deleted: an issue may still carry its id."""
        return self._recall(labels.by_id, label)

    def label_by_uuid(self, uuid: str) -> Label | None:
        return self._recall(labels.by_uuid, uuid)

    def level(self, key: str) -> Level | None:
        """A level that a workspace made. None for one that was deleted: an event may still name its key."""
        return self._recall(levels.by_uuid, key)

    def are_system_levels_disabled(self, workspace: WorkspaceId) -> bool:
        return self._recall(levels.are_system_disabled, workspace)

    def channel_by_uuid(self, uuid: str) -> Channel | None:
        return self._recall(channels.by_uuid, uuid)

    def default_channel(self, workspace: WorkspaceId) -> Channel:
        return self._recall(channels.default_of, workspace)

    def role(self, actor: Actor, project: Project) -> Role:
        """The greater of the roles in the workspace and in the project."""
        return Role.OWNER if actor == OPERATOR else self.role_of(actor.id, project)

    def role_of(self, user: UserId, project: Project) -> Role:
        return self._recall(members.role_in_project, user, project.workspace, project.id)

    def workspace_role(self, actor: Actor, workspace: WorkspaceId) -> Role:
        if actor == OPERATOR:
            return Role.OWNER
        return self._recall(members.role_in_workspace, actor.id, workspace)

    def is_member(self, user: UserId, workspace: WorkspaceId) -> bool:
        return bool(self._recall(members.role_in_workspace, user, workspace))

    def access(self, actor: Actor, project: Project) -> Access:
        """What the actor may do in the project; refused if they may not even read it."""
        return grant(actor, project, self.role(actor, project))

    def derive(self, make: Callable[..., Found], *key: Any) -> Found:
        """What follows from the directory alone, remembered with it: `make(directory, *key)`."""
        place = (make, *key)
        try:
            found: Found = self._memory[place]
        except KeyError:
            found = self._remember(place, make(self, *key))
        return found

    def _recall(self, query: Callable[..., Found], *key: Any) -> Found:
        place = (query, *key)
        try:
            found: Found = self._memory[place]
        except KeyError:
            found = self._remember(place, query(self._db, *key))
        return found

    def _remember(self, place: tuple[Any, ...], found: Found) -> Found:
        if any(isinstance(part, str) and len(part) > LONGEST_NAME for part in place):
            return found
        if len(self._memory) >= MOST_REMEMBERED:
            self._memory.clear()
        self._memory[place] = found
        return found


class TrackedSession:
    """A session for changes, which moves the directory's revision whenever one of its tables changes."""

    __slots__ = ("_db", "_directory", "close", "row", "rows", "stamp")

    def __init__(self, db: Session, directory: Directory) -> None:
        self._db = db
        self._directory = directory
        self.row: Callable[..., Row | None] = db.row
        self.rows: Callable[..., list[Row]] = db.rows
        self.stamp: Callable[[], int | None] = db.stamp
        self.close: Callable[[], None] = db.close

    @property
    def memory(self) -> Memory:
        return self._db.memory

    def value(self, statement: Statement, /, **values: Any) -> Any:
        found = self._db.value(statement, **values)
        self._track(statement)
        return found

    def run(self, statement: Statement, /, **values: Any) -> int:
        touched = self._db.run(statement, **values)
        self._track(statement)
        return touched

    def run_many(self, statement: Statement, every: Iterable[Mapping[str, Any]], /) -> None:
        self._db.run_many(statement, every)
        self._track(statement)

    def _track(self, statement: Statement) -> None:
        if statement.changes_directory:
            self._db.run(MOVE_REVISION)
            self._directory.forget()
