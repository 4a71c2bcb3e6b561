"""Facts in the past tense. Every change stores its event in the same transaction as the change itself.

Timeline, audit, undo, live pages, notifications and webhooks all read events; so an event carries what was before and
what is after, by id. When, who and where stand beside it in the log (`Recorded`).
"""

from datetime import datetime

import msgspec

from unknot.domain.access import Role
from unknot.domain.channel import Subscription
from unknot.domain.ids import (
    ChannelId,
    CommentId,
    EventId,
    FileId,
    IssueId,
    LabelId,
    LevelId,
    MonitorId,
    NotifyObjectId,
    ProjectId,
    TeamId,
    TemplateId,
    TokenId,
    UserId,
    ViewId,
    WorkspaceId,
)
from unknot.domain.issue import FieldChange, Standing
from unknot.domain.relation import RelationKind


def _kind(class_name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in class_name).lstrip("_")


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=_kind):
    """What happened. The name of the class, in snake case, is the event's kind."""


class IssueCreated(Event, frozen=True, kw_only=True):
    number: int
    title: str


class IssueEdited(Event, frozen=True, kw_only=True):
    """Someone saved it; with no changes when they saved what was there."""

    changes: dict[str, FieldChange]


class IssueMoved(Event, frozen=True, kw_only=True, omit_defaults=True):
    """To another project, with another number there. Its labels became those that have the same titles there."""

    before: Standing
    after: Standing
    labels: FieldChange | None = None


class IssueDeleted(Event, frozen=True, kw_only=True):
    number: int


class IssueRestored(Event, frozen=True, kw_only=True):
    number: int


class IssuePurged(Event, frozen=True, kw_only=True):
    number: int


class IssuesRelated(Event, frozen=True, kw_only=True):
    """Stored for both issues, each time as seen from that one."""

    other: IssueId
    relation: RelationKind


class RelationRemoved(Event, frozen=True, kw_only=True):
    """Stored for both issues, each time as seen from that one."""

    other: IssueId
    relation: RelationKind


class Commented(Event, frozen=True, kw_only=True):
    comment: CommentId


class CommentEdited(Event, frozen=True, kw_only=True):
    comment: CommentId
    before: str
    after: str


class CommentDeleted(Event, frozen=True, kw_only=True, omit_defaults=True):
    """With all that it takes to bring the comment back, which the first versions did not note."""

    comment: CommentId
    before: str
    uuid: str = ""
    author: UserId | None = None
    extend: str = "{}"
    created_at: datetime | None = None
    edited_at: datetime | None = None


class CommentRestored(Event, frozen=True, kw_only=True):
    comment: CommentId


class FileUploaded(Event, frozen=True, kw_only=True):
    file: FileId
    name: str


class FileAttached(Event, frozen=True, kw_only=True, omit_defaults=True):
    file: FileId
    name: str
    comment: CommentId | None = None  # the one that brought it


class FileDeleted(Event, frozen=True, kw_only=True, omit_defaults=True):
    file: FileId
    name: str
    comment: CommentId | None = None  # the one that let go of it


class FileRestored(Event, frozen=True, kw_only=True):
    file: FileId
    name: str


class FilePurged(Event, frozen=True, kw_only=True):
    file: FileId
    name: str


class LabelCreated(Event, frozen=True, kw_only=True):
    label: LabelId
    title: str


class LabelEdited(Event, frozen=True, kw_only=True):
    label: LabelId
    changes: dict[str, FieldChange]


class LabelDeleted(Event, frozen=True, kw_only=True):
    label: LabelId
    title: str


class TemplateCreated(Event, frozen=True, kw_only=True):
    template: TemplateId
    name: str


class TemplateEdited(Event, frozen=True, kw_only=True):
    template: TemplateId
    changes: dict[str, FieldChange]


class TemplateDeleted(Event, frozen=True, kw_only=True):
    template: TemplateId
    name: str


class ViewCreated(Event, frozen=True, kw_only=True):
    view: ViewId
    name: str


class ViewEdited(Event, frozen=True, kw_only=True):
    view: ViewId
    changes: dict[str, FieldChange]


class ViewDeleted(Event, frozen=True, kw_only=True):
    view: ViewId
    name: str


