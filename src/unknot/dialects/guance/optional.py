"""Fields that a body may leave out: UNSET on the wire, so that null can be told from nothing; None in a change."""

from typing import TypeVar

from msgspec import UNSET, UnsetType

Value = TypeVar("Value")


def given(value: Value | UnsetType) -> Value | None:
    """The value, or None where the field was left out."""
    return None if value is UNSET else value
