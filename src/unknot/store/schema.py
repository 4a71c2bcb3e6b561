"""The schema's version: what this code needs, what a database has, and the way from one to the other."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from unknot.domain.errors import Unavailable
from unknot.store import sqlite
from unknot.store.statement import statement

NEWEST: Final = "0020"  # a test compares it with the newest file in migrations/versions

VERSION = statement("SELECT version_num FROM alembic_version")


class SchemaTooNew(Unavailable):
    """The data folder was used by a newer Unknot."""

    code = "schema_too_new"


def prepare(path: Path) -> None:
    """Make sure that a database file exists and has the schema that this code needs."""
    if _version(path) == NEWEST:
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # nobody else's to read
    except OSError as error:
        raise Unavailable(f"The data folder {path.parent} cannot be made: {error.strerror}.") from error
    with _alone(path.parent):
        version = _version(path)
        if version is not None and version > NEWEST:
            raise SchemaTooNew(
                f"The database {path} has schema {version}, and this Unknot knows schemas up to {NEWEST}. "
                "Install a newer Unknot."
            )
        if version != NEWEST:
            _migrate(path)


def _migrate(path: Path) -> None:
    # Imported here and not above: it costs a second, and nearly every start finds the schema as it should be.
    from unknot.store.migrations.upgrade import migrate_sqlite  # noqa: PLC0415

    path.touch(mode=0o600)  # before anything is in it; the log beside it gets the same rights
    migrate_sqlite(path)
    sqlite.open_writer(path).close()  # sets the write-ahead mode, which readers cannot


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Of several processes that open a new database, one makes it, and the others wait."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _version(path: Path) -> str | None:
    """The version of a database's schema, or None where there is none yet."""
    if not path.exists():
        return None
    session = sqlite.open_reader(path)
    try:
        found: str | None = session.value(VERSION)
    except sqlite3.OperationalError:  # no such table: made, and left before its first migration
        return None
    finally:
        session.close()
    return found
