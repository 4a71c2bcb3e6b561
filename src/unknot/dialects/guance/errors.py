"""How Guance says no: one table. The HTTP status is the contract and stands in the envelope too; the codes are ours."""

from typing import Final

import msgspec

from unknot.dialects.guance import envelope
from unknot.domain import errors
from unknot.domain.errors import Invalid, NotFound, Refused
from unknot.http import errors as http_errors
from unknot.http.answer import Answer
from unknot.http.errors import TooManyRequests
from unknot.http.refusals import nearest
from unknot.http.request import Request


class WorkspaceLimited(TooManyRequests):
    """More requests than a limit allows to all keys of a workspace together."""

    code = "workspace_limited"


class Kind(msgspec.Struct, frozen=True):
    status: int
    code: str


KINDS: Final[dict[type[Refused], Kind]] = {
    errors.BadCredentials: Kind(403, "ft.InvalidAPIKey"),
    errors.Forbidden: Kind(403, "ft.PermissionDenied"),
    errors.NotFound: Kind(404, "ft.NotFound"),
    errors.Unrelatable: Kind(400, "ft.InvalidParameter"),
    errors.Conflict: Kind(400, "ft.Conflict"),
    errors.Invalid: Kind(400, "ft.InvalidParameter"),
    errors.TooLarge: Kind(413, "ft.AttachmentTooLarge"),
    errors.Unavailable: Kind(503, "ft.InternalError"),
    http_errors.MalformedBody: Kind(400, "ft.InvalidJSON"),
    http_errors.UnsupportedMedia: Kind(400, "ft.InvalidJSON"),
    http_errors.NoSuchRoute: Kind(400, "ft.RouterNotFound"),
    http_errors.MethodNotAllowed: Kind(400, "ft.RouterNotFound"),
    http_errors.TooManyRequests: Kind(401, "ft.TriggerApiAkCurrentLimiting"),
    http_errors.Broken: Kind(503, "ft.InternalError"),
}
NOUNS: Final = {  # ours, where the vendor's word is another one
    "comment": "Reply",
    "level": "IssueLevel",
    "file": "Attachment",
    "team": "MemberGroup",
    "notify": "NotifyObject",
}
WIRE_NAMES: Final = {
    "title": "name",
    "text": "content",
    "status": "statusType",
    "assignees": "extend.manager",
    "files": "attachmentUuids",
    "members": "accountUUIDs",
    "source.uuid": "resourceUUID",
    "source.name": "resource",
    "channels": "channelUUIDs",
}


def refuse(refusal: Refused, request: Request) -> Answer:
    """The answer to a wish that cannot be granted."""
    kind = kind_of(type(refusal))
    code = kind.code
    if isinstance(refusal, Invalid) and refusal.problems[0].field == "body":
        code = "ft.InvalidJSON"  # it is JSON, and no object
    if isinstance(refusal, WorkspaceLimited):
        code = "ft.TriggerApiWorkspaceCurrentLimiting"
    if isinstance(refusal, NotFound) and not isinstance(refusal, http_errors.NoSuchRoute):
        code += NOUNS.get(refusal.noun, refusal.noun.capitalize())
    answer = envelope.refusal(request, code=kind.status, error_code=code, message=_message(refusal))
    if isinstance(refusal, TooManyRequests):
        answer.headers = [(b"retry-after", b"%d" % refusal.retry_after)]
    return answer


def kind_of(refusal: type[Refused]) -> Kind:
    return nearest(refusal, KINDS)


def _message(refusal: Refused) -> str:
    if not isinstance(refusal, Invalid):
        return refusal.message
    return "; ".join(f"{WIRE_NAMES.get(one.field, one.field)} {one.message}" for one in refusal.problems)
