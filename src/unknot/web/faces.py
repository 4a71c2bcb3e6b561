"""How people, levels and labels look: initials and a hue, a shape and a word, a colour."""

from collections.abc import Iterable
from typing import Final

import msgspec

from unknot.domain.ids import UserId, WorkspaceId
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.people import User
from unknot.store.directory import Directory

GOLDEN_ANGLE: Final = 137.508  # degrees: neighbours in number are far apart in hue
_SHAPES: Final = {key: str(place) for place, key in enumerate(SYSTEM_LEVELS)}


class Face(msgspec.Struct, frozen=True):
    """A person in a list."""

    id: UserId
    uuid: str
    username: str
    name: str
    initials: str
    hue: int
    is_bot: bool


class LevelMark(msgspec.Struct, frozen=True):
    """A level in a list: the shape "0" to "3" of the system's, "own" or "none"."""

    key: str
    shape: str
    word: str
    color: str = ""


NO_MARK: Final = LevelMark(NO_LEVEL, "none", "\N{EN DASH}")


def face(directory: Directory, user: UserId) -> Face:
    return directory.derive(_face, user)


def faces(directory: Directory, users: Iterable[UserId]) -> list[Face]:
    return [face(directory, user) for user in users]


def level(directory: Directory, key: str) -> LevelMark:
    return directory.derive(_level, key)


def levels(directory: Directory, workspace: WorkspaceId) -> list[LevelMark]:
    """Every level that an issue of the workspace may have, most urgent first, and none."""
    system = [] if directory.are_system_levels_disabled(workspace) else list(SYSTEM_LEVELS)
    own = [one.uuid for one in directory.levels_of(workspace)]
    return [*(level(directory, key) for key in (*system, *own)), NO_MARK]


def _face(directory: Directory, user: UserId) -> Face:
    found = directory.user(user)
    return Face(
        id=found.id,
        uuid=found.uuid,
        username=found.username,
        name=found.full_name,
        initials=_initials(found),
        hue=int(found.id * GOLDEN_ANGLE) % 360,
        is_bot=found.is_bot,
    )


def _initials(user: User) -> str:
    """Two letters, or the one sign that a Chinese name is known by."""
    first, last = (user.name or user.full_name).strip(), user.surname.strip()
    if first and ord(first[0]) >= 0x2E80:  # noqa: PLR2004 - where the scripts of East Asia begin
        return (last or first)[0]
    return (first[:1] + (last[:1] or first[1:2])).upper()


def _level(directory: Directory, key: str) -> LevelMark:
    if key in SYSTEM_LEVELS:
        return LevelMark(key, _SHAPES[key], SYSTEM_LEVELS[key].name, SYSTEM_LEVELS[key].color)
    own = directory.level(key) if key else None
    return NO_MARK if own is None else LevelMark(key, "own", own.name, own.color)
