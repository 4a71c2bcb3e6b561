"""Sentences that many issues share, of which the index of texts has a mark instead of the whole.

Monitors file the same sentences again and again, and people paste them. To find a part of such a sentence in the index
of texts takes as long as stepping over every issue that has it. So a sentence that several of the issues have which are
learned together is written down once, and who has it is kept as a set, as for any filter. A part within a sentence is
then in the issues of the sentences that have it, and in those where the index finds it.

A text is cut where its characters alone, one on each side, tell where. So is a part of a text, at just the same places;
if it has any, it reaches over several sentences, and is looked for with the marks of those that may stand there.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Final

import msgspec

from unknot.store.search.traits import SENTENCE, Trait
from unknot.store.session import Session
from unknot.store.statement import statement

ENOUGH: Final = 4  # of the issues that are learned together, a quarter of a thousand, that make a sentence a shared one
SHORTEST, LONGEST = 8, 1_000  # characters of a sentence that is worth a mark
EDGE: Final = 2  # characters before and after a mark, so that what reaches over an end by no more is found as ever
MARKS: Final = range(0xFDD0, 0xFDF0)  # code points that are no characters; two of them make a mark
MOST: Final = len(MARKS) ** 2

_END: Final = re.compile(r"[.!?](?=\s)|[。\n]")

SHARED = statement("SELECT id, text FROM issue_sentences ORDER BY id")
COUNT = statement("SELECT COUNT(*) FROM issue_sentences")
SHARE = statement("INSERT INTO issue_sentences (id, text) VALUES (:id, :text)")


class Shared(msgspec.Struct, frozen=True):
    """The sentences that have a mark, each with its number."""

    numbers: Mapping[str, int] = {}

    def among(self, sentences: Iterable[str]) -> dict[str, int]:
        """Those of some sentences that have a mark."""
        return {one: self.numbers[one] for one in sentences if one in self.numbers}

    def with_part(self, part: str) -> Iterator[int]:
        """The numbers of those that have a part."""
        return (number for one, number in self.numbers.items() if part in one)

    def ways(self, sentences: Sequence[str]) -> list[list[str]]:
        """How each sentence may stand in the index, of a text that begins in the first and ends in the last of them."""
        first, *middle, last = sentences
        return [
            [first, *(_mark(number) + one[-EDGE:] for one, number in self._longer(first, str.endswith))],
            *([one, *(marked(one, number) for number in self.among([one]).values())] for one in middle),
            [last, *(one[:EDGE] + _mark(number) for one, number in self._longer(last, str.startswith))],
        ]

    def _longer(self, part: str, has: Callable[[str, str], bool]) -> Iterator[tuple[str, int]]:
        """The sentences that end with a part, or begin with it. If it is short, their edges show it."""
        return ((one, number) for one, number in self.numbers.items() if len(part) > EDGE and has(one, part))


def split(text: str) -> list[str]:
    """A text, cut into sentences. What stands in one text also stands in another just if it is cut so there."""
    ends = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(ends) if start < end]


def shared(db: Session) -> Shared:
    """The sentences that are shared now. There are ever more of them, never less."""
    count: int = db.value(COUNT)
    known = db.memory.sentences.recall(count)
    if known is not None:
        return known
    return db.memory.sentences.keep(count, Shared({text: number for number, text in db.rows(SHARED)}))


def learn(db: Session, every: Iterable[Collection[str]]) -> Shared:
    """Let the sentences be shared that enough issues have, given those of each issue that is learned."""
    counts = Counter(chain.from_iterable(map(set, every)))
    often = (one for one, count in counts.items() if count >= ENOUGH and SHORTEST <= len(one) <= LONGEST)
    known = shared(db)
    new = [one for one in often if one not in known.numbers][: MOST - len(known.numbers)]
    if not new:
        return known
    db.run_many(SHARE, [{"id": number, "text": one} for number, one in enumerate(new, len(known.numbers))])
    return shared(db)


def shortened(sentences: Iterable[str], marks: Mapping[str, int]) -> str:
    """A text, with the marks of some of its sentences."""
    return "".join(marked(one, marks[one]) if one in marks else one for one in sentences)


def marked(sentence: str, number: int) -> str:
    """What stands for a sentence."""
    return sentence[:EDGE] + _mark(number) + sentence[-EDGE:]


def trait(number: int) -> Trait:
    """What the issues have whose index has the mark of a sentence."""
    return SENTENCE, str(number)


def _mark(number: int) -> str:
    return "".join(chr(MARKS[digit]) for digit in divmod(number, len(MARKS)))
