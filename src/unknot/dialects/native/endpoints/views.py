"""Views: what the owner of a token may open on pages."""

from unknot.dialects.native import wire_views as wire
from unknot.dialects.native.auth import actor_of
from unknot.dialects.native.endpoints.answering import answer
from unknot.dialects.native.names import uuid_named
from unknot.domain.access import Actor
from unknot.domain.errors import NotFound
from unknot.domain.ids import ProjectId
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import views as operations
from unknot.store import views


async def list_views(request: Request) -> Answer:
    actor, services = actor_of(request), request.services
    found = views.of_reader(services.db, services.directory, actor.workspace, reader=actor)
    return answer([wire.view_out(view, services.directory) for view in found])


async def create_view(request: Request) -> Answer:
    actor, services = actor_of(request), request.services
    body = await request.json(wire.ViewIn)
    project = None if body.project is None else _project(request, body.project, actor)
    view = await services.write(operations.create_view, actor.workspace, project, wire.view_draft(body), by=actor)
    return answer(wire.view_out(view, services.directory))


async def change_view(request: Request) -> Answer:
    actor, services = actor_of(request), request.services
    uuid = uuid_named("view", request.params[0])
    change = wire.view_change(await request.json(wire.ViewChangeIn))
    view = await services.write(operations.change_view, actor.workspace, uuid, change, by=actor)
    return answer(wire.view_out(view, services.directory))


async def delete_view(request: Request) -> Answer:
    actor = actor_of(request)
    uuid = uuid_named("view", request.params[0])
    await request.services.write(operations.delete_view, actor.workspace, uuid, by=actor)
    return Answer(content_type=None)


def _project(request: Request, given: str, actor: Actor) -> ProjectId:
    """A project of the token's workspace that its owner may read."""
    uuid = wire.project_in(given)
    for project in request.services.directory.readable_projects(actor, actor.workspace):
        if project.uuid == uuid:
            return project.id
    raise NotFound("project", says("There is no project %(project)s here, or you may not read it", project=given))
