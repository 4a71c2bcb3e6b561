"""Guance's channels, and how ours become them and theirs ours."""

from typing import Annotated, Final, Literal

import msgspec
from msgspec import UNSET, UnsetType

from unknot.dialects.guance import ids, shapes
from unknot.dialects.guance.optional import given
from unknot.dialects.guance.times import NEVER, seconds
from unknot.dialects.guance.wire_person import maker_id
from unknot.domain.channel import (
    LEAST_ESCALATION_SECONDS,
    Channel,
    ChannelChange,
    ChannelDraft,
    Escalation,
    Subscription,
)
from unknot.http.told import told
from unknot.store.directory import Directory

MOST_SECONDS: Final = 2**31 - 1  # 68 years; anything more is a slip, and no date can be reckoned with it


class UpgradeConfig(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Whom to notify of an issue that nobody is responsible for after so many seconds."""

    notify_target: list[str]
    trigger_time: Annotated[int, msgspec.Meta(le=MOST_SECONDS), told(minimum=LEAST_ESCALATION_SECONDS)]


class ChannelIn(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A channel to add."""

    name: shapes.Name
    description: shapes.ShortRemark = ""
    notify_target: list[str] | None = None
    notify_upgrade_cfg: UpgradeConfig | None = None


class ChannelChangeIn(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A channel to change: what is left out stays."""

    name: shapes.Name | UnsetType = UNSET
    description: shapes.ShortRemark | UnsetType = UNSET
    notify_target: list[str] | UnsetType | None = UNSET
    notify_upgrade_cfg: UpgradeConfig | UnsetType | None = UNSET


class SubscribeIn(msgspec.Struct, frozen=True):
    type: Literal["responsible", "participate", "attention", "cancel"]


class ChannelOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A channel. Only lists tell how the caller follows it: in no way where the text is empty."""

    create_at: shapes.Seconds
    creator: shapes.MakerWord
    delete_at: shapes.Alive = NEVER
    description: str
    id: shapes.Number
    name: str
    notify_target: list[str]
    notify_upgrade_cfg: UpgradeConfig | None
    status: shapes.Normal = 0
    subscribe_type: Literal["", "responsible", "participate", "attention"] | UnsetType = UNSET
    update_at: shapes.Seconds
    updator: shapes.MakerWord
    uuid: shapes.ChannelWord
    workspace_uuid: shapes.WorkspaceWord = msgspec.field(name="workspaceUUID")


def channel_draft(body: ChannelIn) -> ChannelDraft:
    return ChannelDraft(
        name=body.name,
        description=body.description,
        targets=tuple(body.notify_target or ()),
        escalation=_escalation(body.notify_upgrade_cfg),
    )


def channel_change(body: ChannelChangeIn) -> ChannelChange:
    targets = given(body.notify_target)
    return ChannelChange(
        name=given(body.name),
        description=given(body.description),
        targets=None if targets is None else tuple(targets),
        escalation=_escalation(given(body.notify_upgrade_cfg)),
    )


def subscription(body: SubscribeIn) -> Subscription | None:
    """How the caller wants to follow the channel; None is not at all."""
    return None if body.type == "cancel" else Subscription(body.type)


def listed_channel_out(channel: Channel, followed: Subscription | None, directory: Directory) -> ChannelOut:
    return msgspec.structs.replace(channel_out(channel, directory), subscribe_type=followed.value if followed else "")


def channel_out(channel: Channel, directory: Directory) -> ChannelOut:
    return ChannelOut(
        create_at=seconds(channel.created_at),
        creator=maker_id(directory, channel.created_by),
        description=channel.description,
        id=channel.id,
        name=channel.name,
        notify_target=list(channel.targets),
        notify_upgrade_cfg=_upgrade_config(channel.escalation),
        update_at=seconds(channel.updated_at),
        updator=maker_id(directory, channel.updated_by),
        uuid=ids.wire_id(ids.CHANNEL, channel.uuid),
        workspace_uuid=ids.workspace_id(channel.workspace, directory),
    )


def _upgrade_config(escalation: Escalation | None) -> UpgradeConfig | None:
    if escalation is None:
        return None
    return UpgradeConfig(notify_target=list(escalation.targets), trigger_time=escalation.after_seconds)


def _escalation(config: UpgradeConfig | None) -> Escalation | None:
    if config is None:
        return None
    return Escalation(after_seconds=config.trigger_time, targets=tuple(config.notify_target))
