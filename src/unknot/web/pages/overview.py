"""Overviews of a project and of a workspace."""

from typing import Any, Final

import msgspec

from unknot.domain.progress import Figure, day_of, first_moment_of
from unknot.domain.project import Project
from unknot.domain.query import Key
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.web.forms import query_of
from unknot.web.look import words_of
from unknot.web.overview.breakdowns import breakdowns
from unknot.web.overview.definitions import DEFINITIONS
from unknot.web.overview.key_figures import key_figures
from unknot.web.overview.over_time import filed_and_completed, open_over_time
from unknot.web.overview.scene import RANGES, Scene, count
from unknot.web.overview.waiting import waits
from unknot.web.shell import in_shell
from unknot.web.visit import Place, place_of, project_of

USUAL: Final = 30  # days
MANY: Final = 500  # events that are not counted yet: then the page says so


class Asked(msgspec.Struct, frozen=True):
    days: int = USUAL


async def show_project_overview(request: Request) -> Answer:
    place, access = await project_of(request)
    return _page(place, access.project, query_of(request, Asked))


async def show_workspace_overview(request: Request) -> Answer:
    return _page(await place_of(request), None, query_of(request, Asked))


def _page(place: Place, project: Project | None, asked: Asked) -> Answer:
    scene = _scene(place, project, asked)
    path = f"{place.path}/-/overview" if project is None else f"/{project.path}/overview"
    return in_shell(
        "page/overview.html",
        place,
        here=path if project is None else f"/{project.path}",
        project=project,
        path=path,
        ranges=RANGES.values(),
        over=scene.over,
        since=first_moment_of(scene.starts[0]),
        waiting=scene.counted.waiting if scene.counted.waiting > MANY else 0,
        definitions={key: tuple(map(scene.says, told)) for key, told in DEFINITIONS.items()},
        is_empty=scene.counted.is_empty,
        **({} if scene.counted.is_empty else _figures(scene)),
    )


def _scene(place: Place, project: Project | None, asked: Asked) -> Scene:
    services = place.visit.request.services
    wanted, now = RANGES.get(asked.days, RANGES[USUAL]), services.now()
    today = day_of(now)
    projects = [one.id for one in (place.projects if project is None else (project,))]
    counted = count(services.db, projects, wanted.starts(today), today)  # kept figures: some hundred rows
    words = words_of(place.visit.language)
    return Scene(place=place, words=words, project=project, over=wanted, now=now, counted=counted)


def _figures(scene: Scene) -> dict[str, Any]:
    return {
        "key_figures": list(key_figures(scene)),
        "open_chart": open_over_time(scene),
        "flow_chart": filed_and_completed(scene),
        "acknowledging": waits(scene, Figure.TIME_TO_ACKNOWLEDGE, Key.ACKNOWLEDGED),
        "completing": waits(scene, Figure.TIME_TO_COMPLETE, Key.COMPLETED),
        "breakdowns": list(breakdowns(scene)),
    }
