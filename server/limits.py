"""Rates: a bucket that refills, per caller. In memory: a restart forgives, a number never depends on it."""

import threading
import time
from collections import OrderedDict

from office.errors import TooMany

MOST_CALLERS = 10_000


class Rate:
    """`burst` at once, `per_second` sustained, for each caller."""

    def __init__(self, burst: float, per_second: float) -> None:
        self._burst, self._per_second = burst, per_second
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: str) -> None:
        """Count one request. Refuses with TooMany (`retry_after` in whole seconds) when the bucket is empty."""
        now = time.monotonic()
        with self._lock:
            left, since = self._buckets.pop(caller, (self._burst, now))
            left = min(self._burst, left + (now - since) * self._per_second)
            allowed = left >= 1
            self._buckets[caller] = (left - 1 if allowed else left, now)
            if len(self._buckets) > MOST_CALLERS:
                self._buckets.popitem(last=False)
        if not allowed:
            raise TooMany(retry_after=max(1, round((1 - left) / self._per_second)))
