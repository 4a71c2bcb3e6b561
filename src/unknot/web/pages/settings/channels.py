"""The channels of a workspace. Every member may make one; whoever made it changes it, and admins change all."""

from typing import Final

import msgspec

from unknot.domain.access import Role
from unknot.domain.channel import LEAST_ESCALATION_SECONDS, Channel, ChannelChange, ChannelDraft, Escalation
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import channels as operations
from unknot.store import usage
from unknot.web.forms import KEEPS_FORM, Filled, filled, form_of, refused
from unknot.web.settings import WorkspaceSettings, back_to, settings_of
from unknot.web.visit import NUMBER

MOST_MINUTES: Final = 7 * 24 * 60  # a week: what waits longer is no emergency


class ChannelForm(msgspec.Struct, frozen=True):
    name: str = ""
    description: str = ""
    escalate_after: str = ""  # minutes; empty: never


START: Final = filled(ChannelForm(), "channel")


async def show_channels(request: Request) -> Answer:
    return await _page(await settings_of(request, "channels"))


async def create_channel(request: Request) -> Answer:
    here = await settings_of(request, "channels")
    typed = await form_of(request, ChannelForm)
    try:
        draft = ChannelDraft(name=typed.name, description=typed.description, escalation=_escalation(typed, ()))
        await request.services.write(operations.create_channel, here.workspace.id, draft, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return await _page(here, refused(typed, "channel", refusal))
    return back_to(here.path, "made")


async def show_channel(request: Request) -> Answer:
    here = await settings_of(request, "channels")
    channel = _channel(here, request.params[1])
    minutes = "" if channel.escalation is None else str(channel.escalation.after_seconds // 60)
    return await _one(here, channel, filled(ChannelForm(channel.name, channel.description, minutes), "channel"))


async def save_channel(request: Request) -> Answer:
    here = await settings_of(request, "channels")
    channel = _channel(here, request.params[1])
    typed = await form_of(request, ChannelForm)
    try:
        change = _change(typed, channel)
        await request.services.write(
            operations.edit_channel, here.workspace.id, channel.uuid, change, by=here.place.actor
        )
    except KEEPS_FORM as refusal:
        return await _one(here, channel, refused(typed, "channel", refusal))
    return back_to(here.path, "saved")


async def delete_channel(request: Request) -> Answer:
    here = await settings_of(request, "channels")
    uuid = request.params[1]
    await request.services.write(operations.delete_channel, here.workspace.id, uuid, by=here.place.actor)
    return back_to(here.path, "deleted")


def may_change(here: WorkspaceSettings, channel: Channel) -> bool:
    return here.place.role >= Role.ADMIN or (
        here.place.role >= Role.MEMBER and channel.created_by == here.place.actor.id
    )


def _change(typed: ChannelForm, channel: Channel) -> ChannelChange:
    told = channel.targets if channel.escalation is None else channel.escalation.targets
    escalation = _escalation(typed, told)
    return ChannelChange(
        name=channel.name if channel.is_default else typed.name,
        description=typed.description,
        escalation=escalation,
        ends_escalation=escalation is None,
    )


def _escalation(typed: ChannelForm, targets: tuple[str, ...]) -> Escalation | None:
    text = typed.escalate_after.strip()
    if not text:
        return None
    if not (NUMBER.fullmatch(text) and 1 <= int(text) <= MOST_MINUTES):
        raise Invalid.field(
            "escalate_after", says("must be a number of minutes from 1 to %(most)s, or empty", most=MOST_MINUTES)
        )
    return Escalation(after_seconds=int(text) * LEAST_ESCALATION_SECONDS, targets=targets)


def _channel(here: WorkspaceSettings, uuid: str) -> Channel:
    found = here.request.services.directory.channel_by_uuid(uuid)
    if found is None or found.workspace != here.workspace.id:
        raise NotFound(
            "channel",
            says("No such channel in %(workspace)s; it may have been deleted", workspace=here.workspace.title),
        )
    return found


async def _page(here: WorkspaceSettings, form: Filled = START) -> Answer:
    services, workspace = here.request.services, here.workspace.id
    found = services.directory.channels_of(workspace)
    return here.page(
        "page/settings/channels.html",
        form,
        channels=found,
        mine={one.uuid for one in found if may_change(here, one)},
        used=await services.read_aside(usage.of_channels, workspace),
        followed=await services.read_aside(usage.subscribers, workspace),
        may_create=here.place.role >= Role.MEMBER,
    )


async def _one(here: WorkspaceSettings, channel: Channel, form: Filled) -> Answer:
    if not may_change(here, channel):
        raise Forbidden(
            says(
                "“%(channel)s” is changed by whoever made it, and by admins of %(workspace)s.",
                channel=channel.name,
                workspace=here.workspace.title,
            )
        )
    services, workspace = here.request.services, here.workspace.id
    used = await services.read_aside(usage.of_channels, workspace)
    followed = await services.read_aside(usage.subscribers, workspace)
    return here.page(
        "page/settings/channel.html",
        form,
        below=channel.uuid,
        channel=channel,
        count=used.get(channel.id, 0),
        followers=followed.get(channel.id, 0),
    )
