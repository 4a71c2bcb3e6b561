"""What people say on an issue, and what changed on it."""

from typing import Literal

from unknot.dialects.guance.endpoints import replies
from unknot.dialects.guance.paging import PAGING
from unknot.dialects.guance.routes.shared import SEEN
from unknot.dialects.guance.wire_replies import EntryOut, ReplyIn, ReplyOut
from unknot.domain.errors import Conflict, Invalid
from unknot.http.routes import Query, Route

ORDERING = Query(
    "ordering",
    Literal["-createAt", "createAt"],
    "-createAt, which is the default, for the newest first; createAt for the oldest first",
)

REPLIES = (
    Route(
        "POST",
        "/issue/reply/create",
        replies.create_reply,
        "Reply to an issue",
        body=ReplyIn,
        answers=ReplyOut,
        refuses=(*SEEN, Conflict),
    ),
    Route(
        "POST",
        "/issue/reply/{reply_uuid}/modify",
        replies.modify_reply,
        "Correct a reply of one's own: what is left out stays",
        body=ReplyIn,
        answers=ReplyOut,
        refuses=(*SEEN, Conflict),
    ),
    Route(
        "DELETE",
        "/issue/reply/{reply_uuid}/delete",
        replies.delete_reply,
        "Delete a reply",
        answers=bool,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/issue/reply/{reply_uuid}/delete",
        replies.delete_reply,
        "Delete a reply, for clients that only POST",
        name="post_delete_reply",
        answers=bool,
        refuses=SEEN,
    ),
    Route(
        "GET",
        "/issue/reply/{issue_uuid}/list",
        replies.list_replies,
        "List an issue's replies and what changed on it, newest first",
        query=(*PAGING, ORDERING),
        answers=list[EntryOut],
        refuses=(*SEEN, Invalid),
    ),
)
