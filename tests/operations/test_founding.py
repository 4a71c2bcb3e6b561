"""Founding: workspace, owner, default project and first token, all or nothing."""

import pytest
from msgspec.structs import replace

from tests.operations.support.town import new_user
from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.errors import Forbidden, Invalid
from unknot.domain.events import (
    ChannelCreated,
    DefaultProjectSet,
    MemberSet,
    ProjectCreated,
    TokenCreated,
    UserCreated,
    WorkspaceCreated,
)
from unknot.domain.people import UserDraft
from unknot.domain.project import ProjectDraft
from unknot.operations.founding import Founding, found_workspace
from unknot.operations.tokens import recognise
from unknot.store import members, users, workspaces
from unknot.store.database import Database
from unknot.store.page import Page
from unknot.store.work import Work

FOUNDING = Founding(
    alias="globex",
    title="Globex",
    project=ProjectDraft(alias="web", title="Web"),
    owner=UserDraft(username="olga", email="olga@example.org"),
    password_hash="argon2",
)


def test_everything_that_it_takes_is_there(work: Work) -> None:
    founded = found_workspace(work, FOUNDING, by=OPERATOR)

    assert founded.project.path == "globex/web"
    assert workspaces.by_id(work.db, founded.workspace.id).default_project == founded.project.id
    assert members.role_in_workspace(work.db, founded.owner.id, founded.workspace.id) is Role.OWNER
    token = recognise(work.directory, founded.token.secret, now=NOON)
    assert token.actor == Actor(id=founded.owner.id, workspace=founded.workspace.id)
    kinds = [type(event) for event in work.events]
    assert kinds == [
        WorkspaceCreated,
        ChannelCreated,
        UserCreated,
        MemberSet,
        ProjectCreated,
        DefaultProjectSet,
        TokenCreated,
    ]


def test_an_owner_who_is_a_user_already_stays_as_they_are(work: Work) -> None:
    olga = new_user(work, "Olga")

    founded = found_workspace(work, FOUNDING, by=OPERATOR)

    assert founded.owner == olga == users.by_id(work.db, olga.id)
    assert users.every(work.db, Page(0, 10)).total == 1


def test_the_workspace_that_is_told_knows_its_default_project(work: Work) -> None:
    founded = found_workspace(work, FOUNDING, by=OPERATOR)

    assert founded.workspace == workspaces.by_id(work.db, founded.workspace.id)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(FOUNDING, alias="my"),
        replace(FOUNDING, project=ProjectDraft(alias="a/b", title="Web")),
        replace(FOUNDING, owner=UserDraft(username="olga", email="nowhere")),
    ],
    ids=["workspace", "project", "owner"],
)
def test_if_anything_is_wrong_nothing_is_there(database: Database, wrong: Founding) -> None:
    with pytest.raises(Invalid):
        database.change(found_workspace, wrong, by=OPERATOR)

    assert workspaces.every(database.db) == []
    assert users.every(database.db, Page(0, 10)).total == 0


def test_only_the_operator_founds(work: Work, alice: Actor) -> None:
    with pytest.raises(Forbidden, match="Only the operator"):
        found_workspace(work, FOUNDING, by=alice)
