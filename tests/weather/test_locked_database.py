"""Another process holds the database: whoever wants to write waits for it, whoever reads does not notice."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any

import pytest

from tests.acceptance.support.answers import ok
from tests.acceptance.support.instance import Instance
from tests.acceptance.support.project import Project

pytestmark = pytest.mark.slow

HELD_SECONDS = 1.0


@contextmanager
def held(instance: Instance) -> Iterator[None]:
    """As a backup or a repair by hand would do it."""
    with closing(sqlite3.connect(instance.data / "unknot.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as pool:
        yield pool


def test_a_write_waits_and_succeeds(instance: Instance, project: Project, pool: ThreadPoolExecutor) -> None:
    with held(instance):
        writing: Future[Any] = pool.submit(lambda: project.issue(title="Patient"))
        time.sleep(HELD_SECONDS)
        assert not writing.done()

    assert writing.result()["localId"] == 1
    assert [issue["title"] for issue in ok(project.get("/issue"))["_embedded"]["issueModelList"]] == ["Patient"]


def test_reads_do_not_wait(instance: Instance, project: Project, pool: ThreadPoolExecutor) -> None:
    project.issue()
    reader = project.seen_by(instance.caller(project.caller.token))

    with held(instance):
        writing = pool.submit(project.issue)
        time.sleep(HELD_SECONDS / 4)
        started = time.monotonic()
        for path in ("/issue", "/issue/1", "/-/labels", ""):
            ok(reader.get(path))
        assert ok(reader.caller.get("/project/my"))["page"]["totalElements"] >= 1
        assert time.monotonic() - started < HELD_SECONDS
        assert not writing.done()

    assert writing.result()["localId"] == 2


def test_all_who_waited_are_served(instance: Instance, project: Project, pool: ThreadPoolExecutor) -> None:
    callers = [project.seen_by(instance.caller(project.caller.token)) for _ in range(4)]

    with held(instance):
        writing = [pool.submit(caller.issue) for caller in callers]
        time.sleep(HELD_SECONDS / 2)

    assert sorted(future.result()["localId"] for future in writing) == [1, 2, 3, 4]
