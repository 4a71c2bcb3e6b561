"""The menu of a small screen: what the rail holds on a large one, as a page."""

from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.web.settings import parts_of
from unknot.web.shell import in_shell
from unknot.web.visit import place_of


async def show_menu(request: Request) -> Answer:
    place = await place_of(request)
    parts = list(parts_of(place.visit, place))
    return in_shell("page/menu.html", place, here=f"{place.path}/-/menu", parts=parts)
