"""What the dialect stands on: the services of a process over a database of its own."""

from pathlib import Path

import pytest

from unknot.dialects.gitflic.settings import GitflicSettings
from unknot.http.services import Services
from unknot.store.blobs import Blobs
from unknot.store.database import Database


@pytest.fixture
def services(database: Database, tmp_path: Path) -> Services:
    """Services at noon, with all settings as they come."""
    return Services(database, Blobs(str(tmp_path / "files")), [GitflicSettings()])
