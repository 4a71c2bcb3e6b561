"""The issues that have a text which reaches over the ends of sentences, where runs of them have marks in the index.

It may begin within a run, hold others whole and end within one more, and each of its sentences may stand there in full,
as in what was learned before it was shared. Each of these ways is one exact question to the index. That takes long for
a long text, but then there are not many who have all its runs, and these are read instead.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

import msgspec

from unknot.domain.ids import IssueId, WorkspaceId
from unknot.store.search import id_sets, sets, sqlite
from unknot.store.search.id_sets import IdSet
from unknot.store.search.runs import Items
from unknot.store.search.sentences import EDGE, Run, Shared
from unknot.store.search.waiting import TEXTS, texts_of
from unknot.store.session import Session

FEW: Final = 500  # issues that are read in less time than the index takes for a long text
SHORT: Final = 2  # sentences of a text for which it takes less


class _Piece(msgspec.Struct, frozen=True):
    """How some of the sentences may stand in the index."""

    length: int  # sentences
    phrase: str
    run: Run | None = None  # whose mark is in it


class _Way(msgspec.Struct, frozen=True):
    """How the text may stand there as far as so many sentences."""

    length: int
    phrase: str
    since: str  # the end of the phrase, from its last mark on
    having: IdSet | None = None  # who may have it: all the issues that do, and others
    is_sure: bool = False  # no others


class Search:
    """One text, given its sentences."""

    def __init__(self, db: Session, workspace: WorkspaceId, known: Shared, sentences: Items) -> None:
        self._db = db
        self._workspace = workspace
        self._known = known
        self._sentences = sentences
        self._text = "".join(sentences)
        self._few = FEW if len(sentences) > SHORT else 0

    def issues(self) -> IdSet:
        """The issues that have the text with marks. There is none if it is within one sentence."""
        found, few = id_sets.NOTHING, id_sets.NOTHING
        for way in self._ways():
            if way.having is None:
                continue  # in full it is found without us
            if self._is_of_few(way):
                few = id_sets.either(few, way.having)
            elif way.is_sure:
                found = id_sets.either(found, way.having)
            else:
                found = id_sets.either(found, sqlite.containing(self._db, way.phrase))
        return id_sets.either(found, id_sets.of(self._read(few)))

    def _ways(self) -> Iterator[_Way]:
        """Every way in which all of it may stand there, and the beginnings of ways that few issues have."""
        begun: dict[int, list[_Way]] = defaultdict(list)
        for piece in self._starts():
            begun[piece.length].append(self._begun(piece))
        for at in range(1, len(self._sentences)):
            for way in begun[at]:
                if self._is_of_few(way):
                    yield way
                    continue
                yield from (self._extended(way, end) for end in self._ends(at))
                for piece in self._middles(at):
                    if piece.run is not None or sqlite.occurs(self._db, way.since + piece.phrase):
                        begun[at + piece.length].append(self._extended(way, piece))

    def _is_of_few(self, way: _Way) -> bool:
        return way.having is not None and id_sets.size(way.having) <= self._few

    def _begun(self, piece: _Piece) -> _Way:
        having = None if piece.run is None else sets.members(self._db, self._workspace, piece.run.trait)
        return _Way(piece.length, piece.phrase, piece.phrase, having)

    def _extended(self, way: _Way, piece: _Piece) -> _Way:
        length, phrase, since = way.length + piece.length, way.phrase + piece.phrase, way.since + piece.phrase
        if piece.run is None:
            return _Way(length, phrase, since, way.having)
        having = self._having(way, piece.run)
        if id_sets.size(having) <= self._few:
            return _Way(length, phrase, piece.run.tail, having)
        beside = sqlite.containing(self._db, since)  # far fewer than have both runs anywhere
        return _Way(length, phrase, piece.run.tail, id_sets.both(having, beside), since == phrase)

    def _having(self, way: _Way, run: Run) -> IdSet:
        own = sets.members(self._db, self._workspace, run.trait)
        return own if way.having is None else id_sets.both(way.having, own)

    def _starts(self) -> Iterator[_Piece]:
        """How the first sentences may stand there: in a run that ends with them."""
        yield _Piece(1, self._sentences[0])
        starts = list(enumerate(accumulate(self._sentences[:-1]), 1))
        for run in self._known.runs.values():
            for length, start in starts[: len(run.sentences)]:
                if len(start) > EDGE and run.text.endswith(start):  # a shorter one is seen beside the mark
                    yield _Piece(length, run.tail, run)

    def _middles(self, at: int) -> Iterator[_Piece]:
        """How sentences from one on may stand there, with the last one left."""
        between = self._sentences[at:-1]
        if between:
            yield _Piece(1, between[0])
            for run in self._known.standing_at(between, 0):
                yield _Piece(len(run.sentences), self._known.marked[run.text], run)

    def _ends(self, at: int) -> Iterator[_Piece]:
        """How the sentences from one on may stand there: in a run that begins with them."""
        length = len(self._sentences) - at
        end = "".join(self._sentences[at:])
        if length == 1:
            yield _Piece(1, end)
        if len(end) > EDGE:
            for run in self._known.runs.values():
                if run.text.startswith(end):
                    yield _Piece(length, run.head, run)

    def _read(self, issues: IdSet) -> Iterator[IssueId]:
        """Those of some issues whose texts have it."""
        for issue in map(IssueId, id_sets.ascending(issues)):
            row = self._db.row(TEXTS, issue=issue)
            if row is not None and texts_of(*row).contain(self._text):
                yield issue
