"""Commits in groups: all or one by one, nobody pays for another's mistake, and everybody hears what came of it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.operations.support.town import new_user
from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR
from unknot.domain.errors import NotFound, Unavailable
from unknot.domain.events import IssueCreated
from unknot.domain.sentence import says
from unknot.domain.text import Limits
from unknot.store import writer as writer_module
from unknot.store.search import upkeep
from unknot.store.sqlite import SqliteSession, open_reader, open_writer
from unknot.store.statement import Statement
from unknot.store.work import Work
from unknot.store.writer import (
    CROWD,
    IDLE_SECONDS,
    LOOK_SECONDS,
    PAUSE_SECONDS,
    RETRY_SECONDS,
    GroupCommit,
    Job,
    Writer,
)

TOO_MUCH = Statement("INSERT INTO events (at, kind, data) VALUES (1, 'too_much', :data)")
ROLL_BACK_ON_CONFLICT = Statement("INSERT OR ROLLBACK INTO directory_revision (id, value) VALUES (1, 1)")
CHECK_KEYS_AT_COMMIT = Statement("PRAGMA defer_foreign_keys = ON")
USE_TOKEN_OF_NOBODY = Statement("INSERT INTO token_uses (token_id, last_used_at) VALUES (7, 0)")
STORED = Statement("SELECT json_extract(data, '$.number') FROM events ORDER BY id")

Wish = Callable[[Work], Any]


class ObservedGroups(GroupCommit):
    """Groups that note how many jobs they carried out together."""

    def __init__(self, session: SqliteSession) -> None:
        super().__init__(session, clock=lambda: NOON, limits=Limits())
        self.sizes: list[int] = []

    def carry_out(self, jobs: list[Job[Any]]) -> None:
        self.sizes.append(len(jobs))
        super().carry_out(jobs)


@pytest.fixture
def session(database_path: Path) -> Iterator[SqliteSession]:
    session = open_writer(database_path)
    yield session
    session.close()


@pytest.fixture
def group(session: SqliteSession) -> ObservedGroups:
    return ObservedGroups(session)


@pytest.fixture
def reader(database_path: Path) -> Iterator[SqliteSession]:
    """Somebody else, who sees only what was committed."""
    reader = open_reader(database_path)
    yield reader
    reader.close()


# --- one group


def test_a_group_is_kept_in_its_order(group: GroupCommit, reader: SqliteSession) -> None:
    jobs = [job(file(number)) for number in (3, 1, 2)]

    group.carry_out(jobs)

    assert [done.outcome for done in jobs] == [3, 1, 2]
    assert stored(reader) == [3, 1, 2]


def test_a_failed_wish_leaves_no_trace_and_spoils_nobody_elses(group: GroupCommit, reader: SqliteSession) -> None:
    jobs = [job(file(1)), job(file_and_fail(2)), job(file(3))]

    group.carry_out(jobs)

    assert [done.outcome for done in jobs] == [1, None, 3]
    assert [type(done.error) for done in jobs] == [type(None), NotFound, type(None)]
    assert stored(reader) == [1, 3]


def test_a_group_of_failures_leaves_no_trace(group: GroupCommit, reader: SqliteSession) -> None:
    group.carry_out([job(file_and_fail(1)), job(file_and_fail(2))])

    assert stored(reader) == []


def test_nothing_is_committed_before_the_whole_group_is_done(group: GroupCommit, reader: SqliteSession) -> None:
    seen_meanwhile: list[list[int]] = []

    group.carry_out([job(file(1)), job(lambda _: seen_meanwhile.append(stored(reader))), job(file(2))])

    assert seen_meanwhile == [[]]
    assert stored(reader) == [1, 2]


def test_every_wish_has_a_time_of_its_own(session: SqliteSession) -> None:
    times = iter([NOON, NOON.replace(minute=1)])
    group = GroupCommit(session, clock=lambda: next(times), limits=Limits())
    jobs = [job(lambda work: work.now()), job(lambda work: work.now())]

    group.carry_out(jobs)

    assert [done.outcome for done in jobs] == [NOON, NOON.replace(minute=1)]


# --- a lost group


def test_on_a_full_disk_nobody_is_told_of_a_change_that_is_not_there(
    group: GroupCommit, session: SqliteSession, reader: SqliteSession
) -> None:
    pages = session.value(Statement("PRAGMA page_count"))
    session.value(Statement(f"PRAGMA max_page_count = {pages + 2}"))
    jobs = [job(file(1)), job(lambda work: work.db.run(TOO_MUCH, data="x" * 100_000)), job(file(3))]

    group.carry_out(jobs)

    refused = [done for done in jobs if done.error is not None]
    assert jobs[1] in refused
    assert {str(done.error) for done in refused} == {
        "The disk is full, so nothing was changed. Make room in the data folder and try again."
    }
    assert stored(reader) == [number for number, done in enumerate(jobs, 1) if done not in refused]


def test_a_transaction_that_the_engine_gave_up_is_nobodys_success(group: GroupCommit, reader: SqliteSession) -> None:
    jobs = [job(file(1)), job(lambda work: work.db.run(ROLL_BACK_ON_CONFLICT)), job(file(3))]

    group.carry_out(jobs)

    assert [type(done.error) for done in jobs] == [Unavailable] * 3
    assert all("The database gave up the change" in str(done.error) for done in jobs)
    assert stored(reader) == []


def test_a_refused_commit_is_nobodys_success(group: GroupCommit, reader: SqliteSession) -> None:
    jobs = [job(file(1)), job(break_a_key)]

    group.carry_out(jobs)

    assert [(done.outcome, type(done.error)) for done in jobs] == [(None, Unavailable)] * 2
    assert stored(reader) == []


def test_what_could_not_be_tidied_is_left_for_later(
    group: GroupCommit, session: SqliteSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: SqliteSession) -> tuple[bool, bool]:
        raise Unavailable(says("The disk is full."))

    monkeypatch.setattr(upkeep, "go_on", fail)

    assert group.tidy(waited=IDLE_SECONDS) == RETRY_SECONDS
    assert not session.in_transaction


def test_the_writer_looks_again_while_anything_is_left(group: GroupCommit, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [(True, True), (False, True), (False, False)]
    monkeypatch.setattr(upkeep, "go_on", lambda _: left.pop(0))

    assert group.tidy() == PAUSE_SECONDS  # nobody knows yet whether anything is
    assert group.tidy(waited=PAUSE_SECONDS) == IDLE_SECONDS  # it is little
    assert [group.tidy(waited=IDLE_SECONDS) for _ in range(3)] == [PAUSE_SECONDS, IDLE_SECONDS, None]


def test_much_is_tidied_in_the_first_pause(group: GroupCommit, monkeypatch: pytest.MonkeyPatch) -> None:
    parts: list[str] = []

    def part(_: SqliteSession) -> tuple[bool, bool]:
        parts.append("a part")
        return True, True

    monkeypatch.setattr(upkeep, "is_much", lambda _: True)
    monkeypatch.setattr(upkeep, "go_on", part)

    assert group.tidy() == PAUSE_SECONDS
    assert not parts
    assert group.tidy(waited=PAUSE_SECONDS) == PAUSE_SECONDS
    assert len(parts) == 1


def test_what_a_part_leaves_is_done_in_the_next_pause(group: GroupCommit, monkeypatch: pytest.MonkeyPatch) -> None:
    left, waits = [(True, True), (True, True), (False, False)], list[float | None]([IDLE_SECONDS])
    monkeypatch.setattr(upkeep, "go_on", lambda _: left.pop(0))  # as when words are made anew, of which no note waits

    while (waited := waits[-1]) is not None:
        waits.append(group.tidy(waited=waited))

    assert waits == [IDLE_SECONDS, PAUSE_SECONDS, PAUSE_SECONDS, None]


def test_it_looks_seldom_until_something_is_due(group: GroupCommit, monkeypatch: pytest.MonkeyPatch) -> None:
    now, looked = 100.0, list[float]()

    def is_due(_: SqliteSession) -> bool:
        looked.append(now)
        return len(looked) > 2

    monkeypatch.setattr(writer_module, "time", SimpleNamespace(monotonic=lambda: now))
    monkeypatch.setattr(upkeep, "is_due", is_due)

    for _ in range(10):
        group.tidy()
        now += LOOK_SECONDS / 4

    assert [round((at - 100.0) / LOOK_SECONDS, 2) for at in looked] == [0.0, 1.0, 2.0, 2.25]


def test_another_process_that_holds_the_database_is_named_to_everybody(
    group: GroupCommit, session: SqliteSession, database_path: Path
) -> None:
    session.value(Statement("PRAGMA busy_timeout = 1"))
    other = open_writer(database_path)
    other.begin()
    jobs = [job(file(1)), job(file(2))]

    group.carry_out(jobs)

    assert ["Another process holds the database" in str(done.error) for done in jobs] == [True, True]
    other.close()


@pytest.mark.parametrize("loss", ["conflict", "roll back", "refused commit"])
def test_after_a_lost_group_the_next_one_succeeds(group: GroupCommit, reader: SqliteSession, loss: str) -> None:
    losses = {
        "conflict": lambda work: work.db.run(ROLL_BACK_ON_CONFLICT),
        "roll back": lambda work: work.db.run(Statement("ROLLBACK")),
        "refused commit": break_a_key,
    }
    group.carry_out([job(file(1)), job(losses[loss])])

    next_one = job(file(2))
    group.carry_out([next_one])

    assert next_one.outcome == 2
    assert stored(reader) == [2]


def test_what_a_lost_group_looked_up_is_forgotten(group: GroupCommit) -> None:
    def look_up(work: Work) -> object:
        return work.directory.user_by_name("ann")

    jobs = [job(lambda work: new_user(work, "ann")), job(look_up), job(lambda work: work.db.run(ROLL_BACK_ON_CONFLICT))]
    group.carry_out(jobs)
    again = job(look_up)
    group.carry_out([again])

    assert (again.outcome, again.error) == (None, None)


# --- the thread


@pytest.fixture
def writer(group: ObservedGroups) -> Iterator[Writer]:
    writer = Writer(group, group_limit=4)
    writer.start()
    yield writer
    if writer.is_alive():
        writer.stop()


def test_what_waits_is_carried_out_together_up_to_the_limit(writer: Writer, group: ObservedGroups) -> None:
    go_on = threading.Event()
    told: list[int | None] = []
    writer.submit(Job(lambda _: go_on.wait(), lambda _: None))
    for number in range(1, 11):
        writer.submit(Job(file(number), lambda done: told.append(done.outcome)))

    go_on.set()
    writer.stop()

    assert sum(group.sizes) == 11
    assert max(group.sizes) == 4
    assert told == list(range(1, 11))


def test_several_at_once_are_a_crowd_until_they_pause(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    now, go_on, crowded = 100.0, threading.Event(), list[bool]()
    monkeypatch.setattr(writer_module, "time", SimpleNamespace(monotonic=lambda: now))
    writer.submit(Job(lambda _: go_on.wait(), lambda _: None))  # alone
    assert not writer.is_crowded()

    for number in range(CROWD):
        writer.submit(Job(file(number), lambda _: crowded.append(writer.is_crowded())))
    go_on.set()
    writer.stop()

    assert crowded == [True] * CROWD
    assert writer.is_crowded()
    now += 2 * PAUSE_SECONDS
    assert not writer.is_crowded()


def test_nobody_is_told_before_the_commit(writer: Writer, reader: SqliteSession) -> None:
    seen_when_told: list[list[int]] = []

    writer.submit(Job(file(1), lambda _: seen_when_told.append(stored(reader))))
    writer.stop()

    assert seen_when_told == [[1]]


def test_what_was_submitted_is_finished_before_the_end(writer: Writer, reader: SqliteSession) -> None:
    for number in range(1, 51):
        writer.submit(job(file(number)))

    writer.stop()

    assert stored(reader) == list(range(1, 51))


def job(wish: Wish) -> Job[Any]:
    return Job(wish, lambda _: None)


def file(number: int, title: str = "Slow start") -> Wish:
    """A wish that stores one event, and answers with its number."""

    def wish(work: Work) -> int:
        work.record(IssueCreated(number=number, title=title), by=OPERATOR)
        return number

    return wish


def file_and_fail(number: int) -> Wish:
    def wish(work: Work) -> None:
        file(number)(work)
        raise NotFound("label", "No such label")

    return wish


def break_a_key(work: Work) -> None:
    """A change that is refused only when it is to be committed."""
    work.db.row(CHECK_KEYS_AT_COMMIT)
    work.db.run(USE_TOKEN_OF_NOBODY)


def stored(reader: SqliteSession) -> list[int]:
    return [number for (number,) in reader.rows(STORED)]
