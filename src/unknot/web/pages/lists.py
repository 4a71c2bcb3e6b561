"""Lists of issues: of a project, of a whole workspace, of what concerns the visitor."""

from collections.abc import Mapping
from typing import Any

from unknot.domain.project import Project
from unknot.domain.view import Layout
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.web import laid_out
from unknot.web.beside import beside
from unknot.web.controls import controls, on_board
from unknot.web.forms import query_of
from unknot.web.groups import total
from unknot.web.listing import Listing, listing
from unknot.web.look import words_of
from unknot.web.nothing import nothing
from unknot.web.shell import in_shell
from unknot.web.stretches import Asked, Jump, Stretch, jump_in, stretches
from unknot.web.tabs import scope_of, strip
from unknot.web.visit import Place, place_of, project_of


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
    jump = jump_in(wanted, asked.date)
    shown = await stretches(wanted, asked, jump)
    filled = [one.group for one in shown]
    count = await total(wanted, filled)
    return in_shell(
        "page/list.html",
        place,
        here=path,
        project=project,
        heading=heading,
        groups=[_shown(wanted, one) for one in shown],
        total=count,
        **_jumping(wanted, jump),
        tabs=strip(wanted, has_views=path == scope_of(place, project), start=start),
        beside=None if asked.is_further else await beside(wanted, filled),
        board=None if project is None else on_board(wanted),
        **await nothing(wanted, count, is_start=asked.q is None),
        **{"channel": None, **controls(wanted), **more},
    )


def _jumping(wanted: Listing, jump: Jump) -> Mapping[str, Any]:
    """What the control for dates needs: the form keeps everything else, and there is a way back to the top."""
    fields = list(wanted.laid_out.fields(wanted.query))
    return {"jump": jump, "jump_fields": fields, "jump_path": wanted.path, "top_href": wanted.address()}


def _shown(wanted: Listing, stretch: Stretch) -> Mapping[str, Any]:
    named = ("value", "name", "count", "rows", "status", "level", "face")
    return {**stretch.addresses(wanted), **{name: getattr(stretch.group, name) for name in named}}
