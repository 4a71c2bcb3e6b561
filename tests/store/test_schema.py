"""A database has the schema that the code needs, or says why not."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from unknot.domain.errors import Unavailable
from unknot.store import schema
from unknot.store.schema import SchemaTooNew
from unknot.store.sqlite import open_reader, open_writer
from unknot.store.statement import Statement

VERSION = Statement("SELECT version_num FROM alembic_version")
JOURNAL = Statement("PRAGMA journal_mode")
NEVER_MIGRATED = """
import sys
from pathlib import Path
from unknot.store.schema import prepare
prepare(Path(sys.argv[1]))
print(sorted({"sqlalchemy", "alembic"} & sys.modules.keys()))
"""


def test_a_database_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "unknot.db"

    schema.prepare(path)

    assert answers(path) == (schema.NEWEST, "wal")


@pytest.mark.parametrize("folder", ["with spaces", "данные", "100%", "a#b", "what?", "a&b=c", "%2e", "it's"])
def test_a_folder_may_have_any_name(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "unknot.db"

    schema.prepare(path)

    assert answers(path) == (schema.NEWEST, "wal")
    assert [entry.name for entry in tmp_path.iterdir()] == [folder]


def test_a_folder_that_is_made_is_nobody_elses_to_read(tmp_path: Path) -> None:
    schema.prepare(tmp_path / "data" / "unknot.db")

    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_file_that_was_left_before_its_first_migration_gets_it(tmp_path: Path) -> None:
    path = tmp_path / "unknot.db"
    path.touch()

    schema.prepare(path)

    assert answers(path) == (schema.NEWEST, "wal")


def test_what_is_up_to_date_is_left_alone(database_path: Path) -> None:
    before = database_path.read_bytes()

    schema.prepare(database_path)

    assert database_path.read_bytes() == before


def test_what_is_up_to_date_opens_without_the_weight_of_migrations(database_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", NEVER_MIGRATED, database_path], check=True, capture_output=True, text=True
    )

    assert answer.stdout == "[]\n"


def test_a_database_of_a_newer_unknot_is_refused(database_path: Path) -> None:
    session = open_writer(database_path)
    session.run(Statement("UPDATE alembic_version SET version_num = '9999'"))
    session.close()

    with pytest.raises(SchemaTooNew, match="has schema 9999, and this Unknot knows schemas up to 0"):
        schema.prepare(database_path)


@pytest.mark.parametrize("content", [b"a letter", b"\x00" * 5000], ids=["text", "zeros"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "unknot.db"
    path.write_bytes(content)

    with pytest.raises(Unavailable):
        schema.prepare(path)

    assert path.read_bytes() == content


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a letter")

    with pytest.raises(Unavailable):
        schema.prepare(tmp_path / "data" / "unknot.db")


def test_of_many_that_open_a_new_database_one_makes_it_and_the_others_wait(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.db" for number in range(8)]

    with ThreadPoolExecutor(8) as threads:
        for path in paths:
            list(threads.map(schema.prepare, [path] * 8))

    assert {answers(path) for path in paths} == {(schema.NEWEST, "wal")}


def answers(path: Path) -> tuple[str, str]:
    reader = open_reader(path)
    found = reader.value(VERSION), reader.value(JOURNAL)
    reader.close()
    return found
