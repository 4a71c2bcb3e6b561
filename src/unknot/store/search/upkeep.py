"""Bring sets and index up to date: many issues at once, between the groups of the writer."""

from collections.abc import Iterable
from typing import Final

from unknot.domain.ids import IssueId, WorkspaceId
from unknot.domain.issue import Issue
from unknot.domain.text import fold
from unknot.store.search import notes, sets, spans, sqlite, waiting
from unknot.store.search.characters import COMMON
from unknot.store.search.notes import Was
from unknot.store.search.sets import Moves
from unknot.store.search.traits import CHARACTER, DESCRIPTION, LIVING, TEXTS, TITLE, Trait, values_of
from unknot.store.search.waiting import Listed, Texts, texts_of
from unknot.store.session import Session

# Notes that wait; whoever lists or searches reads their issues. The more are learned at once the less each costs, and
# the longer the writer is busy: 256 issues of a thousand characters take 60 ms, half of what they take one by one.
MOST_WAITING: Final = 256


def is_due(db: Session) -> bool:
    return notes.newest(db) - notes.learned(db) >= MOST_WAITING


def catch_up(db: Session) -> None:
    """Learn from every note that waits."""
    newest, learned = notes.newest(db), notes.learned(db)
    before, now = notes.before(db, learned), waiting.listed(db, learned)
    moves = Moves()
    for one in now:
        _move(moves, one, before[one.id])
    spans.note(db, [one for one in now if before[one.id] is None])
    _learn_texts(db, moves, now, before, waiting.texts(db, learned))
    moves.store(db)
    notes.learn(db, newest)


def replace(db: Session, workspace: WorkspaceId, old: Trait, new: Trait) -> None:
    """Every issue of a workspace that had one trait, deleted ones among them, has got another instead."""
    catch_up(db)  # so that the sets have all of them
    moves, issues = Moves(), sets.members(db, workspace, old)
    moves.move_all(workspace, issues, old, is_in=False)
    moves.move_all(workspace, issues, new, is_in=True)
    moves.store(db)


def remove(db: Session, issues: Iterable[Issue], channels: dict[IssueId, set[Trait]]) -> None:
    """Take issues out for good."""
    catch_up(db)  # so that sets and index have all of them, and as they are
    moves, gone = Moves(), {}
    for issue in issues:
        texts = gone[issue.id] = texts_of(issue.title, issue.description)
        fields = {item for item in values_of(issue).items() if item[0] not in TEXTS}
        traits = {LIVING, *fields, *channels[issue.id], *_characters(texts)}
        moves.move(issue.workspace, issue.id, traits, is_in=False)
    sqlite.forget(db, gone)
    moves.store(db)


def _move(moves: Moves, one: Listed, was: Was | None) -> None:
    """From the sets in which an issue was to those in which it is."""
    old = set() if was is None else {(field, value) for field in was.keys() - TEXTS for value in was[field]}
    new = one.traits if was is None else {trait for trait in one.traits if trait[0] in was}
    life = {LIVING} & one.traits
    moves.move(one.workspace, one.id, (old | {LIVING}) - one.traits, is_in=False)
    moves.move(one.workspace, one.id, new - old | life, is_in=True)


def _learn_texts(
    db: Session,
    moves: Moves,
    every: Iterable[Listed],
    before: dict[IssueId, Was | None],
    now: dict[IssueId, Texts],
) -> None:
    """Let the index have the texts as they are, of those whose texts are new or have changed."""
    workspaces = {one.id: one.workspace for one in every}
    new = {issue for issue, was in before.items() if was is None}
    old = {issue: _texts_before(was, now[issue]) for issue, was in before.items() if was and not TEXTS.isdisjoint(was)}
    for issue, texts in old.items():
        moves.move(workspaces[issue], issue, _characters(texts) - _characters(now[issue]), is_in=False)
    for issue in new | old.keys():
        moves.move(workspaces[issue], issue, _characters(now[issue]), is_in=True)
    sqlite.forget(db, old)
    sqlite.index(db, {issue: now[issue] for issue in sorted(new | old.keys())})


def _texts_before(was: Was, now: Texts) -> Texts:
    """The texts that the index has of an issue."""
    return Texts(
        fold(was[TITLE][0]) if TITLE in was else now.title,
        fold(was[DESCRIPTION][0]) if DESCRIPTION in was else now.description,
    )


def _characters(texts: Texts) -> set[Trait]:
    return {(CHARACTER, one) for one in COMMON if texts.contain(one)}
