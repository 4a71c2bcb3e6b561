"""Notification objects. Their secrets are shown to admins, whose tools send back what they read, and to nobody else."""

from unknot.dialects.guance import ids
from unknot.dialects.guance.auth import actor_of, writer_of
from unknot.dialects.guance.endpoints.asking import required, uuid_named
from unknot.dialects.guance.envelope import answer, page_info
from unknot.dialects.guance.paging import page_in_query
from unknot.dialects.guance.wire_notify import (
    NotifyChangeIn,
    NotifyIn,
    NotifyNamed,
    NotifyOut,
    NotifyPage,
    notify_change,
    notify_draft,
    notify_out,
)
from unknot.domain.access import Actor, Role
from unknot.domain.errors import NotFound
from unknot.domain.notify import NotifyObject
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import notify as operations
from unknot.store import notify


async def list_notify_objects(request: Request) -> Answer:
    """The page stands in the content, where the vendor's clients look, and beside it, where its documents have it."""
    actor, page, search = actor_of(request), page_in_query(request), request.query.get("search", "")
    found = notify.in_workspace(request.services.db, actor.workspace, page, search=search)
    info = page_info(page, count=len(found.items), total=found.total)
    rows = [_shown(request, one, actor) for one in found.items]
    return answer(request, NotifyPage(data=rows, page_info=info), info)


async def get_notify_object(request: Request) -> Answer:
    actor, given = actor_of(request), required(request, "notifyObjectUUID")
    found = notify.by_uuid(request.services.db, actor.workspace, _uuid(given))
    if found is None:
        raise NotFound("notify", f"No notification object {given} in this workspace")
    return answer(request, _shown(request, found, actor))


async def create_notify_object(request: Request) -> Answer:
    actor = writer_of(request, Role.ADMIN)
    draft = notify_draft(await request.json(NotifyIn))
    made = await request.services.write(operations.create_notify_object, actor.workspace, draft, by=actor)
    return answer(request, _shown(request, made, actor))


async def modify_notify_object(request: Request) -> Answer:
    actor, body = writer_of(request, Role.ADMIN), await request.json(NotifyChangeIn)
    uuid, change = _uuid(body.notify), notify_change(body)
    changed = await request.services.write(operations.edit_notify_object, actor.workspace, uuid, change, by=actor)
    return answer(request, _shown(request, changed, actor))


async def delete_notify_object(request: Request) -> Answer:
    actor, body = writer_of(request, Role.ADMIN), await request.json(NotifyNamed)
    await request.services.write(operations.delete_notify_object, actor.workspace, _uuid(body.notify), by=actor)
    return answer(request, content=True)


def _shown(request: Request, one: NotifyObject, actor: Actor) -> NotifyOut:
    directory = request.services.directory
    is_admin = directory.workspace_role(actor, actor.workspace) >= Role.ADMIN
    return notify_out(one, directory, with_secrets=is_admin)


def _uuid(given: str) -> str:
    return uuid_named("notify", ids.NOTIFY, given)
