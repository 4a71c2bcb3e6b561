"""What the OpenAPI document of this dialect says beside its routes."""

from collections.abc import Mapping
from typing import Any

from unknot import __version__
from unknot.dialects.guance import shapes
from unknot.dialects.guance.envelope import Envelope, Refusal
from unknot.dialects.guance.errors import kind_of
from unknot.dialects.guance.paging import PAGING
from unknot.http.openapi import Description
from unknot.http.routes import Route

TEXT = """
The issue API of Guance / TrueWatch, spoken by Unknot below `/api/v1`. The key chooses the workspace: nothing outside
of it exists. Every answer has the same envelope, and its `code` is the HTTP status.
""".strip()


def _in_envelope(content: Mapping[str, Any], route: Route) -> Mapping[str, Any]:
    """A list whose page is asked for in the query tells of it beside the content."""
    told = {"required": ["pageInfo"]} if set(PAGING) <= set(route.query) else {}
    return {"allOf": [{"$ref": "#/components/schemas/Envelope"}, {"properties": {"content": content}, **told}]}


DESCRIPTION = Description(
    text=TEXT,
    version=__version__,
    security={"type": "apiKey", "in": "header", "name": "DF-API-KEY", "description": "The secret of a token."},
    error=Refusal,
    more=(Envelope,),
    status_of=lambda refusal: kind_of(refusal).status,
    params={
        "issue_uuid": shapes.IssueWord,
        "reply_uuid": shapes.ReplyWord,
        "attachment_uuid": shapes.AttachmentWord,
        "issue_level_uuid": shapes.SomeLevelWord,
        "channel_uuid": shapes.ChannelWord,
        "group_uuid": shapes.TeamWord,
    },
    wrap=_in_envelope,
    mounts=("/api/v1",),
)
