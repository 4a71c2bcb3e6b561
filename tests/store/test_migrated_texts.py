"""The migrations that take shared sentences, and then runs of them, out of the index of texts.

Some of the issues are learned and some wait.
"""

import sqlite3
from pathlib import Path

import pytest

from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from tests.store.conftest import NewDatabase
from tests.store.support.migrating import migrate
from unknot.domain.access import Actor, Role
from unknot.domain.ids import WorkspaceId
from unknot.domain.issue import IssueChange
from unknot.domain.text import fold
from unknot.operations.issues import edit_issue
from unknot.store import schema
from unknot.store.database import Database
from unknot.store.issue_lists import Question, matching
from unknot.store.page import Page
from unknot.store.search import upkeep
from unknot.store.session import Session
from unknot.store.statement import Statement
from unknot.store.work import Work

FULL = "The disk is full."
RUN = f"{FULL} Call the team. Now!"
PARTS = (
    "\nt",
    "\nthe disk is full. ",
    "call",
    "full. call the team.",
    "host-3.\nthe disk is full. call",
    "isk is f",
    "full. see h",
    "host-3.",
    "l",
    "ll.",
    "mend",
    "mended. the disk",
    "mended. the disk is full. call the team. now!",
    "m. n",
    "the disk is full. see host-2",
    "x",
)
MADE_ANEW = ("issue_texts", "issue_trigrams", "issue_sentences", "alembic_version", "sqlite_sequence")
SINCE_THEN = ("issue_word_segments",)  # of another shape; there are none
ALL_TEXTS = Statement("SELECT id, title, description FROM issues")


@pytest.fixture
def lived(database: Database, database_path: Path) -> Path:
    """A database with issues that are learned, one that has changed since, and one that is new."""
    database.change(live)
    return database_path


@pytest.mark.parametrize("version", ["0015", "0018"])
def test_every_part_of_a_text_is_found_as_before(lived: Path, new_sqlite: NewDatabase, version: str) -> None:
    engine = new_sqlite()
    migrate(engine, version)
    path = Path(str(engine.url.database))
    with sqlite3.connect(path) as connection:
        copy(connection, lived)
    connection.close()

    schema.prepare(path)

    with sqlite3.connect(path) as connection:
        assert {(fold(FULL),), (fold(RUN),)} <= set(connection.execute("SELECT text FROM issue_sentences"))
    connection.close()
    migrated = Database(path)
    assert differences(migrated.db) == []
    migrated.change(lambda work: upkeep.catch_up(work.db))
    assert differences(migrated.db) == []
    migrated.change(edit_the_first)
    assert differences(migrated.db) == []
    migrated.close()


def live(work: Work) -> None:
    acme = new_workspace(work)
    mary = new_member(work, acme, "mary", Role.OWNER)
    web = new_project(work, acme)
    for number in range(20):
        new_issue(work, web, by=mary, title=f"{FULL} Nr. {number}", description=f"{FULL} See host-{number}.\n{RUN}")
    upkeep.catch_up(work.db)
    [first, *_] = matching(work.db, Question(workspace=acme.id), Page(0, 1)).items
    edit_issue(work, first.id, IssueChange(description=f"Mended. {RUN}"), by=mary)
    new_issue(work, web, by=mary, title="New", description=f"{FULL}\n{RUN}")


def copy(connection: sqlite3.Connection, source: Path) -> None:
    """Bring everything but the index of texts, less what later migrations have added."""
    connection.execute("ATTACH ? AS lived", (str(source),))
    for (table,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
        if not table.startswith(MADE_ANEW + SINCE_THEN):  # all names are ours
            names = connection.execute("SELECT name FROM pragma_table_info(?, 'main')", (table,)).fetchall()
            columns = ", ".join(name for (name,) in names)
            connection.execute(f"DELETE FROM main.{table}")  # noqa: S608
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM lived.{table}")  # noqa: S608
    connection.execute("DELETE FROM main.issue_sets WHERE field = 'sentence'")
    connection.commit()


def edit_the_first(work: Work) -> None:
    [first, *_] = matching(work.db, Question(workspace=WorkspaceId(1)), Page(1, 1)).items
    mary = Actor(id=first.created_by, workspace=first.workspace)
    edit_issue(work, first.id, IssueChange(title="Nothing"), by=mary)
    upkeep.catch_up(work.db)


def differences(db: Session) -> list[str]:
    """The parts that are not found in just those issues where reading them finds them."""
    return [part for part in PARTS if found(db, part) != containing(db, part)]


def found(db: Session, part: str) -> set[int]:
    return {one.id for one in matching(db, Question(workspace=WorkspaceId(1), text=part), Page(0, 100)).items}


def containing(db: Session, part: str) -> set[int]:
    return {issue for issue, *texts in db.rows(ALL_TEXTS) if any(fold(part) in fold(text) for text in texts)}
