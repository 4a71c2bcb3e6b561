"""What the OpenAPI document of this dialect says beside its routes."""

from collections.abc import Mapping
from typing import Any

from unknot import __version__
from unknot.dialects.guance.envelope import Envelope
from unknot.dialects.guance.errors import kind_of
from unknot.http.openapi import Description

TEXT = """
The issue API of Guance / TrueWatch, spoken by Unknot below `/api/v1`. The key chooses the workspace: nothing outside
of it exists. Every answer has the same envelope, and its `code` is the HTTP status.
""".strip()


def _in_envelope(content: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"allOf": [{"$ref": "#/components/schemas/Envelope"}, {"properties": {"content": content}}]}


DESCRIPTION = Description(
    text=TEXT,
    version=__version__,
    security={"type": "apiKey", "in": "header", "name": "DF-API-KEY", "description": "The secret of a token."},
    error=Envelope,
    status_of=lambda refusal: kind_of(refusal).status,
    wrap=_in_envelope,
)
