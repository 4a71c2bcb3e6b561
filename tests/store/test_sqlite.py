"""Connections to SQLite: what they promise, and how they tell a fault that an operator can mend."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from unknot.domain.errors import Unavailable
from unknot.store.sqlite import SqliteSession, open_reader, open_writer
from unknot.store.statement import Statement

ADD = Statement("INSERT INTO token_uses (token_id, last_used_at) VALUES (:token, :at)")
ADD_EVENT = Statement("INSERT INTO events (at, kind, data) VALUES (:at, 'test', '{}')")
COUNT = Statement("SELECT COUNT(*) FROM events")
TIMES = Statement("SELECT at FROM events ORDER BY at")


@pytest.fixture
def writer(database_path: Path) -> Iterator[SqliteSession]:
    writer = open_writer(database_path)
    yield writer
    writer.close()


@pytest.fixture
def reader(database_path: Path) -> Iterator[SqliteSession]:
    reader = open_reader(database_path)
    yield reader
    reader.close()


def test_a_commit_waits_for_the_disk_and_lets_readers_read(writer: SqliteSession) -> None:
    assert writer.value(Statement("PRAGMA journal_mode")) == "wal"
    assert writer.value(Statement("PRAGMA synchronous")) == 2  # FULL


def test_rows_come_in_every_shape(writer: SqliteSession) -> None:
    writer.run_many(ADD_EVENT, [{"at": 1}, {"at": 2}])

    assert writer.rows(TIMES) == [(1,), (2,)]
    assert writer.row(TIMES) == (1,)
    assert writer.value(TIMES) == 1
    assert writer.run(Statement("DELETE FROM events")) == 2
    assert (writer.rows(TIMES), writer.row(TIMES), writer.value(TIMES)) == ([], None, None)


def test_what_is_begun_is_seen_by_others_only_when_it_is_committed(
    writer: SqliteSession, reader: SqliteSession
) -> None:
    writer.begin()
    writer.run(ADD_EVENT, at=1)
    assert (writer.in_transaction, reader.value(COUNT)) == (True, 0)

    writer.commit()
    assert (writer.in_transaction, reader.value(COUNT)) == (False, 1)


def test_a_roll_back_takes_everything_back(writer: SqliteSession) -> None:
    writer.begin()
    writer.run(ADD_EVENT, at=1)
    writer.roll_back()

    assert (writer.in_transaction, writer.value(COUNT)) == (False, 0)


def test_what_follows_a_save_point_can_be_undone_alone(writer: SqliteSession) -> None:
    writer.begin()
    writer.save_point()
    writer.run(ADD_EVENT, at=1)
    writer.keep_save_point()
    writer.save_point()
    writer.run(ADD_EVENT, at=2)
    writer.undo_to_save_point()
    writer.commit()

    assert writer.rows(TIMES) == [(1,)]


def test_the_stamp_moves_when_somebody_else_commits(writer: SqliteSession, reader: SqliteSession) -> None:
    before = reader.stamp()
    assert reader.stamp() == before

    writer.run(ADD_EVENT, at=1)
    assert reader.stamp() != before


def test_a_reader_changes_nothing(reader: SqliteSession) -> None:
    with pytest.raises(Unavailable, match="The database cannot be written"):
        reader.run(ADD_EVENT, at=1)


def test_a_key_that_leads_nowhere_is_refused(writer: SqliteSession) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        writer.run(ADD, token=7, at=1)


def test_a_fault_of_ours_stays_what_it_is(reader: SqliteSession) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        reader.rows(Statement("SELECT * FROM nowhere"))


def test_another_process_that_writes_for_too_long_is_named(writer: SqliteSession, database_path: Path) -> None:
    other = open_writer(database_path)
    other.value(Statement("PRAGMA busy_timeout = 1"))
    writer.begin()

    with pytest.raises(Unavailable, match="Another process holds the database"):
        other.begin()

    other.close()


def test_a_full_disk_is_named(writer: SqliteSession) -> None:
    pages = writer.value(Statement("PRAGMA page_count"))
    writer.value(Statement(f"PRAGMA max_page_count = {pages}"))

    with pytest.raises(Unavailable, match="The disk is full"):
        writer.run_many(ADD_EVENT, ({"at": at} for at in range(10_000)))


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="The database cannot be opened"):
        open_reader(tmp_path / "nowhere.db")


def test_the_log_is_emptied_into_the_file(writer: SqliteSession, database_path: Path) -> None:
    size = database_path.stat().st_size
    writer.begin()
    writer.run_many(ADD_EVENT, ({"at": at} for at in range(1_000)))
    writer.commit()
    assert database_path.stat().st_size == size

    writer.check_point()
    assert database_path.stat().st_size > size
