"""Levels: those of the system, and those that the workspace made."""

from unknot.dialects.guance.endpoints import levels
from unknot.dialects.guance.routes.shared import SEEN
from unknot.dialects.guance.wire_levels import LevelChangeIn, LevelConfig, LevelIn, LevelOut, LevelsIn
from unknot.domain.errors import Conflict, Forbidden
from unknot.http.routes import Route

LEVELS = (
    Route(
        "GET",
        "/issue-level/list",
        levels.list_levels,
        "List the system levels, and then those of the workspace",
        answers=list[LevelOut],
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/issue-level/add",
        levels.add_level,
        "Make a level",
        body=LevelIn,
        answers=LevelOut,
        refuses=(Forbidden, Conflict),
    ),
    Route(
        "POST",
        "/issue-level/{issue_level_uuid}/modify",
        levels.modify_level,
        "Change a level of the workspace: what is left out stays",
        body=LevelChangeIn,
        answers=LevelOut,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/issue-level/delete",
        levels.delete_levels,
        "Delete levels of the workspace, and take them from their issues",
        body=LevelsIn,
        answers=bool,
        refuses=(Forbidden,),
    ),
    Route(
        "GET",
        "/issue-level/config/get",
        levels.get_level_config,
        "Tell whether the system levels are disabled",
        answers=LevelConfig,
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/issue-level/config/set",
        levels.set_level_config,
        "Disable the system levels, and take them from their issues; or enable them",
        body=LevelConfig,
        answers=LevelConfig,
        refuses=(Forbidden, Conflict),
    ),
)
