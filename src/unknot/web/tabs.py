"""The tabs above a list or a board: what is open, what is closed, everything, and the views that people keep."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from unknot.domain.access import Access, Action, WorkspaceAccess
from unknot.domain.project import Project
from unknot.domain.query import NEWEST_CHANGE_FIRST, Key, Query, parse
from unknot.domain.view import Layout, View
from unknot.store import browsing
from unknot.store.conditions import reads_texts
from unknot.store.selecting import Selection, select
from unknot.store.session import Session
from unknot.web.faces import Face, face
from unknot.web.laid_out import LaidOut, address_of_view, views_here
from unknot.web.listing import Listing
from unknot.web.look import words_of
from unknot.web.visit import Place
from unknot.web.words import NP_

USUAL: Final = {"open": NP_("issues", "Open"), "closed": NP_("issues", "Closed"), "": NP_("issues", "All")}
ALL: Final = "all"  # the key of the tab that has no word in queries
MOST_VIEWS: Final = 12  # that have a tab; the rest stand in a menu


class Tab(msgspec.Struct, frozen=True, kw_only=True):
    key: str  # by which its count is found later
    name: str
    href: str
    is_current: bool
    selection: Selection
    count: int | None = None  # None: not known without a look at texts
    view: View | None = None

    @property
    def is_board(self) -> bool:
        return self.view is not None and self.view.layout is Layout.BOARD


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """All tabs, and what can be done with the view that is open."""

    tabs: Sequence[Tab]
    others: Sequence[Tab]  # behind a button
    opened: View | None
    opened_href: str
    owner: Face | None  # of the open view
    place: int  # of the open view among all that have tabs
    last: int
    is_changed: bool  # whether the visitor sees something else than it keeps
    is_kept: bool  # whether some tab shows just this
    may_save: bool
    may_share: bool
    may_change: bool
    fields: Sequence[tuple[str, str]]  # of the forms that keep what is shown now


def strip(wanted: Listing, *, has_views: bool, start: str = "") -> Strip:
    """The tabs of a page, which begins with a query; only those of a whole project or workspace have views."""
    kept = views_here(wanted.place, wanted.project)
    opened, may = wanted.laid_out.view, _access(wanted)
    directory = wanted.place.visit.request.services.directory
    current = opened or next((one for one in kept if wanted.laid_out.is_kept_by(one, wanted.query)), None)
    usual = list(_usual_tabs(wanted, is_plain_page=current is None))
    tabs = [_view_tab(wanted, view, is_current=view == current) for view in kept] if has_views else []
    near = [tab for at, tab in enumerate(tabs) if at < MOST_VIEWS or tab.is_current]
    return Strip(
        tabs=list(_counted(wanted.place.visit.request.services.db, [*usual, *near])),
        others=[tab for tab in tabs if tab not in near],
        opened=current if has_views else None,
        opened_href="" if current is None else address_of_view(wanted.place, current),
        owner=None if current is None else face(directory, current.owner),
        place=-1 if current is None else kept.index(current),
        last=len(kept) - 1,
        is_changed=opened is not None and not wanted.laid_out.is_kept_by(opened, wanted.query),
        is_kept=current is not None or _is_usual(wanted, start),
        may_save=may.allows(Action.SAVE_VIEW),
        may_share=may.allows(Action.SHARE_VIEW),
        may_change=current is not None and may.allows(Action.CHANGE_VIEW, author=current.owner),
        fields=_fields(wanted),
    )


def scope_of(place: Place, project: Project | None) -> str:
    """The path to which views belong."""
    return place.path if project is None else f"/{project.path}"


def counts(db: Session, tabs: Sequence[Tab]) -> dict[str, int]:
    """How many issues each tab has, exactly."""
    sections = browsing.sections(db, [(tab.selection, 0) for tab in tabs], NEWEST_CHANGE_FIRST)
    return {tab.key: section.count for tab, section in zip(tabs, sections, strict=True)}


def _usual_tabs(wanted: Listing, *, is_plain_page: bool) -> Iterator[Tab]:
    """They keep what else was asked for, unless that is a view's."""
    named = words_of(wanted.place.visit.language).catalogue.pgettext
    page = wanted if is_plain_page else replace(wanted, laid_out=LaidOut(layout=wanted.laid_out.layout))
    rest = wanted.query.having(Key.STATUS) if is_plain_page else Query()
    held = (wanted.query.value(Key.IS) or "") if wanted.query.of(Key.STATUS) is None else None
    for word, name in USUAL.items():
        query = rest.having(Key.IS, *filter(None, [word]))
        yield _tab(
            wanted,
            query,
            key=word or ALL,
            name=named("issues", name),
            href=page.address(query),
            is_current=is_plain_page and held == word,
        )


def _view_tab(wanted: Listing, view: View, *, is_current: bool) -> Tab:
    href = address_of_view(wanted.place, view)
    return _tab(wanted, parse(view.query), key=view.short, name=view.name, href=href, is_current=is_current, view=view)


def _tab(wanted: Listing, query: Query, **values: Any) -> Tab:
    place, services = wanted.place, wanted.place.visit.request.services
    selection = select(
        services.directory, query, place.workspace.id, wanted.projects, reader=place.actor, now=services.now()
    ).selection
    return Tab(selection=selection, **values)


def _counted(db: Session, tabs: Sequence[Tab]) -> Iterator[Tab]:
    """With the counts that are there at once."""
    found = counts(db, [tab for tab in tabs if not reads_texts(tab.selection.where)])
    return (replace(tab, count=found.get(tab.key)) for tab in tabs)


def _is_usual(wanted: Listing, start: str) -> bool:
    """Whether this is what the page begins with or one of its first tabs shows, and nothing else was chosen."""
    usual = {str(parse(start)), *(f"is:{word}" if word else "" for word in USUAL)}
    return str(wanted.query) in usual and wanted.laid_out == LaidOut(layout=wanted.laid_out.layout)


def _access(wanted: Listing) -> Access | WorkspaceAccess:
    place, directory = wanted.place, wanted.place.visit.request.services.directory
    if wanted.project is not None:
        return directory.access(place.actor, wanted.project)
    return WorkspaceAccess(actor=place.actor, alias=place.workspace.alias, role=place.role)


def _fields(wanted: Listing) -> Sequence[tuple[str, str]]:
    laid_out = wanted.laid_out
    return (
        ("q", str(wanted.query)),
        ("layout", laid_out.layout.value),
        ("columns", ",".join(laid_out.columns)),
        ("density", laid_out.density.value if laid_out.density else ""),
    )
