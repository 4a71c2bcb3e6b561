"""What the index of words has learned last, and has not yet taken into its blocks.

A few hundred new issues have some three thousand terms, and so have as many that were edited, in every block where some
of these are. To write all that takes up to a third of the time in which new issues are learned, and most of the time
for edited ones; to write down which of them got and lost which terms takes far less. Such a row, for a share of all
terms, is a segment. Searches look into segments as well, and those of a share are merged into the blocks together,
where a term that most of them have is then written once. One share after the other: so no upkeep merges all.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final
from zlib import crc32

import msgspec

from unknot.domain.ids import WorkspaceId
from unknot.store.search import id_sets
from unknot.store.session import Session
from unknot.store.statement import Statement, statement

GREATEST: Final = "\U0010ffff"
SHARES: Final = 16
MOST: Final = 16 * SHARES  # segments: of eight upkeeps, each of which makes one for each share of texts and of titles

ADD = statement(
    """
    INSERT INTO issue_word_segments (workspace_id, in_title, share, changes)
    VALUES (:workspace, :in_title, :share, :changes)
    """
)
INDEXES = statement("SELECT DISTINCT workspace_id, in_title FROM issue_word_segments")
COUNT = statement("SELECT COUNT(*) FROM issue_word_segments")
OLDEST = statement("SELECT share FROM issue_word_segments ORDER BY id LIMIT 1")
_OF_WORKSPACE = "SELECT id FROM issue_word_segments WHERE workspace_id = :workspace AND in_title = :in_title"
OF_WORKSPACE = statement(f"{_OF_WORKSPACE} ORDER BY id")
OF_SHARE = statement(f"{_OF_WORKSPACE} AND share = :share ORDER BY id")
ONE = statement("SELECT changes FROM issue_word_segments WHERE id = :id")
EVERY = statement("SELECT workspace_id, in_title, changes FROM issue_word_segments WHERE share = :share ORDER BY id")
CLEAR = statement("DELETE FROM issue_word_segments WHERE share = :share")

Which = tuple[WorkspaceId, bool]  # index: of a workspace, and whether of the titles alone
Places = Mapping[str, bytes]  # of issues in a block, by term


class Change(msgspec.Struct, frozen=True, array_like=True):
    """What becomes of a term in a block: the places of the issues that lose it, and of those that get it."""

    block: int
    going: bytes  # as `id_sets.listed` writes them
    coming: bytes

    def applied_to(self, bits: int) -> int:
        """The issues of the block that have the term, given those that had it."""
        if self.going:
            bits &= ~id_sets.bits_of(id_sets.places_of(self.going))
        return bits | id_sets.bits_of(id_sets.places_of(self.coming)) if self.coming else bits


class Segment:
    """What becomes of some terms. What is said of each is read when it is asked for, since most of it never is."""

    __slots__ = ("_changes", "_terms")

    def __init__(self, stored: bytes) -> None:
        self._changes = _decode(stored)
        self._terms = list(self._changes)  # in order

    def among(self, terms: AbstractSet[str]) -> AbstractSet[str]:
        """Those of some terms of which it says anything."""
        return terms & self._changes.keys()

    def of(self, term: str) -> Sequence[Change]:
        """What becomes of a term, a block at a time."""
        found = self._changes.get(term)
        return () if found is None else _decode_term(found)

    def beginning(self, start: str) -> Sequence[str]:
        """The terms that begin so."""
        return self._terms[bisect_left(self._terms, start) : bisect_left(self._terms, start + GREATEST)]

    def correct(self, found: dict[int, int], term: str) -> None:
        """Let the blocks of a term be as if the segment had been merged."""
        for one in self.of(term):
            found[one.block] = one.applied_to(found.get(one.block, 0))


def add(db: Session, which: Which, blocks: Mapping[int, tuple[Places, Places]]) -> None:
    """Write down what is to become of an index, by block: the places that go, and then those that come."""
    shares: dict[int, dict[str, list[Change]]] = defaultdict(lambda: defaultdict(list))
    for block, (going, coming) in blocks.items():
        for term in going.keys() | coming.keys():
            shares[_share_of(term)][term].append(Change(block, going.get(term, b""), coming.get(term, b"")))
    workspace, in_title = which
    key = {"workspace": workspace, "in_title": in_title}
    every = ((share, _encode(dict(sorted(some.items())))) for share, some in shares.items())
    db.run_many(ADD, ({**key, "share": share, "changes": changes} for share, changes in every))


def indexes(db: Session) -> set[Which]:
    """Those of which there are any: what becomes of their terms later must come behind."""
    return {(workspace, bool(in_title)) for workspace, in_title in db.rows(INDEXES)}


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


def of_share(db: Session, share: int) -> Iterator[tuple[Which, int, Places, Places]]:
    """What is to become of which block of which index, oldest first: the places that go, and then those that come."""
    for workspace, in_title, stored in db.rows(EVERY, share=share):
        blocks: dict[int, tuple[dict[str, bytes], dict[str, bytes]]] = defaultdict(lambda: ({}, {}))
        for term, changes in _decode_all(stored).items():
            for one in changes:
                for places, some in zip((one.going, one.coming), blocks[one.block], strict=True):
                    if places:
                        some[term] = places
        for block, (going, coming) in blocks.items():
            yield (workspace, bool(in_title)), block, going, coming


def clear(db: Session, share: int) -> None:
    db.run(CLEAR, share=share)


def _read(db: Session, which: Statement, **values: Any) -> list[Segment]:
    found: list[Segment | None] = [None]
    while None in found:  # one was merged since its id was read; the older ones without it would be wrong
        found = [db.memory.segments.recall(one) or _read_one(db, one) for (one,) in db.rows(which, **values)]
    return [one for one in found if one is not None]


def _read_one(db: Session, id_: int) -> Segment | None:
    row = db.row(ONE, id=id_)
    return None if row is None else db.memory.segments.keep(id_, Segment(row[0]))


def _share_of(term: str) -> int:
    return crc32(term.encode()) % SHARES


_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(dict[str, msgspec.Raw]).decode
_decode_term: Final = msgspec.msgpack.Decoder(list[Change]).decode
_decode_all: Final = msgspec.msgpack.Decoder(dict[str, list[Change]]).decode
