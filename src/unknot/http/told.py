"""What the OpenAPI document tells of a value beyond its type."""

from typing import Final

from msgspec import Meta

SPOKEN: Final = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"  # neither blank nor with a NUL in it
UNBROKEN: Final = r"^[^\u0000]*$"  # may be empty


def told(**schema: object) -> Meta:
    """Told and not checked: checking is for the domain, which names every problem at once."""
    return Meta(extra_json_schema=dict(schema))
