"""A web session: somebody is signed in to the pages, on one browser, until they sign out or stay away."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

import msgspec

from unknot.domain.ids import UserId, WebSessionId

STAYS_FOR: Final = timedelta(days=30)  # since it was last used
NOTED_EVERY: Final = timedelta(hours=1)  # how exactly "last used" is known; each note is a write
SECRET_BYTES: Final = 32
MAX_AGENT: Final = 300  # characters of what a browser says it is


class WebSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session without its secret."""

    id: WebSessionId
    uuid: str
    user: UserId
    agent: str
    address: str
    created_at: datetime
    seen_at: datetime

    def is_valid(self, now: datetime) -> bool:
        return now < self.seen_at + STAYS_FOR

    def is_due_for_note(self, now: datetime) -> bool:
        return now >= self.seen_at + NOTED_EVERY


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
