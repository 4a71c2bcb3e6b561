"""Monitors, and what they tell."""

from unknot.dialects.native import wire_monitors as wire
from unknot.dialects.native.auth import member_of
from unknot.dialects.native.endpoints.answering import answer
from unknot.dialects.native.names import uuid_named
from unknot.domain.errors import NotFound
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import monitors as operations
from unknot.operations.alerts import take_alert as take
from unknot.store import monitors


async def list_monitors(request: Request) -> Answer:
    found = monitors.of_workspace(request.services.db, member_of(request).workspace)
    return answer([wire.monitor_out(monitor) for monitor in found])


async def get_monitor(request: Request) -> Answer:
    actor, [given] = member_of(request), request.params
    monitor = monitors.by_uuid(request.services.db, actor.workspace, uuid_named("monitor", given))
    if monitor is None:
        raise NotFound("monitor", f"No monitor {given} in this workspace")
    return answer(wire.monitor_out(monitor))


async def create_monitor(request: Request) -> Answer:
    actor = member_of(request)
    draft = wire.monitor_draft(await request.json(wire.MonitorIn))
    monitor = await request.services.write(operations.create_monitor, actor.workspace, draft, by=actor)
    return answer(wire.monitor_out(monitor))


async def edit_monitor(request: Request) -> Answer:
    actor, [given] = member_of(request), request.params
    uuid = uuid_named("monitor", given)
    change = wire.monitor_change(await request.json(wire.MonitorChangeIn))
    monitor = await request.services.write(operations.edit_monitor, actor.workspace, uuid, change, by=actor)
    return answer(wire.monitor_out(monitor))


async def delete_monitor(request: Request) -> Answer:
    actor, [given] = member_of(request), request.params
    await request.services.write(operations.delete_monitor, actor.workspace, uuid_named("monitor", given), by=actor)
    return Answer(content_type=None)


async def take_alert(request: Request) -> Answer:
    actor, [given], services = member_of(request), request.params, request.services
    uuid = uuid_named("monitor", given)
    alert = wire.alert_in(await request.json(wire.AlertIn))
    answered = await services.write(take, actor.workspace, uuid, alert, by=actor)
    return answer(wire.alert_out(answered, services.directory))
