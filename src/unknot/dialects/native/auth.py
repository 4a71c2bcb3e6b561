"""Who asks: the secret of a token, in whichever header the client's other calls carry it."""

from unknot.dialects.native.settings import NativeSettings
from unknot.domain.access import Actor, Role
from unknot.domain.errors import BadCredentials, Forbidden
from unknot.http.request import Request
from unknot.operations.tokens import recognise

HOW = "Send it as Authorization: token … or as DF-API-KEY: …"
SCHEMES = {b"token", b"bearer"}


def actor_of(request: Request) -> Actor:
    """The owner of the request's token, which also chooses the workspace."""
    now, services = request.services.now(), request.services
    token = recognise(services.directory, _secret(request), now=now)
    limit = services.settings_of(NativeSettings).requests_per_minute
    if limit:
        services.throttle.count_in_minute(f"native/{token.id}", per_minute=limit)
    services.note_use(token, now)
    return token.actor


def member_of(request: Request) -> Actor:
    """The same, who must have a role in the workspace and not only in a project of it."""
    actor = actor_of(request)
    if request.services.directory.workspace_role(actor, actor.workspace) < Role.GUEST:
        raise Forbidden("The owner of this token has no role in its workspace. Ask its owner for one.")
    return actor


def _secret(request: Request) -> str:
    key = request.header(b"df-api-key")
    if key is not None:
        return key.strip().decode("latin-1")
    header = request.header(b"authorization")
    if header is None:
        raise BadCredentials(f"There is no token. {HOW}")
    scheme, _, secret = header.partition(b" ")
    if scheme.lower() not in SCHEMES:
        raise BadCredentials(f"The scheme must be token. {HOW}")
    return secret.strip().decode("latin-1")
