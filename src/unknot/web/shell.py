"""What stands around every page: the rail, the search box, the visitor's own menu."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from unknot.domain.access import Action, Role
from unknot.domain.channel import Channel
from unknot.domain.inbox import Part
from unknot.domain.preferences import Preferences
from unknot.domain.project import Project
from unknot.domain.query import Query
from unknot.domain.view import View
from unknot.http.answer import Answer
from unknot.store import browsing, inboxes
from unknot.store.session import Session
from unknot.web import faces
from unknot.web.keyboard import commands
from unknot.web.keyboard.keymap import keymap_of
from unknot.web.laid_out import LaidOut, address_of_view, readable_views
from unknot.web.look import page
from unknot.web.visit import Place, Visit, workspaces_of
from unknot.web.words import N_

DID: Final = {"deleted": N_("View deleted")}  # by the word that stands in the address
MOST_VIEWS: Final = 30  # in the rail


class RailProject(msgspec.Struct, frozen=True):
    project: Project
    open: int  # issues


class RailView(msgspec.Struct, frozen=True):
    view: View
    href: str
    project: Project | None


class Shell(msgspec.Struct, frozen=True, kw_only=True):
    place: Place
    projects: Sequence[RailProject]
    channels: Sequence[Channel]
    here: str  # the part of the rail that is the page, by its path
    query: str = ""  # what the search box holds
    search_in: str = ""  # where it looks
    search_at: str = ""  # the page that shows what it finds
    project: Project | None = None
    may_create: bool = True
    inbox: int = 0  # what is new in it
    views: Sequence[RailView] = ()
    keeps: Sequence[tuple[str, str]] = ()  # what the search box leaves as it is
    view: str = ""  # the one that is open

    @property
    def me(self) -> faces.Face:
        return faces.face(self.place.visit.request.services.directory, self.place.visit.user.id)

    @property
    def done(self) -> list[str]:
        """The events of a change that was just made without script, for the way back."""
        given = self.place.visit.request.query.get("done", "")
        return [event for event in given.split(",") if event.isascii() and event.isdigit()]

    @property
    def did(self) -> str:
        """What that change was, where there is more to say than that it was saved."""
        return DID.get(self.place.visit.request.query.get("did", ""), "")

    @property
    def is_admin(self) -> bool:
        return self.place.role >= Role.ADMIN


def in_shell(
    template: str,
    place: Place,
    *,
    here: str,
    project: Project | None = None,
    query: str = "",
    search_at: str = "",
    status: int = 200,
    laid_out: LaidOut | None = None,
    **values: Any,
) -> Answer:
    """A page of a workspace, or of one of its projects."""
    visit, services = place.visit, place.visit.request.services
    access = None if project is None else services.directory.access(place.actor, project)
    search_in = place.path if project is None else f"/{project.path}"
    shell = Shell(
        place=place,
        projects=_rail_projects(services.db, place.projects),
        channels=services.directory.channels_of(place.workspace.id),
        here=here,
        query=query,
        search_in=search_in,
        search_at=search_at or search_in,
        project=project,
        inbox=count_new(place),
        views=_rail_views(place),
        keeps=() if laid_out is None else [field for field in laid_out.fields(Query()) if field[0] != "q"],
        view=laid_out.view.short if laid_out is not None and laid_out.view is not None else "",
        may_create=any_may_create(place) if access is None else access.allows(Action.CREATE_ISSUE),
    )
    return page(
        template,
        visit.language,
        status=status,
        shell=shell,
        visit=visit,
        preferences=_seen_as(visit.preferences, laid_out),
        command_groups=commands.GROUPS,
        keys=keymap_of(visit.preferences),
        laid_out=laid_out,
        place=place,
        project=project,
        access=access,
        now=services.now(),
        workspaces=workspaces_of(visit),
        **values,
    )


def count_new(place: Place, part: Part = Part.ALL) -> int:
    """What is new in the visitor's inbox, or in a part of it."""
    readable = {project.id for project in place.projects}
    return inboxes.count_new(place.visit.request.services.db, place.actor, readable, part=part)


def any_may_create(place: Place) -> bool:
    directory = place.visit.request.services.directory
    return any(directory.access(place.actor, one).allows(Action.CREATE_ISSUE) for one in place.projects)


def _rail_projects(db: Session, projects: Sequence[Project]) -> list[RailProject]:
    counts = browsing.open_counts(db, [project.id for project in projects])
    return [RailProject(project, counts.get(project.id, 0)) for project in projects]


def _rail_views(place: Place) -> list[RailView]:
    """Those of the workspace first, then those of its projects."""
    homes = {one.id: one for one in place.projects}
    found = sorted(readable_views(place), key=lambda view: view.project is not None)[:MOST_VIEWS]
    return [
        RailView(view, address_of_view(place, view), None if view.project is None else homes[view.project])
        for view in found
    ]


def _seen_as(preferences: Preferences, laid_out: LaidOut | None) -> Preferences:
    """The visitor's preferences, of which a view may know better how dense its list is."""
    density = None if laid_out is None else laid_out.density
    return preferences if density is None else replace(preferences, density=density)


def no_workspace(visit: Visit) -> Answer:
    """For somebody who is signed in and a member of nothing yet."""
    return page("page/no_workspace.html", visit.language, preferences=visit.preferences, visit=visit)
