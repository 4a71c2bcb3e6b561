"""A comment: what somebody said on an issue."""

from datetime import datetime

import msgspec

from unknot.domain.ids import CommentId, IssueId, UserId


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    id: CommentId
    uuid: str
    issue: IssueId
    author: UserId
    text: str  # may be empty, where a file says it all
    extend: str = "{}"  # a JSON object that clients own, exactly as they sent it
    created_at: datetime
    edited_at: datetime | None
