"""Channels, and how the caller follows them."""

from unknot.dialects.guance import ids, wire_channels
from unknot.dialects.guance.auth import actor_of, writer_of
from unknot.dialects.guance.endpoints.asking import uuid_named
from unknot.dialects.guance.envelope import answer
from unknot.domain.access import Role
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import channels as operations
from unknot.store import channels


async def list_channels(request: Request) -> Answer:
    actor, services = actor_of(request), request.services
    followed = channels.subscriptions(services.db, actor.workspace, actor.id)
    found = channels.of_workspace(services.db, actor.workspace)
    return answer(
        request,
        [wire_channels.listed_channel_out(one, followed.get(one.id), services.directory) for one in found],
    )


async def add_channel(request: Request) -> Answer:
    actor, services = writer_of(request), request.services
    draft = wire_channels.channel_draft(await request.json(wire_channels.ChannelIn))
    channel = await services.write(operations.create_channel, actor.workspace, draft, by=actor)
    return answer(request, wire_channels.channel_out(channel, services.directory))


async def modify_channel(request: Request) -> Answer:
    actor, services = writer_of(request), request.services
    uuid = _uuid_asked(request)
    change = wire_channels.channel_change(await request.json(wire_channels.ChannelChangeIn))
    channel = await services.write(operations.edit_channel, actor.workspace, uuid, change, by=actor)
    return answer(request, wire_channels.channel_out(channel, services.directory))


async def delete_channel(request: Request) -> Answer:
    actor = writer_of(request)
    await request.services.write(operations.delete_channel, actor.workspace, _uuid_asked(request), by=actor)
    return answer(request, content=True)


async def subscribe(request: Request) -> Answer:
    actor, uuid = writer_of(request, Role.GUEST), _uuid_asked(request)
    kind = wire_channels.subscription(await request.json(wire_channels.SubscribeIn))
    await request.services.write(operations.set_subscription, actor.workspace, uuid, kind, by=actor)
    return answer(request, content=True)


def _uuid_asked(request: Request) -> str:
    """Our UUID of the channel that the path names."""
    [given] = request.params
    return uuid_named("channel", ids.CHANNEL, given)
