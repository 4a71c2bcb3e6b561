"""What all of GitFlic's objects share, and lists of them, page by page.

The fields stand in the vendor's order, and every key is always there. What comes in is in wire_in.py.
"""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from unknot.dialects.gitflic import shapes
from unknot.http.told import told
from unknot.store.page import Page, Slice

Item = TypeVar("Item")


class Out(msgspec.Struct, rename="camel", frozen=True, kw_only=True):
    """An object of the vendor's: our names here, theirs on the wire."""


class PageOut(Out, frozen=True, kw_only=True):
    size: shapes.Number
    total_elements: shapes.Count
    total_pages: shapes.Count
    number: shapes.Count


def paged(name: str, key: str, item: Any) -> Any:
    """The type of a list: its items under a key of their own, which is left out when there are none."""
    embedded = msgspec.defstruct(f"{name}Items", [(key, Annotated[list[item], told(minItems=1)])], frozen=True)
    fields: Any = [
        ("embedded", embedded | UnsetType, msgspec.field(name="_embedded", default=UNSET)),
        ("page", PageOut),
    ]
    return msgspec.defstruct(name, fields, frozen=True, kw_only=True, namespace={"items": embedded})


def page_out(kind: Any, found: Slice[Item], page: Page, item_out: Callable[[Item], Out]) -> msgspec.Struct:
    """One page of a list, in the type that `paged` made for it."""
    items = [item_out(item) for item in found.items]
    sizes = PageOut(
        size=page.size,
        total_elements=found.total,
        total_pages=-(-found.total // page.size),
        number=page.number,
    )
    answer: msgspec.Struct = kind(embedded=kind.items(items) if items else UNSET, page=sizes)
    return answer
