"""The index of words: which issues of a workspace have a term, in whatever is written in them or in their titles alone.

Each term has the ids of its issues in blocks, as the sets of the other filters have, so that a search is the same
algebra as every filter: a word costs a read of its blocks, however common it is.

The terms of a block lie together. New issues are all of the newest block, so that what they are found by is written to
the same few pages again and again; a search looks once into each block. What was learned last is not in the blocks yet
(`segments.py`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from unknot.domain.ids import IssueId, WorkspaceId
from unknot.domain.tokenizer import is_spelt
from unknot.store.search import id_sets, segments
from unknot.store.search.id_sets import BLOCK, BLOCK_SHIFT, IdSet
from unknot.store.search.segments import GREATEST, Which
from unknot.store.search.traits import LIVING
from unknot.store.session import Session
from unknot.store.several import placeholders
from unknot.store.statement import Statement, statement

MOST_BEGINNING: Final = (
    100_000  # rows that are read for the beginning of a word; reading them takes a tenth of a second
)
MUCH: Final = 500  # terms; as few as those of some comments are written to their blocks at once
AT_ONCE: Final = 200  # terms of a block that are read by one statement

# Which blocks a workspace has, the sets say. To SQLite, CROSS JOIN means: in this order.
_IN_EACH_BLOCK: Final = """
    FROM issue_sets s CROSS JOIN issue_words w
    WHERE s.workspace_id = :workspace AND s.field = :living AND s.value = :yes
        AND w.workspace_id = s.workspace_id AND w.in_title = :in_title AND w.block = s.block
