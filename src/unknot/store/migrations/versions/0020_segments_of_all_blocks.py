"""A segment tells what becomes of a share of all terms in every block, a term at a time.

Until now there was one for each block, so that edits of scattered issues made so many segments that all were merged at
once, and their blocks were written again for each few hundred edits.
"""

import struct
from typing import Any

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0020", "0019"

# MessagePack: a kind with a length in its last bits, or a kind and then a length of so many bytes.
SHORT = ((0x80, 0x8F, "map"), (0x90, 0x9F, "array"), (0xA0, 0xBF, "text"))
LONG = {
    **dict(zip((0xC4, 0xC5, 0xC6), ((size, "bytes") for size in (1, 2, 4)), strict=True)),
    **dict(zip((0xD9, 0xDA, 0xDB), ((size, "text") for size in (1, 2, 4)), strict=True)),
    **dict(zip((0xDE, 0xDF), ((size, "map") for size in (2, 4)), strict=True)),
}


def upgrade() -> None:
    if not op.get_context().as_sql:
        _tell_of_terms(op.get_bind())
    op.drop_column("issue_word_segments", "block")


def _tell_of_terms(connection: sa.Connection) -> None:
    """What is there stays in its order: each is a segment of one block."""
    found = connection.execute(sa.text("SELECT id, block, changes FROM issue_word_segments")).all()
    save = sa.text("UPDATE issue_word_segments SET changes = :changes WHERE id = :id")
    for id_, block, changes in found:
        (going, coming), _ = _read(bytes(changes), 0)
        terms = sorted(going.keys() | coming.keys())
        every = (_term(term, block, going.get(term, b""), coming.get(term, b"")) for term in terms)
        connection.execute(save, {"id": id_, "changes": b"\xdf" + struct.pack(">I", len(terms)) + b"".join(every)})


def _term(term: str, block: int, going: bytes, coming: bytes) -> bytes:
    """A term, and a list of one change: block, places that go, places that come."""
    key, places = term.encode(), (b"\xc6" + struct.pack(">I", len(some)) + some for some in (going, coming))
    return b"\xdb" + struct.pack(">I", len(key)) + key + b"\x91\x93\xce" + struct.pack(">I", block) + b"".join(places)


def _read(stored: bytes, at: int) -> tuple[Any, int]:
    """The value that begins at a place, and where the next one does."""
    kind, length, at = _head(stored, at)
    if kind in ("text", "bytes"):
        found = stored[at : at + length]
        return found.decode() if kind == "text" else found, at + length
    values = []
    for _ in range(2 * length if kind == "map" else length):
        value, at = _read(stored, at)
        values.append(value)
    return dict(zip(values[::2], values[1::2], strict=True)) if kind == "map" else values, at


def _head(stored: bytes, at: int) -> tuple[str, int, int]:
    first = stored[at]
    for low, high, kind in SHORT:
        if low <= first <= high:
            return kind, first - low, at + 1
    size, kind = LONG[first]
    return kind, int.from_bytes(stored[at + 1 : at + 1 + size]), at + 1 + size
