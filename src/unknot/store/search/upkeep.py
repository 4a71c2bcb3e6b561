"""Bring sets and index up to date: many issues at once, between the groups of the writer."""

from collections.abc import Iterable, Mapping
from typing import Final

from unknot.domain.ids import IssueId, WorkspaceId
from unknot.domain.issue import Issue
from unknot.domain.tokenizer import VERSION
from unknot.store.search import learning, notes, sets, spans, waiting, words, written
from unknot.store.search.notes import Noted, Was
from unknot.store.search.sets import Moves
from unknot.store.search.traits import HANGING, HAS, LIVING, TEXTS, Trait
from unknot.store.search.waiting import BETWEEN, FIRST_NOTED, Listed, texts_of
from unknot.store.session import Session
from unknot.store.statement import statement

# Notes, one for a new issue. The more are learned at once the less each costs, and the longer the writer is busy: 256
# issues of a thousand characters take 110 ms.
AT_ONCE: Final = 256
# Notes that wait while others write without a pause, so that a burst is filed first and learned after. Whoever searches
# for words reads what is written in their issues, once, in a tenth of a millisecond each.
MOST_WAITING: Final = 3_072
MADE_AT_ONCE: Final = 512  # issues whose words are learned anew before the writer looks for other work

MADE = statement("SELECT tokenizer, next_id, last_id FROM issue_words_made")
MAKE_ANEW = statement(
    """
    UPDATE issue_words_made
    SET tokenizer = :tokenizer, next_id = 0, last_id = (SELECT COALESCE(MAX(id), -1) FROM issues)
    """
)
MADE_UNTIL = statement("UPDATE issue_words_made SET next_id = :next")
PLACES = statement("SELECT id, workspace_id FROM issues WHERE id >= :first AND id < :end")


def waiting_notes(db: Session) -> int:
    return notes.newest(db) - notes.learned(db)


def is_much(db: Session) -> bool:
    """Whether so much waits that there is no use in waiting for more."""
    return waiting_notes(db) >= AT_ONCE


def is_due(db: Session) -> bool:
    """Whether so much waits that who writes must wait."""
    return waiting_notes(db) >= MOST_WAITING


def go_on(db: Session) -> tuple[bool, bool]:
    """Do a part of what waits: learn from notes, and then make words anew. Whether much is left, and whether any is."""
    learn(db, most=max(AT_ONCE, waiting_notes(db) - MOST_WAITING + AT_ONCE))
    if waiting_notes(db):
        return is_much(db), True
    is_more = make_words(db)
    return is_more, is_more


def catch_up(db: Session) -> None:
    """Learn from every note that waits."""
    while waiting_notes(db):
        learn(db)


def learn(db: Session, *, most: int = AT_ONCE) -> None:
    """Learn the issues of the oldest notes that wait, no more than so many, as they are now."""
    after, newest = notes.learned(db), notes.newest(db)
    until = min(after + most, newest)
    if after == until:
        return
    noted, now = notes.since_of_slice(db, after, until), waiting.listed(db, FIRST_NOTED, note=after, until=until)
    moves = Moves()
    for one in now:
        _move(moves, one, noted[one.id].was)
    spans.note(db, [one for one in now if noted[one.id].was is None])
    learning.learn(db, moves, now, noted)
    _learn_words(db, now, noted)
    moves.store(db)
    if until < newest:  # what these issues are now is no news any more
        every = {one.id: one for one in now}
        notes.retell(db, after, until, every, lambda issue, name: _as_is(db, every[issue], name))
    notes.learn(db, until)


def make_words(db: Session) -> bool:
    """Learn the words of some issues that were there before this tokenizer; whether any are left. No note may wait."""
    tokenizer, first, last = db.row(MADE) or (0, 0, -1)
    if tokenizer != VERSION:
        catch_up(db)  # by the old terms, which go now
        words.clear(db)
        db.run(MAKE_ANEW, tokenizer=VERSION)
        tokenizer, first, last = db.row(MADE) or (0, 0, -1)
    if first > last:
        return False
    words.merge(db)
    changes, end = words.Changes(), min(first + MADE_AT_ONCE, last + 1)
    for issue, workspace in db.rows(PLACES, first=first, end=end):
        _change_words(changes, workspace, issue, written.whole(db, issue))
    changes.store(db)
    db.run(MADE_UNTIL, next=end)
    return bool(end <= last)


def words_made(db: Session) -> float:
    """How much of the index of words is made, from 0 to 1."""
    tokenizer, first, last = db.row(MADE) or (0, 0, -1)
    if tokenizer != VERSION:
        return 0.0
    return 1.0 if first > last else float(first / (last + 1))


def replace(db: Session, workspace: WorkspaceId, old: Trait, new: Trait) -> None:
    """Every issue of a workspace that had one trait, deleted ones among them, has got another instead."""
    catch_up(db)  # so that the sets have all of them
    moves, issues = Moves(), sets.members(db, workspace, old)
    moves.move_all(workspace, issues, old, is_in=False)
    moves.move_all(workspace, issues, new, is_in=True)
    moves.store(db)


def remove(db: Session, issues: Iterable[Issue]) -> None:
    """Take issues out for good, while everything that hangs on them is still there."""
    catch_up(db)  # so that sets and index have all of them, and as they are
    words.merge(db)
    moves, changes, gone = Moves(), words.Changes(), []
    for issue in issues:
        [one] = waiting.listed(db, BETWEEN, first=issue.id, last=issue.id)
        moves.move(one.workspace, one.id, {LIVING, *one.traits}, is_in=False)
        gone.append((one, texts_of(issue.title, issue.description)))
        every = written.whole(db, issue.id)
        changes.change(one.workspace, one.id, every.come, in_title=False, is_in=False)
        changes.change(one.workspace, one.id, every.title_come, in_title=True, is_in=False)
    learning.forget(db, moves, gone)
    changes.store(db)
    moves.store(db)


def _move(moves: Moves, one: Listed, was: Was | None) -> None:
    """From the sets in which an issue was to those in which it is."""
    old = set() if was is None else {(field, value) for field in filter(_has_sets, was) for value in was[field]}
    new = one.traits if was is None else {trait for trait in one.traits if trait[0] in was}
    life = {LIVING} & one.traits
    moves.move(one.workspace, one.id, (old | {LIVING}) - one.traits, is_in=False)
    moves.move(one.workspace, one.id, new | life, is_in=True)


def _has_sets(field: str) -> bool:
    """Texts are found by their parts, and comments and files are named by their ids."""
    return field not in TEXTS and ":" not in field


def _as_is(db: Session, one: Listed, name: str) -> list[str]:
    """What an issue has now, by the name that a note gives it."""
    if name == HAS:
        return list(HANGING)
    if _has_sets(name):
        return [value for field, value in one.traits if field == name]
    return list(written.now(db, one.id, name))


def _learn_words(db: Session, now: Iterable[Listed], noted: Mapping[IssueId, Noted]) -> None:
    changes = words.Changes()
    for one in now:
        change = written.change(db, one.id, noted[one.id].was)
        if change is not None:
            _change_words(changes, one.workspace, one.id, change)
    changes.append(db)


def _change_words(changes: words.Changes, workspace: WorkspaceId, issue: IssueId, change: written.Change) -> None:
    for in_title in (False, True):
        come, go = change.of(in_title=in_title)
        changes.change(workspace, issue, go, in_title=in_title, is_in=False)
        changes.change(workspace, issue, come, in_title=in_title, is_in=True)
