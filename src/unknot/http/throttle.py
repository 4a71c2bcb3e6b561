"""How often one caller may ask. Counted in this process: with several workers, each lets through as many."""

import math
import time

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from unknot.http.errors import TooManyRequests


class Throttle:
    """An hour for each key that moves with the clock: each request counts for sixty minutes."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, key: str, *, per_hour: int) -> None:
        """Count a request, or refuse it and say how long to wait."""
        window = RateLimitItemPerHour(per_hour)
        if not self._limiter.hit(window, key):
            reset = self._limiter.get_window_stats(window, key).reset_time
            raise TooManyRequests(per_hour, math.floor(reset - time.time()) + 1)
