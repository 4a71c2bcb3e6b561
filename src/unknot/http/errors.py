"""What HTTP itself may refuse, before any operation is reached."""

from collections.abc import Iterable

from unknot.domain.errors import NotFound, Refused
from unknot.domain.sentence import says


class NoSuchRoute(NotFound):
    """No such address."""

    code = "no_such_route"

    def __init__(self, path: str) -> None:
        super().__init__("route", says("Nothing answers at %(path)s", path=path))


class MethodNotAllowed(Refused):
    """The address is there, and takes other methods."""

    code = "method_not_allowed"

    def __init__(self, method: str, path: str, allowed: Iterable[str]) -> None:
        methods = set(allowed)
        self.allowed = ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))
        super().__init__(
            says(
                "%(path)s does not take %(method)s; it takes %(allowed)s",
                path=path,
                method=method,
                allowed=self.allowed,
            )
        )


class MalformedBody(Refused):
    """The body cannot be read at all, whatever it wants to say."""

    code = "malformed_body"


class UnsupportedMedia(Refused):
    """The body is of a type that is not taken here."""

    code = "unsupported_media"


class TooManyRequests(Refused):
    """More requests than a limit allows; the answer says how long to wait."""

    code = "too_many_requests"

    def __init__(self, limit: str, retry_after: int) -> None:
        self.retry_after = retry_after  # seconds
        super().__init__(
            says(
                "More than %(limit)s with one token. Wait %(retry_after)s seconds.",
                limit=limit,
                retry_after=retry_after,
            )
        )


class Broken(Refused):
    """A fault of ours. The sentence tells nothing of it but where to look in the log."""

    code = "broken"

    def __init__(self, request_id: str) -> None:
        super().__init__(
            says(
                "Unknot made a mistake and wrote it down. Tell its operator the request id %(request_id)s.",
                request_id=request_id,
            )
        )


class ClientGone(Exception):
    """Nobody waits for an answer any more."""
