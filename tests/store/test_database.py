"""The store as a whole: many askers, one file, and nothing lost or given out twice."""

import multiprocessing
import sqlite3
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from signal import SIGKILL

import pytest

from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from tests.store.support.crowd import file_issue_and_die, file_issues
from tests.store.support.moments import NOON
from unknot.domain.access import Actor, Role
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.project import Project
from unknot.domain.text import Limits
from unknot.store import users, workspaces
from unknot.store.database import Database
from unknot.store.page import Page
from unknot.store.statement import Statement
from unknot.store.work import Work

NUMBERS = Statement("SELECT number FROM issues ORDER BY number")
SPAWN = multiprocessing.get_context("spawn")  # a forked process would share our threads' locks


@pytest.fixture
def home(database: Database) -> tuple[Project, Actor]:
    """A project, and somebody who may file issues in it."""

    def found(work: Work) -> tuple[Project, Actor]:
        acme = new_workspace(work)
        return new_project(work, acme), new_member(work, acme, "mary", Role.MEMBER)

    return database.change(found)


def test_a_change_answers_with_what_its_operation_gave(database: Database) -> None:
    assert database.change(lambda work, a, *, b: (work.now(), a, b), 1, b=2) == (NOON, 1, 2)


def test_a_change_raises_what_its_operation_raised(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        database.change(lambda _: 1 / 0)


def test_a_change_is_there_for_the_next_reader(database: Database) -> None:
    database.change(new_workspace, "acme")

    assert [found.alias for found in workspaces.every(database.db)] == ["acme"]


def test_operations_obey_the_limits_of_their_database(database_path: Path) -> None:
    database = Database(database_path, limits=Limits(title=3))

    with pytest.raises(Invalid, match="title must be at most 3 characters long, and is 4"):
        database.change(new_workspace, "acme")

    database.close()


def test_a_refused_wish_gives_its_number_back(database: Database, home: tuple[Project, Actor]) -> None:
    project, mary = home

    with pytest.raises(NotFound):
        database.change(new_issue, project, by=mary, labels=("no such label",))

    assert database.change(new_issue, project, by=mary).number == 1


def test_64_threads_get_each_number_once(database: Database, home: tuple[Project, Actor]) -> None:
    project, mary = home

    with ThreadPoolExecutor(64) as threads:
        filed = list(threads.map(lambda _: database.change(new_issue, project, by=mary).number, range(256)))

    assert sorted(filed) == list(range(1, 257))
    assert stored_numbers(database) == list(range(1, 257))


def test_threads_that_fail_take_no_numbers_from_those_that_succeed(
    database: Database, home: tuple[Project, Actor]
) -> None:
    project, mary = home
    mallory = Actor(id=mary.id, workspace=mary.workspace, scope=mary.scope.READ)

    def file(turn: int) -> int | None:
        try:
            return database.change(new_issue, project, by=mallory if turn % 2 else mary).number
        except Forbidden:
            return None

    with ThreadPoolExecutor(16) as threads:
        filed = list(threads.map(file, range(64)))

    assert sorted(number for number in filed if number) == list(range(1, 33))


def test_processes_on_one_file_share_its_numbers(
    database: Database, database_path: Path, home: tuple[Project, Actor]
) -> None:
    with ProcessPoolExecutor(2, mp_context=SPAWN) as processes:
        theirs = [processes.submit(file_issues, database_path, *home, 20) for _ in range(2)]
        project, mary = home
        ours = [database.change(new_issue, project, by=mary).number for _ in range(20)]
        filed = [ours, *(numbers.result() for numbers in theirs)]

    assert sorted(number for numbers in filed for number in numbers) == list(range(1, 61))
    assert stored_numbers(database) == list(range(1, 61))


def test_what_was_acknowledged_outlives_the_process(
    database: Database, database_path: Path, home: tuple[Project, Actor]
) -> None:
    process = SPAWN.Process(target=file_issue_and_die, args=(database_path, *home))

    process.start()
    process.join()

    assert process.exitcode == -SIGKILL
    assert stored_numbers(database) == [1]


def test_what_was_changed_is_there_when_it_is_opened_again(database: Database, database_path: Path) -> None:
    acme = database.change(new_workspace, "acme")
    database.close()

    again = Database(database_path)
    assert workspaces.every(again.db) == [acme]
    again.close()


def test_a_slow_query_has_a_thread_and_a_connection_of_its_own(database: Database) -> None:
    database.change(new_workspace, "acme")

    aside = database.read_aside(lambda db: (threading.current_thread().name, workspaces.every(db)))

    thread, found = aside.result()
    assert thread.startswith("unknot-reader")
    assert [workspace.alias for workspace in found] == ["acme"]


def test_a_slow_query_raises_what_it_meets(database: Database) -> None:
    aside = database.read_aside(lambda db: db.rows(Statement("SELECT * FROM nowhere")))

    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        aside.result()


def test_a_ping_tells_whether_the_database_answers(database: Database) -> None:
    database.ping()
    database.close()

    with pytest.raises(sqlite3.ProgrammingError):
        database.ping()


def test_closing_ends_every_thread_and_leaves_nothing_beside_the_database(database_path: Path) -> None:
    before = set(threading.enumerate())

    for turn in range(20):  # what is left to chance shows in one of them
        database = Database(database_path)
        database.read_aside(users.every, Page(0, 10)).result()
        database.change(new_workspace, f"acme-{turn}")
        database.close()

        assert set(threading.enumerate()) <= before
        assert [path.name for path in database_path.parent.iterdir()] == [database_path.name]


def stored_numbers(database: Database) -> list[int]:
    return [number for (number,) in database.db.rows(NUMBERS)]
