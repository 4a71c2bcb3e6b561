"""How pages say no: a page with a way on, or a few words for a script, and a way to sign in for who has to."""

from typing import Any, Final
from urllib.parse import quote

import msgspec

from unknot.domain.errors import (
    BadCredentials,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Refused,
    TooLarge,
    Unavailable,
    Unrelatable,
)
from unknot.domain.preferences import Language
from unknot.domain.text import RESERVED_ALIASES
from unknot.http.answer import Answer
from unknot.http.errors import Broken, MalformedBody, MethodNotAllowed, NoSuchRoute, TooManyRequests, UnsupportedMedia
from unknot.http.refusals import headers_of, nearest
from unknot.http.request import Request
from unknot.http.routes import Refuse
from unknot.web.look import SAFE, page, words_of
from unknot.web.shell import in_shell
from unknot.web.visit import COOKIE, MovedAway, SignInNeeded, Visit, cookie_of, find_visit, language_of, place_near
from unknot.web.words import Words

BROKEN: Final = 500  # from here on the fault is ours, and nothing that the shell needs is taken for granted
STATUSES: Final[dict[type[Refused], int]] = {
    BadCredentials: 401,
    Forbidden: 403,
    NotFound: 404,
    MethodNotAllowed: 405,
    Conflict: 409,
    TooLarge: 413,
    UnsupportedMedia: 415,
    Invalid: 422,
    Unrelatable: 422,
    MalformedBody: 400,
    TooManyRequests: 429,
    Broken: 500,
    Unavailable: 503,
    Refused: 400,
}


def refuse(refusal: Refused, request: Request) -> Answer:
    """The answer to a wish that cannot be granted."""
    if isinstance(refusal, MovedAway):
        return _lead_to(refusal.address, request)
    status, headers = status_of(refusal), headers_of(refusal) or []
    if wants_json(request):
        body = _for_script(refusal, words_of(_language(request)), request.id)
        return Answer(msgspec.json.encode(body), status=status, headers=[*SAFE, *headers])
    if isinstance(refusal, SignInNeeded) and wants_stream(request):
        return Answer(status=204, content_type=None, headers=SAFE)  # which tells an EventSource to try no more
    if isinstance(refusal, SignInNeeded):
        ended = "ended=yes&" if cookie_of(request, COOKIE) else ""
        return go_to(f"/login?{ended}next={quote(_where_from(request))}")
    told: dict[str, Any] = {"status_code": status, "refusal": refusal, "request_id": request.id}
    visit = _visit_or_none(request)
    place = None if visit is None or status >= BROKEN else place_near(visit)
    if place is not None:
        answer = in_shell("page/refused_inside.html", place, here="", status=status, **told)
        answer.headers = [*(answer.headers or ()), *headers]
        return answer
    preferences = None if visit is None else visit.preferences
    return page(
        "page/refused.html", _language(request), status=status, headers=headers, preferences=preferences, **told
    )


def _for_script(refusal: Refused, words: Words, request_id: str) -> dict[str, Any]:
    problems = refusal.problems if isinstance(refusal, Invalid) else ()
    return {
        "error": refusal.code,
        "message": words.said(refusal.sentence),
        "problems": [{"field": one.field, "message": words.said(one.sentence)} for one in problems],
        "request": request_id,
    }


def status_of(refusal: Refused) -> int:
    return nearest(type(refusal), STATUSES)


def refusing(to_programs: Refuse) -> Refuse:
    """Refuse people in pages; a program that lost its way is told so by the dialect that stands at the root."""

    def either(refusal: Refused, request: Request) -> Answer:
        if not is_program(request) or isinstance(refusal, MovedAway):
            return refuse(refusal, request)
        is_lost = isinstance(refusal, SignInNeeded | MethodNotAllowed) and _first_word(request) not in RESERVED_ALIASES
        return to_programs(NoSuchRoute(request.path) if is_lost else refusal, request)

    return either


def _first_word(request: Request) -> str:
    return request.path.split("/")[1]


def is_program(request: Request) -> bool:
    """Whether this is neither a browser nor a script of ours: browsers name what they can show."""
    accepted = request.header(b"accept") or b"*/*"
    return b"text/html" not in accepted and not wants_json(request) and request.header(b"sec-fetch-mode") is None


def wants_json(request: Request) -> bool:
    """Whether a script of ours asks, and not somebody who will read the answer."""
    return (request.header(b"accept") or b"").startswith(b"application/json")


def wants_stream(request: Request) -> bool:
    return (request.header(b"accept") or b"").startswith(b"text/event-stream")


def go_to(address: str) -> Answer:
    """See another page, after a change or instead of this one."""
    return Answer(status=303, content_type=None, headers=[(b"location", address.encode()), *SAFE])


def _lead_to(address: str, request: Request) -> Answer:
    """Ask the same elsewhere. Not for good: what was moved can be moved back."""
    query = request.scope["query_string"]
    location = quote(address).encode() + (b"?" + query if query else b"")
    return Answer(status=307, content_type=None, headers=[(b"location", location), *SAFE])


def inside(address: str) -> str:
    """An address of ours, whoever gave it: no form or link of ours sends anybody to another site."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_ours else "/"


def _where_from(request: Request) -> str:
    if request.method not in {"GET", "HEAD"}:
        return "/"
    query = request.scope["query_string"].decode("latin-1")
    return f"{quote(request.path)}?{query}" if query else quote(request.path)


def _language(request: Request) -> Language:
    visit = _visit_or_none(request)
    return language_of(request) if visit is None else visit.language


def _visit_or_none(request: Request) -> Visit | None:
    try:
        return find_visit(request)
    except Unavailable:
        return None
