"""What tests of the inner floors share: a database of their own, made at once, and a clock that stands still."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.store.support.moments import NOON
from unknot.domain.text import Limits
from unknot.store import schema, sqlite
from unknot.store.database import Database
from unknot.store.directory import Directory
from unknot.store.sqlite import SqliteSession
from unknot.store.work import Work

pytest.register_assert_rewrite("tests.cli.support.shell")  # before anybody imports it

hypothesis.settings.register_profile("quick", max_examples=50, deadline=None)  # a busy machine is no reason to fail
hypothesis.settings.load_profile("quick")

BROWSER = Path(__file__).with_name("browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order is random, but tests of the browser stand together: their demo and their Chromium are made once."""
    items.sort(key=lambda item: BROWSER not in item.path.parents)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that was migrated once, for all to copy."""
    path = tmp_path_factory.mktemp("empty") / "unknot.db"
    schema.prepare(path)
    return path


@pytest.fixture
def database_path(tmp_path: Path, empty_database: Path) -> Path:
    return Path(shutil.copy(empty_database, tmp_path))


@pytest.fixture
def database(database_path: Path) -> Iterator[Database]:
    database = Database(database_path, clock=lambda: NOON)
    yield database
    database.close()


@pytest.fixture
def session(database_path: Path) -> Iterator[SqliteSession]:
    """A transaction that is never committed, which saves waiting for the disk."""
    session = sqlite.open_writer(database_path)
    session.begin()
    yield session
    session.close()


@pytest.fixture
def work(session: SqliteSession) -> Work:
    """A wish that is being carried out at noon."""
    return Work(session, Directory(session), now=NOON, limits=Limits())
