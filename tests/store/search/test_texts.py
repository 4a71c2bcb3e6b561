"""What a part of a text finds, before the index has learned it, after, and when it was found before."""

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from tests.store.support.moments import NOON
from unknot.domain.access import Actor, Role
from unknot.domain.ids import IssueId
from unknot.domain.issue import IssueChange
from unknot.domain.project import Project
from unknot.operations.issues import edit_issue
from unknot.store import issue_lists
from unknot.store.database import Database
from unknot.store.issue_lists import Question
from unknot.store.page import Page
from unknot.store.search import id_sets, notes, texts, upkeep, waiting
from unknot.store.search.index import Index, Memory
from unknot.store.search.memory import Remembered
from unknot.store.search.notes import Noted
from unknot.store.session import Session
from unknot.store.sqlite import SqliteSession
from unknot.store.work import Work

TITLE = 'Checkout p95 ЁЛКА 数据库 100% a_b "it\'s" ﬁn ss'
PARTS = ["heck", "P95 ё", "数", "据库", "%", "0% a_", '"', "'s\"", "fin", "ß", " ", "k", "s"]
NO_PARTS = ["100_", "a%b", "x", "ч", "库数", "\\", "checkout  p95", "\0", "\uffff", "s\uffff", "ss k"]


@pytest.fixture
def project(work: Work) -> Project:
    return new_project(work, new_workspace(work))


@pytest.fixture
def mary(work: Work, project: Project) -> Actor:
    return new_member(work, work.directory.workspace(project.workspace), "mary", Role.MEMBER)


Titles = Callable[[str], list[str]]


@pytest.fixture
def titles(work: Work, project: Project) -> Titles:
    """The titles of the issues that contain a text."""

    def listed(part: str) -> list[str]:
        question = Question(workspace=project.workspace, text=part)
        return [one.title for one in issue_lists.matching(work.db, question, Page(0, 10)).items]

    return listed


@pytest.fixture
def forget(session: SqliteSession) -> Callable[[], None]:
    """Let nothing be remembered of what was found before."""

    def anew() -> None:
        session.memory = Memory()

    return anew


@pytest.mark.parametrize("is_learned", [False, True])
@pytest.mark.parametrize("field", ["title", "description"])
def test_every_part_is_found_and_nothing_else(
    work: Work, project: Project, mary: Actor, titles: Titles, field: str, *, is_learned: bool
) -> None:
    issue = new_issue(work, project, by=mary, **{"title": "-", "description": "-", field: TITLE})
    if is_learned:
        upkeep.catch_up(work.db)

    assert [part for part in PARTS if titles(part) != [issue.title]] == []
    assert [part for part in NO_PARTS if titles(part)] == []


def test_what_was_found_before_follows_what_changes(
    work: Work, project: Project, mary: Actor, titles: Titles, forget: Callable[[], None]
) -> None:
    first = new_issue(work, project, by=mary, title="Slow checkout")
    upkeep.catch_up(work.db)
    assert titles("checkout") == ["Slow checkout"]

    new_issue(work, project, by=mary, title="Checkout down")
    assert titles("checkout") == ["Checkout down", "Slow checkout"]

    edit_issue(work, first.id, IssueChange(title="Slow cart"), by=mary)
    upkeep.catch_up(work.db)
    assert titles("checkout") == ["Checkout down"]
    forget()
    assert titles("checkout") == ["Checkout down"]


