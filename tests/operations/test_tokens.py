"""Tokens: given out once, recognised until they end."""

from datetime import timedelta

import pytest

from tests.operations.support.history import history
from tests.store.support.moments import LATER, NOON
from unknot.domain.access import OPERATOR, Actor, Role, Scope
from unknot.domain.errors import BadCredentials, Conflict, Forbidden, Invalid, NotFound
from unknot.domain.events import TokenCreated, TokenRevoked
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.token import Token, hash_of
from unknot.operations.people import set_blocked, set_project_member
from unknot.operations.tokens import NewToken, create_token, note_token_uses, recognise, revoke_token
from unknot.store import tokens
from unknot.store.statement import Statement
from unknot.store.work import Work

STORED = Statement("SELECT * FROM tokens")
REFUSAL = "The token is wrong, expired or revoked, or its user is blocked. Use a valid one."


@pytest.fixture
def made(work: Work, acme: Workspace, mary: Actor) -> NewToken:
    """What mary made for her laptop."""
    return create_token(work.at(NOON), mary.id, acme.id, name="laptop", by=mary)


def test_a_token_is_made_for_oneself(work: Work, acme: Workspace, mary: Actor) -> None:
    made = create_token(work, mary.id, acme.id, name="laptop", scope=Scope.READ, by=mary)

    token = made.token
    assert (token.user, token.workspace, token.name, token.scope) == (mary.id, acme.id, "laptop", Scope.READ)
    assert (token.created_at, token.expires_at, token.tail) == (NOON, None, made.secret[-4:])
    assert tokens.of_user(work.db, mary.id) == [(token, None)]
    assert work.events == [TokenCreated(token=token.id, user=mary.id, name="laptop")]


def test_a_token_speaks_for_nobody_who_has_no_role_in_its_workspace(
    work: Work, acme: Workspace, project: Project, alice: Actor, mallory: Actor
) -> None:
    for by in (OPERATOR, alice):
        with pytest.raises(Conflict, match="mallory has no role in acme, nor in a project of it"):
            create_token(work, mallory.id, acme.id, name="mine", by=by)

    set_project_member(work, project.id, "mallory", Role.GUEST, by=alice)
    assert create_token(work, mallory.id, acme.id, name="mine", by=alice).token.user == mallory.id


def test_the_secret_is_kept_nowhere(work: Work, made: NewToken) -> None:
    [row] = work.db.rows(STORED)

    assert hash_of(made.secret) in row
    assert not any(made.secret[4:-4] in str(value) for value in row)
    assert not any(made.secret in str(recorded) for recorded in history(work))


def test_no_two_secrets_are_the_same(work: Work, acme: Workspace, mary: Actor) -> None:
    secrets = {create_token(work, mary.id, acme.id, name="laptop", by=mary).secret for _ in range(20)}

    assert len(secrets) == 20


def test_a_secret_is_recognised(work: Work, made: NewToken, mary: Actor) -> None:
    token = recognise(work.directory, made.secret, now=LATER)

    assert token == made.token
    assert token.actor == mary


def test_anything_else_is_not(work: Work, made: NewToken) -> None:
    for wrong in (made.secret.upper(), made.secret[:-1], f"{made.secret} ", "unk_", ""):
        with pytest.raises(BadCredentials, match=REFUSAL):
            recognise(work.directory, wrong, now=LATER)


def test_a_well_formed_secret_that_was_never_given_out_is_not_recognised(work: Work, made: NewToken) -> None:
    work.db.run(Statement("UPDATE tokens SET hash = 'another'"))

    with pytest.raises(BadCredentials, match=REFUSAL):
        recognise(work.directory, made.secret, now=LATER)


def test_a_token_works_up_to_its_end(work: Work, acme: Workspace, mary: Actor) -> None:
    end = NOON + timedelta(days=1)
    made = create_token(work, mary.id, acme.id, name="today", expires_at=end, by=mary)

    assert recognise(work.directory, made.secret, now=end - timedelta(microseconds=1)) == made.token
    with pytest.raises(BadCredentials, match=REFUSAL):
        recognise(work.directory, made.secret, now=end)


