"""What every way to a printer shares: one closed set of states, four outcomes, and the order in which a job
leaves.
"""

import errno
import os
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


class Trouble(OSError):
    """A line that cannot be had, and the state that this is."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.reason)
        self.status = status


class Gone(ConnectionError):
    """The other side hung up."""


def why(trouble: OSError) -> Status:
    """The state that a failure to reach a printer is."""
    if isinstance(trouble, Trouble):
        return trouble.status
    if trouble.errno in (errno.EACCES, errno.EPERM):
        return Status(State.ERROR, "tidak ada izin memakai printer; masukkan pengguna ke grup lp (serial: dialout)")
    if trouble.errno in (errno.EISDIR, errno.ENOTDIR, errno.EROFS, errno.ENOSPC, errno.ENOTTY):
        return Status(State.ERROR, f"printer tidak dapat dibuka ({os.strerror(trouble.errno)})")
    if trouble.errno == errno.EBUSY:
        return Status(State.OFFLINE, "sedang dipakai program lain; hanya ruang cetak yang boleh memakai printer ini")
    return Status.of(State.ABSENT)


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
Meanwhile = Callable[[Outcome], bool]
"""Told while a sent slip is held up in the printer; False when nobody wants to wait for it any longer."""


def no_waiting(_: Outcome) -> bool:
    """What is held up is left to a person at once."""
    return False


def not_sent(status: Status, reason: str = "") -> Outcome:
    return Outcome("not_sent", status, reason or status.reason)


REFUSED = "pekerjaan sudah dibatalkan atau diambil alih"
LOST = "sambungan putus saat mencetak"
UNSURE = "terkirim (tidak dapat dipastikan)"
WELL_AFTER = "terkirim, status baik"


@dataclass(frozen=True)
class Nowhere:
    """Stands where an address leads nowhere; `reason` says what is wrong with it."""

    reason: str

    def look(self) -> Status:
        return Status(State.ERROR, self.reason)

    def deliver(
        self, payload: bytes, permit: Permit, *, millimetres: float = 100, stale: int = 0,
        meanwhile: Meanwhile = no_waiting,
    ) -> Outcome:  # fmt: skip
        return not_sent(self.look())


class Transport(Protocol):
    """A way to one printer. It keeps no connection between jobs and is used by one lane only."""

    def look(self) -> Status:
        """How the printer is now; prints nothing."""
        ...

    def deliver(
        self, payload: bytes, permit: Permit, *, millimetres: float = 100, stale: int = 0,
        meanwhile: Meanwhile = no_waiting,
    ) -> Outcome:  # fmt: skip
        """Preflight, permission, then all bytes at once. `millimetres` of paper bound the wait for an answer.

        `stale` earlier jobs have no known end, so that many of the printer's answers may still be theirs. While the
        printer holds the slip back (paper, cover) the line stays open as long as `meanwhile` says so.
        """
        ...
