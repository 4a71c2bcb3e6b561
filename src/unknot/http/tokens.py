"""Who asks: the token whose secret a request carries, wherever its dialect has found that."""

from collections.abc import Container

from unknot.domain.errors import BadCredentials
from unknot.domain.token import Token
from unknot.http.request import Request
from unknot.operations.tokens import recognise


def token_of(request: Request, secret: str) -> Token:
    """The valid token with this secret, whose use is noted; refused without one."""
    services = request.services
    now = services.now()
    token = recognise(services.directory, secret, now=now)
    services.note_use(token, now)
    return token


def authorization_of(request: Request, schemes: Container[str], how: str) -> str:
    """What the header `Authorization` holds behind one of these schemes; a refusal tells how to send it."""
    header = text_in(request, b"authorization")
    if header is None:
        raise BadCredentials(f"There is no token. {how}")
    scheme, _, secret = header.partition(" ")
    if scheme.lower() not in schemes:
        raise BadCredentials(f"The scheme must be token. {how}")
    return secret.strip()


def text_in(request: Request, header: bytes) -> str | None:
    """What a header holds, if it is there."""
    value = request.header(header)
    return None if value is None else value.strip().decode("latin-1")
