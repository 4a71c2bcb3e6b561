"""Who has a role in one project, beside the one that they have in its workspace."""

from unknot.domain.access import Action
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import people as operations
from unknot.store import members
from unknot.web.forms import KEEPS_FORM, Filled, filled, form_of, refused
from unknot.web.pages.settings.members import (
    START,
    MemberForm,
    RoleForm,
    known,
    matching,
    named,
    person,
    roles_of,
    to_role,
)
from unknot.web.settings import ProjectSettings, back_to, project_settings_of


async def show_project_members(request: Request) -> Answer:
    return _page(await project_settings_of(request, "members"))


async def add_project_member(request: Request) -> Answer:
    here = await _managed(request)
    typed = await form_of(request, MemberForm)
    try:
        name = known(here, typed.username).username
        change = operations.set_project_member
        await request.services.write(change, here.project.id, name, to_role(typed.role), by=here.place.actor)
    except KEEPS_FORM as refusal:
        return _page(here, refused(typed, "add", refusal))
    return back_to(here.path, "added")


async def show_project_member(request: Request) -> Answer:
    here = await _managed(request)
    user = named(here, request.params[2])
    own = members.own_project_role(request.services.db, user.id, here.project.id)
    form = filled(RoleForm(own.word), "role")
    return here.page(
        "page/settings/project_member.html",
        form,
        below=user.username,
        member=person(here, user, own),
        roles=roles_of(here),
    )


async def set_project_role(request: Request) -> Answer:
    here = await _managed(request)
    user = named(here, request.params[2])
    role = to_role((await form_of(request, RoleForm)).role, or_none=True)
    await request.services.write(
        operations.set_project_member, here.project.id, user.username, role, by=here.place.actor
    )
    return back_to(here.path, "saved" if role else "removed")


async def _managed(request: Request) -> ProjectSettings:
    """Before somebody who manages the project: nobody else learns whose account there is."""
    here = await project_settings_of(request, "members")
    here.access.require(Action.MANAGE_PROJECT)
    return here


def _page(here: ProjectSettings, add: Filled = START["add"]) -> Answer:
    found = members.of_project(here.request.services.db, here.project.id)
    return here.page(
        "page/settings/project_members.html",
        add,
        members=[person(here, user, role) for user, role in matching(here, found, "")],
        everybody=len(here.request.services.directory.members_of(here.workspace.id)),
        roles=roles_of(here),
        may_change=here.access.allows(Action.MANAGE_PROJECT),
    )
