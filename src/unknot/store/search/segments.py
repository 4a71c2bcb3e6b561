"""What the index of words has learned last, and has not yet taken into its blocks.

A few hundred new issues have some three thousand terms. To write the block of each takes up to a third of the time in
which all of them is learned; to write down which of them got which terms takes far less. Such a row is a segment.
Searches look into segments as well, and those of a share of all terms are merged into the blocks together, where a term
that most of them have is then written once. One share after the other: so no upkeep merges all.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from zlib import crc32

import msgspec

from unknot.domain.ids import WorkspaceId
from unknot.store.search import id_sets
from unknot.store.session import Session
from unknot.store.statement import Statement, statement

GREATEST: Final = "\U0010ffff"
SHARES: Final = 16
MOST: Final = (
    16 * SHARES
)  # segments: of up to 16 upkeeps, each of which makes one for each share of texts and of titles

ADD = statement(
    """
    INSERT INTO issue_word_segments (workspace_id, in_title, share, block, changes)
    VALUES (:workspace, :in_title, :share, :block, :changes)
    """
)
PARTS = statement("SELECT DISTINCT workspace_id, in_title, block FROM issue_word_segments")
COUNT = statement("SELECT COUNT(*) FROM issue_word_segments")
OLDEST = statement("SELECT share FROM issue_word_segments ORDER BY id LIMIT 1")
_OF_WORKSPACE = "SELECT id FROM issue_word_segments WHERE workspace_id = :workspace AND in_title = :in_title"
OF_WORKSPACE = statement(f"{_OF_WORKSPACE} ORDER BY id")
OF_SHARE = statement(f"{_OF_WORKSPACE} AND share = :share ORDER BY id")
ONE = statement("SELECT block, changes FROM issue_word_segments WHERE id = :id")
EVERY = statement(
    "SELECT workspace_id, in_title, block, changes FROM issue_word_segments WHERE share = :share ORDER BY id"
)
CLEAR = statement("DELETE FROM issue_word_segments WHERE share = :share")

Part = tuple[WorkspaceId, bool, int]  # of the index: a workspace, whether in the titles alone, and a block
Places = Mapping[str, bytes]  # of issues in a block, by term


class Changes(msgspec.Struct, frozen=True, array_like=True):
    """By term: the places of the issues that lose it, and of those that get it (`id_sets.listed`)."""

    going: dict[str, bytes]
    coming: dict[str, bytes]


class Segment(msgspec.Struct, frozen=True):
    """What becomes of some terms of a block."""

    block: int
    changes: Changes
    terms: Sequence[str]  # in order

    def beginning(self, start: str) -> Sequence[str]:
        """The terms that begin so."""
        return self.terms[bisect_left(self.terms, start) : bisect_left(self.terms, start + GREATEST)]

    def correct(self, found: dict[int, int], term: str) -> None:
        """Let the blocks of a term be as if the segment had been merged."""
        going, coming = self.changes.going.get(term), self.changes.coming.get(term)
        if going:
            found[self.block] = found.get(self.block, 0) & ~id_sets.bits_of(id_sets.places_of(going))
        if coming:
            found[self.block] = found.get(self.block, 0) | id_sets.bits_of(id_sets.places_of(coming))


def add(db: Session, part: Part, *, going: Places, coming: Places) -> None:
    """Write down what is to become of a part of the index."""
    workspace, in_title, block = part
    shares: dict[int, Changes] = defaultdict(lambda: Changes({}, {}))
    for term, places in going.items():
        shares[_share_of(term)].going[term] = places
    for term, places in coming.items():
        shares[_share_of(term)].coming[term] = places
    key = {"workspace": workspace, "in_title": in_title, "block": block}
    db.run_many(ADD, ({**key, "share": share, "changes": _encode(one)} for share, one in shares.items()))


def parts(db: Session) -> set[Part]:
    """The parts of which there are any: what becomes of them later must come behind."""
    return {(workspace, bool(in_title), block) for workspace, in_title, block in db.rows(PARTS)}


def of_term(db: Session, workspace: WorkspaceId, term: str, *, in_title: bool) -> list[Segment]:
    """Where a term may be, oldest first. Read them before the blocks: what is merged meanwhile is then in both."""
    return _read(db, OF_SHARE, workspace=workspace, in_title=in_title, share=_share_of(term))


def of_workspace(db: Session, workspace: WorkspaceId, *, in_title: bool) -> list[Segment]:
    """The same, of any term."""
    return _read(db, OF_WORKSPACE, workspace=workspace, in_title=in_title)


def due(db: Session) -> int | None:
    """A share to merge, if there are many segments: the one that waits longest."""
    return oldest(db) if db.value(COUNT) >= MOST else None


def oldest(db: Session) -> int | None:
    """The share that waits longest, if any does."""
    found: int | None = db.value(OLDEST)
    return found


def of_share(db: Session, share: int) -> Iterator[tuple[Part, Places, Places]]:
    """What is to become of which part, oldest first: the places that go, and then those that come."""
    for workspace, in_title, block, stored in db.rows(EVERY, share=share):
        changes = _decode(stored)
        yield (workspace, bool(in_title), block), changes.going, changes.coming


def clear(db: Session, share: int) -> None:
    db.run(CLEAR, share=share)


def _read(db: Session, which: Statement, **values: Any) -> list[Segment]:
    found: list[Segment | None] = [None]
    while None in found:  # one was merged since its id was read; the older ones without it would be wrong
        found = [db.memory.segments.recall(one) or _read_one(db, one) for (one,) in db.rows(which, **values)]
    return [one for one in found if one is not None]


def _read_one(db: Session, id_: int) -> Segment | None:
    row = db.row(ONE, id=id_)
    if row is None:
        return None
    block, changes = row[0], _decode(row[1])
    terms = sorted(changes.going.keys() | changes.coming.keys())
    return db.memory.segments.keep(id_, Segment(block, changes, terms))


def _share_of(term: str) -> int:
    return crc32(term.encode()) % SHARES


_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(Changes).decode
