"""What of a query could not be understood. The sentences are made here; pages make them in the visitor's language."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

import msgspec


class Wrong(StrEnum):
    """What may be wrong. A sentence has %(given)s, what stands there, and %(part)s, the whole term that is left out."""

    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TOO_DEEP = "too_deep"
    UNKNOWN_KEY = "unknown_key"
    NO_VALUE = "no_value"
    OPEN_QUOTE = "open_quote"
    OPEN_BRACKET = "open_bracket"
    STRAY_BRACKET = "stray_bracket"
    EMPTY_BRACKETS = "empty_brackets"
    UNKNOWN_VALUE = "unknown_value"
    UNKNOWN_LABEL = "unknown_label"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_PROJECT = "unknown_project"
    UNKNOWN_ISSUE = "unknown_issue"
    NO_TIME = "no_time"
    NO_NUMBER = "no_number"
    NOT_YET = "not_yet"


SENTENCES: Final[Mapping[Wrong, str]] = {
    Wrong.TOO_LONG: "A query has at most %(given)s characters; what follows is left out",
    Wrong.TOO_MANY: "A query has at most %(given)s parts; what follows is left out",
    Wrong.TOO_DEEP: "Brackets may stand in brackets %(given)s deep; what is deeper is left out",
    Wrong.UNKNOWN_KEY: 'There is no key "%(given)s", so this is looked for as text',
    Wrong.NO_VALUE: '"%(given)s" needs a value, so it is left out',
    Wrong.OPEN_QUOTE: "This quote has no end, so all that follows is one text",
    Wrong.OPEN_BRACKET: 'This bracket has no end; ")" was expected',
    Wrong.STRAY_BRACKET: 'This bracket ends nothing, so it is left out; put quotes around it to look for ")"',
    Wrong.EMPTY_BRACKETS: "There is nothing in these brackets, so they are left out",
    Wrong.UNKNOWN_VALUE: '"%(given)s" is no value here, so %(part)s is left out',
    Wrong.UNKNOWN_LABEL: 'There is no label "%(given)s" here, so %(part)s is left out',
    Wrong.UNKNOWN_PERSON: 'There is nobody called "%(given)s", so %(part)s is left out',
    Wrong.UNKNOWN_PROJECT: 'There is no project "%(given)s" that you may read, so %(part)s is left out',
    Wrong.UNKNOWN_ISSUE: 'There is no issue "%(given)s" that you may read, so %(part)s is left out',
    Wrong.NO_TIME: '"%(given)s" is no time, so %(part)s is left out',
    Wrong.NO_NUMBER: '"%(given)s" is no number, so %(part)s is left out',
    Wrong.NOT_YET: "%(part)s cannot be looked for yet, so it is left out",
}
EXPECTED: Final = "%(sentence)s; expected: %(expected)s"


class Problem(msgspec.Struct, frozen=True):
    """What could not be understood, where it stands, and what could stand there instead."""

    place: int
    length: int
    code: Wrong
    given: str = ""
    part: str = ""
    expected: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        return self.sentence(str)

    def sentence(self, translated: Callable[[str], str]) -> str:
        """The sentence in some language."""
        sentence = translated(SENTENCES[self.code]) % {"given": self.given, "part": self.part}
        if not self.expected:
            return sentence
        return translated(EXPECTED) % {"sentence": sentence, "expected": ", ".join(self.expected)}
