"""Tokens: the secrets by which programs speak for somebody."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import msgspec

from unknot.domain.access import Scope
from unknot.domain.errors import Invalid
from unknot.domain.ids import UserId
from unknot.domain.people import Workspace
from unknot.domain.sentence import says
from unknot.domain.token import Token, end_of
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import tokens as operations
from unknot.operations.tokens import NewToken
from unknot.store import tokens
from unknot.web.forms import KEEPS_FORM, Filled, filled, form_of, refused
from unknot.web.look import words_of
from unknot.web.settings import back_to, in_own_settings
from unknot.web.visit import NO_WORKSPACE, Visit, visit_of, workspaces_of
from unknot.web.words import N_

TOKENS: Final = "/settings/tokens"
SCOPES: Final = {
    Scope.READ: N_("Read: no change at all"),
    Scope.WRITE: N_("Read and write: all that you may do"),
}


class TokenForm(msgspec.Struct, frozen=True):
    name: str = ""
    workspace: str = ""  # its alias
    scope: Scope = Scope.READ
    expires: str = ""  # the last day on which it works, in UTC; empty: none


class Listed(msgspec.Struct, frozen=True):
    """A token as a list shows it."""

    token: Token
    workspace: str
    used_at: datetime | None


START: Final = filled(TokenForm(), "token")


async def show_tokens(request: Request) -> Answer:
    return _page(await visit_of(request), START)


async def create_token(request: Request) -> Answer:
    """Make a token. Its secret stands on this one answer, and never again."""
    visit = await visit_of(request)
    typed = await form_of(request, TokenForm)
    try:
        made = await request.services.write(
            operations.create_token,
            visit.user.id,
            _workspace(visit, typed.workspace).id,
            name=typed.name,
            scope=typed.scope,
            expires_at=last_moment(typed.expires, request.services.now()),
            by=visit.actor_in(NO_WORKSPACE),
        )
    except KEEPS_FORM as refusal:
        return _page(visit, refused(typed, "token", refusal))
    return _page(visit, START, made)


async def revoke_token(request: Request) -> Answer:
    visit = await visit_of(request)
    by = visit.actor_in(NO_WORKSPACE)
    await request.services.write(operations.revoke_token, visit.user.id, request.params[0], by=by)
    return back_to(TOKENS, "revoked")


def last_moment(day: str, now: datetime) -> datetime | None:
    """When a token ends whose last day is this; one that has ended already would be of no use."""
    if not day:
        return None
    try:
        end = end_of(date.fromisoformat(day))
    except ValueError as error:
        raise Invalid.field("expires", says("must be a day such as 2031-12-24")) from error
    if end <= now:
        raise Invalid.field("expires", says("must be today or a later day"))
    return end


def listed(request: Request, user: UserId) -> list[Listed]:
    """Somebody's tokens, newest first."""
    directory = request.services.directory
    found = tokens.of_user(request.services.db, user)
    return [Listed(one, directory.workspace(one.workspace).title, used) for one, used in reversed(found)]


def _workspace(visit: Visit, alias: str) -> Workspace:
    found = next((one for one in workspaces_of(visit) if one.alias == alias), None)
    if found is None:
        raise Invalid.field("workspace", says("must be one that you are a member of"))
    return found


def _page(visit: Visit, form: Filled, made: NewToken | None = None) -> Answer:
    every = listed(visit.request, visit.user.id)
    return in_own_settings(
        "page/settings/tokens.html",
        visit,
        here=TOKENS,
        status=form.status,
        form=form,
        made=made,
        tokens=[one for one in every if one.token.scope is not Scope.FEED],
        feeds=[one for one in every if one.token.scope is Scope.FEED],
        homes=_homes(workspaces_of(visit)),
        scopes=scopes(visit),
        today=visit.request.services.now().date().isoformat(),
    )


def _homes(workspaces: Sequence[Workspace]) -> list[tuple[str, str]]:
    return [(one.alias, one.title) for one in workspaces]


def scopes(visit: Visit) -> list[tuple[str, str]]:
    """What a token may be made for."""
    gettext = words_of(visit.language).catalogue.gettext
    return [(scope.value, gettext(word)) for scope, word in SCOPES.items()]
