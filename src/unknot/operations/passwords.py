"""Passwords as they are stored: argon2id with OWASP's least parameters.

These are slow on purpose: call them outside of a transaction.
"""

import secrets
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from unknot.domain.people import password_problems
from unknot.domain.text import refuse_if

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # about 40 ms


def hash_password(password: str) -> str:
    """The text to store for a password; refused if the password is too short or too long."""
    refuse_if(password_problems(password))
    return _HASHER.hash(password)


@cache
def unmatched() -> str:
    """A text that no password gave: to be as slow for a name that nobody has."""
    return _HASHER.hash(secrets.token_hex())


def is_password(password: str, stored: str) -> bool:
    """Whether this password gave that text."""
    try:
        return _HASHER.verify(stored, password)
    except VerificationError:
        return False
