"""The labels of a project."""

from typing import Final

import msgspec

from unknot.domain.access import Action
from unknot.domain.errors import NotFound
from unknot.domain.label import Label, LabelChange, LabelDraft
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import labels as operations
from unknot.store import usage
from unknot.web.forms import KEEPS_FORM, Filled, filled, form_of, refused
from unknot.web.settings import ProjectSettings, back_to, project_settings_of

NEW_COLORS: Final = ("#d73a4a", "#b86a00", "#5f8a1d", "#12857a", "#2f6fd0", "#8a4fd0", "#b8459a", "#6b6f76")


class LabelForm(msgspec.Struct, frozen=True):
    title: str = ""
    color: str = ""
    description: str = ""


async def show_labels(request: Request) -> Answer:
    here = await project_settings_of(request, "labels")
    return await _page(here)


async def create_label(request: Request) -> Answer:
    here = await project_settings_of(request, "labels")
    typed = await form_of(request, LabelForm)
    draft = LabelDraft(**msgspec.structs.asdict(typed))
    try:
        await request.services.write(operations.create_label, here.project.id, draft, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return await _page(here, refused(typed, "label", refusal))
    return back_to(here.path, "made")


async def show_label(request: Request) -> Answer:
    here = await project_settings_of(request, "labels")
    label = _label(here, request.params[2])
    typed = LabelForm(label.title, f"#{label.color}", label.description)
    return await _one(here, label, filled(typed, "label"))


async def save_label(request: Request) -> Answer:
    here = await project_settings_of(request, "labels")
    label = _label(here, request.params[2])
    typed = await form_of(request, LabelForm)
    change = LabelChange(**msgspec.structs.asdict(typed))
    try:
        await request.services.write(operations.edit_label, here.project.id, label.uuid, change, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return await _one(here, label, refused(typed, "label", refusal))
    return back_to(here.path, "saved")


async def delete_label(request: Request) -> Answer:
    here = await project_settings_of(request, "labels")
    uuid = request.params[2]
    await request.services.write(operations.delete_label, here.project.id, uuid, by=here.place.actor)
    return back_to(here.path, "deleted")


def _label(here: ProjectSettings, uuid: str) -> Label:
    found = here.request.services.directory.label_by_uuid(uuid)
    if found is None or found.project != here.project.id:
        raise NotFound(
            "label", says("No such label in %(project)s; it may have been deleted", project=here.project.title)
        )
    return found


async def _page(here: ProjectSettings, form: Filled | None = None) -> Answer:
    services = here.request.services
    found = services.directory.labels_of(here.project.id)
    color = NEW_COLORS[len(found) % len(NEW_COLORS)]
    return here.page(
        "page/settings/labels.html",
        form or filled(LabelForm(color=color), "label"),
        labels=found,
        used=await services.read_aside(usage.of_labels, here.project.id),
        may_change=here.access.allows(Action.MANAGE_LABELS),
    )


async def _one(here: ProjectSettings, label: Label, form: Filled) -> Answer:
    here.access.require(Action.MANAGE_LABELS)
    used = await here.request.services.read_aside(usage.of_labels, here.project.id)
    return here.page("page/settings/label.html", form, below=label.uuid, label=label, count=used.get(label.id, 0))
