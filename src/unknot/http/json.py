"""JSON in: strict, bounded in depth, and with the field named that is wrong."""

import re
from typing import TypeVar

import msgspec

from unknot.domain.errors import Invalid
from unknot.http.errors import MalformedBody

Wanted = TypeVar("Wanted")

_WHERE = re.compile(r"^(.*?)(?: - at `\$\.?(.*)`)?$", re.DOTALL)
_NESTING = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)


def decode(body: bytes, wanted: type[Wanted], *, at_most_deep: int) -> Wanted:
    """A body as a value of the wanted type; MalformedBody if it is not JSON, Invalid if it is not that type."""
    _refuse_deep(body, at_most_deep)
    try:
        tree = msgspec.json.decode(body)  # whole and strict, also where nobody asks for it
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise MalformedBody(f"The body is not JSON in UTF-8: {error}") from error
    try:
        return msgspec.convert(tree, wanted)
    except msgspec.ValidationError as error:
        raise _invalid(error) from error


def _invalid(error: msgspec.ValidationError) -> Invalid:
    match = _WHERE.match(str(error))
    sentence, field = match.groups() if match else (str(error), None)
    return Invalid.field(field or "body", _as_rule(sentence))


def _as_rule(sentence: str) -> str:
    """ "Expected `str`, got `int`" as a rule in words for whoever sent it."""
    expected = re.match(r"Expected `(.*)`, got `(.*)`", sentence)
    if expected is None:
        return f"is wrong: {sentence}"
    wanted, got = (kinds.replace("str", "string").replace(" | ", " or ") for kinds in expected.groups())
    return f"must be of type {wanted}, and is of type {got}"


def _refuse_deep(body: bytes, at_most: int) -> None:
    """Only a body with more brackets than the limit can be too deep, and only such a one is walked through."""
    if body.count(b"[") + body.count(b"{") <= at_most:
        return
    depth = 0
    for token in _NESTING.finditer(body):
        first = token[0][:1]
        depth += (first in b"[{") - (first in b"]}")
        if depth > at_most:
            raise MalformedBody(f"The body is nested more than {at_most} levels deep (setting limits.json_depth)")
