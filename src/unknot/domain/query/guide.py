"""Every key: what may stand behind it, and which issues it finds. Documents, the help page and completion read this."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

import msgspec

from unknot.domain.issue import SourceType
from unknot.domain.query.keys import Has, Key
from unknot.domain.query.numbers import EXPECTED_NUMBERS
from unknot.domain.query.sorting import EXPECTED_SORTS
from unknot.domain.query.times import EXPECTED_TIMES
from unknot.domain.sentence import says
from unknot.domain.status import Status

NONE: Final = "none"
ME: Final = "me"


class Kind(Enum):
    """What may stand behind a key, beside its own words. The value says it."""

    WORDS = ""  # only the words that the key has
    LEVEL = says("a level")
    LABEL = says("a label")
    PERSON = says("a user name")
    CHANNEL = says("a channel")
    PROJECT = says("the alias or key of a project")
    ISSUE_KEY = says("a key, such as OPS-12")
    ISSUE = says("an issue, such as OPS-12 or #12")
    NUMBER = says("a number")
    TEXT = says("a word")
    SOURCE = says("the name of a monitor or a dashboard")
    TIME = says("a time")


class Meaning(msgspec.Struct, frozen=True):
    """What a key means."""

    finds: str
    words: Sequence[str] = ()  # values that mean something of their own
    kind: Kind = Kind.WORDS
    examples: Sequence[str] = ()

    @property
    def literals(self) -> tuple[str, ...]:
        """Values that can be typed as they stand here."""
        return (*self.words, *self.examples)

    @property
    def expected(self) -> tuple[str, ...]:
        """What may stand behind the key, in a few words."""
        return (*filter(None, [self.kind.value]), *self.literals)


def _person(finds: str, *words: str) -> Meaning:
    return Meaning(finds, (ME, *words), Kind.PERSON)


def _time(finds: str) -> Meaning:
    return Meaning(finds, kind=Kind.TIME, examples=EXPECTED_TIMES)


def _issue(finds: str) -> Meaning:
    return Meaning(finds, kind=Kind.ISSUE)


_STATUSES: Final = tuple(status.value.replace("_", "-") for status in Status)

GUIDE: Final[Mapping[Key, Meaning]] = {
    Key.IS: Meaning(says("open, in progress or pending; completed or closed"), ("open", "closed")),
    Key.STATUS: Meaning(says("of a status"), _STATUSES),
    Key.LEVEL: Meaning(says("of a level; of several, as in P0..P2; without one"), (NONE,), Kind.LEVEL),
    Key.LABEL: Meaning(says("with a label; without any"), (NONE,), Kind.LABEL),
    Key.ASSIGNEE: _person(says("that somebody is responsible for; that nobody is"), NONE),
    Key.CREATOR: _person(says("filed by somebody")),
    Key.UPDATOR: _person(says("last changed by somebody")),
    Key.WATCHER: _person(says("that somebody watches")),
    Key.CHANNEL: Meaning(says("delivered to a channel"), kind=Kind.CHANNEL),
    Key.PROJECT: Meaning(says("of a project"), kind=Kind.PROJECT),
    Key.KEY: Meaning(says("with this key"), kind=Kind.ISSUE_KEY),
    Key.NUMBER: Meaning(says("with this number, in any project"), kind=Kind.NUMBER, examples=EXPECTED_NUMBERS),
    Key.TITLE: Meaning(says("with this in the title"), kind=Kind.TEXT),
    Key.HAS: Meaning(says("that have one"), tuple(Has)),
    Key.SOURCE: Meaning(says("filed from there"), tuple(one.value for one in SourceType if one), Kind.SOURCE),
    Key.CREATED: _time(says("filed then")),
    Key.UPDATED: _time(says("last changed then")),
    Key.ACKNOWLEDGED: _time(says("taken up then")),
    Key.COMPLETED: _time(says("completed then")),
    Key.REOPENED: _time(says("opened again then")),
    Key.RELATED: _issue(says("related to this one in any way")),
    Key.PARENT: _issue(says("that are children of this one")),
    Key.CHILD: _issue(says("that are the parent of this one")),
    Key.BLOCKS: _issue(says("that come before this one")),
    Key.BLOCKED_BY: _issue(says("that come after this one")),
    Key.AFFECTS: _issue(says("that affect this one")),
    Key.AFFECTED_BY: _issue(says("that this one affects")),
    Key.DUPLICATES: _issue(says("that are duplicates of this one")),
    Key.DUPLICATED_BY: _issue(says("that this one is a duplicate of")),
    Key.TESTS: _issue(says("that test this one")),
    Key.TESTED_BY: _issue(says("that this one tests")),
    Key.PARAMETERS_USED_BY: _issue(says("whose parameters this one uses")),
    Key.USES_PARAMETERS_OF: _issue(says("that use the parameters of this one")),
    Key.TEST_CASE_FOR: _issue(says("that are test cases for this one")),
    Key.SHARED_STEPS_OF: _issue(says("that hold shared steps of this one")),
    Key.RELATES: _issue(says("related to this one, and not in another way")),
    Key.SORT: Meaning(says("What comes first. With - it is the greatest: the newest, the most urgent"), EXPECTED_SORTS),
    Key.GROUP: Meaning(says("The sections of a list, the columns of a board"), ("status", "level", "assignee", NONE)),
    Key.LANES: Meaning(says("The rows of a board, across its columns"), ("status", "level", "assignee", NONE)),
}

RULES: Final[Sequence[tuple[str, str]]] = (  # an example, and what it shows
    ("level:P0,P1 checkout", says("A term is a key and a value; values parted by commas are alternatives.")),
    ("checkout timeout", says("Whatever has no key is text to look for. What stands side by side must all hold.")),
    ("label:bug or level:P0", says("Between alternatives stands or. It binds weaker than standing side by side.")),
    ("is:open (label:bug or level:P0)", says("Brackets hold together.")),
    ("-label:wontfix -checkout", says("A - or not turns round the term, the word or the bracket behind it.")),
    ('label:"needs review" "5xx above"', says('Quotes hold words together; "" stands for a quote in them.')),
    ("updated:>7d", says("Within the last seven days; <2w is longer ago. Units: m, h, d, w, from minutes to weeks.")),
    ("created:2026-01-01..2026-01-31", says("From one day to another; one of the two may be left out.")),
    ("completed:last-month", says("Also today, yesterday, this-week, last-week, this-month, this-year, last-year.")),
    ("level:P0..P2", says("Levels have ranges, and so have numbers: number:10..20, number:>10.")),
)
