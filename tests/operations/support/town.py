"""A small workspace and the people in it, made by the operations themselves, so that all is as it would be."""

from typing import Any

from unknot.domain.access import OPERATOR, Access, Actor, Role
from unknot.domain.file import File, StoredBytes
from unknot.domain.issue import Issue, IssueDraft
from unknot.domain.label import Label, LabelDraft
from unknot.domain.people import User, UserDraft, Workspace
from unknot.domain.project import Project, ProjectDraft
from unknot.operations.files import add_file, attach_file
from unknot.operations.issues import create_issue
from unknot.operations.labels import create_label
from unknot.operations.people import create_user, create_workspace, set_member
from unknot.operations.projects import create_project
from unknot.store.work import Work


def new_workspace(work: Work, alias: str = "acme") -> Workspace:
    return create_workspace(work, alias, alias.title(), by=OPERATOR)


def new_user(work: Work, username: str) -> User:
    draft = UserDraft(username=username, email=f"{username}@example.org", name=username.title())
    return create_user(work, draft, password_hash=None, by=OPERATOR)


def new_member(work: Work, workspace: Workspace, username: str, role: Role) -> Actor:
    """Somebody new with a role in a workspace, or with none."""
    user = new_user(work, username)
    if role is not Role.NONE:
        set_member(work, workspace.id, username, role, by=OPERATOR)
    return Actor(id=user.id, workspace=workspace.id)


def new_project(work: Work, workspace: Workspace, alias: str = "web", **values: Any) -> Project:
    values = {"alias": alias, "title": alias.title(), **values}
    return create_project(work, workspace.id, ProjectDraft(**values), by=OPERATOR)


def new_issue(work: Work, project: Project, *, by: Actor, **values: Any) -> Issue:
    draft = IssueDraft(**{"title": "Slow start", "description": "Takes a minute", **values})
    return create_issue(work, project.id, draft, by=by)


def new_label(work: Work, project: Project, title: str = "bug", color: str = "D73A4A") -> Label:
    return create_label(work, project.id, LabelDraft(title=title, color=color), by=OPERATOR)


def new_file(work: Work, project: Project, *, by: Actor, issue: Issue | None = None, name: str = "hello.txt") -> File:
    stored = StoredBytes(directory=work.new_uuid(), name=name, size=5, sha256="2cf24dba")
    file = add_file(work, project.id, stored, by=by)
    return file if issue is None else attach_file(work, issue.id, file.uuid, by=by)


def uuid_of(work: Work, actor: Actor) -> str:
    return work.directory.user(actor.id).uuid


def access_of(work: Work, project: Project, actor: Actor) -> Access:
    return work.directory.access(actor, project)
