"""What somebody is about to say: the word or value at the caret, and what of all that could stand there fits best."""

from collections.abc import Iterable
from heapq import nsmallest
from typing import Final

import msgspec

from unknot.domain.query.keys import Key
from unknot.domain.query.parsing import MOST_CHARACTERS
from unknot.domain.query.parts import printed_value
from unknot.domain.query.scanning import QUOTE, Kind, Token, Value, scan
from unknot.domain.text import fold

MOST_OFFERED: Final = 10
_NO_FIT: Final = 3


class Typed(msgspec.Struct, frozen=True):
    """What stands before the caret, and what is to be replaced. Without a key it may become a key, or a word."""

    key: Key | None
    prefix: str
    start: int
    end: int


class Candidate(msgspec.Struct, frozen=True):
    """Something that could stand there, by the word that a query uses and by what people call it."""

    text: str
    name: str = ""
    detail: str = ""


def typed_at(text: str, caret: int) -> Typed | None:
    """Nothing, inside of a quoted text: that is nobody's name."""
    caret = max(0, min(caret, len(text), MOST_CHARACTERS))
    token = next((one for one in scan(text[:MOST_CHARACTERS]) if one.place < caret <= one.end), None)
    if token is None or token.kind in {Kind.OPEN, Kind.MINUS, Kind.CLOSE}:
        return Typed(None, "", caret, caret)
    if token.kind is Kind.QUOTED:
        return None
    if token.kind is Kind.TERM:
        return _in_term(text, caret, token)
    start = token.place + (token.text == "-")  # which turns round what is about to be typed
    return Typed(None, text[start:caret], start, token.end)


def _in_term(text: str, caret: int, term: Token) -> Typed:
    behind_colon = text.index(":", term.place) + 1
    if caret < behind_colon:
        return Typed(None, text[term.place : caret], term.place, behind_colon)
    for value in term.values:
        if value.place <= caret <= value.end:
            return _in_value(text, caret, term.key, value)
    return Typed(term.key, "", caret, caret)


def _in_value(text: str, caret: int, key: Key | None, value: Value) -> Typed:
    before = text[value.place : caret]
    prefix = before.removeprefix(QUOTE).removesuffix(QUOTE) if before.startswith(QUOTE) else before
    end = value.end if value.is_closed else caret  # what follows an open quote was hardly meant to be in it
    return Typed(key, prefix.replace(QUOTE * 2, QUOTE), value.place, end)


def best(prefix: str, candidates: Iterable[Candidate], *, most: int = MOST_OFFERED) -> list[Candidate]:
    """Those that fit: first what begins so, then what has a word that begins so, then what has it inside."""
    wanted = fold(prefix.strip())
    ranked = ((_rank(wanted, one), at, one) for at, one in enumerate(candidates))
    return [one for _, _, one in nsmallest(most, (it for it in ranked if it[0] < _NO_FIT), key=lambda it: it[:2])]


def _rank(wanted: str, candidate: Candidate) -> int:
    text, name = fold(candidate.text), fold(candidate.name)
    if text.startswith(wanted) or name.startswith(wanted):
        return 0
    if any(f" {wanted}" in f" {said}" for said in (text, name)):
        return 1
    return 2 if wanted in text or wanted in name else _NO_FIT


def completed(typed: Typed, candidate: Candidate) -> str:
    """What is to stand there instead."""
    return candidate.text if typed.key is None else printed_value(candidate.text)