def test_a_finding_that_is_too_old_is_made_anew(
    work: Work, project: Project, mary: Actor, titles: Titles, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles("slow")
    for module in (notes, texts):
        monkeypatch.setattr(module, "KEPT", 2)

    for number in range(5):
        new_issue(work, project, by=mary, title=f"Slow {number}")
        upkeep.catch_up(work.db)

    assert len(titles("slow")) == 5


def test_a_text_that_changed_again_is_learned_note_by_note(
    work: Work, project: Project, mary: Actor, titles: Titles, forget: Callable[[], None]
) -> None:
    issue = new_issue(work, project, by=mary, title="Slow checkout")
    for title in ("Slow cart", "Slow login"):
        edit_issue(work, issue.id, IssueChange(title=title), by=mary)

    for _ in range(3):
        upkeep.learn(work.db, most=1)
        forget()
        assert (titles("checkout"), titles("cart"), titles("login")) == ([], [], ["Slow login"])

    edit_issue(work, issue.id, IssueChange(title="Slow search"), by=mary)
    upkeep.catch_up(work.db)
    forget()
    assert [titles(word) for word in ("checkout", "cart", "login", "search")] == [[], [], [], ["Slow search"]]


def test_what_is_filed_without_a_pause_is_learned_when_enough_waits_or_nobody_writes(database: Database) -> None:
    def file(work: Work, count: int) -> Project:
        project = new_project(work, new_workspace(work))
        mary = new_member(work, work.directory.workspace(project.workspace), "mary", Role.MEMBER)
        for _ in range(count):
            new_issue(work, project, by=mary)
        return project

    count = upkeep.MOST_WAITING
    project = database.change(file, count)
    database.change(lambda work: work.now())  # comes after what the writer does between groups
    learned = notes.learned(database.db)
    assert upkeep.AT_ONCE <= learned <= notes.newest(database.db)

    question = Question(workspace=project.workspace, text="Slow")
    found = issue_lists.matching(database.db, question, Page(0, 1))
    assert found.total == count
    assert found.items[0].created_at == NOON

    until = time.monotonic() + 10
    while notes.learned(database.db) < notes.newest(database.db) and time.monotonic() < until:
        time.sleep(0.01)
    assert notes.learned(database.db) == notes.newest(database.db)
    assert issue_lists.matching(database.db, question, Page(0, 1)) == found


def test_what_was_read_while_the_index_learned_is_not_remembered(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin(work: Work) -> tuple[Project, Actor]:
        project = new_project(work, new_workspace(work))
        return project, new_member(work, work.directory.workspace(project.workspace), "mary", Role.MEMBER)

    def rename(title: str) -> None:
        database.change(lambda work: edit_issue(work, issue.id, IssueChange(title=title), by=mary))

    def saying(term: str) -> list[int]:
        return list(id_sets.descending(Index(database.db, project.workspace).saying(term)))

    def learn_between(db: Session, note: int) -> dict[IssueId, Noted]:
        if db is database.db:
            monkeypatch.setattr(notes, "since", since)
            database.change(lambda work: upkeep.learn(work.db, most=1))
            rename("Table")
        return since(db, note)

    project, mary = database.change(begin)
    issue = database.change(new_issue, project, by=mary, title="Lamp")
    database.change(lambda work: upkeep.catch_up(work.db))
    rename("Chair")
    for number in range(3):
        database.change(new_issue, project, by=mary, title=f"Sofa {number}")
    since = notes.since
    monkeypatch.setattr(notes, "since", learn_between)
    saying("chair")

    assert (saying("lamp"), saying("chair"), saying("tabl")) == ([], [], [issue.id])


@pytest.mark.parametrize(("module", "name"), [(waiting, "listed"), (notes, "since")], ids=["issues", "notes"])
def test_what_is_filed_while_a_question_is_read_spoils_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str
) -> None:
    def begin(work: Work) -> tuple[Project, Actor]:
        project = new_project(work, new_workspace(work))
        return project, new_member(work, work.directory.workspace(project.workspace), "mary", Role.MEMBER)

    project, mary = database.change(begin)
    first = database.change(new_issue, project, by=mary, title="Slow one")
    read = getattr(module, name)

    def interrupted(*args: Any, **values: Any) -> Any:
        database.change(new_issue, project, by=mary, title="Slow before")
        found = read(*args, **values)
        database.change(new_issue, project, by=mary, title="Slow after")
        return found

    monkeypatch.setattr(module, name, interrupted)
    for _ in range(3):
        assert first.id in id_sets.ascending(Index(database.db, project.workspace).saying("slow"))


def test_only_the_values_that_were_asked_for_last_are_remembered() -> None:
    remembered = Remembered[str, int](2)
    for key, value in (("a", 1), ("b", 2)):
        remembered.keep(key, value)

    assert remembered.recall("a") == 1
    remembered.keep("c", 3)

    assert [remembered.recall(key) for key in "abc"] == [1, None, 3]
