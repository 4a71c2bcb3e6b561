"""Comments of an issue, which the vendor calls its discussion."""

from unknot.dialects.gitflic import wire_in
from unknot.dialects.gitflic.endpoints.asking import answer, done, issue_asked, view_of
from unknot.dialects.gitflic.paging import page_asked
from unknot.dialects.gitflic.wire_comments import CommentPage, comment_out
from unknot.dialects.gitflic.wire_lists import page_out
from unknot.domain.access import Action
from unknot.domain.errors import NotFound
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import comments as operations
from unknot.store import comments


async def list_comments(request: Request) -> Answer:
    asked, page, view = issue_asked(request), page_asked(request), view_of(request)
    found = comments.of_issue(request.services.db, asked.issue.id, page)
    return answer(request, page_out(CommentPage, found, page, lambda one: comment_out(one, view)))


async def create_comment(request: Request) -> Answer:
    asked = issue_asked(request)
    asked.require(Action.COMMENT)
    text = wire_in.note(await request.json(wire_in.NoteIn))
    comment = await request.services.write(operations.add_comment, asked.issue.id, text, by=asked.actor)
    return answer(request, comment_out(comment, view_of(request)))


async def edit_comment(request: Request) -> Answer:
    asked, uuid = issue_asked(request), request.params[3].lower()
    comment = comments.by_uuid(request.services.db, asked.issue.id, uuid)
    if comment is None:
        raise NotFound("comment", f"No comment {uuid} on this issue")
    asked.access.require(Action.EDIT_COMMENT, author=comment.author)
    text = wire_in.note(await request.json(wire_in.NoteIn))
    comment = await request.services.write(operations.edit_comment, asked.issue.id, uuid, text, by=asked.actor)
    return answer(request, comment_out(comment, view_of(request)))


async def delete_comment(request: Request) -> Answer:
    asked, uuid = issue_asked(request), request.params[3].lower()
    await request.services.write(operations.delete_comment, asked.issue.id, uuid, by=asked.actor)
    return done()
