"""`file:///…`: an ordinary file that collects the bytes."""

import os
from dataclasses import dataclass

from printer.transports.base import (
    LOST,
    REFUSED,
    UNSURE,
    Meanwhile,
    Outcome,
    Permit,
    State,
    Status,
    no_waiting,
    not_sent,
    why,
)


@dataclass(frozen=True)
class File:
    """Bytes are appended and on disk; whether anybody reads them is not known: class D."""

    path: str

    def look(self) -> Status:
        try:
            os.close(self._open())
        except OSError as trouble:
            return why(trouble)
        return Status.of(State.READY)

    def deliver(
        self, payload: bytes, permit: Permit, *, millimetres: float = 100, stale: int = 0,
        meanwhile: Meanwhile = no_waiting,
    ) -> Outcome:  # fmt: skip
        try:
            out = self._open()
        except OSError as trouble:
            return not_sent(why(trouble))
        try:
            if not permit():
                return not_sent(Status.of(State.READY), REFUSED)
            return _write(out, payload)
        finally:
            os.close(out)

    def _open(self) -> int:
        return os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK | os.O_CREAT, 0o600)


def _write(out: int, payload: bytes) -> Outcome:
    try:
        left = memoryview(payload)
        while left:
            left = left[os.write(out, left) :]
        os.fsync(out)
    except OSError as trouble:
        return Outcome("needs_attention", why(trouble), LOST)
    return Outcome("sent", Status.of(State.READY), UNSURE)
