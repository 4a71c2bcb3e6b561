"""Notes of what changed about issues: what sets and index still have to learn, and what was true when they last did.

A note costs one small row. It names only the fields that changed, with what they were; the first note about a field
since the last upkeep therefore tells what the sets have. An issue is learned as it is now, so that its later notes are
then told anew. Notes are kept for a while after they were learned, for the sake of findings that are remembered.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Final

import msgspec

from unknot.domain.ids import ChannelId, CommentId, FileId, IssueId, UserId
from unknot.domain.issue import Issue
from unknot.store.search.traits import CHANNEL, COMMENT, DESCRIPTION, FILE, HANGING, HAS, WATCHER, values_of
from unknot.store.session import Row, Session
from unknot.store.statement import statement

KEPT: Final = 4_096  # notes; a finding that is further behind is cheaper made anew

Was = dict[str, list[str]]  # by field; of a comment or a file by its name, and nothing where it is new

NOTE = statement("INSERT INTO issue_notes (issue_id, was) VALUES (:issue, :was)")
NEWEST = statement("SELECT COALESCE(MAX(id), 0) FROM issue_notes")
LEARNED = statement("SELECT note_id FROM issue_notes_learned")
REVISION = statement("SELECT revision FROM issue_notes_learned")
_COLUMNS = "issue_id, was, id"
_OF_SLICE = "issue_id IN (SELECT issue_id FROM issue_notes WHERE id > :note AND id <= :until)"
SINCE = statement(f"SELECT {_COLUMNS} FROM issue_notes WHERE id > :note ORDER BY id DESC")
SINCE_OF_SLICE = statement(f"SELECT {_COLUMNS} FROM issue_notes WHERE id > :note AND {_OF_SLICE} ORDER BY id DESC")
BEHIND_SLICE = statement(f"SELECT {_COLUMNS} FROM issue_notes WHERE id > :until AND {_OF_SLICE}")
RETELL = statement("UPDATE issue_notes SET was = :was WHERE id = :note")
LEARN = statement("UPDATE issue_notes_learned SET note_id = :note")
REVISE = statement("UPDATE issue_notes_learned SET revision = revision + 1")
FORGET = statement("DELETE FROM issue_notes WHERE id <= :note")

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Was).decode


def note_new(db: Session, issue: IssueId) -> None:
    db.run(NOTE, issue=issue, was=None)


def note_edit(db: Session, issue: Issue, *, was: Issue) -> None:
    old, new = values_of(was), values_of(issue)
    changed = {field: values for field, values in old.items() if values != new[field]}
    if DESCRIPTION in changed:
        changed[HAS] = list(HANGING)
    if changed:
        _note(db, issue.id, changed)


def note_channels(db: Session, issue: IssueId, *, were: Iterable[ChannelId]) -> None:
    _note(db, issue, {CHANNEL: list(map(str, were))})


def note_watchers(db: Session, issue: IssueId, *, were: Iterable[UserId]) -> None:
    _note(db, issue, {WATCHER: list(map(str, were))})


def note_comment(db: Session, issue: IssueId, comment: CommentId, *, was: str | None) -> None:
    """Somebody said something, said it otherwise, or took it back."""
    _note(db, issue, {f"{COMMENT}:{comment}": [] if was is None else [was], HAS: list(HANGING)})


def note_file(db: Session, issue: IssueId, file: FileId, *, was: str | None) -> None:
    """An issue got a file, or lost one of this name."""
    _note(db, issue, {f"{FILE}:{file}": [] if was is None else [was], HAS: list(HANGING)})


def note_relation(db: Session, issues: Iterable[IssueId]) -> None:
    """Issues got their first relation, or lost their last."""
    for issue in issues:
        _note(db, issue, {HAS: list(HANGING)})


def note_progress(db: Session, issue: IssueId, were: Was) -> None:
    """Days of an issue's progress that were others before."""
    _note(db, issue, were)


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


def revision(db: Session) -> int:
    """A number that moves when sets do."""
    found: int = db.value(REVISION)
    return found


def revise(db: Session) -> None:
    db.run(REVISE)


class Noted(msgspec.Struct, frozen=True):
    """What some notes that follow each other say of an issue."""

    was: Was | None  # the fields that have changed, as they were; None if the issue is newer
    last: int  # the last of the notes

    def followed_by(self, later: "Noted") -> "Noted":
        """What these notes and later ones say: of each field the first that names it."""
        return Noted(None if self.was is None else {**(later.was or {}), **self.was}, later.last)


def since(db: Session, note: int) -> dict[IssueId, Noted]:
    """Of each issue that has later notes, what they say."""
    return _noted(db.rows(SINCE, note=note))


def since_of_slice(db: Session, note: int, until: int) -> dict[IssueId, Noted]:
    """The same of the issues alone that have notes in a slice of them; what they say behind it, too."""
    return _noted(db.rows(SINCE_OF_SLICE, note=note, until=until))


def _noted(rows: Iterable[Row]) -> dict[IssueId, Noted]:
    found: dict[IssueId, Noted] = {}
    for issue, was, id_ in rows:  # from the last to the first, which has the last word
        one, later = Noted(None if was is None else _decode(was), id_), found.get(issue)
        found[issue] = one if later is None else one.followed_by(later)
    return found


def retell(
    db: Session, note: int, until: int, issues: Collection[IssueId], as_is: Callable[[IssueId, str], list[str]]
) -> None:
    """Let what notes behind a slice say of its issues be what is so now, as if it had changed after that.

    While the slice itself is still there.
    """
    every = [(id_, issue, _decode(was)) for issue, was, id_ in db.rows(BEHIND_SLICE, note=note, until=until)]
    for id_, issue, was in every:
        if issue in issues:
            db.run(RETELL, note=id_, was=_encoded({field: as_is(issue, field) for field in was}))


def _note(db: Session, issue: IssueId, was: Was) -> None:
    db.run(NOTE, issue=issue, was=_encoded(was))


def _encoded(was: Was) -> str:
    return _encode(was).decode()
