"""What a query is made of. Each part prints as text that reads the same."""

import re
from typing import Final, TypeAlias, Union

import msgspec
from msgspec.structs import replace

from unknot.domain.query.keys import Key
from unknot.domain.query.problems import Problem
from unknot.domain.query.scanning import reads_bare

_NEEDS_QUOTES: Final = re.compile(r'[\s,"()]|^$')  # as a value

# The place of a part is where it begins in the text. Parts that differ only there mean the same.


class Word(msgspec.Struct, frozen=True):
    """Text to look for. One that is open-ended may be the beginning of a longer word: its end is not typed yet."""

    text: str
    is_quoted: bool = False
    is_negated: bool = False
    place: int = 0
    is_open_ended: bool = False

    def __str__(self) -> str:
        text = quoted(self.text) if self.is_quoted or not reads_bare(self.text) else self.text
        minus = "not " if text.startswith("-") else "-"  # two dashes begin an option of a command
        return f"{minus if self.is_negated else ''}{text}"


class Term(msgspec.Struct, frozen=True):
    """One condition: the key has one of these values."""

    key: Key
    values: tuple[str, ...]
    is_negated: bool = False
    place: int = 0

    def __str__(self) -> str:
        return f"{'-' if self.is_negated else ''}{self.key.value}:{','.join(map(printed_value, self.values))}"


class Group(msgspec.Struct, frozen=True):
    """Parts that must all hold; or any of them."""

    parts: tuple["Part", ...]
    is_any: bool = False
    is_negated: bool = False
    place: int = 0

    def __str__(self) -> str:
        inner = self.bare
        last = inner.rsplit(maxsplit=1)[-1:]
        blank = " " if last and "(" in last[0] else ""  # the bracket behind it would end one in the word
        return f"{'-' if self.is_negated else ''}({inner}{blank})"

    @property
    def bare(self) -> str:
        """The group without brackets."""
        if not self.is_any:
            return " ".join(map(str, self.parts))
        return " or ".join(_alternative(part) for part in self.parts)


Part: TypeAlias = Union[Word, Term, Group]  # noqa: UP007 - "Part" is not a type yet where Group names it


class Query(msgspec.Struct, frozen=True):
    """Parts that must all hold, and what could not be understood."""

    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        if len(self.parts) == 1:
            return _alternative(self.parts[0]) if not _is_choice(self.parts[0]) else self.parts[0].bare  # type: ignore[union-attr]
        return " ".join(map(str, self.parts))

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms that stand outside of brackets."""
        return tuple(part for part in self.parts if isinstance(part, Term))

    @property
    def words(self) -> tuple[str, ...]:
        """The texts to look for that stand outside of brackets."""
        return tuple(part.text for part in self.parts if isinstance(part, Word) and not part.is_negated)

    def of(self, key: Key) -> Term | None:
        """The last term that says this."""
        return next((term for term in reversed(self.terms) if term.key is key and not term.is_negated), None)

    def value(self, key: Key) -> str | None:
        """The first value of the last term that says this."""
        term = self.of(key)
        return None if term is None else term.values[0]

    def having(self, key: Key, *values: str) -> "Query":
        """The same query, with this instead of what it said of the key; without values, it says nothing of it."""
        is_old = [isinstance(part, Term) and part.key is key for part in self.parts]
        at = is_old.index(True) if any(is_old) else self._end_of_terms()
        before = (part for part, old in zip(self.parts[:at], is_old[:at], strict=True) if not old)
        after = (part for part, old in zip(self.parts[at:], is_old[at:], strict=True) if not old)
        return Query((*before, *([Term(key, values)] if values else []), *after))

    def toggling(self, key: Key, value: str) -> "Query":
        """The same query with one value more, or less if it is there."""
        term = self.of(key)
        present = term.values if term is not None else ()
        rest = tuple(one for one in present if one != value)
        return self.having(key, *(rest if value in present else (*present, value)))

    def _end_of_terms(self) -> int:
        return max((at for at, part in enumerate(self.parts, 1) if isinstance(part, Term)), default=0)


def negated(part: Part) -> Part:
    """The opposite."""
    if isinstance(part, Word):
        return replace(part, is_negated=not part.is_negated, is_open_ended=False)
    return replace(part, is_negated=not part.is_negated)


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def printed_value(text: str) -> str:
    return quoted(text) if _NEEDS_QUOTES.search(text) else text


def _alternative(part: Part) -> str:
    """What stands side by side binds stronger than "or", and needs no brackets."""
    return part.bare if isinstance(part, Group) and not part.is_any and not part.is_negated else str(part)


def _is_choice(part: Part) -> bool:
    return isinstance(part, Group) and part.is_any and not part.is_negated
