"""What all pages of settings share: the others beside them, and a word about what was just done."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from unknot.domain.access import Access, Role
from unknot.domain.errors import Forbidden
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.web.forms import Filled
from unknot.web.look import page, words_of
from unknot.web.refusing import go_to
from unknot.web.shell import in_shell
from unknot.web.visit import Place, Visit, home_of, place_of, project_of, require_role
from unknot.web.words import N_


class Section(msgspec.Struct, frozen=True):
    """One page of settings."""

    name: str
    href: str


class Part(msgspec.Struct, frozen=True):
    """The settings of one person, workspace or project."""

    name: str
    sections: Sequence[Section]


OWN: Final = {
    "profile": N_("Profile"),
    "keys": N_("Keys"),
    "password": N_("Password"),
    "sessions": N_("Signed in"),
    "tokens": N_("Tokens"),
}
OF_WORKSPACE: Final = {
    "members": N_("Members"),
    "teams": N_("Teams"),
    "projects": N_("Projects"),
    "levels": N_("Levels"),
    "channels": N_("Channels"),
    "trash": N_("Trash"),
}
OF_PROJECT: Final = {
    "general": N_("General"),
    "board": N_("Board"),
    "labels": N_("Labels"),
    "templates": N_("Templates"),
    "members": N_("Members"),
}
DONE: Final = {  # by the word that stands in the address
    "saved": N_("Saved."),
    "made": N_("Made."),
    "added": N_("Added."),
    "deleted": N_("Deleted."),
    "trashed": N_("Moved to the trash."),
    "removed": N_("Removed."),
    "restored": N_("Brought back."),
    "revoked": N_("Revoked. It stopped working at once."),
    "ended": N_("Signed out there."),
    "password": N_("Your password is changed, and you are signed out everywhere else."),
    "reset": N_("The new password is set, and they are signed out everywhere."),
}


def in_own_settings(template: str, visit: Visit, *, here: str, **values: Any) -> Answer:
    """A page of the visitor's own settings, in the shell of their first workspace, or in none."""
    home = home_of(visit)
    shared = {**values, "page_path": here, "parts": list(parts_of(visit, home)), "done": _done(visit)}
    if home is not None:
        return in_shell(template, home, here=f"{home.path}/-/settings", frame="shell.html", **shared)
    shared |= {"visit": visit, "preferences": visit.preferences, "now": visit.request.services.now()}
    return page(template, visit.language, frame="alone.html", **shared)


class WorkspaceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the settings of a workspace, before somebody who belongs to it."""

    place: Place
    path: str

    @property
    def request(self) -> Request:
        return self.place.visit.request

    @property
    def workspace(self) -> Workspace:
        return self.place.workspace

    def page(
        self, template: str, form: Filled, *, below: str = "", project: Project | None = None, **values: Any
    ) -> Answer:
        """The page, or one below it, with its form as it stands."""
        return in_shell(
            template,
            self.place,
            here=f"{self.place.path}/-/settings",
            project=project,
            status=form.status,
            frame="shell.html",
            page_path=f"{self.path}/{below}" if below else self.path,
            parts=list(parts_of(self.place.visit, self.place, project)),
            done=_done(self.place.visit),
            list_path=self.path,
            form=form,
            **values,
        )


class ProjectSettings(WorkspaceSettings, frozen=True, kw_only=True):
    """One page of the settings of a project, before somebody who has a role in it."""

    access: Access

    @property
    def project(self) -> Project:
        return self.access.project

    def page(
        self, template: str, form: Filled, *, below: str = "", project: Project | None = None, **values: Any
    ) -> Answer:
        return super().page(template, form, below=below, project=project or self.project, **values)


async def settings_of(request: Request, section: str) -> WorkspaceSettings:
    """The settings of the workspace that the path names. They tell of people, and so only members see them."""
    place = await place_of(request)
    require_role(place, Role.GUEST, says("see its settings"))
    return WorkspaceSettings(place=place, path=f"{place.path}/-/settings/{section}")


async def project_settings_of(request: Request, section: str) -> ProjectSettings:
    """The settings of the project that the path names, for whoever has a role in it."""
    place, access = await project_of(request)
    if access.role is Role.NONE:
        raise Forbidden(
            says("The settings of %(project)s are for those who have a role in it.", project=access.project.title)
        )
    return ProjectSettings(place=place, access=access, path=f"/{access.project.path}/settings/{section}")


def back_to(path: str, done: str) -> Answer:
    """The page at a path, which says what was done."""
    return go_to(f"{path}?done={done}")


def parts_of(visit: Visit, place: Place | None, project: Project | None = None) -> Iterator[Part]:
    """The settings that somebody may look at from here."""
    gettext = words_of(visit.language).catalogue.gettext

    def part(name: str, path: str, names: Mapping[str, str]) -> Part:
        return Part(name, [Section(gettext(word), f"{path}/{last}") for last, word in names.items()])

    yield part(gettext("You"), "/settings", OWN)
    if place is not None:
        yield part(place.workspace.title, f"{place.path}/-/settings", OF_WORKSPACE)
    if project is not None:
        yield part(project.title, f"/{project.path}/settings", OF_PROJECT)


def _done(visit: Visit) -> str:
    word = DONE.get(visit.request.query.get("done", ""), "")
    return words_of(visit.language).catalogue.gettext(word) if word else ""
