"""What queries answer."""

import msgspec

from unknot.transfer.record import Exported


class FoundOut(msgspec.Struct, frozen=True):
    """A page of the issues that a query finds, as exports tell them."""

    total: int  # of all pages
    issues: tuple[Exported, ...]
    next: str | None = None  # what "after" must be for the next page; nothing on the last one
