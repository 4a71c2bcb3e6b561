"""What stands above issues, on a list and on a board alike: filters, and how the issues are laid out."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from msgspec.structs import replace

from unknot.domain.access import Action
from unknot.domain.ids import UserId
from unknot.domain.project import Project
from unknot.domain.query import Key, Query, Term
from unknot.domain.view import Column, Layout, in_order
from unknot.store import events
from unknot.store.conditions import reads_texts
from unknot.store.search import upkeep
from unknot.web import offering
from unknot.web.choices import Choice, choices_of
from unknot.web.facets import chips_of, facets_of
from unknot.web.laid_out import COLUMN_WORDS, DENSITY_WORDS
from unknot.web.listing import GROUPING_WORDS, SORT_WORDS, Grouping, Listing
from unknot.web.look import words_of
from unknot.web.marking import pieces

ENDINGS: Final = ("csv", "json", "atom", "ics")  # that people are offered
NARROWING: Final = (Key.IS, Key.STATUS)


def controls(wanted: Listing) -> Mapping[str, Any]:
    """The values that the parts above a list and a board take, and the menus below them."""
    choices = choices_of(wanted.place, wanted.projects, _people_in(wanted))
    return {
        "query": wanted.text,
        "marked": pieces(wanted.text, wanted.problems),
        "chips": list(chips_of(wanted)),
        "facets": list(facets_of(wanted, choices)),
        "choices": choices,
        "may_change": any(_may_change(wanted, project) for project in wanted.projects),
        "problems": wanted.problems,
        "made": _words_made(wanted),
        "here_url": wanted.address(),
        "laid_out": wanted.laid_out,
        "last_event": events.newest(wanted.place.visit.request.services.db),
        "exports": _exports(wanted),
        **_layout(wanted),
    }


def _people_in(wanted: Listing) -> Iterator[UserId]:
    """Whom the query names, so that the filters show them as chosen."""
    for key in (Key.ASSIGNEE, Key.CREATOR):
        term = wanted.query.of(key)
        yield from offering.ids_of(wanted.place, () if term is None else term.values)


def on_board(wanted: Listing) -> str:
    """The same issues as a board, whose columns tell open from closed."""
    board = replace(wanted, path=f"{wanted.path}/board")
    return board.address(wanted.query.having(Key.IS), laid_out=replace(wanted.laid_out, layout=Layout.BOARD))


def _exports(wanted: Listing) -> Mapping[str, str]:
    """The addresses of files with these issues, by what they are called, and of the page that makes feeds of them."""
    place, project = wanted.place.path, wanted.project
    home = place if project is None else f"/{project.path}"
    query = {"q": str(wanted.query)}
    files = {ending: f"{home}/-/export.{ending}?{urlencode(query)}" for ending in ENDINGS}
    within = {} if project is None else {"project": project.alias}
    return {**files, "subscribe": f"{place}/-/subscribe?{urlencode({**query, **within})}"}


def on_list(wanted: Listing) -> str:
    """The same issues as a list, which begins with what is open."""
    query = wanted.query
    if not any(query.of(key) for key in NARROWING):
        query = Query((Term(Key.IS, ("open",)), *query.parts))
    listed = replace(wanted, path=wanted.path.removesuffix("/board"))
    return listed.address(query, laid_out=replace(wanted.laid_out, layout=Layout.LIST))


def _may_change(wanted: Listing, project: Project) -> bool:
    place = wanted.place
    return place.visit.request.services.directory.access(place.actor, project).allows(Action.EDIT_ISSUE)


def _layout(wanted: Listing) -> Mapping[str, Any]:
    gettext = words_of(wanted.place.visit.language).catalogue.gettext
    density = wanted.laid_out.density or wanted.place.visit.preferences.density

    def address(**settings: str) -> str:
        query = wanted.query
        for key, value in settings.items():
            query = query.having(Key(key), value)
        return wanted.address(query)

    return {
        "orders": {str(sort): gettext(word) for sort, word in SORT_WORDS.items()},
        "lanes_by": wanted.lanes.value if wanted.lanes is not wanted.grouping else Grouping.NONE.value,
        "groupings": {one.value: gettext(word) for one, word in GROUPING_WORDS.items()},
        "order": str(wanted.sort),
        "grouping": wanted.grouping.value,
        "address": address,
        "hidden": " ".join(wanted.laid_out.hidden),
        "shows_filed": Column.CREATED in wanted.laid_out.columns,
        "shown_columns": [
            Choice(
                value=one.value, name=gettext(word), href=_turning(wanted, one), is_on=one in wanted.laid_out.columns
            )
            for one, word in COLUMN_WORDS.items()
        ],
        "densities": [
            Choice(
                value=one.value,
                name=gettext(word),
                href=wanted.address(laid_out=replace(wanted.laid_out, density=one)),
                is_on=one is density,
            )
            for one, word in DENSITY_WORDS.items()
        ],
    }


def _turning(wanted: Listing, column: Column) -> str:
    """The page with one column more, or less if it is there."""
    columns = in_order(set(wanted.laid_out.columns) ^ {column})
    return wanted.address(laid_out=replace(wanted.laid_out, columns=columns))


def _words_made(wanted: Listing) -> int | None:
    """How much of the index of words is made, in percent, while it is not whole and words are looked for."""
    if not reads_texts(wanted.selection.where):
        return None
    made = upkeep.words_made(wanted.place.visit.request.services.db)
    return None if made == 1 else int(made * 100)
