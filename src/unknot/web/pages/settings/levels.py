"""The levels of a workspace: its own, and whether it uses those that are the same everywhere."""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec
from msgspec.structs import asdict

from unknot.domain.access import Role
from unknot.domain.errors import NotFound
from unknot.domain.level import MOST_CUSTOM, SYSTEM_LEVELS, Level, LevelChange, LevelDraft
from unknot.domain.query import Key, Query
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import levels as operations
from unknot.store import usage
from unknot.web import faces
from unknot.web.faces import LevelMark
from unknot.web.forms import KEEPS_FORM, Filled, filled, form_of, refused
from unknot.web.pages.settings.labels import NEW_COLORS
from unknot.web.settings import WorkspaceSettings, back_to, settings_of
from unknot.web.visit import require_role

MAGENTA: Final = 6  # where the colours that are offered begin: far from those of P0 to P3


class LevelForm(msgspec.Struct, frozen=True):
    name: str = ""
    color: str = ""
    description: str = ""


class SystemForm(msgspec.Struct, frozen=True):
    disabled: bool


class Listed(msgspec.Struct, frozen=True):
    """A level as the list shows it."""

    mark: LevelMark
    description: str
    count: int  # issues
    query: str  # which finds them


async def show_levels(request: Request) -> Answer:
    return await _page(await settings_of(request, "levels"))


async def create_level(request: Request) -> Answer:
    here = await settings_of(request, "levels")
    typed = await form_of(request, LevelForm)
    draft = LevelDraft(**asdict(typed))
    try:
        await request.services.write(operations.create_level, here.workspace.id, draft, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return await _page(here, refused(typed, "level", refusal))
    return back_to(here.path, "made")


async def show_level(request: Request) -> Answer:
    here = await settings_of(request, "levels")
    level = _level(here, request.params[1])
    return await _one(here, level, filled(LevelForm(level.name, level.color, level.description), "level"))


async def save_level(request: Request) -> Answer:
    here = await settings_of(request, "levels")
    level = _level(here, request.params[1])
    typed = await form_of(request, LevelForm)
    change = LevelChange(**asdict(typed))
    try:
        await request.services.write(operations.edit_level, here.workspace.id, level.uuid, change, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return await _one(here, level, refused(typed, "level", refusal))
    return back_to(here.path, "saved")


async def delete_level(request: Request) -> Answer:
    here = await settings_of(request, "levels")
    keys = [request.params[1]]
    await request.services.write(operations.delete_levels, here.workspace.id, keys, by=here.place.actor)
    return back_to(here.path, "deleted")


async def set_system_levels(request: Request) -> Answer:
    here = await settings_of(request, "levels")
    typed = await form_of(request, SystemForm)
    change = operations.set_system_levels_disabled
    try:
        await request.services.write(change, here.workspace.id, disabled=typed.disabled, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return await _page(here, refused(typed, "system", refusal))
    return back_to(here.path, "saved")


def _level(here: WorkspaceSettings, key: str) -> Level:
    found = here.request.services.directory.level(key)
    if found is None or found.workspace != here.workspace.id:
        raise NotFound(
            "level", says("No such level in %(workspace)s; it may have been deleted", workspace=here.workspace.title)
        )
    return found


async def _page(here: WorkspaceSettings, form: Filled | None = None) -> Answer:
    services, workspace = here.request.services, here.workspace.id
    used = await services.read_aside(usage.of_levels, workspace)
    own = list(_own(here, used))
    start = filled(LevelForm(color=NEW_COLORS[(len(own) + MAGENTA) % len(NEW_COLORS)]), "level")
    return here.page(
        "page/settings/levels.html",
        form or start,
        start=start,
        own=own,
        system=list(_system(here, used)),
        is_system_off=services.directory.are_system_levels_disabled(workspace),
        on_system=sum(used.get(key, 0) for key in SYSTEM_LEVELS),
        is_full=len(own) >= MOST_CUSTOM,
        may_change=here.place.role >= Role.ADMIN,
    )


def _own(here: WorkspaceSettings, used: Mapping[str, int]) -> Iterator[Listed]:
    directory = here.request.services.directory
    for one in directory.levels_of(here.workspace.id):
        yield _listed(faces.level(directory, one.uuid), one.description, used)


def _system(here: WorkspaceSettings, used: Mapping[str, int]) -> Iterator[Listed]:
    for key, one in SYSTEM_LEVELS.items():
        yield _listed(faces.level(here.request.services.directory, key), one.description, used)


def _listed(mark: LevelMark, description: str, used: Mapping[str, int]) -> Listed:
    return Listed(mark, description, used.get(mark.key, 0), str(Query().having(Key.LEVEL, mark.word)))


async def _one(here: WorkspaceSettings, level: Level, form: Filled) -> Answer:
    require_role(here.place, Role.ADMIN, says("change its levels"))
    used = await here.request.services.read_aside(usage.of_levels, here.workspace.id)
    return here.page("page/settings/level.html", form, below=level.uuid, level=level, count=used.get(level.uuid, 0))
