"""One tiny filled database for all tests of the bench."""

from pathlib import Path

import pytest

from bench.cache import filled

ISSUES = 300


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def place(cache: Path) -> Path:
    """A data folder that nobody may change."""
    return filled(cache, ISSUES)
