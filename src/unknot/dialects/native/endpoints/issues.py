"""Delete, restore, and change many at once."""

import asyncio

from unknot.dialects.native.auth import actor_of
from unknot.dialects.native.endpoints.answering import answer
from unknot.dialects.native.names import uuid_named
from unknot.dialects.native.wire_issues import BatchIn, BatchOut, batch_change, issue_out, result_out
from unknot.domain.access import Actor
from unknot.domain.errors import NotFound, Refused, Unavailable
from unknot.domain.issue import Issue, IssueChange
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import finding
from unknot.operations import issues as operations
from unknot.operations.trash import restore_issue as restore
from unknot.store import trash


async def delete_issue(request: Request) -> Answer:
    actor, services = actor_of(request), request.services
    issue = _issue(request, request.params[0], actor)
    await services.write(operations.delete_issue, issue.id, by=actor)
    return answer(issue_out(issue, services.directory))


async def restore_issue(request: Request) -> Answer:
    actor, services = actor_of(request), request.services
    given = request.params[0]
    lost = trash.issue_by_uuid(services.db, uuid_named("issue", given))
    if lost is None or lost.workspace != actor.workspace:
        raise NotFound("issue", f"No issue {given} is in the trash of this workspace")
    issue = await services.write(restore, lost.project, lost.number, by=actor)
    return answer(issue_out(issue, services.directory))


async def change_issues(request: Request) -> Answer:
    """Each by itself, so that one that may not be changed holds up no other. They share a commit all the same."""
    actor = actor_of(request)
    body = await request.json(BatchIn)
    change = batch_change(body)
    wishes = [_attempt(request, given, change, actor) for given in dict.fromkeys(body.issues)]
    refusals = dict(await asyncio.gather(*wishes))
    results = [result_out(given, refusals[given]) for given in refusals]
    return answer(BatchOut(sum(one.is_changed for one in results), results))


async def _attempt(request: Request, given: str, change: IssueChange, actor: Actor) -> tuple[str, Refused | None]:
    try:
        issue = _issue(request, given, actor)
        await request.services.write(operations.edit_issue, issue.id, change, by=actor)
    except Unavailable:
        raise
    except Refused as refusal:
        return given, refusal
    return given, None


def _issue(request: Request, given: str, actor: Actor) -> Issue:
    """A living issue of the token's workspace."""
    uuid, services = uuid_named("issue", given), request.services
    issue = finding.issue_in_workspace(services.db, services.directory, uuid, actor.workspace)
    if issue is None:
        raise NotFound("issue", f"No issue {given} in this workspace")
    return issue
