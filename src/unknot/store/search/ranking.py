"""What somebody most likely means, first: issues with the words in their titles, and of those the nearest ones.

Sets tell how many of the words each title has. Of the issues with the most, so many as a page can show are read and
weighed; the others follow, those with more words in the title before those with fewer, the last filed first.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

import msgspec
from msgspec.structs import replace

from unknot.domain.ids import IssueId
from unknot.domain.text import fold
from unknot.domain.tokenizer import asked, terms, terms_among
from unknot.store.search import id_sets, saying
from unknot.store.search.id_sets import IdSet
from unknot.store.search.index import Index
from unknot.store.search.saying import Resolved, Said

WEIGHED: Final = 200  # issues; reading and weighing them takes some ten milliseconds
MOST_WORDS: Final = 16  # that are counted in titles
COMMON: Final = 5  # a word that one title in so many has is common
FEW: Final = 100  # issues, of which nothing can be said to be common
WRITTEN: Final = 800  # characters of a description that are looked through

# What counts for how much.
SAME_TITLE: Final = 8.0  # the title is what is looked for
PHRASE_IN_TITLE: Final = 5.0  # it stands in the title just so
WORDS_IN_TITLE: Final = 6.0  # for all of the words
AS_WRITTEN: Final = 2.0  # for all of them in the very form
NOTHING_ELSE: Final = 3.0  # for a title that has no other words
PHRASE_IN_TEXT: Final = 3.0
WORDS_IN_TEXT: Final = 2.0


class Sought(msgspec.Struct, frozen=True):
    """What is looked for, in the forms in which it is compared."""

    phrase: str
    words: tuple[str, ...]
    terms: tuple[frozenset[str], ...]  # for each word those that will do


def ranked(index: Index, sought: Sequence[Said], issues: IdSet) -> Iterator[IssueId]:
    """These issues, the likeliest first. Without anything to look for, the last filed first."""
    in_titles = [_in_title(index, said, issues) for said in sought[:MOST_WORDS]]
    order = chain.from_iterable(map(id_sets.descending, reversed(id_sets.by_count(issues, in_titles))))
    first = [IssueId(issue) for issue in islice(order, WEIGHED)]
    yield from _weighed(index, _sought(index, sought, issues), first)
    yield from map(IssueId, order)


def alike(index: Index, title: str, issues: IdSet) -> Iterator[IssueId]:
    """Issues whose titles have at least half of the words of one that say something, those with the most first.

    A word that one title in five has says nothing, unless there is no other.
    """
    having = [id_sets.both(issues, index.saying(term, in_title=True)) for term in sorted(terms(title))[:MOST_WORDS]]
    common = id_sets.size(issues) / COMMON
    telling = [one for one in having if one and (id_sets.size(one) <= common or id_sets.size(issues) < FEW)]
    enough = max(1, (len(telling or having) + 1) // 2)
    groups = id_sets.by_count(issues, telling or having)[enough:]
    order = chain.from_iterable(map(id_sets.descending, reversed(groups)))
    yield from _weighed(index, _alike(title), [IssueId(issue) for issue in islice(order, WEIGHED)])


def _alike(title: str) -> Sought:
    words = asked(title)
    return Sought(fold(title).strip(), tuple(run.text for run in words), tuple(frozenset(run.whole) for run in words))


def _in_title(index: Index, said: Said, issues: IdSet) -> IdSet:
    """Those that have in their titles what was looked for, or what was found for it."""
    return saying.resolve(index, replace(said, in_title=True), issues).issues


def _sought(index: Index, sought: Sequence[Said], issues: IdSet) -> Sought:
    found: list[Resolved] = [saying.resolve(index, said, issues) for said in sought]
    return Sought(
        fold(" ".join(said.text for said in sought)).strip(),
        tuple(run.text for said in sought for run in asked(said.text)),
        tuple(frozenset(one.terms) for one in found),
    )


def _weighed(index: Index, sought: Sought, issues: Sequence[IssueId]) -> list[IssueId]:
    if not sought.phrase:
        return list(issues)
    weights = {
        issue: _weight(sought, fold(title), fold(description[:WRITTEN]))
        for issue, title, description in index.writings(issues)
    }
    return sorted(issues, key=lambda issue: (-weights.get(issue, 0.0), -issue))


def _weight(sought: Sought, title: str, description: str) -> float:
    wanted = frozenset(chain.from_iterable(sought.terms))
    in_title, in_text = terms(title), terms_among(description, wanted)
    weight = SAME_TITLE * (title.strip() == sought.phrase) + PHRASE_IN_TITLE * (sought.phrase in title)
    weight += PHRASE_IN_TEXT * (sought.phrase in description)
    weight += WORDS_IN_TITLE * _share(not in_title.isdisjoint(term) for term in sought.terms)
    weight += WORDS_IN_TEXT * _share(not in_text.isdisjoint(term) for term in sought.terms)
    weight += AS_WRITTEN * _share(word in title for word in sought.words)
    return weight + NOTHING_ELSE * len(wanted & in_title) / max(len(in_title), 1)


def _share(found: Iterator[bool]) -> float:
    """How much of what is wanted is there, from 0 to 1."""
    every = list(found)
    return sum(every) / len(every) if every else 0.0
