"""Guance's levels, and how ours become them and theirs ours."""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from unknot.dialects.guance import ids, shapes
from unknot.dialects.guance.optional import given
from unknot.dialects.guance.times import NEVER, seconds
from unknot.dialects.guance.wire_person import maker_id
from unknot.domain.level import Level, LevelChange, LevelDraft, SystemLevel
from unknot.store.directory import Directory


class LevelIn(msgspec.Struct, frozen=True, kw_only=True):
    """A level to add."""

    name: shapes.Name
    color: shapes.Color
    description: shapes.Remark = ""
    extend: dict[str, Any] | None = None


class LevelChangeIn(msgspec.Struct, frozen=True, kw_only=True):
    """A level to change: what is left out stays."""

    name: shapes.Name | UnsetType = UNSET
    color: shapes.Color | UnsetType = UNSET
    description: shapes.Remark | UnsetType = UNSET
    extend: dict[str, Any] | UnsetType | None = UNSET


class LevelsIn(msgspec.Struct, frozen=True):
    """Levels to delete."""

    uuids: list[str]


class LevelConfig(msgspec.Struct, frozen=True, rename="camel"):
    """Whether the workspace does without the system levels."""

    is_disabled: bool


class LevelOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A level. The system's have no more than what is always there, and only lists tell which those are."""

    color: shapes.Color
    create_at: shapes.Seconds | UnsetType = UNSET
    creator: shapes.MakerWord | UnsetType = UNSET
    delete_at: shapes.Alive | UnsetType = UNSET
    description: str
    extend: dict[str, Any] | UnsetType = UNSET
    id: shapes.Number | UnsetType = UNSET
    is_default: bool | UnsetType = UNSET
    name: shapes.Name
    status: shapes.Normal | UnsetType = UNSET
    update_at: shapes.Seconds | UnsetType = UNSET
    updator: shapes.MakerWord | UnsetType = UNSET
    uuid: shapes.SomeLevelWord
    workspace_uuid: shapes.WorkspaceWord | UnsetType = msgspec.field(name="workspaceUUID", default=UNSET)


def level_draft(body: LevelIn) -> LevelDraft:
    return LevelDraft(name=body.name, color=body.color, description=body.description, extend=body.extend or {})


def level_change(body: LevelChangeIn) -> LevelChange:
    return LevelChange(
        name=given(body.name),
        color=given(body.color),
        description=given(body.description),
        extend=given(body.extend),
    )


def level_keys(body: LevelsIn) -> list[str]:
    """The keys that the body names; a text that names no level stands for one that is not there."""
    keys = map(ids.level_key_in, body.uuids)
    return [key for key in keys if key]


def system_level_out(level: SystemLevel) -> LevelOut:
    return LevelOut(
        color=level.color,
        description=level.description,
        is_default=True,
        name=level.name,
        uuid=ids.level_id(level.key),
    )


def listed_level_out(level: Level, directory: Directory) -> LevelOut:
    return msgspec.structs.replace(level_out(level, directory), is_default=False)


def level_out(level: Level, directory: Directory) -> LevelOut:
    return LevelOut(
        color=level.color,
        create_at=seconds(level.created_at),
        creator=maker_id(directory, level.created_by),
        delete_at=NEVER,
        description=level.description,
        extend=level.extend,
        id=level.id,
        name=level.name,
        status=0,
        update_at=seconds(level.updated_at),
        updator=maker_id(directory, level.updated_by),
        uuid=ids.level_id(level.uuid),
        workspace_uuid=ids.workspace_id(level.workspace, directory),
    )
