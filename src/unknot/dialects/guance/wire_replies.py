"""Guance's replies: what people said, and between it the records of what changed."""

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, UnsetType

from unknot.dialects.guance import ids, shapes
from unknot.dialects.guance.times import NEVER, seconds
from unknot.dialects.guance.wire_attachments import AttachmentOut, attachment_out
from unknot.dialects.guance.wire_changes import View, change_out, sentence
from unknot.dialects.guance.wire_extend import channels_in, extend_in
from unknot.dialects.guance.wire_person import PersonInfo, maker_id, person_info
from unknot.domain.change_record import ChangeRecord
from unknot.domain.comment import Comment
from unknot.domain.errors import Invalid
from unknot.domain.ids import UserId, WorkspaceId
from unknot.domain.issue import Issue
from unknot.http.told import told
from unknot.store import files
from unknot.store.directory import Directory

REPLY: Final = "reply"
CHANGE: Final = "change"
JSON = dict[str, Any]


class ReplyOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A reply as create and modify answer with it."""

    content: str
    create_at: shapes.Seconds
    creator: shapes.MakerWord
    delete_at: shapes.Alive = NEVER
    extend: Annotated[Any, told(type="object")]
    id: shapes.Number
    issue_uuid: shapes.IssueWord = msgspec.field(name="issueUUID")
    status: shapes.Normal = 0
    type: Literal["reply", "change"]
    update_at: shapes.Seconds
    updator: shapes.MakerWord
    uuid: shapes.ReplyWord
    workspace_uuid: shapes.WorkspaceWord = msgspec.field(name="workspaceUUID")


class EntryOut(ReplyOut, frozen=True, kw_only=True, rename="camel"):
    """A reply or a change record as the list shows it."""

    attachments_list: list[AttachmentOut]
    creator_info: PersonInfo
    is_modify: bool = msgspec.field(name="is_modify")
    latest_modify_time: shapes.Seconds = msgspec.field(name="latest_modify_time")
    updator_info: PersonInfo


class ReplyIn(msgspec.Struct, frozen=True, rename="camel"):
    """What create and modify take."""

    issue_uuid: shapes.IssueWord = msgspec.field(name="issueUUID")
    content: shapes.Saying | UnsetType | None = UNSET
    attachment_uuids: list[shapes.AttachmentWord] | UnsetType | None = UNSET
    extend: shapes.Extend | UnsetType | None = UNSET


def reply_out(comment: Comment, issue: Issue, view: View) -> ReplyOut:
    return ReplyOut(**_reply(comment, issue, view))


def entry_out(entry: Comment | ChangeRecord, issue: Issue, view: View) -> EntryOut:
    if isinstance(entry, ChangeRecord):
        return _listed(_change(entry, issue, view), entry.by, [], view)
    attachments = [attachment_out(file) for file in files.of_comment(view.db, entry.id)]
    return _listed(_reply(entry, issue, view), entry.author, attachments, view, is_modify=entry.edited_at is not None)


def content_in(body: ReplyIn) -> str | None:
    return body.content if isinstance(body.content, str) else None


def extend_text(body: ReplyIn, before: str, workspace: WorkspaceId, directory: Directory) -> str | None:
    """The new `extend`, merged key by key over what was there; None where nothing of it changes."""
    if not body.extend:
        return None
    given = extend_in(body.extend, workspace, directory)
    return msgspec.json.encode(msgspec.json.decode(before) | given).decode()


def channel_uuids(extend: str) -> tuple[str, ...]:
    """Our UUIDs of the channels that a reply names and that are there."""
    return channels_in(msgspec.json.decode(extend))


def file_uuids(body: ReplyIn) -> tuple[str, ...] | None:
    """Our UUIDs of the files that a reply brings; None where it says nothing of files."""
    if body.attachment_uuids is UNSET or body.attachment_uuids is None:
        return None
    uuids = ids.uuids_in(ids.ATTACHMENT, body.attachment_uuids)
    if uuids is None:
        raise Invalid.field("attachmentUuids", f"must hold UUIDs that begin with {ids.ATTACHMENT}_")
    return uuids


def _reply(comment: Comment, issue: Issue, view: View) -> JSON:
    return {
        **_common(comment.uuid, comment.author, issue, view.directory),
        "content": comment.text,
        "create_at": seconds(comment.created_at),
        "extend": msgspec.json.decode(comment.extend),
        "id": comment.id,
        "type": REPLY,
        "update_at": seconds(comment.edited_at or comment.created_at),
    }


def _change(record: ChangeRecord, issue: Issue, view: View) -> JSON:
    return {
        **_common(record.uuid, record.by, issue, view.directory),
        "content": sentence(record, view),
        "create_at": seconds(record.at),
        "extend": change_out(record, view),
        "id": record.number,
        "type": CHANGE,
        "update_at": seconds(record.at),
    }


def _common(uuid: str, by: UserId | None, issue: Issue, directory: Directory) -> JSON:
    return {
        "creator": maker_id(directory, by),
        "issue_uuid": ids.wire_id(ids.ISSUE, issue.uuid),
        "updator": maker_id(directory, by),
        "uuid": ids.wire_id(ids.REPLY, uuid),
        "workspace_uuid": ids.workspace_id(issue.workspace, directory),
    }


def _listed(
    short: JSON,
    by: UserId | None,
    attachments: list[AttachmentOut],
    view: View,
    *,
    is_modify: bool = False,
) -> EntryOut:
    person = person_info(None if by is None else view.directory.user(by))
    return EntryOut(
        **short,
        attachments_list=attachments,
        creator_info=person,
        is_modify=is_modify,
        latest_modify_time=short["update_at"],
        updator_info=person,
    )
