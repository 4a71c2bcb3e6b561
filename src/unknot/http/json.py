"""JSON in: strict, bounded in depth, and with the field named that is wrong."""

import re
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from unknot.domain.errors import Invalid
from unknot.http.errors import MalformedBody

Wanted = TypeVar("Wanted")

_MISSING = re.compile(r"Object missing required field `(.*)`")
_WHERE = re.compile(r"^(.*?)(?: - at `\$\.?(.*)`)?$", re.DOTALL)


def decode(body: bytes, wanted: type[Wanted], *, at_most_deep: int) -> Wanted:
    """A body as a value of the wanted type; MalformedBody if it is not JSON, Invalid if it is not that type."""
    try:
        tree = msgspec.json.decode(body)  # whole and strict, also where nobody asks for it
    except RecursionError as error:
        raise _too_deep(at_most_deep) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise MalformedBody(f"The body is not JSON in UTF-8: {error}") from error
    # Only a body with more brackets than the limit can be too deep, and only such a one is walked through.
    if body.count(b"[") + body.count(b"{") > at_most_deep and _depth(tree) > at_most_deep:
        raise _too_deep(at_most_deep)
    try:
        return msgspec.convert(tree, wanted)
    except msgspec.ValidationError as error:
        raise _invalid(error) from error


def _invalid(error: msgspec.ValidationError) -> Invalid:
    match = _WHERE.match(str(error))
    sentence, field = match.groups() if match else (str(error), None)
    missing = _MISSING.fullmatch(sentence)
    if missing is not None:
        return Invalid.field(f"{field}.{missing[1]}" if field else missing[1], "must be given")
    return Invalid.field(field or "body", _as_rule(sentence))


def _as_rule(sentence: str) -> str:
    """ "Expected `str`, got `int`" as a rule in words for whoever sent it."""
    expected = re.match(r"Expected `(.*)`, got `(.*)`", sentence)
    if expected is None:
        return f"is wrong: {sentence}"
    wanted, got = (kinds.replace("str", "string").replace(" | ", " or ") for kinds in expected.groups())
    return f"must be of type {wanted}, and is of type {got}"


def _depth(tree: object) -> int:
    """How many arrays and objects lie inside one another."""
    depth, level = 0, [tree] if isinstance(tree, dict | list) else []
    while level:
        depth += 1
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, dict | list)]
    return depth


def _inside(tree: dict[str, object] | list[object]) -> Iterable[object]:
    return tree.values() if isinstance(tree, dict) else tree


def _too_deep(at_most: int) -> MalformedBody:
    return MalformedBody(f"The body is nested more than {at_most} levels deep (setting limits.json_depth)")
