"""Lists of issues: of a project, of a whole workspace, of what concerns the visitor."""

from collections.abc import Mapping
from typing import Any, Final

from unknot.domain.project import Project
from unknot.domain.view import Layout
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.web import laid_out
from unknot.web.beside import beside
from unknot.web.controls import controls, on_board
from unknot.web.forms import query_of
from unknot.web.groups import FilledGroup, cursor_in, fill, groups, next_address, total
from unknot.web.listing import Listing, listing
from unknot.web.look import words_of
from unknot.web.nothing import nothing
from unknot.web.shell import in_shell
from unknot.web.tabs import scope_of, strip
from unknot.web.visit import Place, place_of, project_of

IN_GROUP: Final = 30  # rows at first: with those of five sections the first load stays below 60 KB
IN_MORE: Final = 100  # rows for each "more"


class Asked(laid_out.Asked, frozen=True):
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
    arranged = laid_out.laid_out(place, project, asked, Layout.LIST)
    wanted = listing(place, project, path, asked.q, start=start, laid_out=arranged)
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
        tabs=strip(wanted, has_views=path == scope_of(place, project), start=start),
        beside=None if asked.after else await beside(wanted, filled),
        board=None if project is None else on_board(wanted),
        **await nothing(wanted, count, is_start=asked.q is None),
        **{"channel": None, **controls(wanted), **more},
    )


async def _filled(wanted: Listing, asked: Asked) -> list[FilledGroup]:
    """The groups with their first rows; or, further down, one group from a cursor on."""
    if not asked.after:
        return await fill(wanted, [(group, IN_GROUP) for group in groups(wanted)])
    further = [(group, IN_MORE) for group in groups(wanted) if group.value == asked.within]
    return await fill(wanted, further, after=cursor_in(asked.after))


def _shown(wanted: Listing, filled: FilledGroup) -> Mapping[str, Any]:
    named = ("value", "name", "count", "rows", "status", "level", "face")
    return {"more": next_address(wanted, filled), **{name: getattr(filled, name) for name in named}}
