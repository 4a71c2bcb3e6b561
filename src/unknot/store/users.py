"""Users: who can act on this instance."""

from unknot.domain.ids import UserId
from unknot.domain.people import User
from unknot.domain.text import fold
from unknot.store.page import Page, Slice
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

COLUMNS = "id, uuid, username, name, surname, email, is_bot, is_blocked, created_at"
BY_ID = statement(f"SELECT {COLUMNS} FROM users WHERE id = :user")
BY_UUID = statement(f"SELECT {COLUMNS} FROM users WHERE uuid = :uuid")
BY_NAME = statement(f"SELECT {COLUMNS} FROM users WHERE username_key = :key")
BY_EMAIL = statement(f"SELECT {COLUMNS} FROM users WHERE email = :email ORDER BY id LIMIT 1")
EVERY = statement(f"SELECT {COLUMNS} FROM users ORDER BY id LIMIT :limit OFFSET :skip")
COUNT = statement("SELECT COUNT(*) FROM users")
ADD = statement(
    """
    INSERT INTO users (uuid, username, username_key, name, surname, email, password_hash,
                       is_bot, is_blocked, created_at)
    VALUES (:uuid, :username, :key, :name, :surname, :email, :password_hash, :is_bot, FALSE, :created_at)
    RETURNING id
    """
)
SAVE = statement("UPDATE users SET name = :name, surname = :surname, email = :email WHERE id = :user")
ANY = statement("SELECT 1 FROM users LIMIT 1")
SET_BLOCKED = statement("UPDATE users SET is_blocked = :is_blocked WHERE id = :user")
SET_PASSWORD = statement("UPDATE users SET password_hash = :password_hash WHERE id = :user")


def to_user(row: Row) -> User:
    return User(
        id=row[0],
        uuid=row[1],
        username=row[2],
        name=row[3],
        surname=row[4],
        email=row[5],
        is_bot=bool(row[6]),
        is_blocked=bool(row[7]),
        created_at=to_time(row[8]),
    )


def by_id(db: Session, user: UserId) -> User:
    """A user that is known to exist: users are blocked, never deleted."""
    row = db.row(BY_ID, user=user)
    if row is None:
        raise LookupError(f"no user {user}")
    return to_user(row)


def by_uuid(db: Session, uuid: str) -> User | None:
    row = db.row(BY_UUID, uuid=uuid)
    return None if row is None else to_user(row)


def by_name(db: Session, folded: str) -> User | None:
    row = db.row(BY_NAME, key=folded)
    return None if row is None else to_user(row)


def by_email(db: Session, email: str) -> User | None:
    """The first user with this address; nobody has the empty one."""
    row = db.row(BY_EMAIL, email=email) if email else None
    return None if row is None else to_user(row)


def every(db: Session, page: Page) -> Slice[User]:
    """Everybody on this instance, oldest first."""
    rows = db.rows(EVERY, limit=page.size, skip=page.skip)
    return Slice([to_user(row) for row in rows], db.value(COUNT))


def add(db: Session, user: User, *, password_hash: str | None) -> UserId:
    """Store a new user; the id that it got."""
    return UserId(
        db.value(
            ADD,
            uuid=user.uuid,
            username=user.username,
            key=fold(user.username),
            name=user.name,
            surname=user.surname,
            email=user.email,
            password_hash=password_hash,
            is_bot=user.is_bot,
            created_at=to_micros(user.created_at),
        )
    )


def save(db: Session, user: User) -> None:
    """Store a changed name or address."""
    db.run(SAVE, user=user.id, name=user.name, surname=user.surname, email=user.email)


def is_anybody_there(db: Session) -> bool:
    """Whether this instance has any user, or is as new as it can be."""
    return db.row(ANY) is not None


def set_blocked(db: Session, user: UserId, *, is_blocked: bool) -> None:
    db.run(SET_BLOCKED, user=user, is_blocked=is_blocked)


def set_password(db: Session, user: UserId, password_hash: str) -> None:
    db.run(SET_PASSWORD, user=user, password_hash=password_hash)
