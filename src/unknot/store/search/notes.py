"""Notes of what changed about issues: what sets and index still have to learn, and what was true when they last did.

A note costs one small row. It names only the fields that changed, with what they were; the first note about a field
since the last upkeep therefore tells what the sets have. Notes are kept for a while after that, for the sake of
findings that are remembered.
"""

from collections.abc import Iterable
from typing import Final

import msgspec

from unknot.domain.ids import ChannelId, IssueId
from unknot.domain.issue import Issue
from unknot.store.search.traits import CHANNEL, values_of
from unknot.store.session import Session
from unknot.store.statement import statement

KEPT: Final = 4_096  # notes; a finding that is further behind is cheaper made anew

Was = dict[str, list[str]]  # by field

NOTE = statement("INSERT INTO issue_notes (issue_id, was) VALUES (:issue, :was)")
NEWEST = statement("SELECT COALESCE(MAX(id), 0) FROM issue_notes")
LEARNED = statement("SELECT note_id FROM issue_notes_learned")
SINCE = statement("SELECT issue_id, was FROM issue_notes WHERE id > :note ORDER BY id DESC")
LEARN = statement("UPDATE issue_notes_learned SET note_id = :note")
FORGET = statement("DELETE FROM issue_notes WHERE id <= :note")

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Was).decode


def note_new(db: Session, issue: IssueId) -> None:
    db.run(NOTE, issue=issue, was=None)


def note_edit(db: Session, issue: Issue, *, was: Issue) -> None:
    old, new = values_of(was), values_of(issue)
    changed = {field: [value] for field, value in old.items() if value != new[field]}
    if changed:
        _note(db, issue.id, changed)


def note_channels(db: Session, issue: IssueId, *, were: Iterable[ChannelId]) -> None:
    _note(db, issue, {CHANNEL: list(map(str, were))})


def note_life(db: Session, issue: IssueId) -> None:
    """An issue was deleted or restored. Which of the two it was, it tells itself."""
    _note(db, issue, {})


def newest(db: Session) -> int:
    """The last note; they count up."""
    found: int = db.value(NEWEST)
    return found


def learned(db: Session) -> int:
    """The last note that sets and index have taken in."""
    found: int = db.value(LEARNED)
    return found


def learn(db: Session, note: int) -> None:
    db.run(LEARN, note=note)
    db.run(FORGET, note=note - KEPT)


def before(db: Session, note: int) -> dict[IssueId, Was | None]:
    """Of each issue that has later notes, what those fields were that have changed since; None if it is newer too."""
    found: dict[IssueId, Was | None] = {}
    for issue, was in db.rows(SINCE, note=note):  # from the last to the first, which has the last word
        found[issue] = None if was is None else {**(found.get(issue) or {}), **_decode(was)}
    return found


def _note(db: Session, issue: IssueId, was: Was) -> None:
    db.run(NOTE, issue=issue, was=_encode(was).decode())
