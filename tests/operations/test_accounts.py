"""Accounts: what people change about themselves, and what an owner may do for the people of a workspace."""

import pytest
from msgspec.structs import replace

from tests.operations.support.town import new_member, new_project, new_user, new_workspace
from tests.store.support.moments import BEFORE, NOON
from unknot.domain.access import OPERATOR, Actor, Role, Scope
from unknot.domain.errors import Conflict, Forbidden, Invalid
from unknot.domain.events import MemberSet, PasswordChanged, UserCreated, UserEdited
from unknot.domain.issue import FieldChange
from unknot.domain.people import UserChange, UserDraft, Workspace
from unknot.domain.project import ProjectDraft
from unknot.operations.founding import Founding, found_instance
from unknot.operations.people import (
    create_member,
    edit_user,
    set_member,
    set_member_password,
    set_project_member,
)
from unknot.operations.sign_in import change_password, sign_in
from unknot.operations.tokens import create_token
from unknot.store import members, tokens, web_sessions
from unknot.store.work import Work

ZOE = UserDraft(username="zoe", email="zoe@example.org", name="Zoe")


def test_people_change_their_own_name_and_address(work: Work, mary: Actor) -> None:
    before = work.directory.user(mary.id)

    changed = edit_user(work, mary.id, UserChange(name="Мария", email="m@example.org"), by=mary)

    assert changed == work.directory.user(mary.id) == replace(before, name="Мария", email="m@example.org")
    changes = {"name": FieldChange("Mary", "Мария"), "email": FieldChange("mary@example.org", "m@example.org")}
    assert work.events[-1] == UserEdited(user=mary.id, changes=changes)


def test_nobody_changes_somebody_else(work: Work, mary: Actor, alice: Actor) -> None:
    reading = replace(mary, scope=Scope.READ)

    for by in (alice, reading):
        with pytest.raises(Forbidden, match="Only they themselves"):
            edit_user(work, mary.id, UserChange(name="Molly"), by=by)


def test_an_address_is_nobodys_but_ones_own(work: Work, mary: Actor) -> None:
    new_user(work, "ann")

    with pytest.raises(Invalid, match="email must be yours alone"):
        edit_user(work, mary.id, UserChange(email="ann@example.org"), by=mary)
    with pytest.raises(Invalid, match="email must be an address"):
        edit_user(work, mary.id, UserChange(email="nowhere"), by=mary)


def test_an_owner_makes_an_account_for_somebody_new(work: Work, acme: Workspace, alice: Actor) -> None:
    zoe = create_member(work, acme.id, ZOE, Role.GUEST, password_hash="argon2", by=alice)

    assert members.role_in_workspace(work.db, zoe.id, acme.id) is Role.GUEST
    assert work.events[-2:] == [
        UserCreated(user=zoe.id, username="zoe"),
        MemberSet(user=zoe.id, before=Role.NONE, after=Role.GUEST),
    ]


def test_only_owners_make_accounts(work: Work, acme: Workspace, adam: Actor) -> None:
    with pytest.raises(Forbidden, match="takes the role owner"):
        create_member(work, acme.id, ZOE, Role.GUEST, password_hash=None, by=adam)


def test_an_owner_gives_a_new_password_and_every_session_ends(
    work: Work, acme: Workspace, alice: Actor, mary: Actor
) -> None:
    sign_in(work, mary.id, agent="Firefox", address="::1")

    set_member_password(work, acme.id, "mary", "new hash", by=alice)

    assert web_sessions.password_hash_of(work.db, mary.id) == "new hash"
    assert web_sessions.of_user(work.db, mary.id) == []
    assert work.events[-1] == PasswordChanged(user=mary.id)


def test_an_owner_does_not_get_at_accounts_that_are_not_theirs_alone(work: Work, acme: Workspace, alice: Actor) -> None:
    """Else whoever owns one workspace could get into the others of its members."""
    other = new_workspace(work.at(BEFORE), "globex")
    web = new_project(work.at(BEFORE), other)
    for username, role in (("elsewhere", Role.MEMBER), ("guest", Role.MEMBER), ("owner", Role.OWNER)):
        new_member(work, acme, username, role)
    new_user(work, "stranger")
    set_member(work, other.id, "elsewhere", Role.GUEST, by=OPERATOR)
    set_project_member(work, web.id, "guest", Role.GUEST, by=OPERATOR)

    for username in ("elsewhere", "guest", "owner", "stranger", "alice"):
        with pytest.raises(Forbidden):
            set_member_password(work, acme.id, username, "new hash", by=alice)


def test_a_new_password_of_ones_own_keeps_the_session_that_set_it(work: Work, mary: Actor) -> None:
    here = sign_in(work, mary.id, agent="Firefox", address="::1").session
    sign_in(work, mary.id, agent="Chrome", address="::1")

    change_password(work, here, "new hash")

    assert web_sessions.of_user(work.db, mary.id) == [here]
    assert web_sessions.password_hash_of(work.db, mary.id) == "new hash"
    assert work.events[-1] == PasswordChanged(user=mary.id)


def test_nobody_makes_a_token_for_a_workspace_that_they_do_not_belong_to(work: Work, mallory: Actor) -> None:
    with pytest.raises(Forbidden, match="takes the role guest"):
        create_token(work, mallory.id, mallory.workspace, name="spy", by=mallory)


def test_the_first_of_all_founds_an_instance_without_a_token_that_nobody_saw(work: Work) -> None:
    founding = Founding(
        alias="acme", title="Acme", project=ProjectDraft(alias="web", title="Web"), owner=ZOE, password_hash="argon2"
    )

    home = found_instance(work, founding)

    assert members.role_in_workspace(work.db, home.owner.id, home.workspace.id) is Role.OWNER
    assert home.workspace.default_project == home.project.id
    assert tokens.of_user(work.db, home.owner.id) == []


def test_an_instance_is_founded_only_while_nobody_is_there(work: Work) -> None:
    new_user(work.at(NOON), "ann")
    founding = Founding(
        alias="mine", title="Mine", project=ProjectDraft(alias="web", title="Web"), owner=ZOE, password_hash="argon2"
    )

    with pytest.raises(Conflict, match="has its first user by now"):
        found_instance(work, founding)
