"""What a format is: how it begins, how it writes an issue, what stands between two, and how it ends."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec

from unknot.transfer.record import Exported

SECONDS: Final = len("2026-01-31T12:00:00")


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What an export as a whole says of itself."""

    title: str  # of the workspace or the project
    place: str  # the workspace's alias, or the project's path
    query: str
    base: str  # the address of this server, without a path
    uuid: str  # the same for the same query in the same place
    exported_at: datetime
    changed_at: datetime  # the newest change of any of its issues; or the same, where there are none


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """Pure functions, from which every door makes the same bytes."""

    name: str  # as people ask for it, and the ending of files
    media_type: str
    with_descriptions: bool = True
    head: Callable[[About], bytes]
    item: Callable[[Exported], bytes]
    between: bytes = b""
    tail: bytes = b""


def iso(moment: datetime) -> str:
    """ISO 8601, to the microsecond, with a "Z". A row has five, and datetime's own takes thirty times as long."""
    text: str = msgspec.to_builtins(moment)
    return text


def iso_seconds(moment: datetime) -> str:
    return f"{iso(moment)[:SECONDS]}Z"
