"""Labels of a project: our extension, since the vendor has no call for them."""

from unknot.dialects.gitflic import wire_in
from unknot.dialects.gitflic.endpoints.asking import answer, done, project_asked
from unknot.dialects.gitflic.paging import page_asked
from unknot.dialects.gitflic.wire_labels import LabelPage, label_out
from unknot.dialects.gitflic.wire_lists import page_out
from unknot.domain.access import Action
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import labels as operations
from unknot.store import labels


async def list_labels(request: Request) -> Answer:
    access, page = project_asked(request), page_asked(request)
    found = labels.of_project(request.services.db, page, access=access)
    return answer(request, page_out(LabelPage, found, page, label_out))


async def create_label(request: Request) -> Answer:
    access = project_asked(request)
    access.require(Action.MANAGE_LABELS)
    draft = wire_in.label_draft(await request.json(wire_in.LabelIn))
    label = await request.services.write(operations.create_label, access.project.id, draft, by=access.actor)
    return answer(request, label_out(label))


async def edit_label(request: Request) -> Answer:
    access, uuid = project_asked(request), request.params[2].lower()
    access.require(Action.MANAGE_LABELS)
    change = wire_in.label_change(await request.json(wire_in.LabelIn))
    label = await request.services.write(operations.edit_label, access.project.id, uuid, change, by=access.actor)
    return answer(request, label_out(label))


async def delete_label(request: Request) -> Answer:
    access, uuid = project_asked(request), request.params[2].lower()
    access.require(Action.MANAGE_LABELS)
    await request.services.write(operations.delete_label, access.project.id, uuid, by=access.actor)
    return done()
