"""Projects: found, listed, made and deleted."""

from unknot.dialects.gitflic import wire_in
from unknot.dialects.gitflic.auth import actor_of
from unknot.dialects.gitflic.endpoints.asking import answer, done, project_asked
from unknot.dialects.gitflic.paging import page_asked
from unknot.dialects.gitflic.wire_lists import page_out
from unknot.dialects.gitflic.wire_projects import ProjectPage, project_out
from unknot.domain.access import Action, Actor, Role
from unknot.domain.errors import Forbidden, NotFound
from unknot.domain.ids import WorkspaceId
from unknot.domain.text import fold
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import projects as operations
from unknot.store import projects


async def get_project(request: Request) -> Answer:
    return answer(request, project_out(project_asked(request).project))


async def list_public_projects(request: Request) -> Answer:
    actor_of(request)
    page, title = page_asked(request), request.query.get("q", "")
    found = await request.services.read_aside(projects.public, page, title=title)
    return answer(request, page_out(ProjectPage, found, page, project_out))


async def list_own_projects(request: Request) -> Answer:
    actor, page, title = actor_of(request), page_asked(request), request.query.get("q", "")
    found = await request.services.read_aside(projects.own, page, title=title, reader=actor)
    return answer(request, page_out(ProjectPage, found, page, project_out))


async def list_shared_projects(request: Request) -> Answer:
    actor, page, title = actor_of(request), page_asked(request), request.query.get("q", "")
    found = await request.services.read_aside(projects.shared, page, title=title, reader=actor)
    return answer(request, page_out(ProjectPage, found, page, project_out))


async def create_project(request: Request) -> Answer:
    actor = actor_of(request)
    if not actor.may_write:
        raise Forbidden("This token only reads. Use one with scope write.")
    body = await request.json(wire_in.ProjectIn)
    workspace = _workspace(request, actor, body.owner_alias)
    draft = wire_in.project_draft(body)
    project = await request.services.write(operations.create_project, workspace, draft, by=actor)
    return answer(request, project_out(project))


async def delete_project(request: Request) -> Answer:
    actor, uuid = actor_of(request), request.params[0].lower()
    project = request.services.directory.project_by_uuid(uuid)
    if project is None:
        raise NotFound("project", f"No project {uuid}")
    request.services.directory.access(actor, project).require(Action.MANAGE_PROJECT)
    await request.services.write(operations.delete_project, project.id, by=actor)
    return done()


def _workspace(request: Request, actor: Actor, owner_alias: str | None) -> WorkspaceId:
    """Who is to own a new project. The caller's name stands for the workspace of their token: here, people own none."""
    directory = request.services.directory
    if owner_alias is None:
        return actor.workspace
    workspace = directory.workspace_by_alias(owner_alias)
    if workspace is None and fold(owner_alias) == fold(directory.user(actor.id).username):
        return actor.workspace
    if workspace is None:
        raise NotFound("owner", f"No owner {owner_alias}")
    if directory.workspace_role(actor, workspace.id) < Role.ADMIN:
        raise Forbidden(f"Making a project in {workspace.alias} takes the role admin there.")
    return workspace.id
