"""Ranges: `10..20`, `10..`, `..20`, `>10`, `<=20`."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

Span: TypeAlias = tuple[int | None, int | None]  # from, inclusive; to, exclusive

RANGE: Final = ".."
EXPECTED_NUMBERS: Final = ("12", "10..20", "10..", ">10")
_MOST_DIGITS: Final = 18  # which every database can hold


def ends_of(text: str) -> tuple[str, str] | None:
    """What stands before and behind the two dots; None without them, or with nothing on either side."""
    first, dots, last = text.partition(RANGE)
    return (first, last) if dots and (first or last) else None


def range_of(text: str) -> Span:
    """Whole numbers: the first (inclusive) and the end (exclusive), None where it is open.

    A ValueError, whose arguments were expected, where the text names none.
    """
    ends = ends_of(text)
    if ends is not None:
        first, last = (_number(end) if end else None for end in ends)
        if first is not None and last is not None:
            first, last = sorted((first, last))
        return first, None if last is None else last + 1
    for sign, made in _SIGNS.items():
        if text.startswith(sign):
            return made(_number(text.removeprefix(sign)))
    number = _number(text)
    return number, number + 1


_SIGNS: Final[Mapping[str, Callable[[int], Span]]] = {
    ">=": lambda number: (number, None),
    "<=": lambda number: (None, number + 1),
    ">": lambda number: (number + 1, None),
    "<": lambda number: (None, number),
}


def _number(text: str) -> int:
    digits = text.removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        raise ValueError(*EXPECTED_NUMBERS)
    return int(digits)
