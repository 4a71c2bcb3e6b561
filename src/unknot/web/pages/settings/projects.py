"""The projects of a workspace: listed, made, changed, moved to the trash."""

from typing import Final

import msgspec
from msgspec.structs import asdict

from unknot.domain.access import Action, Role
from unknot.domain.project import Project, ProjectChange, ProjectDraft
from unknot.domain.text import slug
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import projects as operations
from unknot.operations.people import set_default_project
from unknot.store import browsing, issues
from unknot.web.forms import KEEPS_FORM, Filled, filled, form_of, refused
from unknot.web.settings import ProjectSettings, WorkspaceSettings, back_to, project_settings_of, settings_of


class ProjectForm(msgspec.Struct, frozen=True, kw_only=True):
    title: str = ""
    alias: str = ""  # empty: made of the title
    key: str = ""  # empty: made of the alias
    description: str = ""
    is_private: bool = True


START: Final = filled(ProjectForm(), "project")


async def show_projects(request: Request) -> Answer:
    return _page(await settings_of(request, "projects"))


async def create_project(request: Request) -> Answer:
    here = await settings_of(request, "projects")
    typed = await form_of(request, ProjectForm)
    try:
        await request.services.write(operations.create_project, here.workspace.id, draft_of(typed), by=here.place.actor)
    except KEEPS_FORM as refusal:
        return _page(here, refused(typed, "project", refusal))
    return back_to(here.path, "made")


async def show_general(request: Request) -> Answer:
    here = await project_settings_of(request, "general")
    return _general(here)


async def save_general(request: Request) -> Answer:
    """Change what the project is called; its addresses change with its alias, and so does the way back."""
    here = await project_settings_of(request, "general")
    typed = await form_of(request, ProjectForm)
    change = ProjectChange(**{**asdict(typed), "key": typed.key.strip().upper()})
    try:
        changed = await request.services.write(operations.edit_project, here.project.id, change, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return _general(here, refused(typed, "project", refusal))
    return back_to(f"/{changed.path}/settings/general", "saved")


async def make_default(request: Request) -> Answer:
    here = await project_settings_of(request, "general")
    await request.services.write(set_default_project, here.project.id, by=here.place.actor)
    return back_to(here.path, "saved")


async def delete_project(request: Request) -> Answer:
    here = await project_settings_of(request, "general")
    try:
        await request.services.write(operations.delete_project, here.project.id, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return _general(here, _filled(here.project, refusal.sentence))
    return back_to(f"{here.place.path}/-/settings/projects", "trashed")


def draft_of(typed: ProjectForm) -> ProjectDraft:
    """What a form asks for, with what it leaves out made of what it says."""
    alias = typed.alias.strip() or slug(typed.title)
    key = typed.key.strip().upper() or None
    return ProjectDraft(
        title=typed.title, alias=alias, key=key, description=typed.description, is_private=typed.is_private
    )


def _page(here: WorkspaceSettings, form: Filled = START) -> Answer:
    projects = here.place.projects
    return here.page(
        "page/settings/projects.html",
        form,
        projects=projects,
        open_counts=browsing.open_counts(here.request.services.db, [one.id for one in projects]),
        may_create=here.place.role >= Role.ADMIN,
    )


def _general(here: ProjectSettings, form: Filled | None = None) -> Answer:
    return here.page(
        "page/settings/general.html",
        form or _filled(here.project),
        count=issues.count(here.request.services.db, access=here.access),
        is_default=here.workspace.default_project == here.project.id,
        may_change=here.access.allows(Action.MANAGE_PROJECT),
    )


def _filled(project: Project, refusal: str = "") -> Filled:
    return Filled(id="project", values=asdict(project), refusal=refusal)
