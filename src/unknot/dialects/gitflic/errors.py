"""How GitFlic says no: one table, one shape. It never answers 401: its clients take that for success."""

from http import HTTPStatus
from typing import Annotated, Final

import msgspec

from unknot.dialects.gitflic import shapes
from unknot.dialects.gitflic.times import local_date_time
from unknot.domain import errors
from unknot.domain.errors import Invalid, Refused
from unknot.http import errors as http_errors
from unknot.http.answer import Answer
from unknot.http.refusals import headers_of, nearest
from unknot.http.request import Request
from unknot.http.told import told


class Kind(msgspec.Struct, frozen=True):
    """A kind of refusal: its status, and the word by which the vendor's clients know it."""

    status: int
    type: str
    title: str


KINDS: Final[dict[type[Refused], Kind]] = {
    errors.BadCredentials: Kind(403, "AuthenticationException", "Token not accepted"),
    errors.Forbidden: Kind(403, "AccessDeniedException", "No access rights"),
    errors.NotFound: Kind(404, "NotFoundException", "Not found"),
    errors.Unrelatable: Kind(400, "BadRequestException", "Issues cannot be related"),
    errors.Conflict: Kind(409, "ConflictException", "Conflict"),
    errors.Invalid: Kind(422, "ValidationException", "Unsupported values"),
    errors.TooLarge: Kind(413, "PayloadTooLargeException", "Too large"),
    errors.Unavailable: Kind(503, "ServiceUnavailableException", "Try again"),
    http_errors.MalformedBody: Kind(400, "BadRequestException", "Body cannot be read"),
    http_errors.UnsupportedMedia: Kind(415, "UnsupportedMediaTypeException", "Unsupported type of body"),
    http_errors.MethodNotAllowed: Kind(405, "MethodNotAllowedException", "Method not allowed"),
    http_errors.TooManyRequests: Kind(429, "TooManyRequestsException", "Too many requests"),
    http_errors.Broken: Kind(500, "InternalException", "Internal error"),
}

WIRE_NAMES: Final = {"assignees": "assignedUsers", "text": "note", "color": "hexColor"}  # ours, where theirs differ


class ProblemOut(msgspec.Struct, frozen=True):
    field: str
    message: str


class ErrorOut(msgspec.Struct, frozen=True, omit_defaults=True):
    """Every refusal. `errors` is there with status 422 only."""

    timestamp: shapes.Date
    status: Annotated[int, told(enum=sorted({kind.status for kind in KINDS.values()}))]
    error: str
    type: Annotated[str, told(enum=sorted({kind.type for kind in KINDS.values()}))]
    title: str
    message: str
    path: str
    errors: list[ProblemOut] | None = None


_encode = msgspec.json.Encoder().encode


def refuse(refusal: Refused, request: Request) -> Answer:
    """The answer to a wish that cannot be granted."""
    kind = kind_of(type(refusal))
    problems = None
    message = refusal.message
    if isinstance(refusal, Invalid):
        problems = [ProblemOut(WIRE_NAMES.get(one.field, one.field), one.message) for one in refusal.problems]
        message = "; ".join(f"{one.field} {one.message}" for one in problems)
    body = ErrorOut(
        timestamp=local_date_time(request.services.now()),
        status=kind.status,
        error=HTTPStatus(kind.status).phrase,
        type=kind.type,
        title=_title(kind, refusal),
        message=message,
        path=request.path,
        errors=problems,
    )
    return Answer(_encode(body), status=kind.status, headers=headers_of(refusal))


def kind_of(refusal: type[Refused]) -> Kind:
    return nearest(refusal, KINDS)


def _title(kind: Kind, refusal: Refused) -> str:
    return f"{refusal.noun.capitalize()} not found" if isinstance(refusal, errors.NotFound) else kind.title
