"""From a text to a query. Never fails, and takes time in proportion to the text."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from unknot.domain.query.guessing import nearest
from unknot.domain.query.guide import GUIDE
from unknot.domain.query.keys import KEYS
from unknot.domain.query.parts import Group, Part, Query, Term, Word, negated
from unknot.domain.query.problems import Problem, Wrong
from unknot.domain.query.scanning import AND, NOT, OPERATORS, OR, Kind, Token, scan

MOST_CHARACTERS: Final = 1000
MOST_PARTS: Final = 64  # words, terms and brackets
MOST_NESTED: Final = 8  # brackets in brackets


def parse(text: str) -> Query:
    """Read a query. Never fails."""
    reading = _Reading(text[:MOST_CHARACTERS], is_whole=len(text) <= MOST_CHARACTERS)
    part = reading.group(depth=0)
    return Query(() if part is None else _flat([part], is_any=False), tuple(reading.problems))


class _Reading:
    """One text, token after token."""

    def __init__(self, text: str, *, is_whole: bool) -> None:
        self.problems: list[Problem] = []
        self._tokens = list(scan(text))
        self._at = 0
        self._taken = 0
        self._end = len(text) if is_whole else None
        self._is_cut = not is_whole
        if not is_whole:
            self._say(MOST_CHARACTERS, 1, Wrong.TOO_LONG, str(MOST_CHARACTERS))

    def group(self, depth: int) -> Part | None:
        """Everything up to the end, or to the bracket that ends the group."""
        alternatives: list[list[Part]] = [[]]
        is_behind_operand = False
        while (token := self._token()) is not None:
            if token.kind is Kind.CLOSE:
                if depth:
                    break
                self._stray(token)
            elif is_behind_operand and self._is_operator(token, OR | AND):
                alternatives += [[]] if token.text in OR else []
                is_behind_operand = False
                self._at += 1
            else:
                alternatives[-1] += self._operand(depth)
                is_behind_operand = True
        return _joined(alternatives)

    def _operand(self, depth: int) -> Iterable[Part]:
        """A word, term or group with what turns it round. Nothing, where it cannot be understood."""
        place, is_negated = self._tokens[self._at].place, False
        while (token := self._tokens[self._at]).kind is Kind.MINUS or self._is_operator(token, NOT):
            is_negated = not is_negated
            self._at += 1
        if not self._may_take(token):
            return
        self._at += 1
        part = self._group(token, depth) if token.kind is Kind.OPEN else self._single(token, place)
        if isinstance(part, Group):
            part = replace(part, place=place)
        if part is not None:
            yield negated(part) if is_negated else part

    def _single(self, token: Token, place: int) -> Part | None:
        if token.open_quote is not None and not self._is_cut:
            self._say(token.open_quote, 1, Wrong.OPEN_QUOTE)
        if token.key is not None and token.values:
            return Term(token.key, tuple(value.text for value in token.values), place=place)
        if token.key is not None:
            name, expected = f"{token.key.value}:", GUIDE[token.key].expected
            self._say(token.place, token.end - token.place, Wrong.NO_VALUE, name, *expected)
            return None
        if token.slip:
            self._say(token.place, len(token.slip) + 1, Wrong.UNKNOWN_KEY, token.slip, *nearest(token.slip, KEYS))
        # A word that would join others elsewhere is meant as it stands.
        is_quoted = token.kind is Kind.QUOTED or token.text in OPERATORS
        is_open_ended = not is_quoted and token.end == self._end
        return Word(token.text, is_quoted, place=place, is_open_ended=is_open_ended) if token.text else None

    def _group(self, opening: Token, depth: int) -> Part | None:
        if depth == MOST_NESTED:
            self._say(opening.place, 1, Wrong.TOO_DEEP, str(MOST_NESTED))
            self._skip_group()
            return None
        is_empty = (first := self._token()) is not None and first.kind is Kind.CLOSE
        part = self.group(depth + 1)
        closing = self._token()
        self._at += 1
        if closing is None and not self._is_cut:
            self._say(opening.place, 1, Wrong.OPEN_BRACKET, "(", ")")
        elif closing is not None and is_empty:
            self._say(opening.place, closing.end - opening.place, Wrong.EMPTY_BRACKETS)
        return part

    def _skip_group(self) -> None:
        depth = 1
        while depth and (token := self._token()) is not None:
            depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0)
            self._at += 1

    def _stray(self, token: Token) -> None:
        if self._may_take(token):
            self._say(token.place, 1, Wrong.STRAY_BRACKET, ")")
            self._at += 1

    def _may_take(self, token: Token) -> bool:
        """Whether another part still has room; without, the rest of the text is left out."""
        self._taken += 1
        if self._taken <= MOST_PARTS:
            return True
        self._say(token.place, token.end - token.place, Wrong.TOO_MANY, str(MOST_PARTS))
        self._is_cut = True
        self._at = len(self._tokens)
        return False

    def _is_operator(self, token: Token, words: frozenset[str]) -> bool:
        """Whether this word is one of these operators here: something has to follow that it can join or turn round."""
        if token.kind is not Kind.WORD or token.text not in words:
            return False
        return self._at + 1 < len(self._tokens) and self._tokens[self._at + 1].kind is not Kind.CLOSE

    def _token(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _say(self, place: int, length: int, code: Wrong, given: str = "", *expected: str) -> None:
        self.problems.append(Problem(place, length, code, given, expected=expected))


def _joined(alternatives: Sequence[Sequence[Part]]) -> Part | None:
    """One part that says the same: nothing nested that need not be."""
    options = [_one(parts, is_any=False) for parts in alternatives if parts]
    return _one(options, is_any=True) if options else None


def _one(parts: Sequence[Part], *, is_any: bool) -> Part:
    flat = _flat(parts, is_any=is_any)
    return flat[0] if len(flat) == 1 else Group(flat, is_any, place=flat[0].place)


def _flat(parts: Sequence[Part], *, is_any: bool) -> tuple[Part, ...]:
    flat: list[Part] = []
    for part in parts:
        is_same = isinstance(part, Group) and part.is_any is is_any and not part.is_negated
        flat += part.parts if is_same else (part,)  # type: ignore[union-attr]  # a group
    return tuple(flat)
