"""A channel: a stream of issues with subscribers and targets. The default channel of a workspace holds every issue."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from unknot.domain.errors import Problem
from unknot.domain.ids import ChannelId, UserId, WorkspaceId
from unknot.domain.sentence import says
from unknot.domain.text import Limits, length_problems, text_problems

DEFAULT_NAME: Final = "default"  # programs look for this word
LEAST_ESCALATION_SECONDS: Final = 60


class Subscription(StrEnum):
    """How somebody follows a channel: what they are told of."""

    RESPONSIBLE = "responsible"  # new issues, replies, the daily summary
    PARTICIPATE = "participate"  # new issues
    ATTENTION = "attention"  # the daily summary


class Escalation(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to tell of an issue that nobody is responsible for after so long."""

    after_seconds: int
    targets: tuple[str, ...]  # UUIDs of notification objects, as given


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    id: ChannelId
    uuid: str
    workspace: WorkspaceId
    name: str
    description: str
    targets: tuple[str, ...]  # notification objects, as given
    escalation: Escalation | None
    is_default: bool
    created_by: UserId | None
    created_at: datetime
    updated_by: UserId | None
    updated_at: datetime


class ChannelDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody gives to make a channel."""

    name: str
    description: str = ""
    targets: tuple[str, ...] = ()
    escalation: Escalation | None = None

    def problems(self, limits: Limits) -> Iterable[Problem]:
        yield from text_problems("name", self.name, at_most=limits.name)
        yield from length_problems("description", self.description, at_most=limits.name)
        if self.escalation is not None and self.escalation.after_seconds < LEAST_ESCALATION_SECONDS:
            yield Problem(
                "notifyUpgradeCfg.triggerTime",
                says("must be at least %(least)s seconds", least=LEAST_ESCALATION_SECONDS),
            )


class ChannelChange(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants different; None leaves a thing as it is."""

    name: str | None = None
    description: str | None = None
    targets: tuple[str, ...] | None = None
    escalation: Escalation | None = None
    ends_escalation: bool = False  # which None cannot say

    def draft_of(self, channel: Channel) -> ChannelDraft:
        return ChannelDraft(
            name=channel.name if self.name is None else self.name,
            description=channel.description if self.description is None else self.description,
            targets=channel.targets if self.targets is None else self.targets,
            escalation=None if self.ends_escalation else self.escalation or channel.escalation,
        )
