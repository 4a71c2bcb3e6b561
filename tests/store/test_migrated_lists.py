"""Migrations make of the issues that there are what operations would have kept for them."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from tests.operations.support.town import new_file, new_issue, new_member, new_project, new_workspace
from tests.store.conftest import NewDatabase
from tests.store.support.migrating import migrate
from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR, Role
from unknot.domain.channel import ChannelDraft
from unknot.domain.issue import IssueChange, Source, SourceType
from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.operations.channels import create_channel
from unknot.operations.comments import add_comment, delete_comment
from unknot.operations.files import detach_file
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.projects import delete_project
from unknot.operations.relations import relate_issues
from unknot.operations.trash import restore_issue
from unknot.store import schema
from unknot.store.database import Database
from unknot.store.search import upkeep
from unknot.store.work import Work

KEPT = {
    "issue_sets": "SELECT workspace_id, field, value, block, members FROM issue_sets WHERE LENGTH(members) > 0",
    "issue_spans": "SELECT * FROM issue_spans",
    "issue_timeline": "SELECT * FROM issue_timeline",
    "number_gaps": "SELECT * FROM number_gaps",
    "issue_trigrams": "SELECT * FROM issue_trigrams WHERE doc > 0",
}
WITHOUT_LISTS = {"number_gaps", "alembic_version", "sqlite_sequence"}


@pytest.fixture
def lived(database: Database, database_path: Path) -> Path:
    """A database in which much has happened."""
    database.change(live)
    database.change(lambda work: upkeep.catch_up(work.db))
    return database_path


def test_what_lists_need_is_made_of_what_is_there(lived: Path, new_sqlite: NewDatabase) -> None:
    engine = new_sqlite()
    migrate(engine, "0008")
    with sqlite3.connect(str(engine.url.database)) as connection:
        copy_into_0008(connection, lived)
    connection.close()

    migrate(engine, schema.NEWEST)

    with sqlite3.connect(str(engine.url.database)) as migrated, sqlite3.connect(lived) as kept:
        for what, question in KEPT.items():
            assert set(migrated.execute(question)) == set(kept.execute(question)) != set(), what


def live(work: Work) -> None:
    acme = new_workspace(work)
    mary, john = (new_member(work, acme, name, Role.OWNER) for name in ("mary", "john"))
    web, app = new_project(work, acme), new_project(work, acme, "app")
    channel = create_channel(work, acme.id, ChannelDraft(name="ops"), by=OPERATOR)
    title, *others = ["Ёлка 100%", "数据库 满了", "Straße", *(f"Issue {number}" for number in range(150))]
    first = new_issue(work.at(NOON - timedelta(days=1)), web, by=mary, title=title, level="system_level_1")
    source = Source(SourceType.CHECKER, "", "CPU")
    issues = [new_issue(work, web, by=john, title=title, source=source, channels=(channel.uuid,)) for title in others]
    new_issue(work.at(NOON - timedelta(days=2)), app, by=mary)  # an import knows when it was
    edit_issue(work, first.id, IssueChange(status=Status.CLOSED, description='"title":{"before":'), by=john)
    comment = add_comment(work, first.id, "See the log", files=[new_file(work, web, by=mary).uuid], by=mary)
    add_comment(work, first.id, "No", by=john)
    delete_comment(work, first.id, comment.uuid, by=mary)
    relate_issues(work, first.id, issues[0].uuid, RelationKind.RELATED, by=mary)
    detach_file(work, first.id, new_file(work, web, by=mary, issue=first).uuid, by=mary)
    for issue in (*issues[:3], *issues[70:]):
        delete_issue(work, issue.id, by=mary)
    restore_issue(work, web.id, issues[0].number, by=mary)
    delete_project(work, app.id, by=mary)


def copy_into_0008(connection: sqlite3.Connection, source: Path) -> None:
    """Bring everything but what lists need, with gaps in blocks of 512 as they were then."""
    connection.execute("ATTACH ? AS lived", (str(source),))
    for (table,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
        if table not in WITHOUT_LISTS:  # all names are ours
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"DELETE FROM main.{table}")  # noqa: S608
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM lived.{table}")  # noqa: S608
    connection.execute(
        """
        INSERT INTO main.number_gaps (project_id, block, missing)
        SELECT project_id, block / 8, SUM(missing) FROM lived.number_gaps WHERE level = 1 GROUP BY 1, 2
        """
    )
    connection.commit()
