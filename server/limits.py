"""Rates: a bucket that refills, per caller. In memory: a restart forgives, a number never depends on it."""

import threading
import time
from collections import OrderedDict
from typing import Any

from flask import Flask, g, request

from office.errors import TooMany
from office.office import Office
from printer.attachments.limits import MIB, MOST_AT_ONCE, MOST_BYTES, MOST_VIDEO

MOST_CALLERS = 10_000
#: views that answer whether a code is right
GUESSES = ("api_files.track", "api_files.answer", "kiosk.look", "kiosk.look_file", "kiosk.check_code",
           "kiosk.honour_leftover", "api_complaints.track_complaint")  # fmt: skip
#: views that give codes to unknown screens, and that such a screen asks every few seconds
SCREENS = {"api_devices.begin_pairing": (20, 0.2), "api_devices.poll_pairing": (60, 4.0)}
#: views that give numbers
TICKETS = ("api_hall.issue", "kiosk.take_ticket", "kiosk.honour_leftover", "kiosk.complain",
           "api_complaints.complain")  # fmt: skip


#: views that take more bytes than others
UPLOADS = {
    "counter.settings_screen_add": MOST_VIDEO + MIB,
    "counter.file_attach": MOST_AT_ONCE,
    "api_attachments.attach": MOST_BYTES + MIB,
    "counter.settings_emblem_save": MOST_BYTES + MIB,
    "counter.settings_emblem_preview": MOST_BYTES + MIB,
}


class Breathing:
    """A request's body that lets the others run between two pieces: a quick sender must not hold the hall."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def read(self, size: int = -1) -> bytes:
        time.sleep(0)
        return bytes(self._body.read(size))

    def readinto(self, into: memoryview) -> int:
        piece = self.read(len(into))
        into[: len(piece)] = piece
        return len(piece)

    def readline(self, size: int = -1) -> bytes:
        return bytes(self._body.readline(size))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._body, name)


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


def install(app: Flask, office: Office) -> None:
    """Hold guesses to a pace everywhere, and kiosks where the office wants it (not in the example office)."""
    rules = office.see(lambda read: read.settings.queue)
    kiosk, guess, all_guesses = Rate(rules.kiosk_burst, rules.kiosk_per_second), Rate(10, 10 / 60), Rate(60, 1)

    screens = {name: Rate(*pace) for name, pace in SCREENS.items()}

    @app.url_value_preprocessor
    def room(endpoint: str | None, _values: object) -> None:
        if endpoint in UPLOADS:  # before anything reads the form
            request.max_content_length = UPLOADS[endpoint]
            request.environ["wsgi.input"] = Breathing(request.environ["wsgi.input"])

    @app.before_request
    def pace() -> None:
        if request.endpoint in GUESSES:
            guess.take(request.remote_addr or "")
            all_guesses.take("all")
        if request.endpoint in screens:
            screens[request.endpoint].take(request.remote_addr or "")
        if request.endpoint in TICKETS and g.seat.desk == "kiosk" and office.rules.queue.rate_limits:
            kiosk.take(g.actor.ref)
