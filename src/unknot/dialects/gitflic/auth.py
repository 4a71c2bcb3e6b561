"""Who asks: the header `Authorization: token …`, and nothing else."""

from unknot.dialects.gitflic.settings import GitflicSettings
from unknot.domain.access import Actor
from unknot.http.request import Request
from unknot.http.tokens import authorization_of, token_of

HOW = "Send the header Authorization: token <your access token>"
SCHEMES = {"token"}


def actor_of(request: Request) -> Actor:
    """The owner of the request's token; refused without a valid one."""
    token = token_of(request, authorization_of(request, SCHEMES, HOW))
    per_hour = request.services.settings_of(GitflicSettings).requests_per_hour
    request.services.throttle.count(f"gitflic/{token.id}", per_hour=per_hour)
    return token.actor