"""
OF_TERM = statement(f"SELECT w.block, w.members {_IN_EACH_BLOCK} AND w.term = :term")
BEGINNING = statement(
    f"""
    SELECT w.term, w.block, w.members {_IN_EACH_BLOCK} AND w.term >= :first AND w.term < :last LIMIT :most
    """
)
PUT = statement(
    """
    INSERT INTO issue_words (workspace_id, in_title, term, block, members)
    VALUES (:workspace, :in_title, :term, :block, :members)
    ON CONFLICT (workspace_id, in_title, block, term) DO UPDATE SET members = excluded.members
    """
)
SPELL = statement("INSERT INTO issue_spellings (workspace_id, term) VALUES (:workspace, :term) ON CONFLICT DO NOTHING")
SPELT = Statement(
    f"""
    SELECT term FROM issue_spellings
    WHERE workspace_id = :workspace AND term IN ({placeholders("term", AT_ONCE)})
    """
)
CLEAR = tuple(statement(f"DELETE FROM {table}") for table in ("issue_words", "issue_word_segments", "issue_spellings"))

_Places = defaultdict[str, bytes]  # of issues in a block, by term
_Blocks = defaultdict[int, tuple[_Places, _Places]]  # that go, and that come

_LIVING: Final = {"living": LIVING[0], "yes": LIVING[1]}


def members(db: Session, workspace: WorkspaceId, term: str, *, in_title: bool) -> IdSet:
    """The issues that had a term when the index last learned."""
    recent = segments.of_term(db, workspace, term, in_title=in_title)
    rows = db.rows(OF_TERM, workspace=workspace, in_title=in_title, term=term, **_LIVING)
    found = {block: id_sets.unpack(stored) for block, stored in rows}
    for one in recent:
        one.correct(found, term)
    return found


def beginning(db: Session, workspace: WorkspaceId, start: str, *, in_title: bool) -> Mapping[str, IdSet]:
    """The same of each term that begins so."""
    recent = segments.of_workspace(db, workspace, in_title=in_title)
    found: dict[str, dict[int, int]] = defaultdict(dict)
    values = {"first": start, "last": start + GREATEST, "most": MOST_BEGINNING, **_LIVING}
    for term, block, stored in db.rows(BEGINNING, workspace=workspace, in_title=in_title, **values):
        found[term][block] = id_sets.unpack(stored)
    for one in recent:
        for term in one.beginning(start):
            one.correct(found[term], term)
    return found


def of_block(
    db: Session, workspace: WorkspaceId, block: int, terms: Sequence[str], *, in_title: bool
) -> dict[str, bytes]:
    """What is stored of a block, for these terms: the segments may know better."""
    found: dict[str, bytes] = {}
    for start in range(0, len(terms), AT_ONCE):
        part = terms[start : start + AT_ONCE]
        values = _values(part if not start else [*part, *[part[-1]] * (AT_ONCE - len(part))])
        found |= dict(db.rows(_in_block(len(values)), workspace=workspace, in_title=in_title, block=block, **values))
    return found


def existing(db: Session, workspace: WorkspaceId, terms: Collection[str]) -> set[str]:
    """Those of some terms that any issue has, or had, of those that a slip may make another of (`is_spelt`)."""
    recent = segments.of_workspace(db, workspace, in_title=False)
    wanted = set(filter(is_spelt, terms))
    found = set().union(*(one.among(wanted) for one in recent))
    ordered = sorted(wanted - found)
    for start in range(0, len(ordered), AT_ONCE):
        part = ordered[start : start + AT_ONCE]
        values = _values([*part, *[part[-1]] * (AT_ONCE - len(part))])
        found |= {row[0] for row in db.rows(SPELT, workspace=workspace, **values)}
    return found


def merge(db: Session) -> None:
    """Take all segments into the blocks. What is written to the blocks otherwise must come after that."""
    while (share := segments.oldest(db)) is not None:
        _merge(db, share)


def clear(db: Session) -> None:
    """Forget every word."""
    for statement_ in CLEAR:
        db.run(statement_)


class Changes:
    """Which issues get which terms and which lose them, gathered so that each block of a term is written once."""

    def __init__(self) -> None:
        self._indexes: dict[Which, _Blocks] = defaultdict(_new_index)

    def change(
        self, workspace: WorkspaceId, issue: IssueId, terms: Iterable[str], *, in_title: bool, is_in: bool
    ) -> None:
        places, place = self._indexes[workspace, in_title][issue >> BLOCK_SHIFT][is_in], id_sets.listed([issue % BLOCK])
        for term in terms:
            places[term] += place

    def follow(self, which: Which, block: int, *, going: segments.Places, coming: segments.Places) -> None:
        """Go on with what happened later: first some go, then others come."""
        gone, come = self._indexes[which][block]
        _exchange(gone, come, going)
        _exchange(come, gone, coming)

    def append(self, db: Session) -> None:
        """Write down as segments what is much, and merge others if there are many. Write the rest to the blocks."""
        late = segments.indexes(db)
        for which, blocks in self._indexes.items():
            if which in late or sum(len(going) + len(coming) for going, coming in blocks.values()) >= MUCH:
                segments.add(db, which, blocks)
            else:
                _store(db, which, blocks)
        while (share := segments.due(db)) is not None:
            _merge(db, share)

    def store(self, db: Session) -> None:
        """Write everything to the blocks."""
        for which, blocks in self._indexes.items():
            _store(db, which, blocks)


def _store(db: Session, which: Which, blocks: _Blocks) -> None:
    workspace, in_title = which
    for block, (going, coming) in blocks.items():
        terms = sorted(going.keys() | coming.keys())
        known = of_block(db, workspace, block, terms, in_title=in_title)
        if not in_title:
            new = (term for term in terms if term not in known and is_spelt(term))
            db.run_many(SPELL, ({"workspace": workspace, "term": term} for term in new))
        key = {"workspace": workspace, "in_title": in_title, "block": block}
        rows = (
            (term, id_sets.changed(known.get(term, b""), going.get(term, b""), coming.get(term, b""))) for term in terms
        )
        db.run_many(PUT, ({**key, "term": term, "members": members} for term, members in rows))


def _merge(db: Session, share: int) -> None:
    changes = Changes()
    for which, block, going, coming in segments.of_share(db, share):
        changes.follow(which, block, going=going, coming=coming)
    changes.store(db)
    segments.clear(db, share)


def _exchange(into: _Places, out_of: _Places, places: segments.Places) -> None:
    for term, some in places.items():
        into[term] += some
    for term in places.keys() & out_of.keys():
        out_of[term] = id_sets.less(out_of[term], places[term])


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


def _new_index() -> _Blocks:
    return defaultdict(lambda: (defaultdict(bytes), defaultdict(bytes)))
