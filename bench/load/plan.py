"""What a load is to do, and what came of it."""

import msgspec


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """Whole requests, for so many connections that stay open, for so long or until there are no more."""

    host: str
    port: int
    clients: int
    seconds: float
    requests: list[bytes]
    repeats: bool  # whether the requests may be sent again from the start


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How many answers came, how long that took in all, and how long one by one."""

    answers: int
    seconds: float
    p50_ms: float
    p99_ms: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.answers / self.seconds
