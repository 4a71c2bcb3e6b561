"""JSON: one document with the issues in an array, a line each; or JSON lines, which programs read one by one."""

from datetime import datetime
from typing import Final

import msgspec

from unknot.transfer.format import About, Format

_encode: Final = msgspec.json.Encoder().encode


class Head(msgspec.Struct, frozen=True):
    """What stands before the issues."""

    place: str
    query: str
    exported_at: datetime


def _head(about: About) -> bytes:
    opened = _encode(Head(about.place, about.query, about.exported_at)).removesuffix(b"}")
    return opened + b',"issues":[\n'


JSON: Final = Format(
    name="json",
    media_type="application/json",
    head=_head,
    item=_encode,
    between=b",\n",
    tail=b"\n]}\n",
)
JSON_LINES: Final = Format(
    name="jsonl",
    media_type="application/jsonl",
    head=lambda _: b"",
    item=lambda issue: _encode(issue) + b"\n",
)
