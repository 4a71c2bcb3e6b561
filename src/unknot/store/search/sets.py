"""Which issues of a workspace have a value of a field: the index behind every filter of a list.

Each set is stored in blocks of ids. All but LIVING may hold what is deleted, so nothing is read from them alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Final

from unknot.domain.ids import IssueId, WorkspaceId
from unknot.store.search import id_sets, notes
from unknot.store.search.id_sets import BLOCK, BLOCK_SHIFT, IdSet
from unknot.store.search.traits import Trait
from unknot.store.session import Session
from unknot.store.statement import statement

OF_TRAIT = statement(
    "SELECT block, members FROM issue_sets WHERE workspace_id = :workspace AND field = :field AND value = :value"
)
BLOCK_OF_TRAIT = statement(
    """
    SELECT members FROM issue_sets
    WHERE workspace_id = :workspace AND field = :field AND value = :value AND block = :block
    """
)
OF_TRAITS = statement(
    """
    SELECT block, members FROM issue_sets
    WHERE workspace_id = :workspace AND field = :field AND value >= :first AND value <= :last
    """
)
_PART = """
    SELECT value, block, members FROM issue_sets WHERE workspace_id = :workspace AND field = :field
"""
DOWN = statement(f"{_PART} AND value <= :value ORDER BY value DESC LIMIT :limit")
UP = statement(f"{_PART} AND value >= :value ORDER BY value LIMIT :limit")
OF_VALUE = statement(f"{_PART} AND value = :value")
AT_ONCE: Final = 100  # rows that are read at once, of fields with many values
PUT = statement(
    """
    INSERT INTO issue_sets (workspace_id, field, value, block, members)
    VALUES (:workspace, :field, :value, :block, :members)
    ON CONFLICT (workspace_id, field, value, block) DO UPDATE SET members = excluded.members
    """
)

Sets = Mapping[Trait, IdSet]


def members(db: Session, workspace: WorkspaceId, trait: Trait) -> IdSet:
    """The issues that had this trait at the last upkeep."""
    field, value = trait
    rows = db.rows(OF_TRAIT, workspace=workspace, field=field, value=value)
    return {block: id_sets.unpack(stored) for block, stored in rows}


def members_of_block(db: Session, workspace: WorkspaceId, trait: Trait, block: int) -> IdSet:
    """The same of one block."""
    field, value = trait
    stored = db.value(BLOCK_OF_TRAIT, workspace=workspace, field=field, value=value, block=block)
    return {} if stored is None else {block: id_sets.unpack(stored)}


def members_between(db: Session, workspace: WorkspaceId, field: str, first: str, last: str) -> IdSet:
    """The issues that had one of the values between these."""
    found: dict[int, int] = defaultdict(int)
    for block, stored in db.rows(OF_TRAITS, workspace=workspace, field=field, first=first, last=last):
        found[block] |= id_sets.unpack(stored)
    return found


def values(
    db: Session, workspace: WorkspaceId, field: str, first: str, *, is_descending: bool
) -> Iterator[tuple[str, IdSet]]:
    """The values of a field from one on, each with the issues that had it. They are read as they are asked for."""
    start: str | None = first
    while start is not None:
        rows = db.rows(DOWN if is_descending else UP, workspace=workspace, field=field, value=start, limit=AT_ONCE)
        is_more = len(rows) == AT_ONCE
        last = rows[-1][0] if is_more else None  # it may have more rows than were read
        for value, found in groupby(rows, key=itemgetter(0)):
            if value != last:
                yield value, {block: id_sets.unpack(stored) for _, block, stored in found}
        if last is not None:
            found_all = db.rows(OF_VALUE, workspace=workspace, field=field, value=last)
            yield last, {block: id_sets.unpack(stored) for _, block, stored in found_all}
        start = None if last is None else _beside(last, is_descending=is_descending)


def _beside(value: str, *, is_descending: bool) -> str:
    """What comes after a day in an order."""
    return f"{int(value) + (-1 if is_descending else 1):0{len(value)}d}"


class Moves:
    """Who comes into which sets and who leaves them, gathered so that each block is read and written once."""

    def __init__(self) -> None:
        # By workspace and block, and then by trait: the bits that go, and those that come.
        self._blocks: dict[tuple[WorkspaceId, int], dict[Trait, list[int]]] = defaultdict(_new_block)

    def move(self, workspace: WorkspaceId, issue: IssueId, traits: Iterable[Trait], *, is_in: bool) -> None:
        block, bit = self._blocks[workspace, issue >> BLOCK_SHIFT], 1 << issue % BLOCK
        for trait in traits:
            block[trait][is_in] |= bit

    def move_all(self, workspace: WorkspaceId, issues: IdSet, trait: Trait, *, is_in: bool) -> None:
        for block, bits in issues.items():
            self._blocks[workspace, block][trait][is_in] |= bits

    def applied_to(self, known: Mapping[WorkspaceId, Sets]) -> dict[WorkspaceId, dict[Trait, IdSet]]:
        """Sets that are not stored, after all moves, of the workspaces that have any."""
        now = {workspace: {**known.get(workspace, {})} for workspace, _ in self._blocks}
        for (workspace, block), traits in self._blocks.items():
            sets = now[workspace]
            for trait, (going, coming) in traits.items():
                blocks = {**sets.get(trait, id_sets.NOTHING)}
                blocks[block] = blocks.get(block, 0) & ~going | coming
                if not blocks[block]:
                    del blocks[block]
                sets[trait] = blocks
                if not blocks:
                    del sets[trait]
        return now

    def store(self, db: Session) -> None:
        db.run_many(PUT, list(self._changed(db)))
        notes.revise(db)

    def _changed(self, db: Session) -> Iterator[dict[str, object]]:
        for (workspace, block), traits in self._blocks.items():
            for (field, value), (going, coming) in traits.items():
                key = {"workspace": workspace, "field": field, "value": value, "block": block}
                stored = db.value(BLOCK_OF_TRAIT, **key)
                bits = id_sets.unpack(stored) if stored else 0
                yield {**key, "members": id_sets.pack(bits & ~going | coming)}


def _new_block() -> dict[Trait, list[int]]:
    return defaultdict(lambda: [0, 0])
