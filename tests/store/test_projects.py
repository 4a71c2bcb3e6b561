"""Lists of projects, each for its reader."""

import pytest

from tests.operations.support.town import new_member, new_project, new_workspace
from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.operations.people import set_project_member
from unknot.operations.projects import delete_project
from unknot.store import projects
from unknot.store.page import Page, Slice
from unknot.store.work import Work

ALL = Page(0, 100)


@pytest.fixture
def acme(work: Work) -> Workspace:
    return new_workspace(work)


@pytest.fixture
def mary(work: Work, acme: Workspace) -> Actor:
    return new_member(work, acme, "mary", Role.GUEST)


@pytest.fixture
def rival(work: Work) -> Workspace:
    """Another workspace, of which mary is no member."""
    return new_workspace(work, "rival")


def test_public_projects_are_everybodys(work: Work, acme: Workspace, rival: Workspace) -> None:
    for home, alias in (acme, "one"), (rival, "two"):
        new_project(work, home, alias, is_private=False)
    new_project(work, rival, "secret")

    assert titles(projects.public(work.db, ALL, title="")) == ["One", "Two"]


def test_own_projects_are_those_of_ones_workspaces(work: Work, acme: Workspace, rival: Workspace, mary: Actor) -> None:
    new_project(work, acme, "one")
    new_project(work, acme, "two", is_private=False)
    new_project(work, rival, "three", is_private=False)

    assert titles(projects.own(work.db, ALL, title="", reader=mary)) == ["One", "Two"]


def test_shared_projects_are_those_of_others_in_which_one_has_a_role(
    work: Work, acme: Workspace, rival: Workspace, mary: Actor
) -> None:
    for home, alias in (acme, "own"), (rival, "open"), (rival, "secret"):
        project = new_project(work, home, alias)
        if alias != "secret":
            set_project_member(work, project.id, "mary", Role.MEMBER, by=OPERATOR)

    assert titles(projects.shared(work.db, ALL, title="", reader=mary)) == ["Open"]


def test_the_trash_is_in_no_list(work: Work, acme: Workspace, mary: Actor) -> None:
    project = new_project(work, acme, "one", is_private=False)

    delete_project(work, project.id, by=OPERATOR)

    assert titles(projects.public(work.db, ALL, title="")) == []
    assert titles(projects.own(work.db, ALL, title="", reader=mary)) == []
    assert projects.of_workspace(work.db, acme.id) == []


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("shop", ["Web shop"]),
        ("МАГАЗИН", ["Магазин 100%"]),
        ("%", ["Магазин 100%"]),
        ("_", []),
        ("0%", ["Магазин 100%"]),
        ("w_b", []),
        ("", ["Web shop", "Магазин 100%"]),
    ],
)
def test_a_part_of_the_title_narrows_a_list(
    work: Work, acme: Workspace, mary: Actor, part: str, found: list[str]
) -> None:
    for alias, title in ("one", "Web shop"), ("two", "Магазин 100%"):
        new_project(work, acme, alias, title=title, is_private=False)

    assert titles(projects.public(work.db, ALL, title=part)) == found
    assert titles(projects.own(work.db, ALL, title=part, reader=mary)) == found


def test_a_page_knows_how_long_the_whole_list_is(work: Work, acme: Workspace, mary: Actor) -> None:
    for number in range(5):
        new_project(work, acme, f"p{number}")

    page = projects.own(work.db, Page(1, 2), title="", reader=mary)

    assert (titles(page), page.total) == (["P2", "P3"], 5)


def titles(page: Slice[Project]) -> list[str]:
    return [project.title for project in page.items]
