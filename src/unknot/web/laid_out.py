"""How the issues of a list or a board are laid out: as a view says, until the visitor chooses otherwise.

All of it stands in the address, so that a link shows the same to somebody else.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from unknot.domain.errors import NotFound
from unknot.domain.preferences import Density
from unknot.domain.project import Project
from unknot.domain.query import Query, parse
from unknot.domain.sentence import says
from unknot.domain.view import USUAL_COLUMNS, Column, Layout, View, in_order
from unknot.store import views
from unknot.web.visit import Place
from unknot.web.words import N_

COLUMN_WORDS: Final = {
    Column.LEVEL: N_("Level"),
    Column.NUMBER: N_("Number"),
    Column.LABELS: N_("Labels"),
    Column.ASSIGNEE: N_("Assignee"),
    Column.UPDATED: N_("Updated"),
    Column.CREATED: N_("Created"),
}
DENSITY_WORDS: Final = {Density.COMPACT: N_("Compact"), Density.COMFORTABLE: N_("Comfortable")}


class Asked(msgspec.Struct, frozen=True):
    """What the address of a list or a board says. What it leaves out is as the view has it, or as usual."""

    q: str | None = None
    view: str = ""  # as addresses name it
    columns: str | None = None  # parted by commas
    density: Density | None = None


class LaidOut(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown of each issue, how densely, and the view that is open."""

    layout: Layout = Layout.LIST
    columns: tuple[Column, ...] = USUAL_COLUMNS
    density: Density | None = None  # None: as the visitor prefers
    view: View | None = None

    @property
    def hidden(self) -> tuple[Column, ...]:
        return tuple(column for column in Column if column not in self.columns)

    def fields(self, query: Query) -> Iterator[tuple[str, str]]:
        """What an address has to say for this query to be shown like this."""
        view = self.view
        if view is not None:
            yield "view", view.short
        if view is None or str(query) != kept_query(view):
            yield "q", str(query)
        if self.columns != (USUAL_COLUMNS if view is None else view.columns):
            yield "columns", ",".join(self.columns)
        if self.density is not None and (view is None or self.density is not view.density):
            yield "density", self.density.value

    def is_kept_by(self, view: View, query: Query) -> bool:
        """Whether a view would show this query just like this."""
        kept = (kept_query(view), view.layout, view.columns, view.density)
        return kept == (str(query), self.layout, self.columns, self.density)


def laid_out(place: Place, project: Project | None, asked: Asked, layout: Layout) -> LaidOut:
    """What an address asks for; a view that is not there is refused."""
    view = view_named(place, asked.view, project) if asked.view else None
    columns = USUAL_COLUMNS if view is None else view.columns
    if asked.columns is not None:
        given = asked.columns.split(",")
        columns = in_order(column for column in Column if column.value in given)
    density = asked.density or (None if view is None else view.density)
    return LaidOut(layout=layout, columns=columns, density=density, view=view)


def views_here(place: Place, project: Project | None) -> list[View]:
    """The views of a project, or of the whole workspace, that the visitor may open."""
    home = None if project is None else project.id
    return [view for view in readable_views(place) if view.project == home]


def readable_views(place: Place) -> list[View]:
    services = place.visit.request.services
    return views.of_reader(services.db, services.directory, place.workspace.id, reader=place.actor)


def view_named(place: Place, short: str, project: Project | None) -> View:
    found = next((view for view in views_here(place, project) if view.short == short), None)
    if found is None:
        raise NotFound("view", says("There is no such view here, or you may not read it"))
    return found


def kept_query(view: View) -> str:
    """The query of a view as it is printed today."""
    return str(parse(view.query))


def address_of_view(place: Place, view: View) -> str:
    home = next((one.path for one in place.projects if one.id == view.project), None)
    path = place.path if home is None else f"/{home}"
    return f"{path}{'/board' if view.layout is Layout.BOARD else ''}?view={view.short}"
