"""Who asks: the header `DF-API-KEY`. The key also chooses the workspace, and nothing outside of it exists."""

from unknot.dialects.guance.errors import WorkspaceLimited
from unknot.dialects.guance.settings import GuanceSettings
from unknot.domain.access import Actor, Role
from unknot.domain.errors import BadCredentials, Forbidden
from unknot.http.errors import TooManyRequests
from unknot.http.request import Request
from unknot.operations.tokens import recognise


def actor_of(request: Request) -> Actor:
    """The owner of the request's key, who must be a member of the key's workspace."""
    now, services = request.services.now(), request.services
    token = recognise(services.directory, key_of(request), now=now)
    _throttle(request, str(token.id), str(token.workspace))
    services.note_use(token, now)
    if services.directory.workspace_role(token.actor, token.workspace) < Role.GUEST:
        raise Forbidden("The owner of this key is no longer a member of its workspace. Ask its owner for a role.")
    return token.actor


def key_of(request: Request) -> str:
    """The key as it was sent."""
    header = request.header(b"df-api-key")
    if header is None:
        raise BadCredentials("There is no key. Send it in the header DF-API-KEY.")
    return header.strip().decode("latin-1")


def writer_of(request: Request, least: Role = Role.MEMBER) -> Actor:
    """The same, with a role and a key that may change things."""
    actor = actor_of(request)
    if not actor.may_write:
        raise Forbidden("This key only reads. Use one with scope write.")
    if request.services.directory.workspace_role(actor, actor.workspace) < least:
        raise Forbidden(f"This takes the role {least.word} in the workspace. Ask its owner for more.")
    return actor


def _throttle(request: Request, key: str, workspace: str) -> None:
    settings = request.services.settings_of(GuanceSettings)
    if settings.requests_per_minute:
        request.services.throttle.count_in_minute(f"guance/{key}", per_minute=settings.requests_per_minute)
    if settings.workspace_requests_per_minute:
        shared, limit = f"guance/workspace/{workspace}", settings.workspace_requests_per_minute
        try:
            request.services.throttle.count_in_minute(shared, per_minute=limit)
        except TooManyRequests as refusal:
            raise WorkspaceLimited(f"{limit} requests in a minute", refusal.retry_after) from refusal
