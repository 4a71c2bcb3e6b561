"""Issues that have several words, the last filed first: for whoever wants only the first of them.

A sentence has dozens of terms, each of which may be in a third of a million issues. To read all their blocks takes
longer than anything else that a search does, and the newest blocks mostly have as many issues as somebody wants. So
block after block is read, and of each a few terms first: where no issue has those, the others need no look.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from unknot.domain.ids import IssueId, WorkspaceId
from unknot.store.search import id_sets, segments, words
from unknot.store.search.id_sets import IdSet
from unknot.store.search.segments import Segment
from unknot.store.search.written import Change
from unknot.store.session import Session

MOST_AT_ONCE: Final = 64  # terms of a block


class Terms:
    """Some terms of a workspace. Segments are read first: what is merged meanwhile is then in both."""

    def __init__(
        self, db: Session, workspace: WorkspaceId, terms: Iterable[str], changes: Mapping[IssueId, Change]
    ) -> None:
        self._db = db
        self._workspace = workspace
        recent = segments.of_workspace(db, workspace, in_title=False)
        self._groups = list(_groups(sorted(set(terms), key=len, reverse=True)))  # the longest words are the rarest
        self._recent = {term: _by_block(recent, term) for group in self._groups for term in group}
        self._changed = {term: _changed(term, changes) for group in self._groups for term in group}

    def among(self, issues: IdSet) -> Iterator[IssueId]:
        """Those of some issues that have all of the terms. A block is read when its turn comes."""
        for block in sorted(issues, reverse=True):
            bits = issues[block]
            for group in self._groups:
                bits = self._having(block, bits, group)
            yield from map(IssueId, id_sets.descending({block: bits}))

    def _having(self, block: int, bits: int, terms: Sequence[str]) -> int:
        """Those of some issues of a block that have some of the terms."""
        if not bits:
            return 0
        stored = words.of_block(self._db, self._workspace, block, terms, in_title=False)
        for term in terms:
            having = id_sets.unpack(stored.get(term, b""))
            for one in self._recent[term].get(block, ()):
                having = one.applied_to(having)
            gone, come = self._changed[term]
            bits &= having & ~gone.get(block, 0) | come.get(block, 0)
        return bits


def _groups(terms: Sequence[str]) -> Iterator[Sequence[str]]:
    """One term, then two, then four, and so on."""
    start, length = 0, 1
    while start < len(terms):
        yield terms[start : start + length]
        start, length = start + length, min(2 * length, MOST_AT_ONCE)


def _by_block(recent: Iterable[Segment], term: str) -> Mapping[int, Sequence[segments.Change]]:
    found: dict[int, list[segments.Change]] = defaultdict(list)
    for segment in recent:
        for one in segment.of(term):
            found[one.block].append(one)
    return found


def _changed(term: str, changes: Mapping[IssueId, Change]) -> tuple[IdSet, IdSet]:
    """The issues that have a term no more, and those that have got it, of which the index does not know yet."""
    return (
        id_sets.of(issue for issue, change in changes.items() if term in change.go),
        id_sets.of(issue for issue, change in changes.items() if term in change.come),
    )
