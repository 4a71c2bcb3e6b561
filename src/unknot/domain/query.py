"""The words in which people say which issues they mean: `is:open level:P0,P1 -label:wontfix assignee:me checkout`.

A term is `key:value`; several values, parted by commas, are alternatives; "-" before a term turns it round. What has no
key is text to look for. All terms must hold. Any text is a legal query: what cannot be understood becomes a problem
with its place, and the rest still applies.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec


class Key(StrEnum):
    """What a term may speak of."""

    IS = "is"  # open or closed
    STATUS = "status"
    LEVEL = "level"
    LABEL = "label"
    ASSIGNEE = "assignee"
    CREATOR = "creator"
    WATCHER = "watcher"
    CHANNEL = "channel"
    CREATED = "created"
    UPDATED = "updated"
    ACKNOWLEDGED = "acknowledged"
    COMPLETED = "completed"
    REOPENED = "reopened"
    SORT = "sort"
    GROUP = "group"


KEYS = {key.value: key for key in Key}
SETTINGS = frozenset({Key.SORT, Key.GROUP})  # say how to show issues, not which
MOST_CHARACTERS = 1000  # of a query
_TOKEN = re.compile(
    r"""
    (?P<minus>-)? (?P<key>[a-z]+) : (?P<values> (?:"[^"]*"|[^\s",]+) (?:,(?:"[^"]*"|[^\s",]+))* )
    | "(?P<quoted>[^"]*)"
    | (?P<word>\S+)
    """,
    re.VERBOSE,
)
_VALUE = re.compile(r'"([^"]*)"|([^",]+)')
_NEEDS_QUOTES = re.compile(r"[\s,:]|^-|^$")


class Term(msgspec.Struct, frozen=True):
    """One condition. The place is where it begins in the text; terms that differ only there are the same."""

    key: Key
    values: tuple[str, ...]
    is_negated: bool = False
    place: int = 0

    def __str__(self) -> str:
        return f"{'-' if self.is_negated else ''}{self.key.value}:{','.join(map(_quoted, self.values))}"


class Problem(msgspec.Struct, frozen=True):
    """What could not be understood, and where it stands."""

    place: int
    length: int
    message: str


class Query(msgspec.Struct, frozen=True):
    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()  # text to look for
    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        return " ".join([*map(str, self.terms), *map(_quoted, self.words)])

    def of(self, key: Key) -> Term | None:
        """The last term that says this."""
        return next((term for term in reversed(self.terms) if term.key is key and not term.is_negated), None)

    def value(self, key: Key) -> str | None:
        """The first value of the last term that says this."""
        term = self.of(key)
        return None if term is None else term.values[0]

    def having(self, key: Key, *values: str) -> "Query":
        """The same query, with this instead of what it said of the key; without values, it says nothing of it."""
        others = tuple(term for term in self.terms if term.key is not key)
        return Query((*others, Term(key, values)) if values else others, self.words)

    def toggling(self, key: Key, value: str) -> "Query":
        """The same query with one value more, or less if it is there."""
        term = self.of(key)
        present = term.values if term is not None else ()
        rest = tuple(one for one in present if one != value)
        return self.having(key, *(rest if value in present else (*present, value)))


def parse(text: str) -> Query:
    """Read a query. Never fails."""
    terms: list[Term] = []
    words: list[str] = []
    problems: list[Problem] = []
    for match in _TOKEN.finditer(text[:MOST_CHARACTERS]):
        if match["key"] is None:
            words += [word for word in (match["quoted"] or match["word"],) if word]
        elif match["key"] in KEYS:
            values = tuple(_values(match["values"]))
            terms.append(Term(KEYS[match["key"]], values, bool(match["minus"]), match.start()))
        else:
            words.append(match[0])
            problems += _unknown_key(match)
    if len(text) > MOST_CHARACTERS:
        problems.append(Problem(MOST_CHARACTERS, 1, f"A query has at most {MOST_CHARACTERS} characters"))
    return Query(tuple(terms), tuple(words), tuple(problems))


def _unknown_key(match: re.Match[str]) -> Iterator[Problem]:
    """Perhaps a slip, but not in an address or a name such as std::vector: those are only text."""
    if match["values"][0] not in "/:":
        sentence = f'There is no key "{match["key"]}", so this is looked for as text; there are {", ".join(KEYS)}'
        yield Problem(match.start(), len(match[0]), sentence)


def _values(text: str) -> Iterator[str]:
    for match in _VALUE.finditer(text):
        yield match[1] if match[1] is not None else match[2]


def _quoted(value: str) -> str:
    return f'"{value}"' if _NEEDS_QUOTES.search(value) and '"' not in value else value
