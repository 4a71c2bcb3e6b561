"""Who asks: the header `DF-API-KEY`. The key also chooses the workspace, and nothing outside of it exists."""

from unknot.dialects.guance.errors import WorkspaceLimited
from unknot.dialects.guance.settings import GuanceSettings
from unknot.domain.access import Actor, Role
from unknot.domain.errors import BadCredentials, Forbidden
from unknot.domain.token import Token
from unknot.http.errors import TooManyRequests
from unknot.http.request import Request
from unknot.http.tokens import text_in, token_of


def actor_of(request: Request) -> Actor:
    """The owner of the request's key, who must be a member of the key's workspace."""
    token = token_of(request, key_of(request))
    _throttle(request, token)
    if request.services.directory.workspace_role(token.actor, token.workspace) < Role.GUEST:
        raise Forbidden("The owner of this key is no longer a member of its workspace. Ask its owner for a role.")
    return token.actor


def key_of(request: Request) -> str:
    """The key as it was sent."""
    key = text_in(request, b"df-api-key")
    if key is None:
        raise BadCredentials("There is no key. Send it in the header DF-API-KEY.")
    return key


def writer_of(request: Request, least: Role = Role.MEMBER) -> Actor:
    """The same, with a role and a key that may change things."""
    actor = actor_of(request)
    if not actor.may_write:
        raise Forbidden("This key only reads. Use one with scope write.")
    if request.services.directory.workspace_role(actor, actor.workspace) < least:
        raise Forbidden(f"This takes the role {least.word} in the workspace. Ask its owner for more.")
    return actor


def _throttle(request: Request, token: Token) -> None:
    throttle, settings = request.services.throttle, request.services.settings_of(GuanceSettings)
    throttle.count_in_minute(f"guance/{token.id}", per_minute=settings.requests_per_minute)
    shared = settings.workspace_requests_per_minute
    try:
        throttle.count_in_minute(f"guance/workspace/{token.workspace}", per_minute=shared)
    except TooManyRequests as refusal:
        raise WorkspaceLimited(f"{shared} requests in a minute", refusal.retry_after) from refusal
