"""Members: who has which role, in a workspace and in a project."""

import pytest

from tests.operations.support.history import history
from tests.operations.support.town import new_member, new_project, new_user, new_workspace
from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR, Actor, Role, Scope
from unknot.domain.errors import Conflict, Forbidden
from unknot.domain.events import MemberSet
from unknot.domain.people import Member, User, Workspace
from unknot.domain.project import Project
from unknot.operations.people import set_member, set_project_member
from unknot.store import members, workspaces
from unknot.store.work import Work


@pytest.fixture
def ann(work: Work) -> User:
    return new_user(work.at(NOON), "ann")


# --- of a workspace


def test_a_role_is_given_changed_and_taken_away(work: Work, acme: Workspace, alice: Actor, ann: User) -> None:
    for role in (Role.GUEST, Role.ADMIN, Role.NONE):
        assert set_member(work, acme.id, "ANN", role, by=alice) == ann

    assert members.of_workspace(work.db, acme.id) == [Member(user=alice.id, role=Role.OWNER)]
    assert work.events == [
        MemberSet(user=ann.id, before=Role.NONE, after=Role.GUEST),
        MemberSet(user=ann.id, before=Role.GUEST, after=Role.ADMIN),
        MemberSet(user=ann.id, before=Role.ADMIN, after=Role.NONE),
    ]


def test_a_member_finds_their_workspaces(work: Work, acme: Workspace, ann: User) -> None:
    rival = new_workspace(work, "rival")
    for home in (acme, rival):
        set_member(work, home.id, "ann", Role.GUEST, by=OPERATOR)

    assert workspaces.of_user(work.db, ann.id) == [acme, rival]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.NONE])
def test_the_last_owner_stays(work: Work, acme: Workspace, alice: Actor, role: Role) -> None:
    with pytest.raises(Conflict, match=r"alice is the only owner of acme\. Make somebody else an owner first"):
        set_member(work, acme.id, "alice", role, by=alice)

    assert members.role_in_workspace(work.db, alice.id, acme.id) is Role.OWNER


def test_an_owner_may_go_once_there_is_another(work: Work, acme: Workspace, alice: Actor, ann: User) -> None:
    set_member(work, acme.id, ann.username, Role.OWNER, by=alice)
    set_member(work, acme.id, "alice", Role.NONE, by=alice)

    assert members.of_workspace(work.db, acme.id) == [Member(user=ann.id, role=Role.OWNER)]


def test_an_owner_who_stays_one_is_no_conflict(work: Work, acme: Workspace, alice: Actor) -> None:
    set_member(work, acme.id, "alice", Role.OWNER, by=alice)

    assert members.of_workspace(work.db, acme.id) == [Member(user=alice.id, role=Role.OWNER)]


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


# --- of a project


def test_a_role_in_a_project_adds_to_the_one_in_its_workspace(
    work: Work, project: Project, gus: Actor, mary: Actor, adam: Actor
) -> None:
    set_project_member(work, project.id, "gus", Role.MEMBER, by=adam)
    set_project_member(work, project.id, "mary", Role.GUEST, by=adam)

    assert work.directory.role(gus, project) is Role.MEMBER
    assert work.directory.role(mary, project) is Role.MEMBER
    assert members.of_project(work.db, project.id) == [
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

    assert members.of_project(work.db, project.id) == []
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
