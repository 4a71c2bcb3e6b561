"""Find what a command's words name, or say that it is not there."""

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


def find_user(database: Database, username: str) -> User:
    user = _directory(database).user_by_name(username)
    if user is None:
        raise NotFound("user", f"No user {username}")
    return user


def _directory(database: Database) -> Directory:
    database.directory.refresh()
    return database.directory
