"""Tokens, found by the hash of their secret."""

from collections.abc import Mapping
from datetime import datetime

from unknot.domain.access import Scope
from unknot.domain.ids import TokenId, UserId, WorkspaceId
from unknot.domain.token import Token, hash_of, is_well_formed
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_micros_or_none, to_time, to_time_or_none

COLUMNS = "t.id, t.uuid, t.user_id, t.workspace_id, t.name, t.tail, t.scope, t.expires_at, t.created_at"
BY_HASH = statement(
    f"""
    SELECT {COLUMNS} FROM tokens t JOIN users u ON u.id = t.user_id
    WHERE t.hash = :hash AND t.revoked_at IS NULL AND NOT u.is_blocked
    """
)
OF_USER = statement(
    f"""
    SELECT {COLUMNS}, s.last_used_at FROM tokens t LEFT JOIN token_uses s ON s.token_id = t.id
    WHERE t.user_id = :user AND t.revoked_at IS NULL ORDER BY t.id
    """
)
OF_WORKSPACE = statement(
    f"SELECT {COLUMNS} FROM tokens t WHERE t.workspace_id = :workspace AND t.revoked_at IS NULL ORDER BY t.id"
)
ADD = statement(
    """
    INSERT INTO tokens (uuid, user_id, workspace_id, name, hash, tail, scope, expires_at, created_at)
    VALUES (:uuid, :user, :workspace, :name, :hash, :tail, :scope, :expires_at, :created_at) RETURNING id
    """
)
REVOKE = statement("UPDATE tokens SET revoked_at = :at WHERE id = :token")
USED = statement(
    """
    INSERT INTO token_uses (token_id, last_used_at) VALUES (:token, :at)
    ON CONFLICT (token_id) DO UPDATE SET last_used_at = excluded.last_used_at
    WHERE token_uses.last_used_at < excluded.last_used_at
    """
)


def to_token(row: Row) -> Token:
    return Token(
        id=row[0],
        uuid=row[1],
        user=row[2],
        workspace=row[3],
        name=row[4],
        tail=row[5],
        scope=Scope(row[6]),
        expires_at=to_time_or_none(row[7]),
        created_at=to_time(row[8]),
    )


def by_secret(db: Session, secret: str) -> Token | None:
    """A token that is neither revoked nor of a blocked user. It may have expired: ask it."""
    row = db.row(BY_HASH, hash=hash_of(secret)) if is_well_formed(secret) else None
    return None if row is None else to_token(row)


def of_user(db: Session, user: UserId) -> list[tuple[Token, datetime | None]]:
    """A user's tokens, each with the time of its last use."""
    return [(to_token(row), to_time_or_none(row[9])) for row in db.rows(OF_USER, user=user)]


def of_workspace(db: Session, workspace: WorkspaceId) -> list[Token]:
    """Everybody's tokens, oldest first."""
    return [to_token(row) for row in db.rows(OF_WORKSPACE, workspace=workspace)]


def add(db: Session, token: Token, *, token_hash: str) -> TokenId:
    """Store a new token; the id that it got."""
    return TokenId(
        db.value(
            ADD,
            uuid=token.uuid,
            user=token.user,
            workspace=token.workspace,
            name=token.name,
            hash=token_hash,
            tail=token.tail,
            scope=token.scope.value,
            expires_at=to_micros_or_none(token.expires_at),
            created_at=to_micros(token.created_at),
        )
    )


def revoke(db: Session, token: TokenId, *, at: datetime) -> None:
    db.run(REVOKE, token=token, at=to_micros(at))


def note_uses(db: Session, uses: Mapping[TokenId, datetime]) -> None:
    """Remember when tokens were last used."""
    db.run_many(USED, [{"token": token, "at": to_micros(at)} for token, at in uses.items()])
