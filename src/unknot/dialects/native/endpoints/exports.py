"""Whole sets of issues."""

from unknot.dialects.native.auth import actor_of
from unknot.dialects.native.names import project_asked
from unknot.http.answer import Answer
from unknot.http.exports import export_answer
from unknot.http.request import Request
from unknot.transfer.asking import Wish, format_in, limit_in, understand

USUAL_FORMAT = "json"


async def export_issues(request: Request) -> Answer:
    actor, services, asked = actor_of(request), request.services, request.query
    wish = Wish(
        workspace=services.directory.workspace(actor.workspace),
        project=project_asked(request, actor),
        text=asked.get("q", ""),
        format=format_in(asked.get("format", USUAL_FORMAT)),
        limit=limit_in(asked.get("limit", "")),
    )
    now, base = services.now(), request.base_url
    return await export_answer(request, understand(services.directory, wish, reader=actor, now=now, base=base))
