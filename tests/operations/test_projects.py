"""Projects: made, changed, deleted."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.operations.support.history import history
from tests.operations.support.town import new_issue, new_project, new_workspace
from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR, Actor, Scope
from unknot.domain.errors import Conflict, Forbidden, Invalid, NotFound
from unknot.domain.events import ProjectCreated, ProjectDeleted, ProjectEdited
from unknot.domain.issue import FieldChange
from unknot.domain.people import Workspace
from unknot.domain.project import Project, ProjectChange, ProjectDraft
from unknot.operations.people import create_default_project, set_default_project
from unknot.operations.projects import create_project, delete_project, edit_project
from unknot.store import projects
from unknot.store.work import Work

DRAFT = ProjectDraft(alias="web-shop", title="Web shop", description="Sells", language="Python")


# --- making


def test_a_project_is_made_as_it_was_drafted(work: Work, acme: Workspace, adam: Actor) -> None:
    project = create_project(work, acme.id, DRAFT, by=adam)

    assert (project.path, project.key, project.title) == ("acme/web-shop", "WS", "Web shop")
    assert (project.description, project.language, project.is_private) == ("Sells", "Python", True)
    assert (project.workspace, project.created_at) == (acme.id, NOON)
    assert projects.by_id(work.db, project.id) == project
    assert work.events == [ProjectCreated(alias="web-shop")]


def test_its_first_issue_is_number_1(work: Work, acme: Workspace, adam: Actor) -> None:
    assert new_issue(work, create_project(work, acme.id, DRAFT, by=adam), by=adam).number == 1


@pytest.mark.parametrize("alias", ["web", "WEB"])
def test_an_alias_is_unique_in_its_workspace_whatever_the_case(
    work: Work, acme: Workspace, project: Project, adam: Actor, alias: str
) -> None:
    with pytest.raises(Invalid, match=f"alias must be new in acme, which already has the project {project.path}"):
        create_project(work, acme.id, replace(DRAFT, alias=alias), by=adam)


def test_workspaces_do_not_share_aliases_and_keys(work: Work, project: Project) -> None:
    other = new_project(work, new_workspace(work, "rival"), "web")

    assert (other.path, other.key) == ("rival/web", project.key)


def test_a_derived_key_is_a_free_one(work: Work, acme: Workspace) -> None:
    keys = [new_project(work, acme, alias).key for alias in ("web-shop", "work-shop", "wood-stock", "w.s")]

    assert keys == ["WS", "WORKSHOP", "WOODSTOCK", "WS2"]


def test_a_chosen_key_is_a_free_one(work: Work, acme: Workspace, adam: Actor) -> None:
    create_project(work, acme.id, replace(DRAFT, key="OPS"), by=adam)

    with pytest.raises(Invalid, match='key must be new in the workspace; "OPS" is the key of another project'):
        create_project(work, acme.id, replace(DRAFT, alias="other", key="OPS"), by=adam)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [({"alias": "my"}, "alias"), ({"alias": "a b"}, "alias"), ({"title": ""}, "title"), ({"key": "ops"}, "key")],
)
def test_a_project_is_sound(
    work: Work, acme: Workspace, project: Project, adam: Actor, values: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(Invalid, match=f"^{wrong} must"):
        create_project(work, acme.id, replace(DRAFT, **values), by=adam)
    with pytest.raises(Invalid, match=f"^{wrong} must"):
        edit_project(work, project.id, ProjectChange(**values), by=adam)

    assert work.events == []


# --- changing


def test_what_is_not_said_stays(work: Work, project: Project, adam: Actor) -> None:
    edited = edit_project(work, project.id, ProjectChange(title="Shop", is_private=False), by=adam)

    assert edited == replace(project, title="Shop", is_private=False)
    assert projects.by_id(work.db, project.id) == edited
    changes = {"title": FieldChange("Web", "Shop"), "is_private": FieldChange(before=True, after=False)}
    assert work.events == [ProjectEdited(changes=changes)]


def test_a_renamed_project_is_found_under_its_new_alias_only(work: Work, project: Project, adam: Actor) -> None:
    edited = edit_project(work, project.id, ProjectChange(alias="shop"), by=adam)

    assert (edited.alias, edited.key) == ("shop", "WEB")
    assert work.directory.project_at("acme", "shop") == edited
    assert work.directory.project_at("acme", "web") is None


def test_an_alias_may_change_its_case(work: Work, project: Project, adam: Actor) -> None:
    assert edit_project(work, project.id, ProjectChange(alias="Web"), by=adam).path == "acme/Web"


def test_alias_and_key_of_another_project_are_taken(
    work: Work, project: Project, other_project: Project, adam: Actor
) -> None:
    with pytest.raises(Invalid, match="alias must be new in acme, which already has the project acme/ops"):
        edit_project(work, project.id, ProjectChange(alias="OPS"), by=adam)
    with pytest.raises(Invalid, match=f'key must be new in the workspace; "{other_project.key}" is the key'):
        edit_project(work, project.id, ProjectChange(key=other_project.key), by=adam)


def test_a_key_may_be_given_again_to_the_project_that_has_it(work: Work, project: Project, adam: Actor) -> None:
    assert edit_project(work, project.id, ProjectChange(key="WEB"), by=adam) == project


# --- deleting


def test_a_deleted_project_is_gone_with_its_issues_and_its_names_are_free(
    work: Work, acme: Workspace, project: Project, adam: Actor
) -> None:
    delete_project(work, project.id, by=adam)

    assert work.events == [ProjectDeleted(alias="web")]
    assert projects.by_id(work.db, project.id) is None
    assert work.directory.project_at("acme", "web") is None
    assert new_project(work, acme, "web").key == "WEB"
    with pytest.raises(NotFound, match="This project does not exist, or is in the trash"):
        delete_project(work, project.id, by=adam)


def test_the_default_project_stays(work: Work, acme: Workspace, adam: Actor) -> None:
    default = create_default_project(work, acme.id, DRAFT, by=adam)
    assert work.directory.workspace(acme.id).default_project == default.id

    with pytest.raises(Conflict, match="acme/web-shop is the default project of acme"):
        delete_project(work, default.id, by=adam)


def test_what_was_the_default_may_be_deleted(work: Work, project: Project, other_project: Project, adam: Actor) -> None:
    set_default_project(work, project.id, by=adam)
    set_default_project(work, other_project.id, by=adam)

    delete_project(work, project.id, by=adam)

    assert projects.by_id(work.db, project.id) is None


# --- who may


def test_members_do_not_manage_projects(work: Work, acme: Workspace, project: Project, mary: Actor) -> None:
    with pytest.raises(Forbidden, match="This takes the role admin in the workspace acme"):
        create_project(work, acme.id, DRAFT, by=mary)
    with pytest.raises(Forbidden, match="you may not change its settings"):
        edit_project(work, project.id, ProjectChange(title="Mine"), by=mary)
    with pytest.raises(Forbidden, match="you may not change its settings"):
        delete_project(work, project.id, by=mary)


def test_a_token_that_only_reads_makes_no_project(work: Work, acme: Workspace, adam: Actor) -> None:
    reading = Actor(id=adam.id, workspace=acme.id, scope=Scope.READ)

    with pytest.raises(Forbidden, match="and a token that writes"):
        create_project(work, acme.id, DRAFT, by=reading)


def test_what_happened_to_a_project_says_where(work: Work, acme: Workspace, adam: Actor) -> None:
    project = create_project(work, acme.id, DRAFT, by=adam)
    delete_project(work, project.id, by=OPERATOR)

    created, deleted = history(work)[-2:]
    assert (created.by, created.workspace, created.project) == (adam.id, acme.id, project.id)
    assert (deleted.by, deleted.workspace, deleted.project) == (None, acme.id, project.id)
