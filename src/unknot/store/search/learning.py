"""What the index of texts learns of issues, and what it forgets: their texts, less the sentences that many share."""

from collections.abc import Iterable, Mapping
from operator import attrgetter

import msgspec

from unknot.domain.ids import IssueId
from unknot.domain.text import fold
from unknot.store.search import sentences, sets, sqlite, waiting
from unknot.store.search.id_sets import BLOCK, BLOCK_SHIFT
from unknot.store.search.notes import Noted, Was
from unknot.store.search.sentences import Shared
from unknot.store.search.sets import Moves
from unknot.store.search.traits import DESCRIPTION, TEXTS, TITLE
from unknot.store.search.waiting import Listed, Texts
from unknot.store.session import Session


class _Cut(msgspec.Struct, frozen=True):
    """The texts of an issue, cut into sentences, or into runs and sentences."""

    issue: Listed
    title: list[str]
    description: list[str]

    @classmethod
    def of(cls, issue: Listed, texts: Texts) -> "_Cut":
        return cls(issue, sentences.split(texts.title), sentences.split(texts.description))

    def by(self, known: Shared) -> "_Cut":
        return _Cut(self.issue, known.cut(self.title), known.cut(self.description))


def learn(db: Session, moves: Moves, every: Iterable[Listed], noted: Mapping[IssueId, Noted]) -> None:
    """Let the index have the texts as they are, of those whose texts are new or have changed."""
    changed = [(one, noted[one.id].was) for one in sorted(every, key=attrgetter("id"))]
    changed = [(one, was) for one, was in changed if was is None or not TEXTS.isdisjoint(was)]
    now = {one.id: waiting.texts(db, one.id) for one, _ in changed}
    forget(db, moves, [(one, _before(was, now[one.id])) for one, was in changed if was is not None])
    cut = [_Cut.of(one, now[one.id]) for one, _ in changed]
    known, items = sentences.learn(db, [text for one in cut for text in (one.title, one.description)])
    now_cut = map(_Cut, (one.issue for one in cut), items[::2], items[1::2])
    sqlite.index(db, {one.issue.id: _move(moves, one, known, is_in=True) for one in now_cut})


def forget(db: Session, moves: Moves, every: Iterable[tuple[Listed, Texts]]) -> None:
    """Take issues out of the index, given the texts with which they came into it."""
    known = sentences.shared(db)
    cut = [_Cut.of(issue, texts) for issue, texts in every]
    marked = ((one, _marked(db, known, one)) for one in cut)
    sqlite.forget(db, {one.issue.id: _move(moves, one.by(had), had, is_in=False) for one, had in marked})


def _marked(db: Session, known: Shared, cut: _Cut) -> Shared:
    """Of what is shared, that of which the index has the marks in the texts of an issue: its sets have the issue.

    To cut the texts by these alone gives what they were cut into when the index learned them. By then a run was taken
    where no longer one stood that was known; all these were known, so none of them is longer there either.
    """
    workspace, block, bit = cut.issue.workspace, cut.issue.id >> BLOCK_SHIFT, 1 << cut.issue.id % BLOCK
    standing = {run.text: run for text in (cut.title, cut.description) for run in known.standing_in(text)}
    return Shared.of(
        [run for run in standing.values() if sets.members_of_block(db, workspace, run.trait, block).get(block, 0) & bit]
    )


def _move(moves: Moves, cut: _Cut, known: Shared, *, is_in: bool) -> Texts:
    """Put an issue into the sets of its texts, or take it out of them. What the index has of the texts."""
    traits = known.traits([*cut.title, *cut.description])
    moves.move(cut.issue.workspace, cut.issue.id, traits, is_in=is_in)
    return Texts(known.shortened(cut.title), known.shortened(cut.description))


def _before(was: Was, now: Texts) -> Texts:
    """The texts that the index has of an issue."""
    return Texts(
        fold(was[TITLE][0]) if TITLE in was else now.title,
        fold(was[DESCRIPTION][0]) if DESCRIPTION in was else now.description,
    )
