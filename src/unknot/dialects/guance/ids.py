"""Guance's names for things: a prefix, an underscore, and our UUID without its dashes."""

import re
from collections.abc import Collection
from typing import Final

from unknot.domain.ids import WorkspaceId
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.people import User
from unknot.store.directory import Directory

ISSUE: Final = "issue"
REPLY: Final = "repim"
CHANNEL: Final = "chan"
LEVEL: Final = "issl"
ATTACHMENT: Final = "att"
ACCOUNT: Final = "acnt"
KEY: Final = "wsak"  # also a bot: a user that only has keys
TEAM: Final = "group"
WORKSPACE: Final = "wksp"
NOTIFY: Final = "notify"
MONITOR: Final = "rul"

_WIRE = re.compile(r"([a-z]+)_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})")


def wire_id(prefix: str, uuid: str) -> str:
    return f"{prefix}_{uuid.replace('-', '')}"


def uuid_in(prefix: str, given: str) -> str | None:
    """Our UUID for the vendor's name, or None where it is not one of this prefix."""
    match = _WIRE.fullmatch(given)
    return "-".join(match.groups()[1:]) if match and match[1] == prefix else None


def uuids_in(prefix: str, given: Collection[str]) -> tuple[str, ...] | None:
    """Our UUIDs for the vendor's names, each once and in their order; None where one is not of this prefix."""
    uuids = tuple(uuid for word in given if (uuid := uuid_in(prefix, word)) is not None)
    return tuple(dict.fromkeys(uuids)) if len(uuids) == len(given) else None


def person_id(user: User) -> str:
    return wire_id(KEY if user.is_bot else ACCOUNT, user.uuid)


def person_uuid_in(given: str) -> str | None:
    return uuid_in(ACCOUNT, given) or uuid_in(KEY, given)


def workspace_id(workspace: WorkspaceId, directory: Directory) -> str:
    return wire_id(WORKSPACE, directory.workspace(workspace).uuid)


def level_id(key: str) -> str:
    """A level as the vendor names it; nothing stays nothing."""
    return key if key == NO_LEVEL or key in SYSTEM_LEVELS else wire_id(LEVEL, key)


def level_key_in(given: str) -> str | None:
    """A level as we name it, or None where the text names none."""
    return given if given == NO_LEVEL or given in SYSTEM_LEVELS else uuid_in(LEVEL, given)
