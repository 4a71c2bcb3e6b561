"""Who is signed in to the pages, and what they prefer to see."""

from datetime import datetime

import msgspec

from unknot.domain.ids import UserId, WebSessionId
from unknot.domain.preferences import DEFAULTS, Preferences
from unknot.domain.web_session import WebSession
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

COLUMNS = "s.id, s.uuid, s.user_id, s.agent, s.address, s.created_at, s.seen_at"
BY_HASH = statement(
    f"""
    SELECT {COLUMNS}, p.chosen
    FROM web_sessions s JOIN users u ON u.id = s.user_id LEFT JOIN preferences p ON p.user_id = s.user_id
    WHERE s.hash = :hash AND NOT u.is_blocked
    """
)
OF_USER = statement(f"SELECT {COLUMNS} FROM web_sessions s WHERE s.user_id = :user ORDER BY s.seen_at DESC, s.id DESC")
ADD = statement(
    """
    INSERT INTO web_sessions (uuid, user_id, hash, agent, address, created_at, seen_at)
    VALUES (:uuid, :user, :hash, :agent, :address, :created_at, :seen_at) RETURNING id
    """
)
NOTE = statement("UPDATE web_sessions SET seen_at = :seen_at, address = :address WHERE id = :session")
REMOVE = statement("DELETE FROM web_sessions WHERE id = :session")
REMOVE_OTHERS = statement("DELETE FROM web_sessions WHERE user_id = :user AND id <> :session")
REMOVE_ALL = statement("DELETE FROM web_sessions WHERE user_id = :user")
REMOVE_STALE = statement("DELETE FROM web_sessions WHERE user_id = :user AND seen_at < :before")
PREFERENCES = statement("SELECT chosen FROM preferences WHERE user_id = :user")
PREFER = statement(
    """
    INSERT INTO preferences (user_id, chosen) VALUES (:user, :chosen)
    ON CONFLICT (user_id) DO UPDATE SET chosen = excluded.chosen
    """
)
PASSWORD_OF = statement("SELECT password_hash FROM users WHERE id = :user AND NOT is_blocked")

_decode = msgspec.json.Decoder(Preferences).decode
_encode = msgspec.json.Encoder().encode


def to_web_session(row: Row) -> WebSession:
    return WebSession(
        id=row[0],
        uuid=row[1],
        user=row[2],
        agent=row[3],
        address=row[4],
        created_at=to_time(row[5]),
        seen_at=to_time(row[6]),
    )


def by_hash(db: Session, secret_hash: str) -> tuple[WebSession, Preferences] | None:
    """A session of somebody who is not blocked, and what they prefer."""
    row = db.row(BY_HASH, hash=secret_hash)
    return None if row is None else (to_web_session(row), _to_preferences(row[7]))


def of_user(db: Session, user: UserId) -> list[WebSession]:
    """Where somebody is signed in, last used first."""
    return [to_web_session(row) for row in db.rows(OF_USER, user=user)]


def add(db: Session, session: WebSession, *, secret_hash: str) -> WebSessionId:
    return WebSessionId(
        db.value(
            ADD,
            uuid=session.uuid,
            user=session.user,
            hash=secret_hash,
            agent=session.agent,
            address=session.address,
            created_at=to_micros(session.created_at),
            seen_at=to_micros(session.seen_at),
        )
    )


def note_use(db: Session, session: WebSessionId, *, at: datetime, address: str) -> None:
    db.run(NOTE, session=session, seen_at=to_micros(at), address=address)


def remove(db: Session, session: WebSessionId) -> None:
    db.run(REMOVE, session=session)


def remove_others(db: Session, user: UserId, session: WebSessionId) -> None:
    db.run(REMOVE_OTHERS, user=user, session=session)


def remove_all(db: Session, user: UserId) -> None:
    db.run(REMOVE_ALL, user=user)


def remove_stale(db: Session, user: UserId, *, before: datetime) -> None:
    db.run(REMOVE_STALE, user=user, before=to_micros(before))


def preferences(db: Session, user: UserId) -> Preferences:
    return _to_preferences(db.value(PREFERENCES, user=user))


def prefer(db: Session, user: UserId, chosen: Preferences) -> None:
    db.run(PREFER, user=user, chosen=_encode(chosen).decode())


def password_hash_of(db: Session, user: UserId) -> str | None:
    """What is stored of somebody's password: nothing for a bot, and for who is blocked."""
    found: str | None = db.value(PASSWORD_OF, user=user)
    return found


def _to_preferences(text: str | None) -> Preferences:
    return DEFAULTS if text is None else _decode(text)
