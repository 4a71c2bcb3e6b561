"""Levels: those of the system, and those that the workspace made."""

from unknot.dialects.guance import ids, wire_levels
from unknot.dialects.guance.auth import actor_of, writer_of
from unknot.dialects.guance.endpoints.asking import uuid_named
from unknot.dialects.guance.envelope import answer
from unknot.domain.access import Role
from unknot.domain.level import SYSTEM_LEVELS
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import levels as operations
from unknot.store import levels


async def list_levels(request: Request) -> Answer:
    actor, services = actor_of(request), request.services
    own = levels.of_workspace(services.db, actor.workspace)
    of_system = [wire_levels.system_level_out(level) for level in SYSTEM_LEVELS.values()]
    return answer(request, [*of_system, *(wire_levels.listed_level_out(level, services.directory) for level in own)])


async def add_level(request: Request) -> Answer:
    actor, services = writer_of(request, Role.ADMIN), request.services
    draft = wire_levels.level_draft(await request.json(wire_levels.LevelIn))
    level = await services.write(operations.create_level, actor.workspace, draft, by=actor)
    return answer(request, wire_levels.level_out(level, services.directory))


async def modify_level(request: Request) -> Answer:
    actor, services = writer_of(request, Role.ADMIN), request.services
    key = _key_asked(request)
    change = wire_levels.level_change(await request.json(wire_levels.LevelChangeIn))
    level = await services.write(operations.edit_level, actor.workspace, key, change, by=actor)
    return answer(request, wire_levels.level_out(level, services.directory))


async def delete_levels(request: Request) -> Answer:
    actor = writer_of(request, Role.ADMIN)
    keys = wire_levels.level_keys(await request.json(wire_levels.LevelsIn))
    await request.services.write(operations.delete_levels, actor.workspace, keys, by=actor)
    return answer(request, content=True)


async def get_level_config(request: Request) -> Answer:
    actor = actor_of(request)
    disabled = request.services.directory.are_system_levels_disabled(actor.workspace)
    return answer(request, wire_levels.LevelConfig(disabled))


async def set_level_config(request: Request) -> Answer:
    actor = writer_of(request, Role.ADMIN)
    config = await request.json(wire_levels.LevelConfig)
    await request.services.write(
        operations.set_system_levels_disabled, actor.workspace, disabled=config.is_disabled, by=actor
    )
    return answer(request, config)


def _key_asked(request: Request) -> str:
    """The key of the level that the path names."""
    [given] = request.params
    return given if given in SYSTEM_LEVELS else uuid_named("level", ids.LEVEL, given)
