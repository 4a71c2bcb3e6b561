"""The schema's version: what this code needs, what a database has, and the way from one to the other."""

import sqlite3
from pathlib import Path
from typing import Final

from unknot.domain.errors import Unavailable
from unknot.store import sqlite
from unknot.store.statement import statement

NEWEST: Final = "0001"  # a test compares it with the newest file in migrations/versions

VERSION = statement("SELECT version_num FROM alembic_version")


class SchemaTooNew(Unavailable):
    """The data folder was used by a newer Unknot."""

    code = "schema_too_new"


def prepare(path: Path) -> None:
    """Make sure that a database file exists and has the schema that this code needs."""
    version = _version(path)
    if version is not None and version > NEWEST:
        raise SchemaTooNew(
            f"The database {path} has schema {version}, and this Unknot knows schemas up to {NEWEST}. "
            "Install a newer Unknot."
        )
    if version != NEWEST:
        # Imported here and not above: it costs a second, and nearly every start finds the schema as it should be.
        from unknot.store.migrations.upgrade import migrate_sqlite  # noqa: PLC0415

        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # nobody else's to read
        path.touch(mode=0o600)  # before anything is in it; the log beside it gets the same rights
        migrate_sqlite(path)
        sqlite.open_writer(path).close()  # sets the write-ahead mode, which readers cannot


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
