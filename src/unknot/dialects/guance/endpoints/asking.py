"""What a request names, by the vendor's ids."""

from unknot.dialects.guance import ids
from unknot.domain.errors import Invalid, NotFound
from unknot.http.request import Request


def uuid_named(noun: str, prefix: str, given: str) -> str:
    """Our UUID for the vendor's id. An id that could never be one names nothing, like one that is gone."""
    uuid = ids.uuid_in(prefix, given)
    if uuid is None:
        raise NotFound(noun, f'Nothing in this workspace has the id "{given[:50]}"')
    return uuid


def required(request: Request, name: str) -> str:
    """A parameter that the query must have."""
    given = request.query.get(name)
    if not given:
        raise Invalid.field(name, "must be given in the query")
    return given
