"""Databases of either engine, new for each test."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import URL, Engine, NullPool, create_engine

from tests.store.support.postgres import SUPERUSER, shared_server

NewDatabase = Callable[[], Engine]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """The folder with the socket of a PostgreSQL server."""
    own = tmp_path_factory.getbasetemp()
    of_all_workers = own if worker_id == "master" else own.parent
    with shared_server(of_all_workers / "postgres.json") as socket:
        yield socket


@pytest.fixture
def new_sqlite(tmp_path: Path) -> NewDatabase:
    numbers = count()
    return lambda: create_engine(URL.create("sqlite", database=str(tmp_path / f"{next(numbers)}.db")))


@pytest.fixture
def new_postgres(postgres: Path) -> NewDatabase:
    def make() -> Engine:
        name = f"test_{uuid4().hex}"
        with psycopg.connect(host=str(postgres), user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} STRATEGY file_copy".encode())
        url = URL.create("postgresql+psycopg", SUPERUSER, database=name, query={"host": str(postgres)})
        return create_engine(url, poolclass=NullPool)

    return make


@pytest.fixture(params=["sqlite", "postgres"])
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """Makes databases of one engine or the other."""
    made: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    return made
