"""People as Guance names them beside what they made: the vendor's person block."""

from typing import Final

import msgspec

from unknot.dialects.guance.ids import person_id
from unknot.domain.ids import UserId
from unknot.domain.people import User
from unknot.store.directory import Directory

SYSTEM: Final = "SYS"  # whoever acts where nobody did: a monitor, the server itself, its operator


class PersonInfo(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    acnt_ws_nickname: str = ""
    email: str
    icon_url: str = ""
    name: str
    username: str


def person_info(user: User | None) -> PersonInfo:
    """A bot has the id of a key for an address, as the vendor's keys have."""
    if user is None:
        return PersonInfo(email=SYSTEM, name=SYSTEM, username=SYSTEM)
    if user.is_bot:
        key = person_id(user)
        return PersonInfo(email=key, name=user.full_name, username=key)
    return PersonInfo(email=user.email, name=user.full_name, username=user.username)


def maker_id(directory: Directory, user: UserId | None) -> str:
    """What `creator` and `updator` say."""
    return SYSTEM if user is None else person_id(directory.user(user))
