"""A shell on a data folder that is new for each test."""

import shutil
from pathlib import Path

import pytest

from tests.cli.support.shell import Shell
from tests.cli.support.town import Town, found


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
