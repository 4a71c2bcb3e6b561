"""SQLite: one file in write-ahead mode, many readers, one writer at a time."""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from unknot.domain.errors import Unavailable
from unknot.domain.sentence import says
from unknot.domain.text import fold
from unknot.store.search.index import Memory
from unknot.store.session import Row
from unknot.store.statement import Statement

BUSY_MILLISECONDS = 10_000  # how long to wait for another process that writes
CACHED_STATEMENTS = 512  # more than we have, so that none is ever prepared twice
READ_CACHE_KIB = 32 * 1024
MAP_BYTES = 1 << 30  # pages are then read from the system's cache without a copy; costs address space, not memory


class SqliteSession:
    """A connection of the standard library's driver, with every statement prepared once."""

    def __init__(self, connection: sqlite3.Connection, memory: Memory | None = None) -> None:
        self._connection = connection
        self.memory = memory or Memory()

    def rows(self, statement: Statement, /, **values: Any) -> list[Row]:
        return self._execute(statement, values).fetchall()

    def row(self, statement: Statement, /, **values: Any) -> Row | None:
        found: Row | None = self._execute(statement, values).fetchone()
        return found

    def value(self, statement: Statement, /, **values: Any) -> Any:
        found = self._execute(statement, values).fetchone()
        return None if found is None else found[0]

    def run(self, statement: Statement, /, **values: Any) -> int:
        return self._execute(statement, values).rowcount

    def run_many(self, statement: Statement, every: Iterable[Mapping[str, Any]], /) -> None:
        values = list(map(statement.bind, every))
        if not values:
            return
        try:
            self._connection.executemany(statement.text, values)
        except sqlite3.DatabaseError as error:
            raise _unavailable(error) from error

    def stamp(self) -> int | None:
        found: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return found

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def begin(self) -> None:
        self._command("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self._command("COMMIT")

    def roll_back(self) -> None:
        self._connection.rollback()
        self.memory = Memory()  # what was remembered may never have been true

    def save_point(self) -> None:
        self._command("SAVEPOINT operation")

    def keep_save_point(self) -> None:
        self._command("RELEASE operation")

    def undo_to_save_point(self) -> None:
        self._command("ROLLBACK TO operation")
        self._command("RELEASE operation")
        self.memory = Memory()

    def check_point(self) -> None:
        """Move what was committed from the log into the file, as far as nobody still reads the old pages."""
        self._command("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        self._connection.close()

    def _execute(self, statement: Statement, values: Mapping[str, Any]) -> sqlite3.Cursor:
        try:
            return self._connection.execute(statement.text, statement.bind(values))
        except sqlite3.DatabaseError as error:
            raise _unavailable(error) from error

    def _command(self, sql: str) -> None:
        try:
            self._connection.execute(sql)
        except sqlite3.DatabaseError as error:
            raise _unavailable(error) from error


def open_writer(path: Path) -> SqliteSession:
    """The connection that changes things. A commit returns when the bytes are on the disk."""
    session = _open(f"file:{quote(str(path))}?mode=rwc")
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "wal_autocheckpoint = 0",  # done beside the requests, see database.py
        "journal_size_limit = 67108864",
        "foreign_keys = ON",
        f"cache_size = -{READ_CACHE_KIB}",
        "temp_store = MEMORY",
    ):
        session._command(f"PRAGMA {pragma}")  # noqa: SLF001 - its own module
    return session


def open_reader(path: Path, memory: Memory | None = None) -> SqliteSession:
    """A connection that cannot change anything. Readers of one database may remember together."""
    session = _open(f"file:{quote(str(path))}?mode=ro", memory)
    for pragma in ("query_only = ON", f"cache_size = -{READ_CACHE_KIB}", f"mmap_size = {MAP_BYTES}"):
        session._command(f"PRAGMA {pragma}")  # noqa: SLF001 - its own module
    return session


def _open(uri: str, memory: Memory | None = None) -> SqliteSession:
    try:
        connection = sqlite3.connect(
            uri,
            uri=True,
            isolation_level=None,  # we say BEGIN and COMMIT ourselves
            timeout=BUSY_MILLISECONDS / 1000,
            cached_statements=CACHED_STATEMENTS,
            check_same_thread=False,  # each session has one user at a time; which thread that is may change
        )
    except sqlite3.DatabaseError as error:
        raise _unavailable(error) from error
    connection.create_function("fold", 1, fold, deterministic=True)  # SQLite itself only knows the case of ASCII
    return SqliteSession(connection, memory)


def _unavailable(error: sqlite3.DatabaseError) -> Unavailable | sqlite3.DatabaseError:
    """A sentence for the faults that an operator can mend; the others are ours and stay what they are."""
    sentence = _SENTENCES.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF)
    return error if sentence is None else Unavailable(sentence)


_SENTENCES = {
    sqlite3.SQLITE_NOTADB: says("The file of the database is no database. Look at what the data folder holds."),
    sqlite3.SQLITE_CORRUPT: says("The database is damaged. Stop the server and bring back a backup."),
    sqlite3.SQLITE_FULL: says("The disk is full, so nothing was changed. Make room in the data folder and try again."),
    sqlite3.SQLITE_BUSY: says("Another process holds the database, so nothing was changed. Try again."),
    sqlite3.SQLITE_IOERR: says("The disk failed to read or write, so nothing was changed. Look at the server's disk."),
    sqlite3.SQLITE_READONLY: says("The database cannot be written, so nothing was changed. Look at its file's rights."),
    sqlite3.SQLITE_CANTOPEN: says("The database cannot be opened. Look at the data folder and its rights."),
}
