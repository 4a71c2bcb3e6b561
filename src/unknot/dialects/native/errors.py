"""How our own paths say no: problem details, as RFC 9457 has them."""

from http import HTTPStatus
from typing import Final

import msgspec

from unknot.domain import errors
from unknot.domain.errors import BadCredentials, Invalid, Refused
from unknot.http import errors as http_errors
from unknot.http.answer import Answer, Headers
from unknot.http.refusals import headers_of, nearest
from unknot.http.request import Request
from unknot.transfer.asking import MalformedQuery

MEDIA_TYPE: Final = "application/problem+json"
STATUSES: Final[dict[type[Refused], HTTPStatus]] = {
    errors.BadCredentials: HTTPStatus.UNAUTHORIZED,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Unrelatable: HTTPStatus.CONFLICT,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    MalformedQuery: HTTPStatus.BAD_REQUEST,
    http_errors.MalformedBody: HTTPStatus.BAD_REQUEST,
    http_errors.UnsupportedMedia: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    http_errors.MethodNotAllowed: HTTPStatus.METHOD_NOT_ALLOWED,
    http_errors.TooManyRequests: HTTPStatus.TOO_MANY_REQUESTS,
    http_errors.Broken: HTTPStatus.INTERNAL_SERVER_ERROR,
}
CHALLENGE: Final[Headers] = [(b"www-authenticate", b"Bearer")]  # HTTP asks for one beside a 401


class ProblemOut(msgspec.Struct, frozen=True):
    """One field of the input, and what is wrong with it."""

    field: str
    message: str


class QueryProblemOut(msgspec.Struct, frozen=True):
    """What of a query was not understood, from which character on, and what could stand there."""

    place: int  # counted from zero
    length: int
    code: str
    message: str
    expected: tuple[str, ...]


class ErrorOut(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Every refusal. `code` is for programs and never changes.

    `problems` is there where a field is wrong, and `query_problems` with the code malformed_query.
    """

    title: str
    status: int
    detail: str
    code: str
    request: str
    problems: tuple[ProblemOut, ...] = ()
    query_problems: tuple[QueryProblemOut, ...] = ()


_encode = msgspec.json.Encoder().encode


def refuse(refusal: Refused, request: Request) -> Answer:
    """The answer to a wish that cannot be granted."""
    status = status_of(type(refusal))
    problems = refusal.problems if isinstance(refusal, Invalid) else ()
    body = ErrorOut(
        title=status.phrase,
        status=status,
        detail=refusal.message,
        code=refusal.code,
        request=request.id,
        problems=tuple(ProblemOut(one.field, one.message) for one in problems),
        query_problems=_query_problems(refusal) if isinstance(refusal, MalformedQuery) else (),
    )
    headers = CHALLENGE if isinstance(refusal, BadCredentials) else headers_of(refusal)
    return Answer(_encode(body), status=int(status), content_type=MEDIA_TYPE.encode(), headers=headers)


def _query_problems(refusal: MalformedQuery) -> tuple[QueryProblemOut, ...]:
    return tuple(
        QueryProblemOut(one.place, one.length, one.code.value, str(one.message), one.expected)
        for one in refusal.query_problems
    )


def status_of(refusal: type[Refused]) -> HTTPStatus:
    return nearest(refusal, STATUSES)
