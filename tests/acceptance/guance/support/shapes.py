"""The objects of the family: their keys, and the type of each."""

import re
from uuid import UUID

from tests.acceptance.support.commands import JSON

NOBODYS = UUID("00000000-0000-4000-8000-000000000000")

PERSON = {"acntWsNickname": str, "email": str, "iconUrl": str, "name": str, "username": str}
AUDIT = {"createAt": int, "creator": str, "deleteAt": int, "status": int, "updateAt": int, "updator": str}
OWNED = AUDIT | {"id": int, "uuid": str, "workspaceUUID": str}

ISSUE = OWNED | {
    "creatorInfo": dict,
    "description": str,
    "extend": dict,
    "level": str,
    "name": str,
    "resource": str,
    "resourceType": str,
    "resourceUUID": str,
    "statusType": int,
    "subIdentify": str,
    "updatorInfo": dict,
}
JOINED_ISSUE = ISSUE | {"attachments": list, "bindChannels": list, "declaration": dict, "levelInfo": dict}
REPLY = OWNED | {"content": str, "extend": dict, "issueUUID": str, "type": str}
LISTED_REPLY = REPLY | {
    "attachmentsList": list,
    "creatorInfo": dict,
    "is_modify": bool,
    "latest_modify_time": int,
    "updatorInfo": dict,
}
ATTACHMENT = {"fileName": str, "fileSuffix": str, "uuid": str}
UPLOAD = ATTACHMENT | {"createAt": int, "creator": str, "fileSize": int}
SYSTEM_LEVEL = {"color": str, "description": str, "isDefault": bool, "name": str, "uuid": str}
LEVEL = OWNED | {"color": str, "description": str, "extend": dict, "name": str}
LISTED_LEVEL = LEVEL | {"isDefault": bool}
CHANNEL = OWNED | {"description": str, "name": str, "notifyTarget": list}
MEMBER_KEYS = {
    *("uuid", "name", "username", "email", "mobile", "exterId", "role", "userType", "userIconUrl", "nameSpace"),
    *("waitAudit", "extend", "id", "createAt", "updateAt", "deleteAt", "creator", "updator", "status", "roles"),
}


def types(value: JSON, *, without: str = "") -> dict[str, type]:
    """What there is in an object, but for one key that may be of several types."""
    return {key: type(item) for key, item in value.items() if key != without}


def is_id(prefix: str, value: str) -> bool:
    return re.fullmatch(rf"{prefix}_[0-9a-f]{{32}}", value) is not None


def nothing(prefix: str) -> str:
    """An id as good as any other, of a thing that is not there."""
    return f"{prefix}_{NOBODYS.hex}"
