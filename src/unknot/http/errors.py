"""What HTTP itself may refuse, before any operation is reached."""

from collections.abc import Iterable

from unknot.domain.errors import NotFound, Refused


class NoSuchRoute(NotFound):
    """No such address."""

    code = "no_such_route"

    def __init__(self, path: str) -> None:
        super().__init__("route", f"Nothing answers at {path}")


class MethodNotAllowed(Refused):
    """The address is there, and takes other methods."""

    code = "method_not_allowed"

    def __init__(self, method: str, path: str, allowed: Iterable[str]) -> None:
        methods = set(allowed)
        self.allowed = ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))
        super().__init__(f"{path} does not take {method}; it takes {self.allowed}")


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
        super().__init__(f"More than {limit} with one token. Wait {retry_after} seconds.")


class Broken(Refused):
    """A fault of ours. The sentence tells nothing of it but where to look in the log."""

    code = "broken"

    def __init__(self, request_id: str) -> None:
        super().__init__(f"Unknot made a mistake and wrote it down. Tell its operator the request id {request_id}.")


class ClientGone(Exception):
    """Nobody waits for an answer any more."""
