"""Two places to look for issues in: the demo, and a few thousand made-up ones."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.operations.support.town import new_file, new_issue, new_member, new_project, new_workspace
from tests.search.corpus import Made, corpus
from tests.store.support.moments import NOON
from unknot.__main__ import open_instance
from unknot.demo.play import fill
from unknot.demo.story import story
from unknot.domain.access import Actor, Role
from unknot.domain.ids import WorkspaceId
from unknot.domain.project import Project
from unknot.domain.query import Sort, SortField, parse
from unknot.operations.comments import add_comment
from unknot.store import browsing, schema
from unknot.store.database import Database
from unknot.store.search import upkeep
from unknot.store.selecting import select
from unknot.store.work import Work

BEST = Sort(SortField.RELEVANCE, is_descending=True)


class Place(msgspec.Struct, frozen=True):
    database: Database
    workspace: WorkspaceId
    reader: Actor

    @property
    def projects(self) -> list[Project]:
        return list(self.database.directory.projects_of(self.workspace))

    def find(self, text: str, limit: int) -> list[str]:
        """The titles of the first issues, as the box of the list finds them."""
        db, directory = self.database.db, self.database.directory
        found = select(directory, parse(text), self.workspace, self.projects, reader=self.reader, now=NOON)
        return [line.title for line in browsing.lines(db, found.selection, BEST, limit=limit)]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    instance = open_instance({"data": str(tmp_path_factory.mktemp("demo") / "data")})
    fill(instance.database, instance.blobs, story(), password="correct horse")
    _make_words(instance.database)
    workspace = instance.database.directory.workspace_by_alias("harbour")
    vera = instance.database.directory.user_by_name("vera")
    assert workspace is not None
    assert vera is not None
    yield Place(instance.database, workspace.id, Actor(id=vera.id, workspace=workspace.id))
    instance.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    path: Path = tmp_path_factory.mktemp("made") / "unknot.db"
    schema.prepare(path)
    database = Database(path, clock=lambda: NOON)
    project, ann = database.change(_found)
    issues = list(corpus())
    for start in range(0, len(issues), 500):
        database.change(_file, project, ann, issues[start : start + 500])
    _make_words(database)
    yield Place(database, project.workspace, ann)
    database.close()


def _found(work: Work) -> tuple[Project, Actor]:
    acme = new_workspace(work)
    return new_project(work, acme), new_member(work, acme, "ann", Role.OWNER)


def _file(work: Work, project: Project, by: Actor, issues: list[Made]) -> None:
    for hours, one in enumerate(issues):
        then = work.at(NOON - timedelta(days=300, hours=-hours))
        issue = new_issue(then, project, by=by, title=one.title, description=one.description)
        for text in one.comments:
            add_comment(then, issue.id, text, by=by)
        for name in one.files:
            new_file(then, project, by=by, issue=issue, name=name)
    upkeep.catch_up(work.db)


def _make_words(database: Database) -> None:
    """Wait for the index: it is made when the writer finds time, and until then answers with what it has."""
    while database.change(lambda work: upkeep.make_words(work.db)):
        pass