class ViewRestored(Event, frozen=True, kw_only=True):
    view: ViewId
    name: str


class LevelCreated(Event, frozen=True, kw_only=True):
    level: LevelId
    name: str


class LevelEdited(Event, frozen=True, kw_only=True):
    level: LevelId
    changes: dict[str, FieldChange]


class LevelDeleted(Event, frozen=True, kw_only=True):
    """And taken from every issue, each of which has an event of its own for it."""

    level: LevelId
    name: str


class SystemLevelsSet(Event, frozen=True, kw_only=True):
    """Switched off, and so taken from every issue, or on again."""

    are_disabled: bool


class ChannelCreated(Event, frozen=True, kw_only=True):
    channel: ChannelId
    name: str


class ChannelEdited(Event, frozen=True, kw_only=True):
    channel: ChannelId
    changes: dict[str, FieldChange]


class ChannelDeleted(Event, frozen=True, kw_only=True):
    channel: ChannelId
    name: str


class SubscriptionSet(Event, frozen=True, kw_only=True):
    """Whoever did it follows the channel otherwise than before; None is not at all."""

    channel: ChannelId
    before: Subscription | None
    after: Subscription | None


class WorkspaceCreated(Event, frozen=True, kw_only=True):
    alias: str


class DefaultProjectSet(Event, frozen=True, kw_only=True):
    before: ProjectId | None
    after: ProjectId


class ProjectCreated(Event, frozen=True, kw_only=True):
    alias: str


class ProjectEdited(Event, frozen=True, kw_only=True):
    changes: dict[str, FieldChange]


class ProjectDeleted(Event, frozen=True, kw_only=True):
    alias: str


class ProjectRestored(Event, frozen=True, kw_only=True):
    alias: str


class ProjectPurged(Event, frozen=True, kw_only=True):
    alias: str


class UserCreated(Event, frozen=True, kw_only=True):
    user: UserId
    username: str


class UserEdited(Event, frozen=True, kw_only=True):
    user: UserId
    changes: dict[str, FieldChange]


class UserBlocked(Event, frozen=True, kw_only=True):
    user: UserId


class UserUnblocked(Event, frozen=True, kw_only=True):
    user: UserId


class PasswordChanged(Event, frozen=True, kw_only=True):
    user: UserId


class SignedIn(Event, frozen=True, kw_only=True):
    """To the pages, with a password."""

    user: UserId


class SignedOut(Event, frozen=True, kw_only=True):
    """From the pages, on this machine or another."""

    user: UserId


class MemberSet(Event, frozen=True, kw_only=True):
    """Somebody got a role, in the workspace or (where the log names a project) in that project."""

    user: UserId
    before: Role
    after: Role


class TokenCreated(Event, frozen=True, kw_only=True):
    token: TokenId
    user: UserId
    name: str


class TokenRevoked(Event, frozen=True, kw_only=True):
    token: TokenId
    user: UserId
    name: str


class TeamCreated(Event, frozen=True, kw_only=True):
    team: TeamId
    name: str


class TeamEdited(Event, frozen=True, kw_only=True):
    team: TeamId
    changes: dict[str, FieldChange]


class TeamDeleted(Event, frozen=True, kw_only=True):
    team: TeamId
    name: str


class NotifyObjectCreated(Event, frozen=True, kw_only=True):
    notify: NotifyObjectId
    name: str


class NotifyObjectEdited(Event, frozen=True, kw_only=True):
    """Its options stand here without their secrets, and so may look the same before and after."""

    notify: NotifyObjectId
    changes: dict[str, FieldChange]


class NotifyObjectDeleted(Event, frozen=True, kw_only=True):
    notify: NotifyObjectId
    name: str


class MonitorCreated(Event, frozen=True, kw_only=True):
    monitor: MonitorId
    name: str


class MonitorEdited(Event, frozen=True, kw_only=True):
    monitor: MonitorId
    changes: dict[str, FieldChange]


class MonitorDeleted(Event, frozen=True, kw_only=True):
    monitor: MonitorId
    name: str


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An event in the log. `by` is None where the server itself acted, or somebody at its command line."""

    id: EventId
    at: datetime
    by: UserId | None
    workspace: WorkspaceId | None
    project: ProjectId | None
    issue: IssueId | None
    event: Event
