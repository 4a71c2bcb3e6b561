"""Find a thing and let the asker in, or refuse: how nearly every operation begins."""

from collections.abc import Iterable

import msgspec

from unknot.domain.access import Access, Action, Actor, Role, WorkspaceAccess
from unknot.domain.errors import Conflict, Forbidden, NotFound
from unknot.domain.ids import IssueId, ProjectId, WorkspaceId
from unknot.domain.issue import Issue
from unknot.domain.label import Label
from unknot.domain.people import User, Workspace
from unknot.domain.project import Project
from unknot.domain.sentence import listed, says
from unknot.store import issues
from unknot.store.directory import Directory
from unknot.store.session import Session
from unknot.store.work import Work


class FoundIssue(msgspec.Struct, frozen=True):
    """An issue, and what the asker may do with it."""

    issue: Issue
    access: Access

    @property
    def name(self) -> str:
        """What people call it: "OPS-431"."""
        return self.access.project.issue_key(self.issue.number)

    def require(self, action: Action) -> None:
        self.access.require(action, author=self.issue.created_by)


def project(work: Work, project_id: ProjectId, *, by: Actor) -> Access:
    found = work.directory.project(project_id)
    if found is None:
        raise NotFound("project", says("This project does not exist, or is in the trash"))
    return work.directory.access(by, found)


def issue(work: Work, issue_id: IssueId, *, by: Actor) -> FoundIssue:
    found = issues.by_id(work.db, issue_id)
    if found is None:
        raise NotFound("issue", says("This issue does not exist, or is in the trash"))
    return FoundIssue(found, project(work, found.project, by=by))


def issue_by_uuid(work: Work, uuid: str, *, by: Actor) -> FoundIssue:
    """An issue of any project. One in a deleted project does not exist."""
    found = issues.by_uuid(work.db, uuid)
    home: Project | None = None if found is None else work.directory.project(found.project)
    if found is None or home is None:
        raise NotFound("issue", says("No issue %(uuid)s", uuid=uuid))
    return FoundIssue(found, work.directory.access(by, home))


def issue_in_workspace(db: Session, directory: Directory, uuid: str, workspace: WorkspaceId) -> Issue | None:
    """An issue of a living project in a workspace. Who asks for a reader must still open its project."""
    found = issues.by_uuid(db, uuid)
    is_here = found is not None and found.workspace == workspace and directory.project(found.project) is not None
    return found if is_here else None


def label(work: Work, uuid: str, project: Project) -> Label:
    found = work.directory.label_by_uuid(uuid)
    if found is None or found.project != project.id:
        raise NotFound("label", says("No label %(uuid)s in project %(project)s", uuid=uuid, project=project.path))
    return found


def user(work: Work, uuid: str) -> User:
    found = work.directory.user_by_uuid(uuid)
    if found is None:
        raise NotFound("user", says("No user %(uuid)s", uuid=uuid))
    return found


def changed_since(found: FoundIssue, fields: Iterable[str]) -> Conflict:
    """Why nothing of a wish is undone on an issue: somebody has changed the same fields again."""
    return Conflict(
        says(
            "%(issue)s was changed again since (%(fields)s), so nothing of it was undone",
            issue=found.name,
            fields=listed(fields),
        )
    )


def default_project(directory: Directory, workspace_id: WorkspaceId) -> Project:
    """The project that takes what names no project."""
    workspace = directory.workspace(workspace_id)
    project = None if workspace.default_project is None else directory.project(workspace.default_project)
    if project is None:
        raise Forbidden(
            says(
                "The workspace %(workspace)s has no default project to take this. Ask its owner for one.",
                workspace=workspace.alias,
            )
        )
    return project


def workspace_for(work: Work, workspace_id: WorkspaceId, least: Role, *, by: Actor) -> Workspace:
    """A workspace in which the asker has at least this role, with a token that writes."""
    found = work.directory.workspace(workspace_id)
    if not by.may_write or work.directory.workspace_role(by, workspace_id) < least:
        raise Forbidden(
            says(
                "This takes the role %(role)s in the workspace %(workspace)s, and a token that writes.",
                role=least.said,
                workspace=found.alias,
            )
        )
    return found


def workspace_access(work: Work, workspace_id: WorkspaceId, *, by: Actor) -> WorkspaceAccess:
    """What the asker may do with what belongs to a whole workspace."""
    found = work.directory.workspace(workspace_id)
    role = work.directory.workspace_role(by, workspace_id)
    return WorkspaceAccess(actor=by, alias=found.alias, role=role)
