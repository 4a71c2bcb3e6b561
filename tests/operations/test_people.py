"""Workspaces and users: made, named, blocked."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.operations.support.town import new_user
from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.errors import Conflict, Forbidden, Invalid, NotFound
from unknot.domain.events import (
    ChannelCreated,
    DefaultProjectSet,
    PasswordChanged,
    UserBlocked,
    UserCreated,
    UserUnblocked,
    WorkspaceCreated,
)
from unknot.domain.people import UserDraft, Workspace
from unknot.domain.project import Project, ProjectDraft
from unknot.operations.people import (
    create_default_project,
    create_user,
    create_workspace,
    find_user,
    set_blocked,
    set_default_project,
    set_member,
    set_password,
)
from unknot.store import members, users, workspaces
from unknot.store.page import Page
from unknot.store.statement import Statement
from unknot.store.work import Work

DRAFT = UserDraft(username="Ann", email="ann@example.org", name="Ann", surname="Lee")
PASSWORD = Statement("SELECT password_hash FROM users WHERE username = :username")


# --- workspaces


def test_a_workspace_is_made(work: Work) -> None:
    workspace = create_workspace(work, "Acme", "Acme Inc.", by=OPERATOR)

    assert (workspace.alias, workspace.title, workspace.created_at) == ("Acme", "Acme Inc.", NOON)
    assert workspaces.every(work.db) == [workspace]
    default = work.directory.default_channel(workspace.id)
    assert work.events == [WorkspaceCreated(alias="Acme"), ChannelCreated(channel=default.id, name="default")]


def test_its_default_project_is_known(work: Work, acme: Workspace) -> None:
    project = create_default_project(work, acme.id, ProjectDraft(alias="web", title="Web"), by=OPERATOR)

    assert work.directory.workspace(acme.id) == replace(acme, default_project=project.id)
    assert work.events[-1] == DefaultProjectSet(before=None, after=project.id)


def test_another_project_may_become_the_default(
    work: Work, acme: Workspace, project: Project, other_project: Project, adam: Actor
) -> None:
    set_default_project(work.at(NOON), project.id, by=adam)

    changed = set_default_project(work, other_project.id, by=adam)

    assert work.directory.workspace(acme.id) == changed == replace(acme, default_project=other_project.id)
    assert work.events == [DefaultProjectSet(before=project.id, after=other_project.id)]


def test_an_alias_is_unique_on_the_instance_whatever_the_case(work: Work, acme: Workspace) -> None:
    with pytest.raises(Invalid, match='workspace must be new on this instance, which already has "ACME"'):
        create_workspace(work, acme.alias.upper(), "Acme", by=OPERATOR)


@pytest.mark.parametrize(
    ("alias", "title", "wrong"), [("my", "My", "workspace"), ("a/b", "A", "workspace"), ("a", " ", "title")]
)
def test_a_workspace_is_sound(work: Work, alias: str, title: str, wrong: str) -> None:
    with pytest.raises(Invalid, match=f"^{wrong} must"):
        create_workspace(work, alias, title, by=OPERATOR)


# --- users


def test_a_user_is_made_and_is_nobodys_member(work: Work, acme: Workspace) -> None:
    user = create_user(work, DRAFT, password_hash="argon2", by=OPERATOR)

    assert (user.username, user.full_name, user.email) == ("Ann", "Ann Lee", "ann@example.org")
    assert (user.is_bot, user.is_blocked, user.created_at) == (False, False, NOON)
    assert users.by_id(work.db, user.id) == user
    assert (workspaces.of_user(work.db, user.id), members.of_workspace(work.db, acme.id)) == ([], [])
    assert work.db.value(PASSWORD, username="Ann") == "argon2"
    assert work.events == [UserCreated(user=user.id, username="Ann")]


def test_a_bot_needs_neither_address_nor_password(work: Work) -> None:
    bot = create_user(work, UserDraft(username="watchdog", is_bot=True), password_hash=None, by=OPERATOR)

    assert (bot.is_bot, bot.email, work.db.value(PASSWORD, username="watchdog")) == (True, "", None)


def test_a_username_is_unique_on_the_instance_whatever_the_case(work: Work) -> None:
    new_user(work, "ann")

    with pytest.raises(Invalid, match='username must be new on this instance, which already has "Ann"'):
        create_user(work, DRAFT, password_hash=None, by=OPERATOR)


@pytest.mark.parametrize(("values", "wrong"), [({"username": "me"}, "username"), ({"email": "nowhere"}, "email")])
def test_a_user_is_sound(work: Work, values: dict[str, Any], wrong: str) -> None:
    with pytest.raises(Invalid, match=f"^{wrong} must"):
        create_user(work, replace(DRAFT, **values), password_hash=None, by=OPERATOR)


def test_users_are_listed_oldest_first(work: Work) -> None:
    made = [new_user(work, username) for username in ("mary", "adam", "gus")]

    page = users.every(work.db, Page(0, 2))
    assert (list(page.items), page.total) == (made[:2], 3)


def test_a_user_is_blocked_and_let_in_again(work: Work) -> None:
    ann = new_user(work.at(NOON), "ann")

    assert set_blocked(work, "ANN", is_blocked=True, by=OPERATOR).is_blocked
    assert users.by_id(work.db, ann.id).is_blocked
    assert set_blocked(work, "ann", is_blocked=False, by=OPERATOR) == ann
    assert work.events == [UserBlocked(user=ann.id), UserUnblocked(user=ann.id)]


def test_blocking_twice_is_fine_and_told_once(work: Work) -> None:
    ann = new_user(work.at(NOON), "ann")

    for _ in range(2):
        set_blocked(work, "ann", is_blocked=True, by=OPERATOR)

    assert work.events == [UserBlocked(user=ann.id)]


def test_the_only_owner_of_a_workspace_is_not_blocked(work: Work, acme: Workspace, alice: Actor, adam: Actor) -> None:
    with pytest.raises(Conflict, match=r"alice is the only owner of acme\. Make somebody else an owner first"):
        set_blocked(work, "alice", is_blocked=True, by=OPERATOR)

    set_member(work, acme.id, "adam", Role.OWNER, by=alice)
    assert set_blocked(work, "alice", is_blocked=True, by=OPERATOR).is_blocked
    with pytest.raises(Conflict, match="adam is the only owner of acme"):
        set_blocked(work, "adam", is_blocked=True, by=OPERATOR)
    with pytest.raises(Conflict, match="adam is the only owner of acme"):
        set_member(work, acme.id, "adam", Role.ADMIN, by=adam)


def test_a_new_password_takes_the_place_of_the_old_one(work: Work) -> None:
    ann = create_user(work.at(NOON), DRAFT, password_hash="old", by=OPERATOR)

    assert set_password(work, "ANN", "new", by=OPERATOR) == ann

    assert work.db.value(PASSWORD, username="Ann") == "new"
    assert work.events == [PasswordChanged(user=ann.id)]


def test_nobody_by_that_name_is_not_found(work: Work) -> None:
    with pytest.raises(NotFound, match="No user nobody"):
        find_user(work, "nobody")


def test_only_the_operator_makes_workspaces_and_users(work: Work, alice: Actor) -> None:
    with pytest.raises(Forbidden, match="Only the operator of this instance may do this"):
        create_workspace(work, "other", "Other", by=alice)
    with pytest.raises(Forbidden, match="Only the operator"):
        create_user(work, DRAFT, password_hash=None, by=alice)
    with pytest.raises(Forbidden, match="Only the operator"):
        set_blocked(work, "alice", is_blocked=True, by=alice)
    with pytest.raises(Forbidden, match="Only the operator"):
        set_password(work, "alice", "new", by=alice)
