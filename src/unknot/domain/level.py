"""A level: how urgent an issue is.

Four system levels are the same everywhere, P0 the most urgent; a workspace may add ten of its own, and may switch the
system levels off. An issue keeps the key of its level, or the empty text for none.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

import msgspec

from unknot.domain.errors import Problem
from unknot.domain.ids import LevelId, UserId, WorkspaceId
from unknot.domain.sentence import says
from unknot.domain.text import Limits, length_problems, text_problems

NO_LEVEL: Final = ""
MOST_CUSTOM: Final = 10  # what Guance documents
_COLOR = re.compile(r"#[0-9A-Fa-f]{3,8}")


class SystemLevel(msgspec.Struct, frozen=True):
    """A level that every workspace has."""

    key: str
    name: str
    color: str
    description: str


SYSTEM_LEVELS: Final = {
    level.key: level
    for level in (
        SystemLevel("system_level_0", "P0", "#E94444", "An important function is down for many"),
        SystemLevel("system_level_1", "P1", "#FF7931", "An important function is down for few"),
        SystemLevel("system_level_2", "P2", "#FFB44A", "A side function is down, which will hurt if it lasts"),
        SystemLevel("system_level_3", "P3", "#C9C9C9", "The impact is not known"),
    )
}


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """A level that a workspace made. Its UUID is its key."""

    id: LevelId
    uuid: str
    workspace: WorkspaceId
    name: str
    color: str
    description: str
    extend: dict[str, Any]  # whatever its maker keeps with it
    created_by: UserId | None
    created_at: datetime
    updated_by: UserId | None
    updated_at: datetime


class LevelDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody gives to make a level."""

    name: str
    color: str
    description: str = ""
    extend: dict[str, Any] = {}

    def problems(self, limits: Limits) -> Iterable[Problem]:
        yield from text_problems("name", self.name, at_most=limits.name)
        yield from length_problems("description", self.description, at_most=limits.description)
        if not _COLOR.fullmatch(self.color):
            yield Problem("color", says('must be a colour such as "#12AB9F"'))


class LevelChange(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants different; None leaves a thing as it is."""

    name: str | None = None
    color: str | None = None
    description: str | None = None
    extend: dict[str, Any] | None = None

    def draft_of(self, level: Level) -> LevelDraft:
        return LevelDraft(
            name=level.name if self.name is None else self.name,
            color=level.color if self.color is None else self.color,
            description=level.description if self.description is None else self.description,
            extend=level.extend if self.extend is None else self.extend,
        )
