"""Where in an issue the words stand that somebody looks for: parts of its texts, with what was found marked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

import msgspec

from unknot.domain.ids import IssueId
from unknot.domain.plain_text import as_read
from unknot.domain.text import composed
from unknot.domain.tokenizer import spans
from unknot.store.search.index import Index
from unknot.store.search.saying import Resolved

BEFORE: Final = 60  # characters that are shown before the first word that was found
LENGTH: Final = 180
AROUND: Final = 90  # characters around a place that are made readable
WRITTEN: Final = 20_000  # characters of a text that are looked through
MOST_COMMENTS: Final = 200  # of the issues of a page

Pieces = tuple[tuple[str, bool], ...]  # a text in parts, each with whether it was found


class Excerpt(msgspec.Struct, frozen=True):
    """The title in parts; and, if not every word stands there, a part of another text."""

    title: Pieces
    text: Pieces = ()


class Wanted(msgspec.Struct, frozen=True):
    """Terms that were found, and beginnings of terms."""

    terms: frozenset[str]
    starts: tuple[str, ...]

    @classmethod
    def of(cls, found: Iterable[Resolved]) -> "Wanted":
        every = list(found)
        return cls(
            frozenset(term for one in every for term in one.terms),
            tuple(start for one in every for start in one.starts),
        )

    @classmethod
    def of_all(cls, several: Iterable["Wanted"]) -> "Wanted":
        every = list(several)
        return cls(
            frozenset().union(*(one.terms for one in every)), tuple(start for one in every for start in one.starts)
        )

    def among(self, terms: Iterable[str]) -> bool:
        if not self.terms.isdisjoint(terms):
            return True
        return bool(self.starts) and any(term.startswith(self.starts) for term in terms)


def excerpts(index: Index, issues: Sequence[IssueId], found: Sequence[Resolved]) -> dict[IssueId, Excerpt]:
    """Of each of some issues what shows why it was found."""
    wanted = Wanted.of(found)
    written = list(index.writings(issues))
    titles = {issue: pieces(composed(title), wanted) for issue, title, _ in written}
    open_ones = [issue for issue in issues if issue in titles and not _has_all(titles[issue], found)]
    others = {issue: [description] for issue, _, description in written}
    for issue, said in _said(index, open_ones).items():
        others[issue] += said
    are_open = frozenset(open_ones)
    return {
        issue: Excerpt(title, excerpt(others[issue], wanted) if issue in are_open else ())
        for issue, title in titles.items()
    }


def _has_all(title: Pieces, found: Sequence[Resolved]) -> bool:
    """Whether the title alone shows why an issue was found."""
    marked = [text for text, is_found in title if is_found]
    return len(marked) >= len(found)


def _said(index: Index, issues: Sequence[IssueId]) -> dict[IssueId, list[str]]:
    """Comments, and names of files."""
    found: dict[IssueId, list[str]] = defaultdict(list)
    for issue, text in [*index.comments(issues, most=MOST_COMMENTS), *index.names(issues)]:
        found[issue].append(text)
    return found


def excerpt(texts: Iterable[str], wanted: Wanted) -> Pieces:
    """A part of the first text that has something.

    Most stems stand in their words, and are found so. Only where none does, whole texts are read word by word.
    """
    looked_through = [text[:WRITTEN] for text in texts]
    near = (part for text in looked_through for part in _near(text, wanted))
    for part in chain(near, looked_through):
        read = composed(as_read(part))
        start = next((begin for begin, _, terms in spans(read) if wanted.among(terms)), None)
        if start is not None:
            return pieces(_cut(read, start), wanted)
    return ()


def _near(text: str, wanted: Wanted) -> Iterator[str]:
    """Parts of a text that are likely to have something."""
    lowered = text.lower()
    places = (lowered.find(term) for term in (*wanted.terms, *wanted.starts))
    for place in sorted(place for place in places if place >= 0):
        yield text[max(0, place - AROUND) : place + LENGTH]


def _cut(text: str, start: int) -> str:
    """A part of a text around a place, from the beginning of a word on."""
    begin = max(0, start - BEFORE)
    if begin:
        blank = text.find(" ", begin, start)
        begin = blank + 1 if blank >= 0 else begin
    end = begin + LENGTH
    return f"{'… ' if begin else ''}{text[begin:end]}{' …' if end < len(text) else ''}"


def pieces(text: str, wanted: Wanted) -> Pieces:
    """A text in parts, what is wanted marked."""
    return tuple((piece, is_found) for piece, is_found in _parted(text, wanted) if piece)


def _parted(text: str, wanted: Wanted) -> Iterator[tuple[str, bool]]:
    behind = 0
    for begin, end, terms in spans(text):
        if wanted.among(terms):
            yield text[behind:begin], False
            yield text[begin:end], True
            behind = end
    yield text[behind:], False
