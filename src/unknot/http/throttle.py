"""How often one caller may ask. Counted in this process: with several workers, each lets through as many."""

import math
import time

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from unknot.http.errors import TooManyRequests


class Throttle:
    """A window for each key that moves with the clock: each request counts for an hour, or for a minute."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, key: str, *, per_hour: int) -> None:
        """Count a request, or refuse it and say how long to wait; 0 means no limit."""
        if per_hour:
            self._count(key, RateLimitItemPerHour(per_hour), f"{per_hour} requests in an hour")

    def count_in_minute(self, key: str, *, per_minute: int) -> None:
        if per_minute:
            self._count(key, RateLimitItemPerMinute(per_minute), f"{per_minute} requests in a minute")

    def _count(self, key: str, window: RateLimitItem, limit: str) -> None:
        if not self._limiter.hit(window, key):
            reset = self._limiter.get_window_stats(window, key).reset_time
            raise TooManyRequests(limit, math.floor(reset - time.time()) + 1)
