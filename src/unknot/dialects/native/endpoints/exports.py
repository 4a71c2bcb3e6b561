"""Whole sets of issues."""

from unknot.dialects.native.auth import actor_of
from unknot.dialects.native.names import uuid_in
from unknot.domain.access import Actor
from unknot.domain.errors import NotFound
from unknot.domain.project import Project
from unknot.http.answer import Answer
from unknot.http.exports import export_answer
from unknot.http.request import Request
from unknot.transfer.asking import Wish, format_in, limit_in, understand

USUAL_FORMAT = "json"


async def export_issues(request: Request) -> Answer:
    actor, services, asked = actor_of(request), request.services, request.query
    wish = Wish(
        workspace=services.directory.workspace(actor.workspace),
        project=_project(request, asked.get("project", ""), actor),
        text=asked.get("q", ""),
        format=format_in(asked.get("format", USUAL_FORMAT)),
        limit=limit_in(asked.get("limit", "")),
    )
    now, base = services.now(), request.base_url
    return await export_answer(request, understand(services.directory, wish, reader=actor, now=now, base=base))


def _project(request: Request, given: str, actor: Actor) -> Project | None:
    """By alias or UUID, in the token's workspace; none is named by an empty text."""
    if not given:
        return None
    directory = request.services.directory
    uuid = uuid_in(given)
    home = directory.workspace(actor.workspace).alias
    found = directory.project_at(home, given) if uuid is None else directory.project_by_uuid(uuid)
    if found is None or found.workspace != actor.workspace:
        raise NotFound("project", f"No project {given[:50]} in this workspace")
    return found
