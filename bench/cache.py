"""Filled databases are kept: a million issues take minutes to file and seconds to copy."""

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from bench import fill as fill_package
from bench.check import check
from bench.fill.filling import Filled, fill
from bench.progress import tell
from unknot.app import PROJECTIONS
from unknot.config import DATABASE_NAME
from unknot.delivery.projection import catch_up
from unknot.store import migrations, schema
from unknot.store.blobs import Blobs
from unknot.store.database import Database

FACTS: Final = "filled.json"
READ_BYTES: Final = 1 << 20
SOURCES: Final = (Path(fill_package.__file__).parent, Path(migrations.__file__).parent / "versions")


def filled(cache: Path, issues: int) -> Path:
    """A data folder with so many issues, which nobody may change."""
    place = cache / f"{issues}-{schema.NEWEST}-{_digest()}"
    if not place.exists():
        with _made_whole(place) as unfinished:
            _make(unfinished, issues)
    return place


def facts_of(place: Path) -> Filled:
    return msgspec.json.decode((place / FACTS).read_bytes(), type=Filled)


def copy(place: Path, to: Path) -> Path:
    """A data folder of one's own, to be changed at will."""
    return shutil.copytree(place, to)


def warm(place: Path) -> None:
    """Let the system read a database once, so that waiting for a disk is not what is measured."""
    with (place / DATABASE_NAME).open("rb") as file:
        while file.read(READ_BYTES):
            pass


def _digest() -> str:
    """Of all that decides what is in a filled database, so that a change of it makes a new one."""
    sources = sorted(path for folder in SOURCES for path in folder.iterdir() if path.suffix in {".py", ".toml"})
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]


@contextmanager
def _made_whole(place: Path) -> Iterator[Path]:
    """A folder that gets its name when all is in it, so that an interrupted fill leaves nothing that looks finished."""
    unfinished = place.with_name(f"{place.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    yield unfinished
    unfinished.rename(place)


def _make(place: Path, issues: int) -> None:
    tell(f"Filling a database with {issues:,} issues, once")
    started = time.monotonic()
    database = Database(place / DATABASE_NAME)
    facts = fill(database, Blobs(str(place / "files")), issues)
    for projection in PROJECTIONS:  # so that no server that is measured has years of events to read
        catch_up(database, projection)
    check(database.db)
    database.close()
    del database
    _empty_log(place / DATABASE_NAME)
    (place / FACTS).write_bytes(msgspec.json.encode(facts))
    tell(f"Filled in {time.monotonic() - started:.0f} s")


def _empty_log(path: Path) -> None:
    """Bring everything into the one file that is copied."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
