"""A query as the search box shows it at rest: keys, values and operators told apart, and what is wrong underlined."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from unknot.domain.query import MOST_CHARACTERS, Problem
from unknot.domain.query.scanning import OPERATORS, Kind, Token, scan

PLAIN, KEY, VALUE, OPERATOR = "", "b", "i", "em"  # HTML elements, which the style sheet colours


class Piece(msgspec.Struct, frozen=True):
    """Some characters that look alike."""

    text: str
    element: str
    is_wrong: bool


def pieces(text: str, problems: Iterable[Problem]) -> Sequence[Piece]:
    """The whole text, cut where its look changes."""
    tokens = list(scan(text[:MOST_CHARACTERS]))
    looks, wrong = [PLAIN] * len(text), [False] * len(text)
    for token in tokens:
        _paint(looks, text, token)
    for problem in problems:
        end = _end(problem, tokens)
        wrong[problem.place : end] = [True] * len(wrong[problem.place : end])
    cut = groupby(zip(text, looks, wrong, strict=True), key=lambda one: one[1:])
    return [Piece("".join(one[0] for one in some), *look) for look, some in cut]


def _paint(looks: list[str], text: str, token: Token) -> None:
    if token.kind is Kind.TERM:
        colon = text.index(":", token.place) + 1
        looks[token.place : colon] = [KEY] * (colon - token.place)
        looks[colon : token.end] = [VALUE] * (token.end - colon)
    elif token.kind in {Kind.MINUS, Kind.OPEN, Kind.CLOSE} or token.text in OPERATORS:
        looks[token.place : token.end] = [OPERATOR] * (token.end - token.place)


def _end(problem: Problem, tokens: Sequence[Token]) -> int:
    """A part may be typed otherwise than it is printed, with quotes that it does not need."""
    ends = (token.end for token in tokens if token.end > problem.place and _is_part(token))
    return next(ends, problem.place) if problem.part else problem.place + problem.length


def _is_part(token: Token) -> bool:
    return token.kind is not Kind.MINUS and token.text not in OPERATORS