def test_the_tokens_of_a_blocked_user_work_again_when_they_are_let_in(work: Work, made: NewToken) -> None:
    set_blocked(work, "mary", is_blocked=True, by=OPERATOR)
    with pytest.raises(BadCredentials, match=REFUSAL):
        recognise(work.directory, made.secret, now=LATER)

    set_blocked(work, "mary", is_blocked=False, by=OPERATOR)
    assert recognise(work.directory, made.secret, now=LATER) == made.token


def test_a_revoked_token_is_worthless_at_once(work: Work, made: NewToken, mary: Actor) -> None:
    recognise(work.directory, made.secret, now=NOON)

    revoke_token(work, mary.id, made.token.uuid, by=mary)

    with pytest.raises(BadCredentials, match=REFUSAL):
        recognise(work.directory, made.secret, now=NOON)
    assert tokens.of_user(work.db, mary.id) == []
    assert work.events == [TokenRevoked(token=made.token.id, user=mary.id, name="laptop")]
    with pytest.raises(NotFound, match=f"No token {made.token.uuid} of this user"):
        revoke_token(work, mary.id, made.token.uuid, by=mary)


def test_a_token_has_a_name(work: Work, acme: Workspace, mary: Actor) -> None:
    with pytest.raises(Invalid, match="name must not be blank"):
        create_token(work, mary.id, acme.id, name=" ", by=mary)


# --- who may


def test_owners_make_and_revoke_tokens_for_others(work: Work, acme: Workspace, alice: Actor, gus: Actor) -> None:
    made = create_token(work, gus.id, acme.id, name="bot", by=alice)
    assert recognise(work.directory, made.secret, now=NOON).actor == gus

    revoke_token(work, gus.id, made.token.uuid, by=alice)
    assert tokens.of_user(work.db, gus.id) == []


def test_admins_make_and_revoke_tokens_for_themselves_alone(
    work: Work, acme: Workspace, adam: Actor, mary: Actor, made: NewToken
) -> None:
    with pytest.raises(Forbidden, match="This takes the role owner in the workspace acme"):
        create_token(work, mary.id, acme.id, name="mine now", by=adam)
    with pytest.raises(Forbidden, match="This takes the role owner in the workspace acme"):
        revoke_token(work, mary.id, made.token.uuid, by=adam)

    assert tokens.of_user(work.db, mary.id) == [(made.token, None)]


def test_a_token_is_found_only_among_those_of_its_user(work: Work, alice: Actor, gus: Actor, made: NewToken) -> None:
    with pytest.raises(NotFound, match=f"No token {made.token.uuid} of this user"):
        revoke_token(work, gus.id, made.token.uuid, by=alice)


def test_a_token_that_only_reads_makes_no_token_that_writes(work: Work, acme: Workspace, mary: Actor) -> None:
    reading = Actor(id=mary.id, workspace=acme.id, scope=Scope.READ)

    with pytest.raises(Forbidden):
        create_token(work, mary.id, acme.id, name="more", scope=Scope.WRITE, by=reading)


def test_a_token_that_only_reads_revokes_nothing(work: Work, acme: Workspace, mary: Actor, made: NewToken) -> None:
    reading = Actor(id=mary.id, workspace=acme.id, scope=Scope.READ)

    with pytest.raises(Forbidden):
        revoke_token(work, mary.id, made.token.uuid, by=reading)


# --- last use


def test_the_last_use_of_a_token_is_remembered(work: Work, made: NewToken) -> None:
    note_token_uses(work, {made.token.id: LATER})

    assert last_use(work, made.token) == LATER
    assert work.events == []


def test_a_use_that_is_told_late_does_not_turn_time_back(work: Work, made: NewToken) -> None:
    note_token_uses(work, {made.token.id: LATER})
    note_token_uses(work, {made.token.id: NOON})

    assert last_use(work, made.token) == LATER


def last_use(work: Work, token: Token) -> object:
    return {one.id: used for one, used in tokens.of_user(work.db, token.user)}[token.id]
