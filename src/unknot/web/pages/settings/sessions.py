"""Where the visitor is signed in."""

from typing import Final

import msgspec

from unknot.domain.web_session import WebSession
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import sign_in
from unknot.store import web_sessions
from unknot.web.agents import browser_of
from unknot.web.refusing import go_to
from unknot.web.settings import back_to, in_own_settings
from unknot.web.visit import visit_of

SESSIONS: Final = "/settings/sessions"


class Seat(msgspec.Struct, frozen=True):
    """One session, and in which browser it is."""

    session: WebSession
    browser: str
    is_here: bool


async def show_sessions(request: Request) -> Answer:
    visit = await visit_of(request)
    found = web_sessions.of_user(request.services.db, visit.user.id)
    seats = [Seat(one, browser_of(one.agent), one.id == visit.session.id) for one in found]
    return in_own_settings("page/settings/sessions.html", visit, here=SESSIONS, seats=seats)


async def end_session(request: Request) -> Answer:
    visit = await visit_of(request)
    uuid = request.params[0]
    await request.services.write(sign_in.sign_out, visit.user.id, uuid)
    return go_to("/login") if uuid == visit.session.uuid else back_to(SESSIONS, "ended")


async def end_other_sessions(request: Request) -> Answer:
    visit = await visit_of(request)
    await request.services.write(sign_in.sign_out_elsewhere, visit.session)
    return back_to(SESSIONS, "ended")
