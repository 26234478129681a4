"""What every way to a printer shares: one closed set of states, four outcomes, and the order in which a job
leaves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class State(StrEnum):
    """How a printer is. Only `READY` and `NEAR_END` (and `UNKNOWN`, for printers that never say) take a job."""

    READY = "ready"
    NEAR_END = "near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    ERROR = "error"
    ABSENT = "absent"
    UNKNOWN = "unknown"

    @property
    def takes_jobs(self) -> bool:
        return self in (State.READY, State.NEAR_END, State.UNKNOWN)


WORDS = {
    State.READY: "siap",
    State.NEAR_END: "kertas hampir habis, siapkan gulungan baru",
    State.PAPER_OUT: "kertas habis, pasang gulungan baru",
    State.COVER_OPEN: "penutup terbuka, tutup sampai berbunyi klik",
    State.OFFLINE: "tidak menjawab, matikan lalu hidupkan printer",
    State.ERROR: "macet atau rusak, periksa pemotong kertas",
    State.ABSENT: "tidak terhubung, periksa kabel dan listrik",
    State.UNKNOWN: "keadaan tidak diketahui",
}


@dataclass(frozen=True)
class Status:
    """A printer's state and, in Indonesian, what a person does about it."""

    state: State
    reason: str

    @classmethod
    def of(cls, state: State) -> "Status":
        return cls(state, WORDS[state])


@dataclass(frozen=True)
class Outcome:
    """What became of a job. `result` is one of

    `not_sent`         no byte left: the job may be tried again by software
    `printed`          the printer reached the command after our cut
    `sent`             bytes left, nothing speaks against it, nothing proves it
    `needs_attention`  bytes left and the end is not known: a person looks
    """

    result: str
    status: Status
    reason: str = ""


Permit = Callable[[], bool]
"""Asked once, after the preflight and before the first byte: the office has committed `sending`, or says no."""


def not_sent(status: Status, reason: str = "") -> Outcome:
    return Outcome("not_sent", status, reason or status.reason)


REFUSED = "pekerjaan sudah dibatalkan atau diambil alih"


@dataclass(frozen=True)
class Nowhere:
    """Stands where an address leads nowhere; `reason` says what is wrong with it."""

    reason: str

    def look(self) -> Status:
        return Status(State.ERROR, self.reason)

    def deliver(self, payload: bytes, permit: Permit, *, millimetres: float = 100) -> Outcome:
        return not_sent(self.look())


class Transport(Protocol):
    """A way to one printer. It keeps no connection between jobs and is used by one lane only."""

    def look(self) -> Status:
        """How the printer is now; prints nothing."""
        ...

    def deliver(self, payload: bytes, permit: Permit, *, millimetres: float = 100) -> Outcome:
        """Preflight, permission, then all bytes at once. `millimetres` of paper bound the wait for an answer."""
        ...
