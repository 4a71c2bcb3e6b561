"""A notification object: somewhere that messages can be sent to. Sending is delivery's work; here it is only kept."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import msgspec

from unknot.domain.errors import Problem
from unknot.domain.ids import NotifyObjectId, UserId, WorkspaceId
from unknot.domain.text import Limits, text_problems

MASK: Final = "***"
NEVER_SECRET: Final = frozenset({"to"})  # people; whatever else an option holds may open a door, even an address


class NotifyKind(StrEnum):
    """The kinds, by the words that Guance uses for them."""

    HTTP_REQUEST = "HTTPRequest"
    SIMPLE_HTTP_REQUEST = "simpleHTTPRequest"
    DING_TALK_ROBOT = "dingTalkRobot"
    FEISHU_ROBOT = "feishuRobot"
    WECHAT_ROBOT = "wechatRobot"
    SLACK_INCOMING_WEBHOOK = "slackIncomingWebhook"
    TEAMS_WORKFLOW_WEBHOOK = "teamsWorkflowWebhook"
    GOOGLE_CHAT_WEBHOOK = "googleChatWebhook"
    MAIL_GROUP = "mailGroup"
    SMS = "sms"
    VMS = "vms"


class NotifyObject(msgspec.Struct, frozen=True, kw_only=True):
    id: NotifyObjectId
    uuid: str
    workspace: WorkspaceId
    kind: NotifyKind
    name: str
    options: dict[str, Any]  # where and how, depending on the kind; may hold secrets
    permissions: tuple[str, ...]  # who may use it, as given
    has_permissions: bool
    created_by: UserId | None
    created_at: datetime
    updated_by: UserId | None
    updated_at: datetime


class NotifyDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody gives to make or to replace a notification object."""

    kind: NotifyKind
    name: str
    options: dict[str, Any] = {}
    permissions: tuple[str, ...] = ()
    has_permissions: bool = False

    def problems(self, limits: Limits) -> Iterable[Problem]:
        yield from text_problems("name", self.name, at_most=limits.name)


class NotifyChange(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants different; None leaves a thing as it is."""

    kind: NotifyKind | None = None
    name: str | None = None
    options: dict[str, Any] | None = None
    permissions: tuple[str, ...] | None = None
    has_permissions: bool | None = None

    def draft_of(self, notify: NotifyObject) -> NotifyDraft:
        return NotifyDraft(
            kind=notify.kind if self.kind is None else self.kind,
            name=notify.name if self.name is None else self.name,
            options=notify.options if self.options is None else self.options,
            permissions=notify.permissions if self.permissions is None else self.permissions,
            has_permissions=notify.has_permissions if self.has_permissions is None else self.has_permissions,
        )


def masked(options: dict[str, Any]) -> dict[str, Any]:
    """Options as they may be shown to anybody."""
    return {name: value if name in NEVER_SECRET else MASK for name, value in options.items()}
