"""Sentences that issues share: how texts are cut, and that a part of one is found whatever the index has a mark for."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from unknot.domain.access import Actor, Role
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.project import Project
from unknot.domain.text import fold
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.trash import purge_trash
from unknot.store import issue_lists
from unknot.store.issue_lists import Question
from unknot.store.page import Page
from unknot.store.search import id_sets, phrases, sentences, sqlite, upkeep
from unknot.store.search.index import Memory
from unknot.store.search.sentences import Run, Shared
from unknot.store.sqlite import SqliteSession
from unknot.store.statement import Statement
from unknot.store.work import Work

FULL: Final = "The disk of db-17 is full."
SHARED: Final = (
    FULL,
    " Откатили релиз: ёлка!",
    "磁盘空间已经全部用完了。",
    "ERR-4021 in OrderService.create(10.0.3.17)?",
    "100%_done: ",
    'he said "no".',
    "short.",
    "Straße ﬁn … 。",
    f"{'x' * 90}.y{'NullPointerException' * 4}.",
)
JOINTS: Final = ("", " ", "\n", "\n\n", "\t", ". ", "…")
OWN: Final = st.text("abё据.。!:? \n\"%'", max_size=12)
PIECES: Final = st.tuples(st.sampled_from(SHARED) | OWN, st.sampled_from(JOINTS)).map("".join)
FEW: Final = ("Disk full.", " See the book.", " Call ops.", "\n", " Ops!")  # so that some always follow others
RUNS: Final = st.lists(st.sampled_from(FEW), max_size=8).map("".join)
WHOLE: Final = RUNS.filter(bool)
TEXTS: Final = st.lists(PIECES, max_size=5).map("".join) | RUNS
WRITTEN: Final = TEXTS.filter(str.strip)
CUTS: Final = st.tuples(st.integers(0, 400), st.integers(1, 30) | st.integers(30, 200))


@pytest.fixture
def project(work: Work) -> Project:
    return new_project(work, new_workspace(work))


@pytest.fixture
def mary(work: Work, project: Project) -> Actor:
    return new_member(work, work.directory.workspace(project.workspace), "mary", Role.OWNER)


@given(TEXTS.map(fold), CUTS)
def test_a_part_of_a_text_is_cut_where_the_text_is(text: str, cut: tuple[int, int]) -> None:
    start, length = cut
    part = text[start : start + length]

    ends = {end - start for end in ends_of(text)}

    assert "".join(sentences.split(text)) == text
    assert list(ends_of(part)) == sorted(end for end in ends if 0 < end < len(part))


def ends_of(text: str) -> Iterator[int]:
    """Where a text is cut, but for its own end."""
    at = 0
    for sentence in sentences.split(text)[:-1]:
        at += len(sentence)
        yield at


@given(RUNS, st.sets(WHOLE), st.sets(WHOLE))
def test_a_text_is_cut_again_as_it_was_by_what_was_shared_then(text: str, then: set[str], later: set[str]) -> None:
    parts = sentences.split(text)
    cut = shared(then).cut(parts)

    had = [run for run in shared(then | later).standing_in(parts) if run.text in cut]

    assert "".join(cut) == text
    assert Shared.of(had).cut(parts) == cut


def shared(runs: set[str]) -> Shared:
    return Shared.of([Run.of(number, text) for number, text in enumerate(runs)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    rounds=st.lists(st.lists(st.tuples(TEXTS, WRITTEN), min_size=2, max_size=6), min_size=2, max_size=3),
    edited=st.lists(st.tuples(st.integers(0, 20), WRITTEN), max_size=3),
    gone=st.integers(0, 20),
    cuts=st.lists(st.tuples(st.integers(0, 40), CUTS), min_size=20, max_size=20),
    others=st.lists(TEXTS, max_size=5),
    few=st.sampled_from((0, 1, phrases.FEW)),
)
def test_every_part_is_found_where_reading_all_texts_finds_it(
    session: SqliteSession,
    work: Work,
    project: Project,
    mary: Actor,
    monkeypatch: pytest.MonkeyPatch,
    rounds: list[list[tuple[str, str]]],
    edited: list[tuple[int, str]],
    gone: int,
    cuts: list[tuple[int, tuple[int, int]]],
    others: list[str],
    few: int,
) -> None:
    monkeypatch.setattr(sentences, "ENOUGH", 2)
    monkeypatch.setattr(phrases, "FEW", few)
    session.save_point()
    every: dict[int, Issue] = {}
    for written in rounds:  # what is shared later stands in full in what was filed before
        for title, description in written:
            issue = new_issue(work, project, by=mary, title=f"-{title}"[:200], description=description)
            every[issue.id] = issue
        upkeep.catch_up(work.db)
    for at, description in edited:
        issue = list(every.values())[at % len(every)]
        every[issue.id] = edit_issue(work, issue.id, IssueChange(description=description), by=mary)
    upkeep.catch_up(work.db)
    purge(work, every, list(every)[gone % len(every)], by=mary)

    for part in (*parts_of(every, cuts), *others):
        assert found(work, project, part) == containing(every, part), part

    for id_ in list(every):
        purge(work, every, id_, by=mary)
    assert left(work) == ([], [])

    session.undo_to_save_point()
    work.directory.forget()


def test_a_shared_sentence_is_in_the_index_once_and_who_has_it_in_a_set(
    session: SqliteSession, work: Work, project: Project, mary: Actor
) -> None:
    before = [new_issue(work, project, by=mary, description=f"{FULL} See host-{at}.").id for at in range(2)]
    upkeep.catch_up(work.db)
    many = [
        new_issue(work, project, by=mary, description=f"{FULL} See host-{at}.").id for at in range(sentences.ENOUGH)
    ]
    upkeep.catch_up(work.db)

    for part in ("k of DB-17 i", "full."):
        in_full = list(id_sets.ascending(sqlite.containing(work.db, fold(part))))
        assert in_full == before

        assert found(work, project, part) == {*before, *many}
    assert found(work, project, "full. See host-1") == {before[1], many[1]}

    for issue in (before[0], many[0]):
        edit_issue(work, issue, IssueChange(description="Mended"), by=mary)
    upkeep.catch_up(work.db)
    session.memory = Memory()

    assert found(work, project, "db-17") == {*before[1:], *many[1:]}


def left(work: Work) -> tuple[list[str], list[str]]:
    """What the index has, and who is said to have what is shared."""
    return (
        [term for (term,) in work.db.rows(Statement("SELECT term FROM issue_trigrams"))],
        [
            row[0]
            for row in work.db.rows(
                Statement("SELECT value FROM issue_sets WHERE field='sentence' AND LENGTH(members) > 0")
            )
        ],
    )


def purge(work: Work, every: dict[int, Issue], issue: int, *, by: Actor) -> None:
    delete_issue(work, every.pop(issue).id, by=by)
    purge_trash(work, older_than=timedelta(0), unattached_for=timedelta(0))


def parts_of(every: dict[int, Issue], cuts: list[tuple[int, tuple[int, int]]]) -> Iterator[str]:
    texts = [text for one in every.values() for text in (one.title, one.description) if text]
    for at, (start, length) in cuts:
        text = texts[at % len(texts)]
        yield text[start % len(text) :][:length]


def found(work: Work, project: Project, part: str) -> set[int]:
    question = Question(workspace=project.workspace, text=part)
    return {one.id for one in issue_lists.matching(work.db, question, Page(0, 100)).items}


def containing(every: dict[int, Issue], part: str) -> set[int]:
    folded = fold(part)
    return {id_ for id_, one in every.items() if folded in fold(one.title) or folded in fold(one.description)}
