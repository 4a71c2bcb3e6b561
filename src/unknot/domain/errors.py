"""Everything that Unknot may refuse, in words for people.

Each class is one reason; a dialect has one table that gives it a status and a shape. A sentence says what is wrong,
why, and what would be right, and names the things involved. No HTTP here.
"""

from collections.abc import Sequence
from typing import ClassVar, Self

import msgspec

from unknot.domain.sentence import Sentence, listed, says


class Refused(Exception):
    """A wish that cannot be granted, and why. `code` is for programs and never changes."""

    code: ClassVar[str] = "refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.sentence = message  # pages say a `Sentence` in the reader's language
        self.message = str(message)


class BadCredentials(Refused):
    """Nobody we know: no token, a wrong or expired one, or one of a blocked user."""

    code = "bad_credentials"


class Forbidden(Refused):
    """Somebody we know, who may not do this."""

    code = "forbidden"


class NotFound(Refused):
    """The thing asked for is not there, is in the trash, or must look as if it were not there."""

    code = "not_found"

    def __init__(self, noun: str, message: str) -> None:
        super().__init__(message)
        self.noun = noun


class Problem(msgspec.Struct, frozen=True):
    """One field of the input, and what is wrong with it."""

    field: str
    sentence: str

    @property
    def message(self) -> str:
        """In English, as programs are told."""
        return str(self.sentence)

    @property
    def whole(self) -> Sentence:
        return says("%(field)s %(problem)s", field=says(self.field), problem=self.sentence)


class Invalid(Refused):
    """Input with values that cannot be accepted; every problem is named, not only the first."""

    code = "invalid"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(listed((problem.whole for problem in problems), "; "))
        self.problems = tuple(problems)

    @classmethod
    def field(cls, field: str, message: str) -> Self:
        return cls([Problem(field, message)])


class Conflict(Refused):
    """The wish is fine, but what is already there stands against it."""

    code = "conflict"


class Unrelatable(Refused):
    """Two issues that cannot be related in this way."""

    code = "unrelatable"


class TooLarge(Refused):
    """More than a limit allows; the sentence names the limit and the setting that moves it."""

    code = "too_large"


class Unavailable(Refused):
    """The store cannot answer now: the disk is full, or another process holds the database."""

    code = "unavailable"
