"""Sign in to the pages, stay signed in, and sign out."""

import secrets
from datetime import datetime

import msgspec
from msgspec.structs import replace

from unknot.domain.access import Actor
from unknot.domain.errors import NotFound
from unknot.domain.events import PasswordChanged, SignedIn, SignedOut
from unknot.domain.ids import UserId, WebSessionId, WorkspaceId
from unknot.domain.people import User
from unknot.domain.preferences import Preferences
from unknot.domain.sentence import says
from unknot.domain.web_session import MAX_AGENT, SECRET_BYTES, STAYS_FOR, WebSession, hash_of
from unknot.operations.passwords import is_password, unmatched
from unknot.store import users, web_sessions
from unknot.store.session import Session
from unknot.store.work import Work


class NewWebSession(msgspec.Struct, frozen=True):
    """A session with its secret: the only time that anybody sees it."""

    session: WebSession
    secret: str


def stored_password(db: Session, user: User | None) -> str | None:
    """What to hold a password against: nothing for a bot, for who is blocked, and for nobody."""
    return None if user is None else web_sessions.password_hash_of(db, user.id)


def is_right(password: str, stored: str | None) -> bool:
    """Whether this is the password. Slow on purpose, and as slow where there is none: call it on a thread."""
    return is_password(password, stored or unmatched()) and stored is not None


def sign_in(work: Work, user: UserId, *, agent: str, address: str) -> NewWebSession:
    """Open a session for somebody whose password was right; sessions that they left behind are closed."""
    now = work.now()
    web_sessions.remove_stale(work.db, user, before=now - STAYS_FOR)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    session = WebSession(
        id=WebSessionId(0),
        uuid=work.new_uuid(),
        user=user,
        agent=agent[:MAX_AGENT],
        address=address,
        created_at=now,
        seen_at=now,
    )
    session = replace(session, id=web_sessions.add(work.db, session, secret_hash=hash_of(secret)))
    work.record(SignedIn(user=user), by=_themselves(user))
    return NewWebSession(session, secret)


def sign_out(work: Work, user: UserId, uuid: str) -> None:
    """Close one of somebody's sessions, here or on another machine."""
    session = next((one for one in web_sessions.of_user(work.db, user) if one.uuid == uuid), None)
    if session is None:
        raise NotFound("session", says("This session has already ended"))
    web_sessions.remove(work.db, session.id)
    work.record(SignedOut(user=user), by=_themselves(user))


def sign_out_elsewhere(work: Work, session: WebSession) -> None:
    """Close all of somebody's sessions but this one."""
    web_sessions.remove_others(work.db, session.user, session.id)
    work.record(SignedOut(user=session.user), by=_themselves(session.user))


def change_password(work: Work, session: WebSession, password_hash: str) -> None:
    """Give oneself another password; whoever else was signed in with the old one is no longer."""
    users.set_password(work.db, session.user, password_hash)
    web_sessions.remove_others(work.db, session.user, session.id)
    work.record(PasswordChanged(user=session.user), by=_themselves(session.user))


def note_use(work: Work, session: WebSessionId, *, at: datetime, address: str) -> None:
    """Remember that a session was used. Nobody's wish, so no event."""
    web_sessions.note_use(work.db, session, at=at, address=address)


def prefer(work: Work, user: UserId, chosen: Preferences) -> Preferences:
    """Remember how somebody wants to see things. It concerns nobody else, so there is no event."""
    web_sessions.prefer(work.db, user, chosen)
    return chosen


def _themselves(user: UserId) -> Actor:
    """Signing in concerns no workspace."""
    return Actor(id=user, workspace=WorkspaceId(0))
