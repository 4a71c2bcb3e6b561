"""What of a query could not be understood. The sentences are made here; pages make them in the visitor's language."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import msgspec

from unknot.domain.sentence import Sentence, says


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


SENTENCES: Final[Mapping[Wrong, Sentence]] = {
    Wrong.TOO_LONG: says("A query has at most %(given)s characters; what follows is left out"),
    Wrong.TOO_MANY: says("A query has at most %(given)s parts; what follows is left out"),
    Wrong.TOO_DEEP: says("Brackets may stand in brackets %(given)s deep; what is deeper is left out"),
    Wrong.UNKNOWN_KEY: says('There is no key "%(given)s", so this is looked for as text'),
    Wrong.NO_VALUE: says('"%(given)s" needs a value, so it is left out'),
    Wrong.OPEN_QUOTE: says("This quote has no end, so all that follows is one text"),
    Wrong.OPEN_BRACKET: says("This bracket has no end"),
    Wrong.STRAY_BRACKET: says('This bracket ends nothing, so it is left out; put quotes around it to look for ")"'),
    Wrong.EMPTY_BRACKETS: says("There is nothing in these brackets, so they are left out"),
    Wrong.UNKNOWN_VALUE: says('"%(given)s" is no value here, so %(part)s is left out'),
    Wrong.UNKNOWN_LABEL: says('There is no label "%(given)s" here, so %(part)s is left out'),
    Wrong.UNKNOWN_PERSON: says('There is nobody called "%(given)s", so %(part)s is left out'),
    Wrong.UNKNOWN_PROJECT: says('There is no project "%(given)s" that you may read, so %(part)s is left out'),
    Wrong.UNKNOWN_ISSUE: says('There is no issue "%(given)s" that you may read, so %(part)s is left out'),
    Wrong.NO_TIME: says('"%(given)s" is no time, so %(part)s is left out'),
    Wrong.NO_NUMBER: says('"%(given)s" is no number, so %(part)s is left out'),
}
EXPECTED: Final = says("%(sentence)s; expected: %(expected)s")


class Problem(msgspec.Struct, frozen=True):
    """What could not be understood, where it stands, and what could stand there instead."""

    place: int
    length: int
    code: Wrong
    given: str = ""
    part: str = ""
    expected: tuple[str, ...] = ()

    @property
    def message(self) -> Sentence:
        sentence = _filled(SENTENCES[self.code], given=self.given, part=self.part)
        return _filled(EXPECTED, sentence=sentence, expected=self._alternatives) if self.expected else sentence

    @property
    def _alternatives(self) -> Sentence:
        """What was expected: words of the language stay as they are, others are translated."""
        places = {f"_{at}": text for at, text in enumerate(self.expected)}
        return Sentence.made_of(", ".join(f"%({name})s" for name in places), places)


def _filled(pattern: Sentence, **places: str) -> Sentence:
    return Sentence.made_of(pattern.pattern, places)
