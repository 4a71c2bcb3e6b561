"""Change many issues by one call, listed or found by a query."""

import asyncio

from msgspec import UNSET

from unknot.dialects.native.auth import actor_of
from unknot.dialects.native.endpoints.answering import answer
from unknot.dialects.native.names import project_in, uuid_in, uuid_named
from unknot.dialects.native.wire_bulk import BulkIn, bulk_out, progress_out, undone_out, wish_in
from unknot.domain.access import Actor
from unknot.domain.bulk import Result
from unknot.domain.errors import Invalid
from unknot.domain.ids import IssueId
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import bulk_edits as operations
from unknot.store.selecting import Selection

Chosen = tuple[list[IssueId], list[Result]]


async def change_many(request: Request) -> Answer:
    """Choose once, then change a hundred at a time; a dry run tells what would come of it."""
    actor, services = actor_of(request), request.services
    body = await request.json(BulkIn)
    wish = wish_in(body.change)
    ids, missing = await _chosen(request, body, actor)
    if body.dry_run:
        now, limits = services.now(), services.limits
        foreseen = await services.read_aside(operations.preview, ids, wish, by=actor, now=now, limits=limits)
        return answer(bulk_out([*foreseen, *missing]))
    edit = await services.write(operations.make_bulk_edit, ids, wish, by=actor)
    results = await asyncio.to_thread(operations.carry_out, services.database, edit.uuid, by=actor)
    return answer(bulk_out([*results, *missing], edit.uuid))


async def get_progress(request: Request) -> Answer:
    uuid = uuid_named("bulk edit", request.params[0])
    return answer(progress_out(operations.find_bulk_edit(request.services.db, uuid, by=actor_of(request))))


async def undo(request: Request) -> Answer:
    actor, uuid = actor_of(request), uuid_named("bulk edit", request.params[0])
    undone = await asyncio.to_thread(operations.undo_bulk_edit, request.services.database, uuid, by=actor)
    return answer(undone_out(undone))


async def _chosen(request: Request, body: BulkIn, actor: Actor) -> Chosen:
    """The issues that a body means, and refusals of those that are not there."""
    if (body.issues is UNSET) is (body.query is UNSET):
        raise Invalid.field("body", says("must have either issues or query"))
    if body.issues is UNSET:
        expected = None if body.expected is UNSET else body.expected
        selection = _selection(request, body, actor)
        return await request.services.read_aside(operations.fitting, selection, expected=expected), []
    given = {name: uuid_in(name) for name in body.issues}
    readable = {one.id for one in _projects(request, actor)}
    uuids = [uuid for uuid in given.values() if uuid is not None]
    ids, missing = await request.services.read_aside(operations.named, uuids, readable=readable)
    return ids, [*missing, *(operations.not_there(name) for name, uuid in given.items() if uuid is None)]


def _selection(request: Request, body: BulkIn, actor: Actor) -> Selection:
    assert body.query is not UNSET  # noqa: S101 - asked for above
    services = request.services
    projects = _projects(request, actor) if body.project is UNSET else [project_in(request, body.project, actor)]
    return operations.meant(services.directory, body.query, projects, by=actor, now=services.now())


def _projects(request: Request, actor: Actor) -> list[Project]:
    return list(request.services.directory.readable_projects(actor, actor.workspace))
