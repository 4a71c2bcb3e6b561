"""Who works at the shop, on what, and with which labels: what cast.toml says."""

import msgspec

from unknot.demo.content import read


class Workspace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    alias: str
    title: str


class Actor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    surname: str = ""  # Chinese names stand whole in `name`: there is no right order for two halves
    role: str
    begins: int | None = None  # the hour of the day, in UTC, at which they start to work; None: never stops
    is_bot: bool = False


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A label, without its title."""

    color: str
    description: str


class Stage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A project, without its alias."""

    key: str
    title: str
    description: str
    is_private: bool
    labels: dict[str, Word]


class Cast(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    workspace: Workspace
    people: dict[str, Actor]
    projects: dict[str, Stage]


def load_cast() -> Cast:
    return msgspec.toml.decode(read("cast.toml"), type=Cast)
