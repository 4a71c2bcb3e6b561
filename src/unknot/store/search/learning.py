"""What the index of texts learns of issues, and what it forgets: their texts, less the sentences that many share."""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Final

import msgspec

from unknot.domain.ids import IssueId
from unknot.domain.text import fold
from unknot.store.search import sentences, sets, sqlite
from unknot.store.search.characters import COMMON
from unknot.store.search.id_sets import BLOCK, BLOCK_SHIFT
from unknot.store.search.notes import Noted, Was
from unknot.store.search.sentences import Shared
from unknot.store.search.sets import Moves
from unknot.store.search.traits import CHARACTER, DESCRIPTION, TEXTS, TITLE, Trait
from unknot.store.search.waiting import Listed, Texts
from unknot.store.session import Session

NO_MARKS: Final[Mapping[str, int]] = {}


class _Cut(msgspec.Struct, frozen=True):
    """The texts of an issue, cut into sentences."""

    issue: Listed
    texts: Texts
    title: list[str]
    description: list[str]

    @classmethod
    def of(cls, issue: Listed, texts: Texts) -> "_Cut":
        return cls(issue, texts, sentences.split(texts.title), sentences.split(texts.description))

    def sentences(self) -> set[str]:
        return {*self.title, *self.description}

    def shortened(self, marks: Mapping[str, int]) -> Texts:
        """The texts as the index has them."""
        if not marks:
            return self.texts
        return Texts(sentences.shortened(self.title, marks), sentences.shortened(self.description, marks))


def learn(
    db: Session,
    moves: Moves,
    every: Iterable[Listed],
    noted: Mapping[IssueId, Noted],
    now: Mapping[IssueId, Texts],
) -> None:
    """Let the index have the texts as they are, of those whose texts are new or have changed."""
    before = [(one, noted[one.id].was) for one in every if one.id in now]
    old = [(one, _texts_before(was, now[one.id])) for one, was in before if was and not TEXTS.isdisjoint(was)]
    new = [one for one, was in before if was is None]
    forget(db, moves, old)
    cut = [_Cut.of(one, now[one.id]) for one in sorted([*new, *(one for one, _ in old)], key=attrgetter("id"))]
    known = sentences.learn(db, (one.sentences() for one in cut))
    _index(db, moves, [(one, known.among(one.sentences())) for one in cut])


def forget(db: Session, moves: Moves, every: Iterable[tuple[Listed, Texts]]) -> None:
    """Take issues out of the index, given the texts with which they came into it."""
    known, gone = sentences.shared(db), {}
    for issue, texts in every:
        cut = _Cut.of(issue, texts)
        marks = _marks(db, known, cut)
        gone[issue.id] = cut.shortened(marks)
        moves.move(issue.workspace, issue.id, _traits(texts, marks), is_in=False)
    sqlite.forget(db, gone)


def _index(db: Session, moves: Moves, every: Iterable[tuple[_Cut, Mapping[str, int]]]) -> None:
    for cut, marks in every:
        moves.move(cut.issue.workspace, cut.issue.id, _traits(cut.texts, marks), is_in=True)
    sqlite.index(db, {cut.issue.id: cut.shortened(marks) for cut, marks in every})


def _marks(db: Session, known: Shared, cut: _Cut) -> Mapping[str, int]:
    """Of which sentences of an issue the index has the marks: those that were shared when it learned them."""
    workspace, block, bit = cut.issue.workspace, cut.issue.id >> BLOCK_SHIFT, 1 << cut.issue.id % BLOCK
    return {
        sentence: number
        for sentence, number in known.among(cut.sentences()).items()
        if sets.members_of_block(db, workspace, sentences.trait(number), block).get(block, 0) & bit
    }


def _traits(texts: Texts, marks: Mapping[str, int]) -> set[Trait]:
    return {
        *((CHARACTER, one) for one in COMMON if texts.contain(one)),
        *(sentences.trait(number) for number in marks.values()),
    }


def _texts_before(was: Was, now: Texts) -> Texts:
    """The texts that the index has of an issue."""
    return Texts(
        fold(was[TITLE][0]) if TITLE in was else now.title,
        fold(was[DESCRIPTION][0]) if DESCRIPTION in was else now.description,
    )
