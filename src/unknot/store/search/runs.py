"""Which sentences nearly always follow each other, in what is learned together.

A part of a text that reaches from one of them into the next is in as many issues as they are themselves. So they are
shared as one, a run.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Final

NEARLY_ALWAYS: Final = 0.9  # of the times that the rarer of two is there at all
LINE_END: Final = "\n"
MOST_ROUNDS: Final = 16  # of counting, so that no texts keep the writer busy; each takes some milliseconds

Items = Sequence[str]  # sentences and runs, of which a text is made


def joined(texts: Sequence[Items], *, enough: int, longest: int) -> Iterator[set[str]]:
    """Of each text what in it can be taken for one, where at least so many are found side by side."""
    now = texts
    for _ in range(MOST_ROUNDS):
        links = _links(now, enough, longest)
        if not links:
            break
        now = [_joined(text, links, longest) for text in now]
    return (set(after).difference(before) for before, after in zip(texts, now, strict=True))


def _links(texts: Sequence[Items], enough: int, longest: int) -> set[tuple[str, str]]:
    """What stands side by side nearly each time that one of both is there. No run begins with the end of a line."""
    pairs = Counter(chain.from_iterable(map(pairwise, texts)))
    often = [
        (one, other)
        for (one, other), count in pairs.items()
        if count >= enough and one != LINE_END and len(one) + len(other) <= longest
    ]
    if not often:
        return set()
    counts = Counter(chain.from_iterable(texts))
    return {pair for pair in often if pairs[pair] >= NEARLY_ALWAYS * min(counts[one] for one in pair)}


def _joined(text: Items, links: set[tuple[str, str]], longest: int) -> list[str]:
    found = list(text[:1])
    for pair in pairwise(text):
        if pair in links and len(found[-1]) + len(pair[1]) <= longest:
            found[-1] += pair[1]
        else:
            found.append(pair[1])
    return found
