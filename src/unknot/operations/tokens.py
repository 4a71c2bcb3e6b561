"""Give out tokens, recognise them, and take them back."""

import secrets
from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec.structs import replace

from unknot.domain.access import Actor, Role, Scope
from unknot.domain.errors import BadCredentials, Conflict, NotFound
from unknot.domain.events import TokenCreated, TokenRevoked
from unknot.domain.ids import TokenId, UserId, WorkspaceId
from unknot.domain.sentence import says
from unknot.domain.text import refuse_if, text_problems
from unknot.domain.token import TAIL_LENGTH, Token, hash_of, new_secret
from unknot.operations import finding
from unknot.store import members, tokens
from unknot.store.directory import Directory
from unknot.store.work import Work


class NewToken(msgspec.Struct, frozen=True):
    """A token with its secret: the only time that anybody sees it."""

    token: Token
    secret: str


def create_token(
    work: Work,
    user: UserId,
    workspace: WorkspaceId,
    *,
    name: str,
    scope: Scope = Scope.WRITE,
    expires_at: datetime | None = None,
    by: Actor,
) -> NewToken:
    """Let programs speak for a user in a workspace."""
    _require_speaker(work, user, workspace, by)
    if by.id == user:
        finding.workspace_for(work, workspace, Role.GUEST, by=by)
    refuse_if(text_problems("name", name, at_most=work.limits.title))
    _require_belonging(work, user, workspace)
    secret = new_secret(secrets.choice)
    token = Token(
        id=TokenId(0),
        uuid=work.new_uuid(),
        user=user,
        workspace=workspace,
        name=name,
        tail=secret[-TAIL_LENGTH:],
        scope=scope,
        expires_at=expires_at,
        created_at=work.now(),
    )
    token = replace(token, id=tokens.add(work.db, token, token_hash=hash_of(secret)))
    work.record(TokenCreated(token=token.id, user=user, name=name), by=by, workspace=workspace)
    return NewToken(token, secret)


def revoke_token(work: Work, user: UserId, uuid: str, *, by: Actor) -> None:
    """Make a token worthless, from the next request on."""
    token = next((token for token, _ in tokens.of_user(work.db, user) if token.uuid == uuid), None)
    if token is None:
        raise NotFound("token", says("No token %(uuid)s of this user", uuid=uuid))
    _require_speaker(work, user, token.workspace, by)
    tokens.revoke(work.db, token.id, at=work.now())
    work.record(TokenRevoked(token=token.id, user=user, name=token.name), by=by, workspace=token.workspace)


def _require_speaker(work: Work, user: UserId, workspace: WorkspaceId, by: Actor) -> None:
    """Tokens are their user's own business, and that of the workspace's owners; never that of a token that reads."""
    if by.id != user or not by.may_write:
        finding.workspace_for(work, workspace, Role.OWNER, by=by)


def _require_belonging(work: Work, user: UserId, workspace: WorkspaceId) -> None:
    if not members.belongs(work.db, user, workspace):
        name, home = work.directory.user(user).username, work.directory.workspace(workspace).alias
        raise Conflict(
            says(
                "%(user)s has no role in %(workspace)s, nor in a project of it. Give them one first.",
                user=name,
                workspace=home,
            )
        )


def recognise(directory: Directory, secret: str, *, now: datetime) -> Token:
    """The valid token with this secret, or a refusal that does not tell what is wrong with it."""
    token = _valid(directory, secret, now)
    if token.scope is Scope.FEED:
        raise BadCredentials(says("This token reads feeds and calendars at their addresses, and nothing else."))
    return token


def recognise_feed(directory: Directory, secret: str, *, now: datetime) -> Token:
    """The same of a secret that stands in the address of a feed. No greater right may be written into an address."""
    token = _valid(directory, secret, now)
    if token.scope is not Scope.FEED:
        raise BadCredentials(says("The address of a feed takes a token of its own, with the scope feed."))
    return token


def _valid(directory: Directory, secret: str, now: datetime) -> Token:
    token = directory.token(secret)
    if token is None or not token.is_valid(now):
        raise BadCredentials(says("The token is wrong, expired or revoked, or its user is blocked. Use a valid one."))
    return token


def note_token_uses(work: Work, uses: Mapping[TokenId, datetime]) -> None:
    """Remember when tokens were last used. Nobody's wish, so no event."""
    tokens.note_uses(work.db, uses)
