"""What issues are filed from: things of a monitoring service, each under the id that it has over there."""

from hashlib import blake2b
from typing import Final

from msgspec.structs import replace

from unknot.domain.issue import Source, SourceType

_PREFIXES: Final = {
    SourceType.EVENT: "event",
    SourceType.DASHBOARD: "dsbd",
    SourceType.VIEWER: "view",
    SourceType.CHECKER: "rul",
}


def with_id(source: Source) -> Source:
    """The source under an id that depends on nothing but its name."""
    if source.type is SourceType.NONE:
        return source
    return replace(source, uuid=f"{_PREFIXES[source.type]}_{blake2b(source.name.encode(), digest_size=16).hexdigest()}")
