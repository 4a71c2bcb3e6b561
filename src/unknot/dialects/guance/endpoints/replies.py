"""Say something on an issue, and read what was said and what changed."""

from unknot.dialects.guance import ids
from unknot.dialects.guance.auth import actor_of, writer_of
from unknot.dialects.guance.endpoints.issues import find_issue, issue_asked
from unknot.dialects.guance.envelope import answer, page_info
from unknot.dialects.guance.paging import page_in_query
from unknot.dialects.guance.wire_changes import View
from unknot.dialects.guance.wire_replies import (
    ReplyIn,
    channel_uuids,
    content_in,
    entry_out,
    extend_text,
    file_uuids,
    reply_out,
)
from unknot.domain.access import Actor, Role
from unknot.domain.change_record import event_of
from unknot.domain.comment import Comment
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.issue import Issue
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import comments as operations
from unknot.store import comments, events, issues, timeline

ORDERS = {None: True, "": True, "-createAt": True, "createAt": False}  # newest first?


async def create_reply(request: Request) -> Answer:
    actor, services = writer_of(request, Role.GUEST), request.services
    body = await request.json(ReplyIn)
    issue = find_issue(request, body.issue_uuid, actor)
    extend = extend_text(body, "{}", actor.workspace, services.directory) or "{}"
    comment = await services.write(
        operations.add_comment,
        issue.id,
        content_in(body) or "",
        extend=extend,
        files=file_uuids(body) or (),
        channels=channel_uuids(extend),
        may_be_blank=True,
        by=actor,
    )
    return answer(request, reply_out(comment, issue, _view(request)))


async def modify_reply(request: Request) -> Answer:
    actor, services = writer_of(request, Role.GUEST), request.services
    body = await request.json(ReplyIn)
    comment, issue = _reply_asked(request, actor)
    if body.issue_uuid != ids.wire_id(ids.ISSUE, issue.uuid):
        raise Invalid.field("issueUUID", "must be that of the reply's own issue")
    given = content_in(body)
    edited = await services.write(
        operations.edit_comment,
        issue.id,
        comment.uuid,
        comment.text if given is None else given,
        extend=extend_text(body, comment.extend, actor.workspace, services.directory),
        files=file_uuids(body),
        may_be_blank=True,
        by=actor,
    )
    return answer(request, reply_out(edited, issue, _view(request)))


async def delete_reply(request: Request) -> Answer:
    actor = writer_of(request, Role.GUEST)
    comment, issue = _reply_asked(request, actor)
    await request.services.write(operations.delete_comment, issue.id, comment.uuid, by=actor)
    return answer(request, content=True)


async def list_replies(request: Request) -> Answer:
    actor, page, view = actor_of(request), page_in_query(request), _view(request)
    issue = issue_asked(request, actor)
    found = timeline.of_issue(request.services.db, issue.id, page, newest_first=_is_newest_first(request))
    rows = [entry_out(entry, issue, view) for entry in found.items]
    return answer(request, rows, page_info(page, count=len(rows), total=found.total))


def _reply_asked(request: Request, actor: Actor) -> tuple[Comment, Issue]:
    """The reply that the path names, and its issue. Nobody touches a change record."""
    given, services = request.params[0], request.services
    uuid = ids.uuid_in(ids.REPLY, given)
    comment = None if uuid is None else comments.in_workspace(services.db, uuid, actor.workspace)
    issue = None if comment is None else issues.by_id(services.db, comment.issue)
    if comment is not None and issue is not None and services.directory.project(issue.project) is not None:
        return comment, issue
    if uuid is not None and _is_change(request, uuid, actor):
        raise Forbidden("This is the record of a change. Nobody edits or deletes it.")
    raise NotFound("comment", f"No reply {given} in this workspace")


def _is_change(request: Request, uuid: str, actor: Actor) -> bool:
    event = event_of(uuid)
    recorded = None if event is None else events.by_id(request.services.db, event)
    return recorded is not None and recorded.issue is not None and recorded.workspace == actor.workspace


def _is_newest_first(request: Request) -> bool:
    ordering = request.query.get("ordering")
    if ordering not in ORDERS:
        raise Invalid.field("ordering", f'must be createAt or -createAt, and is "{ordering}"')
    return ORDERS[ordering]


def _view(request: Request) -> View:
    return View(request.services.db, request.services.directory)
