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
    looks = [PLAIN] * len(text)
    for token in scan(text[:MOST_CHARACTERS]):
        _paint(looks, text, token)
    wrong = [False] * len(text)
    for problem in problems:
        end = min(problem.place + problem.length, len(text))
        wrong[problem.place : end] = [True] * max(end - problem.place, 0)
    cut = groupby(zip(text, looks, wrong, strict=True), key=lambda one: one[1:])
    return [Piece("".join(one[0] for one in some), *look) for look, some in cut]


def _paint(looks: list[str], text: str, token: Token) -> None:
    if token.kind is Kind.TERM:
        colon = text.index(":", token.place) + 1
        looks[token.place : colon] = [KEY] * (colon - token.place)
        looks[colon : token.end] = [VALUE] * (token.end - colon)
    elif token.kind in {Kind.MINUS, Kind.OPEN, Kind.CLOSE} or token.text in OPERATORS:
        looks[token.place : token.end] = [OPERATOR] * (token.end - token.place)
