"""A query cut into tokens. Every character is looked at a few times at most, whatever the text."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import Final

import msgspec

from unknot.domain.query.keys import KEYS, Key

QUOTE: Final = '"'
NOT: Final = frozenset({"not", "NOT"})
AND: Final = frozenset({"and", "AND"})
OR: Final = frozenset({"or", "OR"})
OPERATORS: Final = NOT | AND | OR
_IN_KEY: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-")
_IN_ADDRESS: Final = frozenset("/:")  # behind the colon of an address, or of a name such as std::vector


class Kind(Enum):
    WORD = auto()
    QUOTED = auto()
    TERM = auto()
    MINUS = auto()  # something follows at once
    OPEN = auto()
    CLOSE = auto()


class Value(msgspec.Struct, frozen=True):
    """One of the values of a term, and where it stands with its quotes."""

    text: str
    place: int
    end: int
    is_closed: bool = True


class Token(msgspec.Struct, frozen=True):
    kind: Kind
    place: int
    end: int
    text: str = ""  # of a word
    key: Key | None = None
    values: tuple["Value", ...] = ()
    slip: str = ""  # what looks like a key of this word, and is none
    open_quote: int | None = None  # where a quote begins that does not end


def scan(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at)
        yield token
        at = token.end


def reads_bare(text: str) -> bool:
    """Whether this is one word without quotes around it."""
    tokens = list(scan(text))
    return len(tokens) == 1 and tokens[0].kind is Kind.WORD and tokens[0].text == text and text not in OPERATORS


def _token(text: str, at: int) -> Token:
    first = text[at]
    if first in "()":
        return Token(Kind.OPEN if first == "(" else Kind.CLOSE, at, at + 1)
    if first == "-" and _is_minus(text, at):
        return Token(Kind.MINUS, at, at + 1)
    if first == QUOTE:
        end, quoted, is_closed = _read_quoted(text, at)
        return Token(Kind.QUOTED, at, end, quoted, open_quote=None if is_closed else at)
    return _term_or_word(text, at)


def _is_minus(text: str, at: int) -> bool:
    """Not a dash alone, nor the two before an option of a command."""
    follows = text[at + 1 : at + 2]
    return bool(follows) and follows not in "-)" and not follows.isspace()


def _term_or_word(text: str, at: int) -> Token:
    colon = at
    while colon < len(text) and text[colon] in _IN_KEY:
        colon += 1
    name = text[at:colon] if text[colon : colon + 1] == ":" else ""
    key = KEYS.get(name.lower())
    if key is not None:
        return _term(text, at, colon + 1, key)
    end = _end_of_bare(text, at, "")
    follows = text[colon + 1 : end]
    is_slip = name.islower() and follows != "" and follows[0] not in _IN_ADDRESS
    return Token(Kind.WORD, at, end, text[at:end], slip=name if is_slip else "")


def _term(text: str, place: int, at: int, key: Key) -> Token:
    values: list[Value] = []
    while at < len(text):
        value = _value(text, at)
        values += [value] if value.end > at else []
        at = value.end
        if text[at : at + 1] != ",":
            break
        at += 1
    open_quote = next((one.place for one in values if not one.is_closed), None)
    return Token(Kind.TERM, place, at, key=key, values=tuple(values), open_quote=open_quote)


def _value(text: str, at: int) -> Value:
    if text[at] == QUOTE:
        end, quoted, is_closed = _read_quoted(text, at)
        return Value(quoted, at, end, is_closed)
    end = _end_of_bare(text, at, ",")
    return Value(text[at:end], at, end)


def _read_quoted(text: str, at: int) -> tuple[int, str, bool]:
    """Where it ends, what is in it, and whether it ends at all. Two quotes in it mean one."""
    pieces: list[str] = []
    start = at + 1
    while True:
        end = text.find(QUOTE, start)
        if end < 0:
            return len(text), "".join([*pieces, text[start:]]), False
        pieces.append(text[start:end])
        if text[end + 1 : end + 2] != QUOTE:
            return end + 1, "".join(pieces), True
        pieces.append(QUOTE)
        start = end + 2


def _end_of_bare(text: str, at: int, stops: str) -> int:
    """The first blank or stop, or the bracket that ends a group; brackets that open in here end in here."""
    depth = 0
    while at < len(text) and not text[at].isspace() and text[at] not in stops:
        if text[at] == "(":
            depth += 1
        elif text[at] == ")":
            if not depth:
                break
            depth -= 1
        at += 1
    return at
