"""The way from nothing to today's tables, walked on both engines."""

import ast
import io
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Engine, MetaData, Table, select, text
from sqlalchemy.exc import DBAPIError

from tests.store.conftest import NewDatabase
from tests.store.support.every import every_statement
from tests.store.support.first_rows import NOON, fill
from tests.store.support.migrating import migrate
from tests.store.support.structure import NOT_OURS, OF_POSTGRES, OF_SQLITE, structure
from unknot.store import schema
from unknot.store.migrations.upgrade import migration_config
from unknot.store.statement import Statement
from unknot.store.tables import metadata

STEPS = sorted(Path(schema.__file__).parent.glob("migrations/versions/*.py"))

GONE = {"issue_terms", "issue_words_before"}  # tables that a migration has dropped


def test_the_newest_migration_is_the_one_that_the_code_needs() -> None:
    assert ScriptDirectory.from_config(migration_config()).get_heads() == [schema.NEWEST]
    assert STEPS[-1].name.startswith(schema.NEWEST)


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [step.name[:5] for step in STEPS] == [f"{number:04}_" for number in range(1, len(STEPS) + 1)]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.stem)
def test_a_migration_says_its_reason_and_uses_nothing_that_may_change(step: Path) -> None:
    tree = ast.parse(step.read_text())
    imported = {name for node in ast.walk(tree) for name in names_of_modules(node)}

    assert ast.get_docstring(tree)
    assert imported - sys.stdlib_module_names <= {"alembic", "sqlalchemy"}


def test_migrations_lead_to_the_tables_of_the_code(new_database: NewDatabase) -> None:
    migrated, made = new_database(), new_database()
    questions = OF_POSTGRES if made.name == "postgresql" else OF_SQLITE

    migrate(migrated)
    metadata.create_all(made)

    with migrated.connect() as one, made.connect() as other:
        assert structure(one, questions) == structure(other, questions)
        assert compare_metadata(MigrationContext.configure(one, opts={"include_name": is_ours}), metadata) == []


def test_migrating_twice_is_fine(new_database: NewDatabase) -> None:
    engine = new_database()

    migrate(engine)
    migrate(engine)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT value FROM directory_revision")).all() == [(1,)]
        assert connection.execute(text("SELECT version_num FROM alembic_version")).all() == [(schema.NEWEST,)]


def test_no_row_is_changed_on_the_way(new_database: NewDatabase) -> None:
    """Rows of every table that the first schema had. A step that means to change some says so here."""
    engine = new_database()
    migrate(engine, "0001")
    fill(engine)
    first = [table for table in tables_of(engine) if table.name != "number_gaps"]  # 0009 counts them in other blocks
    before = {table.name: rows_of(engine, *table.columns) for table in first}
    assert [name for name, rows in before.items() if not rows] == []

    migrate(engine)

    assert {table.name: rows_of(engine, *table.columns) for table in first} == before


def test_every_workspace_that_was_there_gets_its_default_channel(new_database: NewDatabase) -> None:
    engine = new_database()
    migrate(engine, "0001")
    fill(engine)

    migrate(engine)

    channel = next(table for table in tables_of(engine) if table.name == "channels").columns
    assert rows_of(engine, channel.workspace_id, channel.name, channel.is_default, channel.created_at) == [
        (1, "default", True, NOON),
        (2, "default", True, NOON + 1),
    ]
    assert len({uuid for (uuid,) in rows_of(engine, channel.uuid)}) == 2


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_migrations_can_be_read_as_sql(dialect: str) -> None:
    config = migration_config()
    config.attributes["dialect"] = dialect
    config.output_buffer = io.StringIO()

    command.upgrade(config, "head", sql=True)

    made = set(re.findall(r"CREATE TABLE (\w+)", config.output_buffer.getvalue()))
    assert made - GONE == {"alembic_version", *metadata.tables}


def test_every_statement_is_understood_by_postgresql(new_postgres: NewDatabase) -> None:
    engine = new_postgres()
    migrate(engine)

    refused = {repr(made): fault for made in every_statement() if (fault := fault_of(engine, made))}

    assert refused == {}


def tables_of(engine: Engine) -> list[Table]:
    """Every table of ours, as the engine itself describes it now."""
    found = MetaData()
    found.reflect(engine)
    return [table for name, table in found.tables.items() if name not in NOT_OURS]


def rows_of(engine: Engine, *columns: Column[Any]) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)


def is_ours(name: str | None, *_: object) -> bool:
    """SQLite keeps the index of texts in tables of its own, which the catalogue does not know."""
    return name is None or not name.startswith(("issue_texts", "issue_trigrams"))


def fault_of(engine: Engine, made: Statement) -> str | None:
    with engine.connect() as connection:
        try:
            connection.exec_driver_sql(f"PREPARE this AS {numbered(made)}")
        except DBAPIError as error:
            return str(error.orig)
    return None


def numbered(made: Statement) -> str:
    """A statement with its values as PostgreSQL counts them: $1, $2."""
    names = list(dict.fromkeys(made.names))
    return re.sub(r"(?<![:\w]):(\w+)", lambda found: f"${names.index(found[1]) + 1}", made.source)


def names_of_modules(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [name.name.partition(".")[0] for name in names]
        case ast.ImportFrom(module=str(module)):
            return [module.partition(".")[0]]
        case _:
            return []
