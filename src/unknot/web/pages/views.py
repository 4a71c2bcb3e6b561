"""Keep what a list or a board shows as a view, change views, and count what is in them."""

from typing import Final

import msgspec
from msgspec import UNSET

from unknot.domain.errors import Invalid, NotFound
from unknot.domain.preferences import Density
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.domain.view import USUAL_COLUMNS, Column, Layout, View, ViewChange, ViewDraft, in_order
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import views as operations
from unknot.operations.undo import noting
from unknot.web import laid_out, naming
from unknot.web.answering import done
from unknot.web.forms import YES, form_of, query_of
from unknot.web.laid_out import Asked, address_of_view, readable_views
from unknot.web.listing import START, listing
from unknot.web.look import SAFE, words_of
from unknot.web.tabs import counts, strip
from unknot.web.visit import Place, place_of
from unknot.web.words import N_

NO: Final = "no"


class NewView(msgspec.Struct, frozen=True):
    name: str = ""
    project: str = ""  # its alias; empty: the whole workspace
    q: str = ""
    layout: Layout = Layout.LIST
    columns: str | None = None
    density: str = ""
    shared: str = NO


class ChangedView(msgspec.Struct, frozen=True):
    """What is given changes; the rest stays."""

    name: str | None = None
    q: str | None = None
    layout: Layout | None = None
    columns: str | None = None
    density: str | None = None
    shared: str | None = None
    place: int | None = None


class Counted(Asked, frozen=True):
    project: str = ""
    board: str = ""  # whether the page is a board


async def save_view(request: Request) -> Answer:
    """Keep a query under a name, and go on in the new view."""
    place = await place_of(request)
    form = await form_of(request, NewView)
    project = _project(place, form.project)
    draft = ViewDraft(
        name=form.name,
        query=form.q,
        layout=form.layout,
        columns=USUAL_COLUMNS if form.columns is None else _columns(form.columns),
        density=_density(form.density),
        is_shared=form.shared == YES,
    )
    home = None if project is None else project.id
    made = await request.services.write(noting, operations.create_view, place.workspace.id, home, draft, by=place.actor)
    return done(request, made, _say(place, N_("View saved")), back=address_of_view(place, made.outcome))


async def change_view(request: Request) -> Answer:
    """Rename, share or move a view, or let it keep what is shown now."""
    place = await place_of(request)
    view, form = _view(place), await form_of(request, ChangedView)
    change = ViewChange(
        name=form.name,
        query=form.q,
        layout=form.layout,
        columns=None if form.columns is None else _columns(form.columns),
        density=UNSET if form.density is None else _density(form.density),
        is_shared=None if form.shared is None else form.shared == YES,
        place=form.place,
    )
    changed = await request.services.write(
        noting, operations.change_view, place.workspace.id, view.uuid, change, by=place.actor
    )
    return done(request, changed, _say(place, N_("View saved")), back=address_of_view(place, changed.outcome))


async def delete_view(request: Request) -> Answer:
    place = await place_of(request)
    view = _view(place)
    noted = await request.services.write(noting, operations.delete_view, place.workspace.id, view.uuid, by=place.actor)
    back = address_of_view(place, view).partition("?")[0]
    return done(request, noted, _say(place, N_("View deleted")), back=back, did="deleted")


async def count_views(request: Request) -> Answer:
    """How many issues each tab of a page has: asked for when the page stands, which waits for no count but its own."""
    place = await place_of(request)
    asked = query_of(request, Counted)
    project = _project(place, asked.project)
    layout = Layout.BOARD if asked.board else Layout.LIST
    arranged = laid_out.laid_out(place, project, asked, layout)
    wanted = listing(place, project, place.path, asked.q, start="" if asked.board else START, laid_out=arranged)
    tabs = strip(wanted, has_views=True).tabs
    known = {tab.key: tab.count for tab in tabs if tab.count is not None}
    others = await request.services.read_aside(counts, [tab for tab in tabs if tab.count is None])
    return Answer(msgspec.json.encode(known | others), headers=SAFE)


def _view(place: Place) -> View:
    short = place.visit.request.params[1]
    found = next((view for view in readable_views(place) if view.short == short), None)
    if found is None:
        raise NotFound("view", says("There is no such view here, or you may not read it"))
    return found


def _project(place: Place, alias: str) -> Project | None:
    return naming.project(place, alias) if alias else None


def _columns(given: str) -> tuple[Column, ...]:
    words = given.split(",")
    return in_order(column for column in Column if column.value in words)


def _density(given: str) -> Density | None:
    try:
        return Density(given) if given else None
    except ValueError as error:
        raise Invalid.field("density", says("must be one of %(words)s", words=", ".join(Density))) from error


def _say(place: Place, text: str) -> str:
    return words_of(place.visit.language).catalogue.gettext(text)
