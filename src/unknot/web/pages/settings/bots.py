"""The tokens of a workspace's bots, which its owners keep: a bot cannot sign in to make one."""

from unknot.domain.errors import Forbidden
from unknot.domain.people import User
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import tokens as operations
from unknot.web.forms import KEEPS_FORM, form_of, refused
from unknot.web.pages.settings.members import member_page, named, owned
from unknot.web.pages.settings.tokens import TokenForm, last_moment
from unknot.web.settings import WorkspaceSettings, back_to


async def create_token(request: Request) -> Answer:
    """Make a token for a bot. Its secret stands on this one answer, and never again."""
    here = await owned(request)
    bot = _bot(here, request.params[1])
    typed = await form_of(request, TokenForm)
    try:
        made = await request.services.write(
            operations.create_token,
            bot.id,
            here.workspace.id,
            name=typed.name,
            scope=typed.scope,
            expires_at=last_moment(typed.expires, request.services.now()),
            by=here.place.actor,
        )
    except KEEPS_FORM as refusal:
        return await member_page(here, bot, refused(typed, "token", refusal))
    return await member_page(here, bot, made=made)


async def revoke_token(request: Request) -> Answer:
    here = await owned(request)
    bot = _bot(here, request.params[1])
    await request.services.write(operations.revoke_token, bot.id, request.params[2], by=here.place.actor)
    return back_to(f"{here.path}/{bot.username}", "revoked")


def _bot(here: WorkspaceSettings, username: str) -> User:
    found = named(here, username)
    if not found.is_bot:
        raise Forbidden(says("%(user)s makes their own tokens, under Your settings.", user=found.full_name))
    return found
