"""The issues of one workspace, as sets that are right now."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, Final

from unknot.domain.ids import IssueId, WorkspaceId
from unknot.domain.tokenizer import slips
from unknot.store.search import id_sets, notes, segments, sets, spans, texts, together, waiting, words
from unknot.store.search.id_sets import IdSet
from unknot.store.search.memory import Remembered
from unknot.store.search.segments import Segment
from unknot.store.search.sentences import Shared
from unknot.store.search.texts import MOST_REMEMBERED, Findings
from unknot.store.search.traits import UPDATED, Trait
from unknot.store.search.waiting import AllWaiting, Texts
from unknot.store.search.written import Change
from unknot.store.session import Session
from unknot.store.several import bound, padded, placeholders
from unknot.store.statement import Statement

MOST_CHANGED: Final = 3_584  # issues whose texts have changed, more than wait; they take a few KB each
MOST_SEGMENTS: Final = segments.MOST  # of words that were learned last; they take some 20 to 200 KB each
MOST_SETS: Final = 64  # of a million issues each takes 150 KB
AT_ONCE: Final = 200  # issues whose times are read by one statement
MOST_FORGIVEN: Final = 8  # words of a question; working out what else one may mean takes some ten milliseconds
ONE: Final = 0  # there is one of this kind


class Memory:
    """What lists remember from one to the next, for any number of threads."""

    def __init__(self) -> None:
        self.findings: Findings = Remembered(MOST_REMEMBERED)
        self.sentences: Remembered[int, Shared] = Remembered(1)
        self.all_waiting: Remembered[int, AllWaiting] = Remembered(1)
        self.texts: Remembered[IssueId, tuple[int, Texts]] = Remembered(MOST_CHANGED)
        self.segments: Remembered[int, Segment] = Remembered(MOST_SEGMENTS)
        self.sets: Remembered[tuple[WorkspaceId, Trait], tuple[int, IdSet]] = Remembered(MOST_SETS)


class Index:
    """What lists ask, for one question. What waits is read first: the sets may learn it at any moment after."""

    def __init__(self, db: Session, workspace: WorkspaceId, *, block: int | None = None) -> None:
        self._db = db
        self.workspace = workspace
        self._memory = memory = db.memory
        self._block = block  # if only the issues of this one matter
        self._all = memory.all_waiting.keep(ONE, waiting.all_waiting(db, memory.all_waiting.recall(ONE)))
        self._waiting = self._all.of(workspace)
        self._revision = notes.revision(db)
        self._forgiven: set[str] = set()
        self.remembered: dict[Any, Any] = {}  # what was worked out for this question

    def having(self, trait: Trait) -> IdSet:
        return self._waiting.correct(self._known(trait), trait)

    def having_some(self, field: str, first: str, last: str) -> IdSet:
        """The issues whose field has one of the values between these."""
        known = sets.members_between(self._db, self.workspace, field, first, last)
        own = [
            found for (name, value), found in self._waiting.having.items() if name == field and first <= value <= last
        ]
        return self._waiting.replace(known, id_sets.any_of(own))

    def values(self, field: str, first: str, *, is_descending: bool) -> Iterator[tuple[str, IdSet]]:
        """The values of a field from one on, each with its issues."""
        own = {value: found for (name, value), found in self._waiting.having.items() if name == field}
        left = deque(sorted((one for one in own if _is_at(one, first, is_descending)), reverse=is_descending))
        for value, known in sets.values(self._db, self.workspace, field, first, is_descending=is_descending):
            while left and left[0] != value and _is_at(value, left[0], is_descending):
                yield left[0], own[left.popleft()]
            if left and left[0] == value:
                left.popleft()
            yield value, self._waiting.replace(known, own.get(value, id_sets.NOTHING))
        yield from ((value, own[value]) for value in left)

    def created_between(self, since: datetime | None, until: datetime | None) -> IdSet:
        return spans.created_between(self._db, self.workspace, self._waiting, since=since, until=until)

    def times(self, field: str, issues: Sequence[IssueId | int]) -> Iterator[tuple[IssueId, int]]:
        """When these issues were changed, completed…, in microseconds, as far as they were."""
        for start in range(0, len(issues), AT_ONCE):
            part = padded(issues[start : start + AT_ONCE])
            yield from self._db.rows(_times_statement(field, len(part)), **bound("issue", part))

    def writings(self, issues: Sequence[int]) -> Iterator[tuple[IssueId, str, str]]:
        """Titles and descriptions of issues."""
        return self._texts(_writings, issues)

    def comments(self, issues: Sequence[int], *, most: int | None = None) -> Iterator[tuple[IssueId, str]]:
        """What was said on issues, so many comments at most."""
        return islice(self._texts(_comments, issues), most)

    def names(self, issues: Sequence[int]) -> Iterator[tuple[IssueId, str]]:
        """Names of the files of issues."""
        return self._texts(_names, issues)

    def _texts(self, reading: Callable[[int], Statement], issues: Sequence[int]) -> Iterator[Any]:
        for start in range(0, len(issues), AT_ONCE):
            part = padded(issues[start : start + AT_ONCE])
            yield from self._db.rows(reading(len(part)), **bound("issue", part))

    def containing(self, folded: str) -> IdSet:
        return texts.containing(self._db, self.workspace, folded, self._memory.findings)

    def saying(self, term: str, *, in_title: bool = False) -> IdSet:
        """The issues that have a term, or a title that has it."""
        known = words.members(self._db, self.workspace, term, in_title=in_title)
        return self._corrected({term: known}, lambda come: term in come, in_title=in_title)

    def saying_all(self, terms: Iterable[str], issues: IdSet) -> Iterator[IssueId]:
        """Those of some issues that have all the terms, the last filed first, read as they are asked for."""
        return together.Terms(self._db, self.workspace, terms, self._changes).among(issues)

    def beginning(self, start: str, *, in_title: bool = False) -> IdSet:
        """The issues that have a term which begins so."""
        known = words.beginning(self._db, self.workspace, start, in_title=in_title)
        return self._corrected(known, lambda come: any(term.startswith(start) for term in come), in_title=in_title)

    def similar(self, word: str) -> list[str]:
        """The terms of what somebody may have meant by a word with a slip in it. Not more than some words have any."""
        if len(self._forgiven | {word}) > MOST_FORGIVEN:
            return []
        self._forgiven.add(word)
        meant = slips(word)
        waiting_ones = {term for change in self._changes.values() for term in change.come & meant}
        return sorted(words.existing(self._db, self.workspace, meant) | waiting_ones)

    def _known(self, trait: Trait) -> IdSet:
        """A set as it was at the last upkeep."""
        if self._block is not None:
            return sets.members_of_block(self._db, self.workspace, trait, self._block)
        key, remembered = (self.workspace, trait), self._memory.sets.recall((self.workspace, trait))
        if remembered is not None and remembered[0] == self._revision:
            return remembered[1]
        found = sets.members(self._db, self.workspace, trait)
        return self._memory.sets.keep(key, (self._revision, found))[1]

    def _corrected(self, known: Mapping[str, IdSet], has: Callable[[frozenset[str]], bool], *, in_title: bool) -> IdSet:
        """All of these sets together, as they would be if nothing waited."""
        going: dict[str, list[IssueId]] = defaultdict(list)
        coming: list[IssueId] = []
        for issue, change in self._changes.items():
            come, go = change.of(in_title=in_title)
            for term in go & known.keys():
                going[term].append(issue)
            if has(come):
                coming.append(issue)
        left = (
            id_sets.without(found, id_sets.of(going[term])) if term in going else found for term, found in known.items()
        )
        return id_sets.either(id_sets.any_of(left), id_sets.of(coming))

    @cached_property
    def _changes(self) -> Mapping[IssueId, Change]:
        """What is written in the issues of the workspace that wait, as far as it has changed."""
        found = ((one.id, self._all.change(self._db, one.id)) for one in self._waiting.issues)
        return {issue: change for issue, change in found if change is not None}


@lru_cache
def _writings(length: int) -> Statement:
    return Statement(f"SELECT id, title, description FROM issues WHERE id IN ({placeholders('issue', length)})")


@lru_cache
def _comments(length: int) -> Statement:
    return Statement(f"SELECT issue_id, text FROM comments WHERE issue_id IN ({placeholders('issue', length)})")


@lru_cache
def _names(length: int) -> Statement:
    return Statement(
        f"SELECT issue_id, name FROM files WHERE issue_id IN ({placeholders('issue', length)}) AND trashed_at IS NULL"
    )


@lru_cache
def _times_statement(field: str, length: int) -> Statement:
    ids = placeholders("issue", length)
    if field == UPDATED:
        return Statement(f"SELECT id, updated_at FROM issues WHERE id IN ({ids})")
    return Statement(
        f"SELECT issue_id, {field}_at FROM issue_progress WHERE issue_id IN ({ids}) AND {field}_at IS NOT NULL"
    )


def _is_at(value: str, start: str, is_descending: bool) -> bool:  # noqa: FBT001 - as in the order that is asked for
    """Whether a value is the start of an order, or comes after it."""
    return value <= start if is_descending else value >= start
