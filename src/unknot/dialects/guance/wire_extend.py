"""`extend`: JSON that clients own. The server reads some keys, mends some spellings, and keeps the rest as it came."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from unknot.dialects.guance import ids
from unknot.domain.errors import Invalid
from unknot.domain.ids import WorkspaceId
from unknot.domain.people import User
from unknot.store.directory import Directory

JSON = dict[str, Any]
IsThere = Callable[[str, WorkspaceId, Directory], bool]
ALIASES = {"managers": "manager", "view_issue_url": "view_isuue_url"}  # what clients send, what is kept


def extend_in(given: Mapping[str, Any], workspace: WorkspaceId, directory: Directory) -> JSON:
    """What a client sent, spelt as the vendor spells it, and with `exists` where it was left out."""
    extend = {ALIASES.get(key, key): value for key, value in given.items()}
    for key, is_there in (("channels", _is_channel), ("members", _is_person)):
        if extend.get(key) is not None:
            extend[key] = [_mention(one, is_there, workspace, directory) for one in _objects(key, extend[key])]
    managers = extend.get("manager", [])
    if not isinstance(managers, list) or not all(isinstance(one, str) for one in managers):
        raise Invalid.field("extend.manager", "must be an array of account UUIDs, addresses or team UUIDs")
    return extend


def channels_in(extend: Mapping[str, Any]) -> tuple[str, ...]:
    """Our UUIDs of the channels that are named and are there."""
    return _uuids(ids.uuid_in(ids.CHANNEL, word) for word in _mentioned(extend, "channels"))


def watchers_in(extend: Mapping[str, Any]) -> tuple[str, ...]:
    """Our UUIDs of the people under `members` who are there."""
    return _uuids(ids.person_uuid_in(word) for word in _mentioned(extend, "members"))


def managers_in(extend: Mapping[str, Any], directory: Directory) -> tuple[str, ...]:
    """Our UUIDs of the people under `manager`, by account or address. Teams and other addresses are none of them."""
    people = (_manager(word, directory) for word in extend.get("manager", []))
    return tuple(dict.fromkeys(one.uuid for one in people if one is not None))


def extend_out(text: str, assignees: Iterable[User], directory: Directory) -> JSON:
    """As it was sent; only when assignees were changed elsewhere, `manager` tells the truth."""
    extend: JSON = msgspec.json.decode(text)
    truth = list(assignees)
    if set(managers_in(extend, directory)) != {one.uuid for one in truth}:
        others = [word for word in extend.get("manager", []) if _manager(word, directory) is None]
        extend["manager"] = [*(ids.person_id(one) for one in truth), *others]
    return extend


def _mentioned(extend: Mapping[str, Any], key: str) -> Iterable[str]:
    given = extend.get(key)
    return (one["uuid"] for one in given if one.get("exists")) if isinstance(given, list) else ()


def _uuids(found: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(uuid for uuid in found if uuid is not None))


def _objects(key: str, given: object) -> list[JSON]:
    if isinstance(given, list) and all(isinstance(one, dict) and isinstance(one.get("uuid"), str) for one in given):
        return given
    raise Invalid.field(f"extend.{key}", "must be an array of objects with a uuid")


def _mention(given: JSON, is_there: IsThere, workspace: WorkspaceId, directory: Directory) -> JSON:
    return given if "exists" in given else {**given, "exists": is_there(given["uuid"], workspace, directory)}


def _is_channel(given: str, workspace: WorkspaceId, directory: Directory) -> bool:
    uuid = ids.uuid_in(ids.CHANNEL, given)
    channel = None if uuid is None else directory.channel_by_uuid(uuid)
    return channel is not None and channel.workspace == workspace


def _is_person(given: str, workspace: WorkspaceId, directory: Directory) -> bool:
    uuid = ids.person_uuid_in(given)
    user = None if uuid is None else directory.user_by_uuid(uuid)
    return user is not None and directory.is_member(user.id, workspace)


def _manager(word: str, directory: Directory) -> User | None:
    uuid = ids.person_uuid_in(word)
    return directory.user_by_email(word) if uuid is None else directory.user_by_uuid(uuid)
