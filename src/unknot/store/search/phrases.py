"""How a text that reaches over the ends of sentences may stand in the index, where runs of them have marks.

It may begin within a run, hold others whole and end within one more, and each of its sentences may stand there in full,
as in what was learned before it was shared. Each of these ways is one exact question to the index.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate

from unknot.store.search import sqlite
from unknot.store.search.runs import Items
from unknot.store.search.sentences import EDGE, Shared
from unknot.store.session import Session


def marked(db: Session, known: Shared, sentences: Items) -> Iterator[str]:
    """Every way but in full, given the sentences of the text. There is none if it is within one."""
    if len(sentences) == 1:
        return
    in_full = "".join(sentences)
    begun: dict[int, list[str]] = defaultdict(list)  # how the text may stand there as far as so many sentences
    for length, start in _starts(known, sentences):
        begun[length].append(start)
    for at in range(1, len(sentences)):
        for start in begun[at]:
            yield from (start + end for end in _ends(known, sentences[at:]) if start + end != in_full)
            for length, middle in _middles(known, sentences[at:-1]):
                if sqlite.occurs(db, start + middle):  # or they would double with each sentence
                    begun[at + length].append(start + middle)


def _starts(known: Shared, sentences: Items) -> Iterator[tuple[int, str]]:
    """How so many of the first sentences may stand there: in a run that ends with them."""
    yield 1, sentences[0]
    starts = list(enumerate(accumulate(sentences[:-1]), 1))
    for run in known.runs.values():
        for length, start in starts[: len(run.sentences)]:
            if len(start) > EDGE and run.text.endswith(start):  # a shorter one is seen beside the mark
                yield length, run.tail


def _middles(known: Shared, sentences: Items) -> Iterator[tuple[int, str]]:
    """How so many of some sentences may stand there, of which none is the first or the last."""
    if sentences:
        yield 1, sentences[0]
        for run in known.standing_at(sentences, 0):
            yield len(run.sentences), known.marked[run.text]


def _ends(known: Shared, sentences: Items) -> Iterator[str]:
    """How the last sentences may stand there: in a run that begins with them."""
    if len(sentences) == 1:
        yield sentences[0]
    end = "".join(sentences)
    if len(end) > EDGE:
        yield from (run.head for run in known.runs.values() if run.text.startswith(end))
