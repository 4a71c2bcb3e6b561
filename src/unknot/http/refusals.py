"""What every door needs to say no: the place of a refusal in the door's table, and the headers that HTTP asks for."""

from collections.abc import Mapping
from typing import TypeVar

from unknot.domain.errors import Refused, TooLarge, Unavailable
from unknot.http.answer import Headers
from unknot.http.errors import MethodNotAllowed, TooManyRequests

Kind = TypeVar("Kind")


def nearest(refusal: type[Refused], kinds: Mapping[type[Refused], Kind]) -> Kind:
    """What a table says of a refusal, or of the nearest class above it."""
    for ancestor in refusal.__mro__:
        if ancestor in kinds:
            return kinds[ancestor]
    raise LookupError(f"{refusal.__name__} has no place in the table of this door")


def headers_of(refusal: Refused) -> Headers | None:
    if isinstance(refusal, MethodNotAllowed):
        return [(b"allow", refusal.allowed.encode())]
    if isinstance(refusal, TooManyRequests):
        return [(b"retry-after", b"%d" % refusal.retry_after)]
    if isinstance(refusal, Unavailable):
        return [(b"retry-after", b"5")]
    if isinstance(refusal, TooLarge):
        return [(b"connection", b"close")]  # the rest of the body is not read
    return None
