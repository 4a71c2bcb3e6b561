"""Who asks: the header `Authorization: token …`, and nothing else."""

from unknot.dialects.gitflic.settings import GitflicSettings
from unknot.domain.access import Actor
from unknot.domain.errors import BadCredentials
from unknot.http.request import Request
from unknot.operations.tokens import recognise

HOW = "Send the header Authorization: token <your access token>"


def actor_of(request: Request) -> Actor:
    """The owner of the request's token; refused without a valid one."""
    header = request.header(b"authorization")
    if header is None:
        raise BadCredentials(f"No token. {HOW}")
    scheme, _, secret = header.partition(b" ")
    if scheme.lower() != b"token":
        raise BadCredentials(f"The scheme must be token. {HOW}")
    now = request.services.now()
    token = recognise(request.services.directory, secret.strip().decode("latin-1"), now=now)
    per_hour = request.services.settings_of(GitflicSettings).requests_per_hour
    if per_hour:
        request.services.throttle.count(f"gitflic/{token.id}", per_hour=per_hour)
    request.services.note_use(token, now)
    return token.actor
