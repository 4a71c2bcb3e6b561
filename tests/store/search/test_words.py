"""The index of words: segments and blocks together tell who has a term, whenever they are merged."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.operations.support.town import new_workspace
from unknot.domain.ids import IssueId, WorkspaceId
from unknot.store.search import id_sets, segments, words, written
from unknot.store.search.id_sets import BLOCK
from unknot.store.search.index import Memory
from unknot.store.search.segments import SHARES
from unknot.store.search.sets import Moves
from unknot.store.search.together import Terms
from unknot.store.search.traits import LIVING
from unknot.store.search.words import Changes
from unknot.store.session import Row
from unknot.store.sqlite import SqliteSession
from unknot.store.statement import Statement, statement
from unknot.store.work import Work

TERMS = ("lamp", "lantern", "la", "chair", "сбой", "超时", "err-4021")
Change = tuple[IssueId, str, bool]  # a term of an issue, and whether it gets it or loses it
FEW = 6  # segments, so that merging begins while there are others
SEGMENTS = statement("SELECT COUNT(*) FROM issue_word_segments")

ONE, TWO = IssueId(1), IssueId(2)
ISSUES = (ONE, TWO, *map(IssueId, (BLOCK - 1, BLOCK, BLOCK + 40, 3 * BLOCK)))

changes = st.tuples(st.sampled_from(ISSUES), st.sampled_from(TERMS), st.booleans())
batches = st.lists(st.lists(changes, max_size=12, unique_by=lambda one: one[:2]), max_size=12)


@pytest.fixture
def workspace(work: Work) -> WorkspaceId:
    """One that has had all the issues."""
    made, moves = new_workspace(work).id, Moves()
    for issue in ISSUES:
        moves.move(made, issue, [LIVING], is_in=True)
    moves.store(work.db)
    return made


@pytest.fixture(autouse=True)
def _few_are_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that there are segments."""
    monkeypatch.setattr(words, "MUCH", 1)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MOST", FEW)
    monkeypatch.setattr(words, "MUCH", 3)


@pytest.mark.usefixtures("few")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=batches)
def test_they_tell_who_has_a_term(work: Work, workspace: WorkspaceId, batches: list[list[Change]]) -> None:
    words.clear(work.db)
    having: dict[str, set[int]] = defaultdict(set)
    for batch in batches:
        _append(work, workspace, batch)
        for issue, term, is_in in batch:
            (having[term].add if is_in else having[term].discard)(issue)

        assert work.db.value(SEGMENTS) < FEW
        assert {term: _having(work, workspace, term) for term in TERMS} == {term: having[term] for term in TERMS}
        assert _together(work, workspace, "超时", "lamp") == sorted(having["lamp"] & having["超时"], reverse=True)
        assert _beginning(work, workspace, "la") == having["la"] | having["lamp"] | having["lantern"]

    words.merge(work.db)
    assert not work.db.value(SEGMENTS)
    assert {term: _having(work, workspace, term) for term in TERMS} == {term: having[term] for term in TERMS}
    assert words.existing(work.db, workspace, TERMS) >= {
        term for term in ("lamp", "lantern", "chair", "сбой") if having[term]
    }


def test_one_of_another_workspace_is_not_theirs(work: Work, workspace: WorkspaceId) -> None:
    other = new_workspace(work, "other").id
    _append(work, workspace, [(ONE, "lamp", True)])

    assert not _having(work, other, "lamp")
    assert not words.existing(work.db, other, ["lamp"])
    assert words.existing(work.db, workspace, ["lamp", "chair"]) == {"lamp"}


def test_what_is_merged_while_somebody_searches_is_found(work: Work, workspace: WorkspaceId) -> None:
    _append(work, workspace, [(ONE, "lamp", True), (TWO, "lamp", True)])
    _append(work, workspace, [(TWO, "lamp", False)])

    for at in range(1, _reads(work, workspace) + 1):
        _append(work, workspace, [(TWO, "lamp", True)])
        _append(work, workspace, [(TWO, "lamp", False)])
        session = MergesBefore(work, at)
        found = words.members(session, workspace, "lamp", in_title=False)  # type: ignore[arg-type]  # it only reads
        assert set(id_sets.ascending(found)) == {ONE}


def test_so_is_what_has_several_words(work: Work, workspace: WorkspaceId) -> None:
    for at in range(1, 2 * SHARES):
        _append(work, workspace, [(ONE, "lamp", True), (TWO, "lamp", True), (ONE, "超时", True), (TWO, "超时", True)])
        _append(work, workspace, [(TWO, "lamp", False)])
        terms = Terms(MergesBefore(work, at), workspace, ["lamp", "超时"], {})  # type: ignore[arg-type]  # it only reads
        assert list(terms.among(id_sets.of(ISSUES))) == [ONE]


def test_what_waits_counts(work: Work, workspace: WorkspaceId) -> None:
    last = ISSUES[-1]
    _append(work, workspace, [(ONE, "lamp", True), (ONE, "chair", True), (TWO, "lamp", True), (TWO, "chair", True)])
    waiting = {TWO: written.Change(go=frozenset({"chair"})), last: written.Change(come=frozenset({"lamp", "chair"}))}

    terms = Terms(work.db, workspace, ["lamp", "chair"], waiting)

    assert list(terms.among(id_sets.of(ISSUES))) == [last, ONE]
    assert list(terms.among(id_sets.of([TWO, last]))) == [last]


class MergesBefore:
    """A session that merges all segments just before one of its reads."""

    def __init__(self, work: Work, at: int) -> None:
        self._db: SqliteSession = work.db  # type: ignore[assignment]  # of tests it is
        self._left = at
        self.memory = Memory()

    def rows(self, statement_: Statement, /, **values: object) -> list[Row]:
        self._read()
        return self._db.rows(statement_, **values)

    def row(self, statement_: Statement, /, **values: object) -> Row | None:
        self._read()
        return self._db.row(statement_, **values)

    def _read(self) -> None:
        self._left -= 1
        if self._left == 0:
            words.merge(self._db)


def _reads(work: Work, workspace: WorkspaceId) -> int:
    """How often one who looks for a word reads."""
    session = MergesBefore(work, 0)
    words.members(session, workspace, "lamp", in_title=False)  # type: ignore[arg-type]  # it only reads
    return -session._left  # noqa: SLF001 - its own module


def _append(work: Work, workspace: WorkspaceId, batch: list[Change]) -> None:
    changes = Changes()
    for issue, term, is_in in batch:
        changes.change(workspace, issue, [term], in_title=False, is_in=is_in)
    changes.append(work.db)


def _having(work: Work, workspace: WorkspaceId, term: str) -> set[int]:
    return set(id_sets.ascending(words.members(work.db, workspace, term, in_title=False)))


def _together(work: Work, workspace: WorkspaceId, *terms: str) -> list[int]:
    return list(Terms(work.db, workspace, terms, {}).among(id_sets.of(ISSUES)))


def _beginning(work: Work, workspace: WorkspaceId, start: str) -> set[int]:
    found = words.beginning(work.db, workspace, start, in_title=False).values()
    return set(id_sets.ascending(id_sets.any_of(found)))
