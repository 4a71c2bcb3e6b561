"""The index of words: which issues of a workspace have a term, in whatever is written in them or in their titles alone.

Each term has the ids of its issues in blocks, as the sets of the other filters have, so that a search is the same
algebra as every filter: a word costs a read of its blocks, however common it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from unknot.domain.ids import IssueId, WorkspaceId
from unknot.store.search import id_sets
from unknot.store.search.id_sets import BLOCK, BLOCK_SHIFT, IdSet
from unknot.store.session import Session
from unknot.store.several import placeholders
from unknot.store.statement import Statement, statement

GREATEST: Final = "\U0010ffff"
MOST_BEGINNING: Final = (
    100_000  # rows that are read for the beginning of a word; reading them takes a tenth of a second
)
AT_ONCE: Final = 200  # terms of a block that are read by one statement

OF_TERM = statement(
    """
    SELECT block, members FROM issue_words
    WHERE workspace_id = :workspace AND in_title = :in_title AND term = :term
    """
)
BEGINNING = statement(
    """
    SELECT term, block, members FROM issue_words
    WHERE workspace_id = :workspace AND in_title = :in_title AND term >= :first AND term < :last LIMIT :most
    """
)
PUT = statement(
    """
    INSERT INTO issue_words (workspace_id, in_title, term, block, members)
    VALUES (:workspace, :in_title, :term, :block, :members)
    ON CONFLICT (workspace_id, in_title, term, block) DO UPDATE SET members = excluded.members
    """
)
EXISTING = Statement(
    f"""
    SELECT DISTINCT term FROM issue_words
    WHERE workspace_id = :workspace AND NOT in_title AND term IN ({placeholders("term", AT_ONCE)})
    """
)
CLEAR = statement("DELETE FROM issue_words")

Key = tuple[bool, str]  # whether it is in the title, and the term


def members(db: Session, workspace: WorkspaceId, term: str, *, in_title: bool) -> IdSet:
    """The issues that had a term when the index last learned."""
    rows = db.rows(OF_TERM, workspace=workspace, in_title=in_title, term=term)
    return {block: id_sets.unpack(stored) for block, stored in rows}


def beginning(db: Session, workspace: WorkspaceId, start: str, *, in_title: bool) -> Mapping[str, IdSet]:
    """The same of each term that begins so."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for term, block, stored in db.rows(
        BEGINNING, workspace=workspace, in_title=in_title, first=start, last=start + GREATEST, most=MOST_BEGINNING
    ):
        found[term][block] = id_sets.unpack(stored)
    return found


def existing(db: Session, workspace: WorkspaceId, terms: Iterable[str]) -> set[str]:
    """Those of some terms that any issue has, or had."""
    found, wanted = set[str](), sorted(terms)
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        values = _values([*part, *[part[-1]] * (AT_ONCE - len(part))])
        found |= {row[0] for row in db.rows(EXISTING, workspace=workspace, **values)}
    return found


def clear(db: Session) -> None:
    db.run(CLEAR)


class Changes:
    """Which issues get which terms and which lose them, gathered so that each block of a term is written once."""

    def __init__(self) -> None:
        # By workspace and block, and then by key: the places in the block of those that lose it, and that get it.
        self._blocks: dict[tuple[WorkspaceId, int], dict[Key, tuple[list[int], list[int]]]] = defaultdict(_new_block)

    def change(
        self, workspace: WorkspaceId, issue: IssueId, terms: Iterable[str], *, in_title: bool, is_in: bool
    ) -> None:
        block, place = self._blocks[workspace, issue >> BLOCK_SHIFT], issue % BLOCK
        for term in terms:
            block[in_title, term][is_in].append(place)

    def store(self, db: Session) -> None:
        for (workspace, block), changes in self._blocks.items():
            db.run_many(PUT, _changed(db, workspace, block, changes))


def _changed(
    db: Session, workspace: WorkspaceId, block: int, changes: Mapping[Key, tuple[list[int], list[int]]]
) -> Iterator[dict[str, object]]:
    for in_title in (False, True):
        terms = sorted(term for is_of_title, term in changes if is_of_title is in_title)
        known = _known(db, workspace, block, terms, in_title=in_title)
        for term in terms:
            going, coming = map(id_sets.bits_of, changes[in_title, term])
            stored = known.get(term)
            bits = coming if stored is None else id_sets.unpack(stored) & ~going | coming
            yield {
                "workspace": workspace,
                "in_title": in_title,
                "term": term,
                "block": block,
                "members": id_sets.pack(bits),
            }


def _known(
    db: Session, workspace: WorkspaceId, block: int, terms: Sequence[str], *, in_title: bool
) -> dict[str, bytes]:
    """What is stored of a block, for these terms."""
    found: dict[str, bytes] = {}
    for start in range(0, len(terms), AT_ONCE):
        part = terms[start : start + AT_ONCE]
        values = _values(part if not start else [*part, *[part[-1]] * (AT_ONCE - len(part))])
        found |= dict(db.rows(_in_block(len(values)), workspace=workspace, in_title=in_title, block=block, **values))
    return found


def _values(terms: Sequence[str]) -> dict[str, str]:
    return {f"term_{at}": term for at, term in enumerate(terms)}


@lru_cache(AT_ONCE)
def _in_block(length: int) -> Statement:
    return Statement(
        f"""
        SELECT term, members FROM issue_words
        WHERE workspace_id = :workspace AND in_title = :in_title AND term IN ({placeholders("term", length)})
            AND block = :block
        """
    )


def _new_block() -> dict[Key, tuple[list[int], list[int]]]:
    return defaultdict(lambda: ([], []))
