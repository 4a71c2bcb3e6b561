"""Lists of issues: of a project, of a whole workspace, of what concerns the visitor."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from unknot.domain.project import Project
from unknot.domain.query import Key
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import browsing
from unknot.web.controls import board_query, controls
from unknot.web.forms import query_of
from unknot.web.groups import FilledGroup, cursor_in, fill, groups, next_address, total
from unknot.web.listing import Listing, listing
from unknot.web.look import words_of
from unknot.web.shell import in_shell
from unknot.web.visit import Place, place_of, project_of
from unknot.web.words import NP_

IN_GROUP: Final = 50  # rows at first
IN_MORE: Final = 100  # rows for each "more"
TABS: Final = ((NP_("issues", "Open"), "is:open"), (NP_("issues", "Closed"), "is:closed"), (NP_("issues", "All"), ""))


class Asked(msgspec.Struct, frozen=True):
    q: str | None = None
    after: str = ""  # a cursor, in one of the groups
    within: str = ""


async def show_project_issues(request: Request) -> Answer:
    place, access = await project_of(request)
    path = f"/{access.project.path}"
    return await list_page(place, access.project, path, query_of(request, Asked), heading=access.project.title)


async def show_all_issues(request: Request) -> Answer:
    place = await place_of(request)
    gettext = words_of(place.visit.language).catalogue.gettext
    return await list_page(place, None, place.path, query_of(request, Asked), heading=gettext("All issues"))


async def show_my_issues(request: Request) -> Answer:
    place = await place_of(request)
    gettext = words_of(place.visit.language).catalogue.gettext
    asked = query_of(request, Asked)
    return await list_page(
        place, None, f"{place.path}/-/my", asked, heading=gettext("My issues"), start="is:open assignee:me"
    )


async def show_incidents(request: Request) -> Answer:
    place = await place_of(request)
    gettext = words_of(place.visit.language).catalogue.gettext
    start = "is:open -level:none sort:-level group:level"
    return await list_page(
        place, None, f"{place.path}/-/incidents", query_of(request, Asked), heading=gettext("Incidents"), start=start
    )


async def list_page(
    place: Place,
    project: Project | None,
    path: str,
    asked: Asked,
    *,
    heading: str,
    start: str = "is:open",
    **more: object,
) -> Answer:
    """A list of issues under a heading; `start` is what it shows to whoever asks for nothing."""
    wanted = listing(place, project, path, asked.q, start=start)
    filled = await _filled(wanted, asked)
    count = await total(wanted, filled)
    return in_shell(
        "page/list.html",
        place,
        here=path,
        project=project,
        heading=heading,
        groups=[_shown(wanted, one) for one in filled],
        total=count,
        is_new=not count and await _is_new(place, project, path),
        tabs=_tabs(wanted),
        board=None if project is None else f"{path}/board?{urlencode({'q': board_query(wanted.query)})}",
        **{"channel": None, **controls(wanted), **more},
    )


async def _is_new(place: Place, project: Project | None, path: str) -> bool:
    """Whether there is no issue here at all, whatever one asks for."""
    everything = listing(place, project, path, "")
    return not await place.visit.request.services.read_aside(browsing.count, everything.selection)


async def _filled(wanted: Listing, asked: Asked) -> list[FilledGroup]:
    """The groups with their first rows; or, further down, one group from a cursor on."""
    if not asked.after:
        return await fill(wanted, [(group, IN_GROUP) for group in groups(wanted)])
    further = [(group, IN_MORE) for group in groups(wanted) if group.value == asked.within]
    return await fill(wanted, further, after=cursor_in(asked.after))


def _shown(wanted: Listing, filled: FilledGroup) -> Mapping[str, Any]:
    named = ("value", "name", "count", "rows", "status", "level", "face")
    return {"more": next_address(wanted, filled), **{name: getattr(filled, name) for name in named}}


def _tabs(wanted: Listing) -> list[Mapping[str, Any]]:
    named = words_of(wanted.place.visit.language).catalogue.pgettext
    rest = wanted.query.having(Key.STATUS)
    held = wanted.query.value(Key.IS) if wanted.query.of(Key.STATUS) is None else "none of these"
    return [
        {
            "name": named("issues", name),
            "href": wanted.address(rest.having(Key.IS, *filter(None, [text.removeprefix("is:")]))),
            "is_current": (held or "") == text.removeprefix("is:"),
            "count": None,
        }
        for name, text in TABS
    ]
