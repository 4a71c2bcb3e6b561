"""Sign in and out."""

import asyncio
from typing import Final

import msgspec

from unknot.domain.errors import BadCredentials
from unknot.domain.people import User
from unknot.domain.preferences import Language
from unknot.domain.sentence import says
from unknot.domain.text import fold
from unknot.domain.web_session import STAYS_FOR
from unknot.http.answer import Answer
from unknot.http.errors import TooManyRequests
from unknot.http.refusals import headers_of
from unknot.http.request import Request
from unknot.operations import sign_in
from unknot.store import users
from unknot.web.forms import YES, form_of, query_of
from unknot.web.look import page
from unknot.web.refusing import go_to, inside
from unknot.web.visit import COOKIE, address_of, find_visit, language_of, require_same_site, visit_of

LANGUAGES: Final = {"en": "English", "ru": "Русский", "zh": "简体中文"}
TRIES_IN_MINUTE: Final = 10  # for one user from one address


class Asked(msgspec.Struct, frozen=True):
    next: str = "/"
    language: Language | None = None
    ended: str = ""  # "yes": the session of who comes here


class Credentials(msgspec.Struct, frozen=True):
    username: str
    password: str
    next: str = "/"


async def show_login(request: Request) -> Answer:
    asked = query_of(request, Asked)
    if not users.is_anybody_there(request.services.db):
        return go_to("/first-run")
    if find_visit(request) is not None:
        return go_to(inside(asked.next))
    return _page(asked.language or language_of(request), asked.next, has_ended=asked.ended == YES)


async def log_in(request: Request) -> Answer:
    """Open a session and go where the visitor wanted to."""
    require_same_site(request)
    given = await form_of(request, Credentials)
    try:
        user = await _recognise(request, given)
    except (BadCredentials, TooManyRequests) as refusal:
        status = 429 if isinstance(refusal, TooManyRequests) else 401
        answer = _page(
            language_of(request), given.next, username=given.username, problem=refusal.sentence, status=status
        )
        answer.headers = [*(answer.headers or ()), *(headers_of(refusal) or ())]
        return answer
    return await signed_in(request, user, inside(given.next))


async def signed_in(request: Request, user: User, where: str) -> Answer:
    """Open a session for somebody, and send them on."""
    agent = (request.header(b"user-agent") or b"").decode("latin-1")
    opened = await request.services.write(sign_in.sign_in, user.id, agent=agent, address=address_of(request))
    answer = go_to(where)
    answer.headers = [*(answer.headers or ()), _cookie(request, opened.secret, int(STAYS_FOR.total_seconds()))]
    return answer


async def log_out(request: Request) -> Answer:
    visit = await visit_of(request)
    await request.services.write(sign_in.sign_out, visit.user.id, visit.session.uuid)
    answer = go_to("/login")
    answer.headers = [*(answer.headers or ()), _cookie(request, "", 0)]
    return answer


async def _recognise(request: Request, given: Credentials) -> User:
    """The user whose password this is; guessing is slowed down by user and address, however the name is written."""
    services = request.services
    directory = services.directory
    user = directory.user_by_name(given.username) or directory.user_by_email(given.username)
    whose = fold(given.username)[: services.limits.name] if user is None else user.id
    services.throttle.count_in_minute(f"login {whose} {address_of(request)}", per_minute=TRIES_IN_MINUTE)
    stored = sign_in.stored_password(services.db, user)
    if user is None or not await asyncio.to_thread(sign_in.is_right, given.password, stored):
        raise BadCredentials(says("The name or the password is wrong. Try again, or ask whoever runs this Unknot."))
    return user


def _page(
    language: Language,
    next_: str,
    *,
    username: str = "",
    problem: str | None = None,
    has_ended: bool = False,
    status: int = 200,
) -> Answer:
    return page(
        "page/login.html",
        language,
        status=status,
        preferences=None,
        next=next_,
        username=username,
        problem=problem,
        has_ended=has_ended,
        languages=LANGUAGES,
    )


def _cookie(request: Request, secret: str, seconds: int) -> tuple[bytes, bytes]:
    secure = "; Secure" if request.base_url.startswith("https:") else ""
    value = f"{COOKIE.decode()}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
    return b"set-cookie", value.encode()
