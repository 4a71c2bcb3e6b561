"""Who asks: the secret of a token, in whichever header the client's other calls carry it."""

from unknot.dialects.native.settings import NativeSettings
from unknot.domain.access import Actor, Role
from unknot.domain.errors import Forbidden
from unknot.http.request import Request
from unknot.http.tokens import authorization_of, text_in, token_of

HOW = "Send it as Authorization: token … or as DF-API-KEY: …"
SCHEMES = {"token", "bearer"}


def actor_of(request: Request) -> Actor:
    """The owner of the request's token, which also chooses the workspace."""
    key = text_in(request, b"df-api-key")
    token = token_of(request, authorization_of(request, SCHEMES, HOW) if key is None else key)
    per_minute = request.services.settings_of(NativeSettings).requests_per_minute
    request.services.throttle.count_in_minute(f"native/{token.id}", per_minute=per_minute)
    return token.actor


def member_of(request: Request) -> Actor:
    """The same, who must have a role in the workspace and not only in a project of it."""
    actor = actor_of(request)
    if request.services.directory.workspace_role(actor, actor.workspace) < Role.GUEST:
        raise Forbidden("The owner of this token has no role in its workspace. Ask its owner for one.")
    return actor
