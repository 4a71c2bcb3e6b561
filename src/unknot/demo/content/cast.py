"""Who works at the shop, on what, with which labels, and who hears of what: what cast.toml says."""

from typing import Any

import msgspec

from unknot.demo.content import read
from unknot.domain.notify import NotifyKind


class Workspace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    alias: str
    title: str
    default_project: str


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


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One that the workspace made, beside the system's."""

    name: str
    color: str
    description: str


class Team(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    members: tuple[str, ...]


class Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A notification object."""

    name: str
    kind: NotifyKind
    options: dict[str, Any]


class Channel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A channel, by whom it was made, and who follows it in which way."""

    name: str
    description: str
    by: str
    takes: tuple[str, ...] = ()  # labels, as in "storefront/cart", whose issues come here if they have a level
    targets: tuple[str, ...] = ()  # names of notification objects, as in `escalates_to`
    escalates_after_minutes: int = 0  # 0: never
    escalates_to: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    participate: tuple[str, ...] = ()
    attention: tuple[str, ...] = ()


class Cast(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    workspace: Workspace
    levels: tuple[Level, ...]
    teams: tuple[Team, ...]
    targets: tuple[Target, ...]
    channels: tuple[Channel, ...]
    people: dict[str, Actor]
    projects: dict[str, Stage]


def load_cast() -> Cast:
    return msgspec.toml.decode(read("cast.toml"), type=Cast)
