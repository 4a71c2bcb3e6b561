"""Channels of a workspace: their issues and their subscribers.

The default channel holds every issue without a row for each, so `issue_channels` speaks of the others only. A deleted
channel keeps its rows and is found by nothing here: its issues are left in the default one.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from unknot.domain.channel import Channel, Escalation, Subscription
from unknot.domain.ids import ChannelId, IssueId, UserId, WorkspaceId
from unknot.store.search import notes
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

COLUMNS = """
    c.id, c.uuid, c.workspace_id, c.name, c.description, c.targets, c.escalation, c.is_default,
    c.created_by, c.created_at, c.updated_by, c.updated_at
"""
BY_UUID = statement(f"SELECT {COLUMNS} FROM channels c WHERE c.uuid = :uuid AND c.trashed_at IS NULL")
DEFAULT_OF = statement(f"SELECT {COLUMNS} FROM channels c WHERE c.workspace_id = :workspace AND c.is_default = TRUE")
OF_WORKSPACE = statement(
    f"SELECT {COLUMNS} FROM channels c WHERE c.workspace_id = :workspace AND c.trashed_at IS NULL ORDER BY c.id"
)
ADD = statement(
    """
    INSERT INTO channels (uuid, workspace_id, name, description, targets, escalation, is_default,
                          created_by, created_at, updated_by, updated_at)
    VALUES (:uuid, :workspace, :name, :description, :targets, :escalation, :is_default,
            :created_by, :created_at, :updated_by, :updated_at)
    RETURNING id
    """
)
SAVE = statement(
    """
    UPDATE channels SET name = :name, description = :description, targets = :targets, escalation = :escalation,
                        updated_by = :updated_by, updated_at = :updated_at
    WHERE id = :channel
    """
)
TRASH = statement("UPDATE channels SET trashed_at = :at WHERE id = :channel")

OF_ISSUE = statement(
    f"""
    SELECT {COLUMNS} FROM issue_channels ic JOIN channels c ON c.id = ic.channel_id
    WHERE ic.issue_id = :issue AND c.trashed_at IS NULL ORDER BY c.id
    """
)
IDS_OF_ISSUE = statement("SELECT channel_id FROM issue_channels WHERE issue_id = :issue")
REMOVE_ISSUE = statement("DELETE FROM issue_channels WHERE channel_id = :channel AND issue_id = :issue")
ADD_ISSUE = statement(
    """
    INSERT INTO issue_channels (channel_id, issue_id)
    SELECT id, :issue FROM channels WHERE id = :channel AND is_default = FALSE
    """
)

SUBSCRIPTION = statement("SELECT kind FROM subscriptions WHERE channel_id = :channel AND user_id = :user")
SUBSCRIPTIONS = statement(
    """
    SELECT s.channel_id, s.kind FROM channels c JOIN subscriptions s ON s.channel_id = c.id
    WHERE c.workspace_id = :workspace AND s.user_id = :user
    """
)
SUBSCRIBERS = statement("SELECT user_id, kind FROM subscriptions WHERE channel_id = :channel ORDER BY user_id")
SUBSCRIBE = statement(
    """
    INSERT INTO subscriptions (channel_id, user_id, kind) VALUES (:channel, :user, :kind)
    ON CONFLICT (channel_id, user_id) DO UPDATE SET kind = excluded.kind
    """
)
UNSUBSCRIBE = statement("DELETE FROM subscriptions WHERE channel_id = :channel AND user_id = :user")

_encode = msgspec.json.Encoder().encode
_decode_targets = msgspec.json.Decoder(tuple[str, ...]).decode
_decode_escalation = msgspec.json.Decoder(Escalation).decode


def to_channel(row: Row) -> Channel:
    return Channel(
        id=row[0],
        uuid=row[1],
        workspace=row[2],
        name=row[3],
        description=row[4],
        targets=_decode_targets(row[5]),
        escalation=None if row[6] is None else _decode_escalation(row[6]),
        is_default=bool(row[7]),
        created_by=row[8],
        created_at=to_time(row[9]),
        updated_by=row[10],
        updated_at=to_time(row[11]),
    )


def by_uuid(db: Session, uuid: str) -> Channel | None:
    row = db.row(BY_UUID, uuid=uuid)
    return None if row is None else to_channel(row)


def default_of(db: Session, workspace: WorkspaceId) -> Channel:
    """The channel that holds every issue of a workspace; there always is one."""
    row = db.row(DEFAULT_OF, workspace=workspace)
    if row is None:
        raise LookupError(f"no default channel in workspace {workspace}")
    return to_channel(row)


def of_workspace(db: Session, workspace: WorkspaceId) -> list[Channel]:
    """A workspace's channels, oldest first, and so the default one before all others."""
    return [to_channel(row) for row in db.rows(OF_WORKSPACE, workspace=workspace)]


