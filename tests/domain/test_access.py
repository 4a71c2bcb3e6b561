"""The table of rights, walked whole against one that was written by hand."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

import pytest

from unknot.domain.access import GRANTED_ROLES, OPERATOR, RULES, Access, Action, Actor, Role, Scope, grant
from unknot.domain.errors import Forbidden
from unknot.domain.ids import ProjectId, UserId, WorkspaceId
from unknot.domain.project import Project

# Who may: those with [n]o role, [g]uests, [m]embers, [a]dmins, [o]wners; with what others made, and with their own.
TABLE = """
                  private         public
                  others'  own    others'  own
READ              gmao     gmao   ngmao    ngmao
COMMENT           gmao     gmao   ngmao    ngmao
EDIT_COMMENT      -        gmao   -        ngmao
DELETE_COMMENT    ao       gmao   ao       ngmao
CREATE_ISSUE      mao      mao    ngmao    ngmao
EDIT_ISSUE        mao      gmao   mao      ngmao
RELATE_ISSUE      mao      gmao   mao      ngmao
ATTACH_FILE       mao      gmao   mao      ngmao
DETACH_FILE       mao      gmao   mao      ngmao
DELETE_ISSUE      ao       gmao   ao       ngmao
UPLOAD_FILE       mao      mao    mao      mao
DELETE_FILE       ao       gmao   ao       ngmao
MANAGE_LABELS     ao       ao     ao       ao
MANAGE_PROJECT    ao       ao     ao       ao
SAVE_VIEW         gmao     gmao   ngmao    ngmao
SHARE_VIEW        mao      mao    mao      mao
CHANGE_VIEW       ao       gmao   ao       ngmao
"""
EXPECTED = {Action[name]: columns for name, *columns in (line.split() for line in TABLE.splitlines()[3:])}

ME, SOMEBODY = UserId(1), UserId(2)


@pytest.mark.parametrize("action", Action, ids=lambda action: action.name)
def test_rights_are_as_the_table_says(action: Action) -> None:
    assert list(columns(action, Scope.WRITE)) == EXPECTED[action]


@pytest.mark.parametrize("action", Action, ids=lambda action: action.name)
def test_a_token_that_only_reads_takes_every_right_but_reading(action: Action) -> None:
    nobody = ["-"] * 4

    assert list(columns(action, Scope.READ)) == (EXPECTED[action] if action is Action.READ else nobody)


def test_every_action_has_its_rule() -> None:
    assert set(RULES) == set(Action)


def test_the_operator_may_do_everything_but_edit_what_somebody_said() -> None:
    access = grant(OPERATOR, project(is_private=True), Role.OWNER)

    assert [action for action in Action if not access.allows(action, author=SOMEBODY)] == [Action.EDIT_COMMENT]


def test_nobody_is_let_into_a_private_project_without_a_role() -> None:
    with pytest.raises(Forbidden, match="acme/web is private, and you are not one of its members"):
        grant(actor(), project(is_private=True), Role.NONE)


def test_a_refusal_names_the_project_the_wish_and_the_role() -> None:
    access = grant(actor(), project(is_private=True), Role.MEMBER)

    with pytest.raises(Forbidden) as refusal:
        access.require(Action.DELETE_ISSUE, author=SOMEBODY)

    sentence = "In acme/web you may not delete this issue: you have the role member there. Ask its owner for more."
    assert refusal.value.message == sentence


def test_a_refusal_says_that_there_is_no_role_at_all() -> None:
    with pytest.raises(Forbidden, match="you have no role there"):
        grant(actor(), project(is_private=False), Role.NONE).require(Action.MANAGE_LABELS)


def test_a_refusal_says_that_it_is_the_token_that_only_reads() -> None:
    owner = grant(actor(Scope.READ), project(is_private=True), Role.OWNER)

    with pytest.raises(Forbidden, match="may not comment on its issues: this token only reads"):
        owner.require(Action.COMMENT)


def test_what_is_allowed_is_not_refused() -> None:
    grant(actor(), project(is_private=True), Role.MEMBER).require(Action.CREATE_ISSUE)


def test_people_give_every_role_but_none() -> None:
    assert GRANTED_ROLES == {"guest": Role.GUEST, "member": Role.MEMBER, "admin": Role.ADMIN, "owner": Role.OWNER}


def columns(action: Action, scope: Scope) -> Iterator[str]:
    """The table's four entries for an action, as the product has them."""
    for is_private, author in product((True, False), (SOMEBODY, ME)):
        allowed = [role.word[0] for role in Role if may(action, role, scope, author, is_private=is_private)]
        yield "".join(allowed) or "-"


def may(action: Action, role: Role, scope: Scope, author: UserId, *, is_private: bool) -> bool:
    try:
        access: Access = grant(actor(scope), project(is_private=is_private), role)
    except Forbidden:
        return False
    return access.allows(action, author=author)


def actor(scope: Scope = Scope.WRITE) -> Actor:
    return Actor(id=ME, workspace=WorkspaceId(1), scope=scope)


def project(*, is_private: bool) -> Project:
    return Project(
        id=ProjectId(1),
        uuid="0199d0a0-0000-7000-8000-000000000001",
        workspace=WorkspaceId(1),
        owner="acme",
        alias="web",
        key="WEB",
        title="Web",
        description="",
        language="",
        is_private=is_private,
        created_at=datetime(2026, 3, 4, tzinfo=UTC),
    )
