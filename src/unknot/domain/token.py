"""A token: the secret by which a program speaks for a user in a workspace.

It is `unk_`, thirty random characters and six of a checksum, so that a typo is refused without a look-up and secret
scanners can recognise one. Only its SHA-256 is stored: it is random, so there is nothing to guess and no need to be
slow.
"""

import hashlib
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from unknot.domain.access import Actor, Scope
from unknot.domain.ids import TokenId, UserId, WorkspaceId

PREFIX = "unk_"
RANDOM_LENGTH = 30  # base62: 178 bits
CHECK_LENGTH = 6
TAIL_LENGTH = 4  # shown in lists, so that people know which one it is
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A token without its secret. It works up to and not including `expires_at`; None never ends."""

    id: TokenId
    uuid: str
    user: UserId
    workspace: WorkspaceId
    name: str
    tail: str
    scope: Scope
    expires_at: datetime | None
    created_at: datetime

    def is_valid(self, now: datetime) -> bool:
        return self.expires_at is None or now < self.expires_at

    @property
    def last_day(self) -> date | None:
        """The last day on which it works, in UTC."""
        return None if self.expires_at is None else (self.expires_at - timedelta(microseconds=1)).date()

    @property
    def actor(self) -> Actor:
        return Actor(id=self.user, workspace=self.workspace, scope=self.scope)


def end_of(day: date) -> datetime:
    """The moment at which a token ends whose last day this is, in UTC; the last day that there is never is over."""
    begin = datetime.combine(day, time(), UTC)
    return datetime.max.replace(tzinfo=UTC) if day == date.max else begin + timedelta(days=1)


def new_secret(choose: Callable[[str], str]) -> str:
    """A fresh secret; `choose` picks one character at random."""
    body = "".join(choose(_ALPHABET) for _ in range(RANDOM_LENGTH))
    return f"{PREFIX}{body}{_checksum(body)}"


def is_well_formed(secret: str) -> bool:
    body, check = secret[len(PREFIX) : -CHECK_LENGTH], secret[-CHECK_LENGTH:]
    return secret.startswith(PREFIX) and len(body) == RANDOM_LENGTH and check == _checksum(body)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _checksum(body: str) -> str:
    value, digits = zlib.crc32(body.encode()), []
    for _ in range(CHECK_LENGTH):
        value, digit = divmod(value, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
