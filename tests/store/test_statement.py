"""SQL as we write it, ready for the driver."""

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.store.support.every import every_statement
from unknot.store.statement import DIRECTORY_TABLES, Statement

WRITES = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}
GROWING = {
    *("issues", "comments", "files", "relations", "events", "issue_labels", "issue_assignees"),
    *("issue_channels", "issue_watchers", "subscriptions", "team_members"),
}  # without end


@pytest.fixture
def connection(database_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(database_path)
    yield connection
    connection.close()


def test_values_are_bound_in_the_order_of_their_names() -> None:
    made = Statement("SELECT :b, :a")

    assert made.text == "SELECT ?, ?"
    assert made.bind({"a": 1, "b": 2}) == (2, 1)


def test_a_name_may_stand_twice() -> None:
    made = Statement("SELECT :a WHERE :b = :a")

    assert made.bind({"a": 1, "b": 2}) == (1, 2, 1)


def test_a_single_value_is_bound_alone() -> None:
    assert Statement("SELECT :sha256").bind({"sha256": "e3b0c442"}) == ("e3b0c442",)


def test_no_value_is_bound_where_there_is_no_name() -> None:
    assert Statement("SELECT 1").bind({}) == ()


def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError, match="b"):
        Statement("SELECT :a, :b").bind({"a": 1})


def test_a_cast_is_not_a_name() -> None:
    assert Statement("SELECT a::text, :a").text == "SELECT a::text, ?"


@pytest.mark.parametrize(
    "source",
    [
        "INSERT INTO users (id) VALUES (1)",
        "  UPDATE labels SET title = :title",
        "\n DELETE FROM tokens WHERE id = :id",
    ],
)
def test_a_change_of_the_directory_is_known(source: str) -> None:
    assert Statement(source).changes_directory


@pytest.mark.parametrize(
    "source", ["SELECT * FROM users", "UPDATE issues SET title = :title", "DELETE FROM token_uses"]
)
def test_anything_else_leaves_the_directory_alone(source: str) -> None:
    assert not Statement(source).changes_directory


def test_there_are_statements() -> None:
    assert len(every_statement()) > 100


def test_every_statement_is_understood_by_sqlite(connection: sqlite3.Connection) -> None:
    refused = {repr(made): fault for made in every_statement() if (fault := fault_of(connection, made))}

    assert refused == {}


def test_every_change_of_the_directory_is_known_whatever_its_words(connection: sqlite3.Connection) -> None:
    """SQLite itself tells which tables a statement changes."""
    changed: set[str] = set()

    def note(action: int, table: str | None, *_: str | None) -> int:
        changed.update({table} if table and action in WRITES else ())
        return sqlite3.SQLITE_OK

    connection.set_authorizer(note)
    for made in every_statement():
        changed.clear()
        explain(connection, made)
        assert made.changes_directory is bool(changed & DIRECTORY_TABLES), made


def test_no_statement_reads_a_growing_table_from_end_to_end(connection: sqlite3.Connection) -> None:
    slow = [made for made in every_statement() if scanned(connection, made) & GROWING]

    assert slow == []


def fault_of(connection: sqlite3.Connection, made: Statement) -> str | None:
    try:
        explain(connection, made)
    except sqlite3.Error as error:
        return str(error)
    return None


def explain(connection: sqlite3.Connection, made: Statement, how: str = "EXPLAIN") -> list[tuple[str, ...]]:
    """Have a statement prepared, and carry nothing out."""
    return connection.execute(f"{how} {made.text}", made.bind(dict.fromkeys(made.names))).fetchall()


def scanned(connection: sqlite3.Connection, made: Statement) -> set[str]:
    """The tables that a statement reads whole."""
    plan = [row[3].split() for row in explain(connection, made, "EXPLAIN QUERY PLAN")]
    return set(names_of_tables(made, (step[1] for step in plan if step[0] == "SCAN")))


def names_of_tables(made: Statement, aliases: Iterator[str]) -> Iterator[str]:
    """A plan names a table as its statement does: "issues i" is "i"."""
    words = made.source.replace(",", " ").split()
    tables = {alias: table for table, alias in pairwise(words) if table in GROWING}
    return (tables.get(alias, alias) for alias in aliases)
