"""A shell on a data folder that is new for each test."""

import shutil
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.cli.support.shell")

from tests.cli.support.shell import Shell  # noqa: E402 - its assertions are to be rewritten
from tests.cli.support.town import Town, found  # noqa: E402


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Founded once, for all to copy."""
    return found(tmp_path_factory.mktemp("town") / "data")


@pytest.fixture
def shell(tmp_path: Path, town: Town) -> Shell:
    """A shell in a founded town."""
    return Shell(Path(shutil.copytree(town.folder, tmp_path / "data")))


@pytest.fixture
def new_shell(tmp_path: Path, empty_database: Path) -> Shell:
    """A shell on a database in which nothing is founded."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(empty_database, folder)
    return Shell(folder)
