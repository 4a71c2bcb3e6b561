"""What people say on an issue, and what changed on it."""

from unknot.dialects.guance.endpoints import replies
from unknot.dialects.guance.paging import PAGING
from unknot.dialects.guance.routes.shared import SEEN
from unknot.dialects.guance.wire_replies import EntryOut, ReplyIn, ReplyOut
from unknot.domain.errors import Conflict
from unknot.http.routes import Query, Route

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
    *(
        Route(method, "/issue/reply/{reply_uuid}/delete", replies.delete_reply, summary, answers=bool, refuses=SEEN)
        for method, summary in (("DELETE", "Delete a reply"), ("POST", "Delete a reply, for clients that only POST"))
    ),
    Route(
        "GET",
        "/issue/reply/{issue_uuid}/list",
        replies.list_replies,
        "List an issue's replies and what changed on it, newest first",
        query=(*PAGING, Query("ordering", str, "-createAt for the newest first, createAt for the oldest first")),
        answers=list[EntryOut],
        refuses=SEEN,
    ),
)
