"""The templates of a project: how its new issues may begin."""

from typing import Final

import msgspec
from msgspec.structs import asdict

from unknot.domain.access import Action
from unknot.domain.errors import NotFound
from unknot.domain.sentence import says
from unknot.domain.template import Template, TemplateDraft
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import templates as operations
from unknot.store import templates
from unknot.web.forms import KEEPS_FORM, Filled, filled, form_of, refused
from unknot.web.settings import ProjectSettings, back_to, project_settings_of


class TemplateForm(msgspec.Struct, frozen=True):
    name: str = ""
    title: str = ""
    description: str = ""


START: Final = filled(TemplateForm(), "template")


async def show_templates(request: Request) -> Answer:
    return _page(await project_settings_of(request, "templates"))


async def create_template(request: Request) -> Answer:
    here = await project_settings_of(request, "templates")
    typed = await form_of(request, TemplateForm)
    draft = TemplateDraft(**asdict(typed))
    try:
        await request.services.write(operations.create_template, here.project.id, draft, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return _page(here, refused(typed, "template", refusal))
    return back_to(here.path, "made")


async def show_template(request: Request) -> Answer:
    here = await project_settings_of(request, "templates")
    found = _template(here, request.params[2])
    return _one(here, found, filled(TemplateForm(found.name, found.title, found.description), "template"))


async def save_template(request: Request) -> Answer:
    here = await project_settings_of(request, "templates")
    found = _template(here, request.params[2])
    typed = await form_of(request, TemplateForm)
    draft = TemplateDraft(**asdict(typed))
    try:
        await request.services.write(operations.edit_template, here.project.id, found.uuid, draft, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return _one(here, found, refused(typed, "template", refusal))
    return back_to(here.path, "saved")


async def delete_template(request: Request) -> Answer:
    here = await project_settings_of(request, "templates")
    uuid = request.params[2]
    await request.services.write(operations.delete_template, here.project.id, uuid, by=here.place.actor)
    return back_to(here.path, "deleted")


def _template(here: ProjectSettings, uuid: str) -> Template:
    found = templates.by_uuid(here.request.services.db, uuid, access=here.access)
    if found is None:
        raise NotFound(
            "template", says("No such template in %(project)s; it may have been deleted", project=here.project.title)
        )
    return found


def _page(here: ProjectSettings, form: Filled = START) -> Answer:
    return here.page(
        "page/settings/templates.html",
        form,
        templates=templates.of_project(here.request.services.db, access=here.access),
        may_change=here.access.allows(Action.MANAGE_PROJECT),
    )


def _one(here: ProjectSettings, template: Template, form: Filled) -> Answer:
    here.access.require(Action.MANAGE_PROJECT)
    return here.page("page/settings/template.html", form, below=template.uuid, one=template)
