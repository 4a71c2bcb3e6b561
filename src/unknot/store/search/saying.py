"""What somebody looks for in texts, and the issues in which it is written.

A word is looked for as what it is and, where it may still be being typed, as the beginning of longer words; where
nothing has it, as the parts of a name; and where even that finds nothing, as what a slip may have been meant for. Of
Chinese words in a row, which may stand apart in a text, most of the pairs will do. "Nothing" is judged by what the
reader may read, so that nobody learns of other words from what is forgiven.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice
from typing import Final

import msgspec

from unknot.domain.ids import IssueId
from unknot.domain.text import fold
from unknot.domain.tokenizer import Asked, asked
from unknot.store.search import id_sets
from unknot.store.search.id_sets import IdSet
from unknot.store.search.index import Index

FORGIVEN: Final = 5  # characters; in shorter words a slip makes another word
SHORTEST_STEM: Final = 3  # characters that are enough to go on with, of a word that is still being typed
LONGEST_ENDING: Final = 5  # characters that may have been typed behind a stem, as in "authent-icati"
SHORTEST_START: Final = 2
MOST_PAIRS: Final = 16  # of a run that are counted
MOST_READ: Final = 1_000  # issues whose comments are read for a text in quotes


class Said(msgspec.Struct, frozen=True):
    """Something to look for."""

    text: str
    is_quoted: bool = False  # as it stands
    in_title: bool = False
    is_open_ended: bool = False  # it may be the beginning of a word


class Resolved(msgspec.Struct, frozen=True):
    """The issues that say it, and by which terms, or beginnings of terms, they were found."""

    issues: IdSet = id_sets.NOTHING
    terms: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


def resolve(index: Index, said: Said, readable: IdSet) -> Resolved:
    """Of the issues that the reader may read, those that say something. Asked again, an index remembers."""
    known: Resolved | None = index.remembered.get(said)
    if known is None:
        known = index.remembered[said] = _resolve(index, said, readable)
    return known


def _resolve(index: Index, said: Said, readable: IdSet) -> Resolved:
    runs = asked(said.text)
    if said.is_quoted or not runs:
        return _as_it_stands(index, said, runs, readable)
    found = [_resolve_run(index, run, said, readable, is_last=run is runs[-1]) for run in runs]
    return Resolved(
        reduce(id_sets.both, (one.issues for one in found), readable),
        tuple(term for one in found for term in one.terms),
        tuple(start for one in found for start in one.starts),
    )


def _resolve_run(index: Index, run: Asked, said: Said, readable: IdSet, *, is_last: bool) -> Resolved:
    for way in _ways(index, run, said, readable, is_last=is_last and said.is_open_ended):
        found = id_sets.both(readable, way.issues)
        if found:
            return Resolved(found, way.terms, way.starts)
    return Resolved(terms=run.whole)


def _ways(index: Index, run: Asked, said: Said, readable: IdSet, *, is_last: bool) -> Iterator[Resolved]:
    """The ways to understand a run, from the nearest to the farthest."""
    in_title = said.in_title
    whole = _every(index, run.whole, in_title=in_title)
    is_start = is_last or (len(run.text) == 1 and not run.text.isascii())
    if is_start and len(run.whole) == 1 and (len(run.text) >= SHORTEST_START or not run.text.isascii()):
        longer = index.beginning(run.text, in_title=in_title)
        yield Resolved(id_sets.either(whole, longer), run.whole, (run.text,))
    else:
        yield Resolved(whole, run.whole)
    if run.parts:
        yield Resolved(_every(index, run.parts, in_title=in_title), run.parts)
    if len(run.whole) > 1:  # words without blanks between them
        yield Resolved(_most(index, run.whole[:MOST_PAIRS], readable, in_title=in_title), run.whole)
    elif run.text.isalpha():
        yield from _misspelt(index, run, in_title=in_title)
        if is_last:
            shortest = max(SHORTEST_STEM, len(run.text) - LONGEST_ENDING, (len(run.text) + 1) // 2)
            for length in range(len(run.text) - 1, shortest - 1, -1):
                stem = run.text[:length]
                yield Resolved(index.saying(stem, in_title=in_title), (stem,))


def _misspelt(index: Index, run: Asked, *, in_title: bool) -> Iterator[Resolved]:
    if len(run.text) >= FORGIVEN:
        meant = tuple(index.similar(run.text))
        yield Resolved(id_sets.any_of(index.saying(term, in_title=in_title) for term in meant), meant)


def _most(index: Index, pairs: Sequence[str], readable: IdSet, *, in_title: bool) -> IdSet:
    """The issues that have more than half of the pairs: those within words, where other words are between them."""
    having = [index.saying(pair, in_title=in_title) for pair in pairs]
    return id_sets.any_of(id_sets.by_count(readable, having)[len(pairs) // 2 + 1 :])


def _every(index: Index, terms: Iterable[str], *, in_title: bool) -> IdSet:
    """The issues that have all the terms."""
    return reduce(id_sets.both, (index.saying(term, in_title=in_title) for term in terms))


def _as_it_stands(index: Index, said: Said, runs: Sequence[Asked], readable: IdSet) -> Resolved:
    """The issues in whose title or description a text stands just so, or in a comment that has its words."""
    folded = fold(said.text)
    terms = tuple(term for run in runs for term in run.whole)
    if not folded.strip():
        return Resolved(readable)
    written = id_sets.both(readable, index.containing(folded))
    if said.in_title:
        return Resolved(id_sets.of(_with_title(index, written, folded)), terms)
    if not terms:
        return Resolved(written)
    in_comments = id_sets.of(_with_comment(index, terms, id_sets.without(readable, written), folded))
    return Resolved(id_sets.either(written, in_comments), terms)


def _with_title(index: Index, issues: IdSet, folded: str) -> Iterator[IssueId]:
    for issue, title, _ in index.writings(id_sets.greatest(issues, skip=0, limit=MOST_READ)):
        if folded in fold(title):
            yield issue


def _with_comment(index: Index, terms: Iterable[str], issues: IdSet, folded: str) -> Iterator[IssueId]:
    """The newest are read; of a text whose words are so common, what is older is not worth the wait."""
    newest = list(islice(index.saying_all(terms, issues), MOST_READ))
    for issue, text in index.comments(newest):
        if folded in fold(text):
            yield issue
