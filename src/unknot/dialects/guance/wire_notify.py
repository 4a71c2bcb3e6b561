"""Guance's notification objects, and how ours become them and theirs ours."""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from unknot.dialects.guance import ids, shapes
from unknot.dialects.guance.envelope import PageInfo
from unknot.dialects.guance.optional import given
from unknot.dialects.guance.times import NEVER, seconds
from unknot.dialects.guance.wire_person import maker_id
from unknot.domain.notify import NotifyChange, NotifyDraft, NotifyKind, NotifyObject, masked
from unknot.store.directory import Directory


class NotifyOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The fields stand in the order of the alphabet, as in the vendor's samples, and every key is always there."""

    create_at: shapes.Seconds
    creator: shapes.MakerWord
    delete_at: shapes.Alive = NEVER
    id: shapes.Number
    name: shapes.Name
    open_permission_set: bool
    opt_set: dict[str, Any]
    permission_set: list[str]
    status: shapes.Normal = 0
    type: NotifyKind
    update_at: shapes.Seconds
    updator: shapes.MakerWord
    uuid: shapes.NotifyWord
    workspace_uuid: shapes.WorkspaceWord = msgspec.field(name="workspaceUUID")


class NotifyPage(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    data: list[NotifyOut]
    page_info: PageInfo


class NotifyIn(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    type: NotifyKind
    name: shapes.Name
    opt_set: dict[str, Any] | None = None
    permission_set: list[str] | None = None
    open_permission_set: bool | None = None


class NotifyChangeIn(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What is left out stays as it is; what may be null is emptied by it."""

    notify: shapes.NotifyWord = msgspec.field(name="notifyObjectUUID")
    type: NotifyKind | UnsetType = UNSET
    name: shapes.Name | UnsetType = UNSET
    opt_set: dict[str, Any] | UnsetType | None = UNSET
    permission_set: list[str] | UnsetType | None = UNSET
    open_permission_set: bool | UnsetType | None = UNSET


class NotifyNamed(msgspec.Struct, frozen=True, kw_only=True):
    """A body that says which, and nothing else."""

    notify: shapes.NotifyWord = msgspec.field(name="notifyObjectUUID")


def notify_draft(body: NotifyIn) -> NotifyDraft:
    return NotifyDraft(
        kind=body.type,
        name=body.name,
        options=body.opt_set or {},
        permissions=tuple(body.permission_set or ()),
        has_permissions=body.open_permission_set or False,
    )


def notify_change(body: NotifyChangeIn) -> NotifyChange:
    return NotifyChange(
        kind=given(body.type),
        name=given(body.name),
        options=None if body.opt_set is UNSET else body.opt_set or {},
        permissions=None if body.permission_set is UNSET else tuple(body.permission_set or ()),
        has_permissions=None if body.open_permission_set is UNSET else body.open_permission_set or False,
    )


def notify_out(notify: NotifyObject, directory: Directory, *, with_secrets: bool) -> NotifyOut:
    return NotifyOut(
        create_at=seconds(notify.created_at),
        creator=maker_id(directory, notify.created_by),
        id=notify.id,
        name=notify.name,
        open_permission_set=notify.has_permissions,
        opt_set=notify.options if with_secrets else masked(notify.options),
        permission_set=list(notify.permissions),
        type=notify.kind,
        update_at=seconds(notify.updated_at),
        updator=maker_id(directory, notify.updated_by),
        uuid=ids.wire_id(ids.NOTIFY, notify.uuid),
        workspace_uuid=ids.workspace_id(notify.workspace, directory),
    )
