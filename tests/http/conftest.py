"""What doors stand on: the services of a process over a database of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.support.moments import NOON
from unknot.domain.text import Limits
from unknot.http.services import Services
from unknot.store.blobs import Blobs
from unknot.store.database import Database

SMALL = Limits(body_bytes=1000, file_bytes=100_000, json_depth=4)


@pytest.fixture
def services(database_path: Path) -> Iterator[Services]:
    """Services with small limits, at noon."""
    database = Database(database_path, clock=lambda: NOON, limits=SMALL)
    yield Services(database, Blobs(str(database_path.with_name("files"))), [])
    database.close()
