"""Overviews: each number is what its list counts; and the graph of relations."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from tests.http.support.asgi import Client, Reply
from tests.http.support.installation import Installation, draft_of
from tests.web.support.visitor import PASSWORD, Visitor, text_of
from unknot.app import open_database
from unknot.delivery.projection import catch_up
from unknot.delivery.statistics import Statistics
from unknot.domain.access import Actor
from unknot.domain.issue import Issue, IssueChange, IssueDraft
from unknot.domain.label import LabelDraft
from unknot.domain.project import Project, ProjectDraft
from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.operations.issues import create_issue, delete_issue, edit_issue
from unknot.operations.labels import create_label
from unknot.operations.passwords import hash_password
from unknot.operations.people import create_user
from unknot.operations.projects import create_project
from unknot.operations.relations import relate_issues

LINK = re.compile(r'<a(?: class="link")? href="(/[^"#]*\?q=[^"]*)">(\d+)</a>')
TOTAL = re.compile(r"(\d+) issues?</span>")


class Town:
    """A workspace in which ann does everything."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self.owner = installation.founded.owner
        self.workspace = installation.founded.workspace.id
        self.demo = installation.founded.project
        self.ann = Actor(id=self.owner.id, workspace=self.workspace)

    def do(self, operation: Any, *args: Any) -> Any:
        return self._installation.operate(operation, *args, by=self.ann)

    def found(self, alias: str, **values: Any) -> Project:
        project: Project = self.do(
            create_project, self.workspace, ProjectDraft(alias=alias, title=alias.title(), **values)
        )
        return project

    def file(self, title: str, project: Project | None = None, **values: Any) -> Issue:
        draft = IssueDraft(title=title, description="As the title says", **values)
        issue: Issue = self.do(create_issue, (project or self.demo).id, draft)
        return issue

    def count(self) -> None:
        """What the server does by itself, a moment later."""
        database = open_database(self._installation.config)
        catch_up(database, Statistics())
        database.close()


@pytest.fixture(scope="module")
def town(installation: Installation, ann: Visitor) -> Town:
    assert ann.get("/acme/demo").status == 200  # the server runs
    return Town(installation)


@pytest.fixture(scope="module")
def story(town: Town, ann: Visitor) -> Project:
    """A project with issues in every state."""
    project = town.found("story")
    assert "Nothing to count yet" in text_of(ann.get("/acme/story/overview"))
    label = town.do(create_label, project.id, LabelDraft(title="slow query", color="D73A4A"))
    town.file("Plain", project)
    town.file("Urgent", project, level="system_level_0", labels=(label.uuid,), assignees=(town.owner.uuid,))
    done, again, gone = (town.file(title, project, level="system_level_1") for title in ("Done", "Again", "Gone"))
    for issue in (done, again):
        town.do(edit_issue, issue.id, IssueChange(status=Status.COMPLETED))
    town.do(edit_issue, again.id, IssueChange(status=Status.PENDING))
    town.do(delete_issue, gone.id)
    return project


def numbers(page: str) -> Iterator[tuple[str, str]]:
    """Each number that leads to a list, and where."""
    for href, number in LINK.findall(page):
        yield unescape(href), number


@pytest.mark.parametrize("path", ["/acme/story/overview", "/acme/-/overview"])
@pytest.mark.parametrize("days", [7, 30, 90, 365])
def test_every_number_is_what_its_list_counts(town: Town, story: Project, ann: Visitor, path: str, days: int) -> None:
    del story
    town.count()
    found = list(numbers(ann.get(f"{path}?days={days}").body.decode()))

    assert len(found) > 15
    for href, number in found:
        page = ann.get(href).body.decode()
        counted = TOTAL.search(page)
        assert counted is not None
        assert counted[1] == number, href
        assert 'role="alert"' not in page, href


def test_an_overview_tells_what_happened(town: Town, story: Project, ann: Visitor) -> None:
    town.count()
    text = text_of(ann.get(f"/{story.path}/overview"))

    for told in ("Open now 3", "Filed 4", "Completed 1", "Reopened 1 50", "slow query 1", "Ann Lee 1", "Nobody 2"):
        assert told in text, told


def test_every_figure_says_what_it_means(town: Town, story: Project, ann: Visitor) -> None:
    town.count()
    page = ann.get(f"/{story.path}/overview").body.decode()

    terms = set(re.findall(r'class="term" href="#([^"]*)"', page))
    assert len(terms) == 6
    assert all(f'id="{term}"' in page for term in terms)


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_an_overview_can_be_read_in_every_language(town: Town, story: Project, ann: Visitor, language: str) -> None:
    town.count()
    reply = ann.get(f"/{story.path}/overview", **{"accept-language": language})

    assert "Open now" not in text_of(reply)


def test_a_range_that_nobody_offers_is_the_usual_one(town: Town, ann: Visitor) -> None:
    del town
    page = ann.get("/acme/demo/overview?days=5").body.decode()

    assert re.search(r'days=30" aria-current="page"', page)


def test_a_stranger_sees_figures_of_public_projects_only(
    town: Town, client: Client, installation: Installation, story: Project
) -> None:
    del story
    installation.operate(create_user, draft_of("olga"), password_hash=hash_password(PASSWORD))
    town.file("Open to all", town.found("public", is_private=False))
    town.count()

    assert "Open now 1" in text_of(Visitor(client).sign_in("olga").get("/acme/-/overview"))


def test_a_graph_shows_what_is_related_and_the_same_as_a_table(town: Town, ann: Visitor) -> None:
    parent, child, other = (town.file(title) for title in ("Parent", "Child", "Other <b>"))
    town.do(relate_issues, child.id, parent.uuid, RelationKind.HIERARCHY_FORWARD)
    town.do(relate_issues, other.id, child.uuid, RelationKind.RELATED)
    address = f"/acme/demo/{child.number}/graph"

    page = ann.get(address)
    assert "3 issues" in text_of(page)
    assert b"Parent of" in table_of(page)
    assert b"Other &lt;b&gt;" in table_of(page)

    page = ann.get(f"{address}?kinds=related&depth=1")
    assert "2 issues" in text_of(page)
    assert b"Parent of" not in table_of(page)


def table_of(page: Reply) -> bytes:
    return page.body.partition(b"<table")[2].partition(b"</table>")[0]


def test_an_issue_alone_says_so(town: Town, ann: Visitor) -> None:
    alone = town.file("Alone")

    assert "No relations yet" in text_of(ann.get(f"/acme/demo/{alone.number}/graph"))


@pytest.mark.parametrize("path", ["/acme/nothing/overview", "/nobody/-/overview", "/acme/demo/999/graph"])
def test_what_is_not_there_is_not_found(town: Town, ann: Visitor, path: str) -> None:
    del town
    assert ann.get(path).status == 404


def test_a_kind_that_there_is_not_is_refused(town: Town, ann: Visitor) -> None:
    alone = town.file("Alone again")

    assert ann.get(f"/acme/demo/{alone.number}/graph?kinds=family").status == 422
