"""The index of texts in SQLite: FTS5 with trigrams, which finds any part of a text that is three characters or longer.

Of a shorter part, the index lists the trigrams that begin with it, and each of them is looked up. Each text ends with
two marks, so that its last characters begin a trigram as well. Only a letter of an alphabet begins too many: who has it
is kept as a set, beside those of the other filters.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from unknot.domain.ids import IssueId
from unknot.store.search import id_sets
from unknot.store.search.id_sets import IdSet
from unknot.store.search.waiting import Texts
from unknot.store.session import Session
from unknot.store.statement import Statement

TRIGRAM: Final = 3
END: Final = "\uffff"  # a code point that is no character
GREATEST: Final = "\U0010ffff"
PROBE: Final = 24  # characters at both ends that are looked for before a longer text

# Not `statement`: these are SQLite's alone.
# All ids in one row: for each row more the driver takes Python's lock anew, and stands in line behind other threads.
CONTAINING: Final = Statement("SELECT json_group_array(rowid) FROM issue_texts WHERE issue_texts MATCH :phrase")
OCCURRING: Final = Statement("SELECT 1 FROM issue_texts WHERE issue_texts MATCH :phrase LIMIT 1")
TRIGRAMS: Final = Statement("SELECT term FROM issue_trigrams WHERE term >= :first AND term < :last")
INDEX: Final = Statement("INSERT INTO issue_texts (rowid, title, description) VALUES (:issue, :title, :description)")
FORGET: Final = Statement(
    """
    INSERT INTO issue_texts (issue_texts, rowid, title, description) VALUES ('delete', :issue, :title, :description)
    """
)


def containing(db: Session, folded: str) -> IdSet:
    """The issues that contain a text, as far as the index has it in full."""
    if len(folded) > PROBE and not occurs(db, folded):
        return id_sets.NOTHING
    phrases = [folded] if len(folded) >= TRIGRAM else _trigrams_from(db, folded)
    return id_sets.any_of(id_sets.of(_decode_ids(db.value(CONTAINING, phrase=_quoted(one)))) for one in phrases)


def occurs(db: Session, folded: str) -> bool:
    """Whether the index has a text in full. A shorter one than it can look for may always be there."""
    parts = dict.fromkeys((folded[-PROBE:], folded[:PROBE], folded))
    return len(folded) < TRIGRAM or all(db.value(OCCURRING, phrase=_quoted(part)) is not None for part in parts)


def index(db: Session, texts: Mapping[IssueId, Texts]) -> None:
    """Let issues be found by their texts, which have marks in place of the sentences that are kept as sets."""
    db.run_many(INDEX, _rows(texts))


def forget(db: Session, texts: Mapping[IssueId, Texts]) -> None:
    """Take issues out of the index, given the texts with which they came into it."""
    db.run_many(FORGET, _rows(texts))


def _trigrams_from(db: Session, start: str) -> list[str]:
    return [row[0] for row in db.rows(TRIGRAMS, first=start, last=start + GREATEST)]


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'


def _rows(texts: Mapping[IssueId, Texts]) -> Iterable[dict[str, object]]:
    return (
        {"issue": issue, "title": of.title + END * 2, "description": of.description + END * 2}
        for issue, of in texts.items()
    )


_decode_ids: Final = msgspec.json.Decoder(list[int]).decode
