"""Find what a command's words name, or say that it is not there."""

from collections.abc import Sequence

import msgspec

from unknot.domain.access import OPERATOR, Actor
from unknot.domain.errors import NotFound
from unknot.domain.people import User, Workspace
from unknot.domain.project import Project
from unknot.store.database import Database
from unknot.store.directory import Directory


def find_workspace(database: Database, alias: str) -> Workspace:
    workspace = _directory(database).workspace_by_alias(alias)
    if workspace is None:
        raise NotFound("workspace", f"No workspace {alias}")
    return workspace


def find_project(database: Database, path: str) -> Project:
    """By OWNER/ALIAS."""
    owner, _, alias = path.partition("/")
    project = _directory(database).project_at(owner, alias)
    if project is None:
        raise NotFound("project", f"No project {path}; projects are named OWNER/ALIAS")
    return project


class Place(msgspec.Struct, frozen=True):
    """A workspace, or one of its projects."""

    workspace: Workspace
    project: Project | None

    def projects(self, directory: Directory, reader: Actor) -> Sequence[Project]:
        """Those that the reader may read; refused for a project that they may not."""
        if self.project is None:
            return directory.readable_projects(reader, self.workspace.id)
        return [directory.access(reader, self.project).project]


def find_place(database: Database, text: str) -> Place:
    """By OWNER[/PROJECT]."""
    owner, slash, _ = text.partition("/")
    return Place(find_workspace(database, owner), find_project(database, text) if slash else None)


def find_reader(database: Database, username: str | None, workspace: Workspace) -> Actor:
    """Somebody who asks; without a name the operator, who may read everything."""
    return OPERATOR if username is None else Actor(id=find_user(database, username).id, workspace=workspace.id)


def find_user(database: Database, username: str) -> User:
    user = _directory(database).user_by_name(username)
    if user is None:
        raise NotFound("user", f"No user {username}")
    return user


def _directory(database: Database) -> Directory:
    database.directory.refresh()
    return database.directory
