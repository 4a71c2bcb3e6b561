"""Workspaces, users and members: made, blocked, given roles."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.operations.support.history import history
from tests.operations.support.town import new_member, new_project, new_user, new_workspace
from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR, Actor, Role, Scope
from unknot.domain.errors import Conflict, Forbidden, Invalid, NotFound
from unknot.domain.events import (
    DefaultProjectSet,
    MemberSet,
    PasswordChanged,
    UserBlocked,
    UserCreated,
    UserUnblocked,
    WorkspaceCreated,
)
from unknot.domain.people import Member, User, UserDraft, Workspace
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
    set_project_member,
)
from unknot.store import people
from unknot.store.page import Page
from unknot.store.statement import Statement
from unknot.store.work import Work

DRAFT = UserDraft(username="Ann", email="ann@example.org", name="Ann", surname="Lee")
PASSWORD = Statement("SELECT password_hash FROM users WHERE username = :username")


# --- workspaces


def test_a_workspace_is_made(work: Work) -> None:
    workspace = create_workspace(work, "Acme", "Acme Inc.", by=OPERATOR)

    assert (workspace.alias, workspace.title, workspace.created_at) == ("Acme", "Acme Inc.", NOON)
    assert people.workspaces(work.db) == [workspace]
    assert work.events == [WorkspaceCreated(alias="Acme")]


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
    assert people.user(work.db, user.id) == user
    assert (people.workspaces_of(work.db, user.id), people.members(work.db, acme.id)) == ([], [])
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
    users = [new_user(work, username) for username in ("mary", "adam", "gus")]

    page = people.users(work.db, Page(0, 2))
    assert (list(page.items), page.total) == (users[:2], 3)


def test_a_user_is_blocked_and_let_in_again(work: Work) -> None:
    ann = new_user(work.at(NOON), "ann")

    assert set_blocked(work, "ANN", is_blocked=True, by=OPERATOR).is_blocked
    assert people.user(work.db, ann.id).is_blocked
    assert set_blocked(work, "ann", is_blocked=False, by=OPERATOR) == ann
    assert work.events == [UserBlocked(user=ann.id), UserUnblocked(user=ann.id)]


def test_blocking_twice_is_fine_and_told_once(work: Work) -> None:
    ann = new_user(work.at(NOON), "ann")

    for _ in range(2):
        set_blocked(work, "ann", is_blocked=True, by=OPERATOR)

    assert work.events == [UserBlocked(user=ann.id)]


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


# --- members of a workspace


@pytest.fixture
def ann(work: Work) -> User:
    return new_user(work.at(NOON), "ann")


def test_a_role_is_given_changed_and_taken_away(work: Work, acme: Workspace, alice: Actor, ann: User) -> None:
    for role in (Role.GUEST, Role.ADMIN, Role.NONE):
        assert set_member(work, acme.id, "ANN", role, by=alice) == ann

    assert people.members(work.db, acme.id) == [Member(user=alice.id, role=Role.OWNER)]
    assert work.events == [
        MemberSet(user=ann.id, before=Role.NONE, after=Role.GUEST),
        MemberSet(user=ann.id, before=Role.GUEST, after=Role.ADMIN),
        MemberSet(user=ann.id, before=Role.ADMIN, after=Role.NONE),
    ]


def test_a_member_finds_their_workspaces(work: Work, acme: Workspace, ann: User) -> None:
    rival = new_workspace(work, "rival")
    for home in (acme, rival):
        set_member(work, home.id, "ann", Role.GUEST, by=OPERATOR)

    assert people.workspaces_of(work.db, ann.id) == [acme, rival]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.NONE])
def test_the_last_owner_stays(work: Work, acme: Workspace, alice: Actor, role: Role) -> None:
    with pytest.raises(Conflict, match=r"alice is the only owner of acme\. Make somebody else an owner first"):
        set_member(work, acme.id, "alice", role, by=alice)

    assert people.role_in_workspace(work.db, alice.id, acme.id) is Role.OWNER


def test_an_owner_may_go_once_there_is_another(work: Work, acme: Workspace, alice: Actor, ann: User) -> None:
    set_member(work, acme.id, ann.username, Role.OWNER, by=alice)
    set_member(work, acme.id, "alice", Role.NONE, by=alice)

    assert people.members(work.db, acme.id) == [Member(user=ann.id, role=Role.OWNER)]


def test_an_owner_who_stays_one_is_no_conflict(work: Work, acme: Workspace, alice: Actor) -> None:
    set_member(work, acme.id, "alice", Role.OWNER, by=alice)

    assert people.count_owners(work.db, acme.id) == 1


def test_only_owners_give_roles(work: Work, acme: Workspace, adam: Actor, ann: User) -> None:
    with pytest.raises(Forbidden, match="This takes the role owner in the workspace acme"):
        set_member(work, acme.id, ann.username, Role.GUEST, by=adam)


def test_an_owner_of_another_workspace_gives_no_roles_here(work: Work, acme: Workspace, ann: User) -> None:
    boss = new_member(work, new_workspace(work, "rival"), "boss", Role.OWNER)

    with pytest.raises(Forbidden, match="in the workspace acme"):
        set_member(work, acme.id, ann.username, Role.GUEST, by=boss)


def test_a_token_that_only_reads_gives_no_roles(work: Work, acme: Workspace, alice: Actor, ann: User) -> None:
    reading = Actor(id=alice.id, workspace=acme.id, scope=Scope.READ)

    with pytest.raises(Forbidden, match="and a token that writes"):
        set_member(work, acme.id, ann.username, Role.GUEST, by=reading)


# --- members of a project


def test_a_role_in_a_project_adds_to_the_one_in_its_workspace(
    work: Work, project: Project, gus: Actor, mary: Actor, adam: Actor
) -> None:
    set_project_member(work, project.id, "gus", Role.MEMBER, by=adam)
    set_project_member(work, project.id, "mary", Role.GUEST, by=adam)

    assert work.directory.role(gus, project) is Role.MEMBER
    assert work.directory.role(mary, project) is Role.MEMBER
    assert people.project_members(work.db, project.id) == [
        Member(user=gus.id, role=Role.MEMBER),
        Member(user=mary.id, role=Role.GUEST),
    ]


def test_a_role_in_a_project_is_one_in_that_project_alone(
    work: Work, project: Project, other_project: Project, mallory: Actor, adam: Actor
) -> None:
    set_project_member(work, project.id, "mallory", Role.GUEST, by=adam)

    assert work.directory.role(mallory, project) is Role.GUEST
    assert work.directory.role(mallory, other_project) is Role.NONE


def test_a_role_in_a_project_can_be_taken_away(work: Work, project: Project, mallory: Actor, adam: Actor) -> None:
    set_project_member(work, project.id, "mallory", Role.MEMBER, by=adam)
    set_project_member(work, project.id, "mallory", Role.NONE, by=adam)

    assert people.project_members(work.db, project.id) == []
    assert work.events == [
        MemberSet(user=mallory.id, before=Role.NONE, after=Role.MEMBER),
        MemberSet(user=mallory.id, before=Role.MEMBER, after=Role.NONE),
    ]
    assert [recorded.project for recorded in history(work)[-2:]] == [project.id] * 2


def test_members_give_no_roles_in_a_project(work: Work, project: Project, mary: Actor, mallory: Actor) -> None:
    with pytest.raises(Forbidden, match="you may not change its settings"):
        set_project_member(work, project.id, "mallory", Role.GUEST, by=mary)

    assert work.directory.role(mallory, project) is Role.NONE


def test_the_operator_needs_no_role(work: Work, acme: Workspace) -> None:
    assert work.directory.workspace_role(OPERATOR, acme.id) is Role.OWNER
    assert work.directory.role(OPERATOR, new_project(work, acme)) is Role.OWNER