def add(db: Session, channel: Channel) -> ChannelId:
    """Store a new channel; the id that it got."""
    return ChannelId(
        db.value(
            ADD,
            uuid=channel.uuid,
            workspace=channel.workspace,
            is_default=channel.is_default,
            created_by=channel.created_by,
            created_at=to_micros(channel.created_at),
            **_columns(channel),
        )
    )


def save(db: Session, channel: Channel) -> None:
    db.run(SAVE, channel=channel.id, **_columns(channel))


def trash(db: Session, channel: ChannelId, *, at: datetime) -> None:
    db.run(TRASH, channel=channel, at=to_micros(at))


def of_issue(db: Session, issue: IssueId) -> list[Channel]:
    """The channels of an issue beside the default one, oldest first."""
    return [to_channel(row) for row in db.rows(OF_ISSUE, issue=issue)]


def set_for_issue(db: Session, issue: IssueId, channels: Iterable[ChannelId]) -> None:
    """Let an issue be in these channels and in no others. It is in the default one without being told."""
    before, after = ids_of_issue(db, issue), set(channels)
    db.run_many(REMOVE_ISSUE, _pairs(issue, before - after))
    db.run_many(ADD_ISSUE, _pairs(issue, after - before))
    notes.note_channels(db, issue, were=before)


def ids_of_issue(db: Session, issue: IssueId) -> set[ChannelId]:
    """The channels of an issue beside the default one, deleted ones among them."""
    return {row[0] for row in db.rows(IDS_OF_ISSUE, issue=issue)}


def subscription(db: Session, channel: ChannelId, user: UserId) -> Subscription | None:
    kind = db.value(SUBSCRIPTION, channel=channel, user=user)
    return None if kind is None else Subscription(kind)


def subscriptions(db: Session, workspace: WorkspaceId, user: UserId) -> dict[ChannelId, Subscription]:
    """How a user follows the channels of a workspace; those that they do not follow are left out."""
    return {row[0]: Subscription(row[1]) for row in db.rows(SUBSCRIPTIONS, workspace=workspace, user=user)}


def subscribers(db: Session, channel: ChannelId) -> list[tuple[UserId, Subscription]]:
    """Who follows a channel, and how."""
    return [(row[0], Subscription(row[1])) for row in db.rows(SUBSCRIBERS, channel=channel)]


def subscribe(db: Session, channel: ChannelId, user: UserId, kind: Subscription) -> None:
    db.run(SUBSCRIBE, channel=channel, user=user, kind=kind.value)


def unsubscribe(db: Session, channel: ChannelId, user: UserId) -> None:
    db.run(UNSUBSCRIBE, channel=channel, user=user)


def _columns(channel: Channel) -> dict[str, object]:
    return {
        "name": channel.name,
        "description": channel.description,
        "targets": _encode(channel.targets).decode(),
        "escalation": None if channel.escalation is None else _encode(channel.escalation).decode(),
        "updated_by": channel.updated_by,
        "updated_at": to_micros(channel.updated_at),
    }


def _pairs(issue: IssueId, channels: Iterable[ChannelId]) -> list[dict[str, int]]:
    return [{"channel": channel, "issue": issue} for channel in channels]
