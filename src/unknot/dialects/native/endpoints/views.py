"""Views: what the owner of a token may open on pages."""

from unknot.dialects.native import wire_views as wire
from unknot.dialects.native.auth import actor_of
from unknot.dialects.native.endpoints.answering import answer
from unknot.dialects.native.names import project_in, uuid_named
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
    project = None if body.project is None else project_in(request, body.project, actor).id
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
