"""Names for keys, so that a project's key cannot pass for an issue's.

Inside, every noun is known by a small integer. Outside, it is known by its UUID: 36 characters, lower case, dashed.
"""

import re
from typing import NewType

UserId = NewType("UserId", int)
WorkspaceId = NewType("WorkspaceId", int)
ProjectId = NewType("ProjectId", int)
TokenId = NewType("TokenId", int)
LabelId = NewType("LabelId", int)
IssueId = NewType("IssueId", int)
RelationId = NewType("RelationId", int)
FileId = NewType("FileId", int)
CommentId = NewType("CommentId", int)
EventId = NewType("EventId", int)
LevelId = NewType("LevelId", int)
BulkEditId = NewType("BulkEditId", int)
ChannelId = NewType("ChannelId", int)
TeamId = NewType("TeamId", int)
NotifyObjectId = NewType("NotifyObjectId", int)
TemplateId = NewType("TemplateId", int)
WebSessionId = NewType("WebSessionId", int)
MonitorId = NewType("MonitorId", int)
ViewId = NewType("ViewId", int)

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def as_uuid(text: str) -> str | None:
    """A UUID as we write it, or None where the text is not one. Upper case is accepted."""
    lowered = text.lower()
    return lowered if _UUID.fullmatch(lowered) else None
