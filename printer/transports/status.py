"""Reading what a printer says: replies are told apart by their fixed bits, never by the order in which they
come.
"""

import secrets
import time
from dataclasses import dataclass
from typing import Protocol

from printer.transports.base import State, Status

DLE_EOT = {n: bytes((0x10, 0x04, n)) for n in (1, 2, 3, 4)}
GS_R = b"\x1dr\x01"
"""GS r 1: not real time. A printer answers it when it reaches it, and it never reaches it with the paper out."""
GS_H = b"\x1d(H\x06\x0000"
"""GS ( H with four letters of ours: repeated to us when everything before it is printed."""
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

OFFLINE_BIT = 0x08
COVER, PAPER_STOP = 0x04, 0x20
CUTTER, UNRECOVERABLE, HOT = 0x08, 0x20, 0x40
NEAR_END, PAPER_END = 0x0C, 0x60
#: a process id's answer: 37h 22h, four letters, NUL
_ID_HEAD, _ID_LENGTH = 0x37, 6


class Wire(Protocol):
    """An open line to a printer. Every call ends in time; a broken line is an `OSError`."""

    def send(self, data: bytes, patience: float) -> None:
        """All of it. Raises `OSError` when nothing moved for `patience` seconds."""
        ...

    def receive(self, patience: float) -> bytes:
        """What arrives first; nothing when nothing did within `patience` seconds. Raises `Gone` on a hang-up."""
        ...

    def settle(self, patience: float) -> None:
        """Makes sure, as far as this line can, that the bytes were taken. Raises `OSError` when they were not."""
        ...


@dataclass(frozen=True)
class Fence:
    """What is sent after the cut, and which answer means that the printer came there.

    Class A repeats letters that only this job has. Class B's answers all look alike: after `stale` jobs without a known
    end, so many answers may still be theirs, and one more is asked for.
    """

    command: bytes
    mark: bytes = b""
    count: int = 1

    @classmethod
    def of(cls, completion: str, stale: int = 0) -> "Fence":
        if completion == "A":
            mark = "".join(secrets.choice(_LETTERS) for _ in range(4)).encode()
            return cls(GS_H + mark, mark)
        return cls(GS_R * (stale + 1), count=stale + 1)


class Replies:
    """Sorts the bytes of one connection into real-time statuses and fence answers.

    DLE EOT answers have the pattern 0xx1xx10, automatic status blocks begin with 0xx1xx00 and are four bytes
    long, process ids begin with 37h, GS r answers have 0xx0xxxx. Flow control (XON, XOFF) and anything else is dropped.
    """

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self._statuses: list[int] = []
        self._marks: list[bytes] = []
        self._fences = self._skip = 0
        self._id: bytes | None = None

    def _sort(self, byte: int) -> None:
        if self._id is not None:
            self._collect(byte)
        elif self._skip:
            self._skip -= 1
        elif byte & 0x93 == 0x12:
            self._statuses.append(byte)
        elif byte & 0x93 == 0x10:
            self._skip = 3
        elif byte == _ID_HEAD:
            self._id = b""
        elif byte & 0x90 == 0x00:
            self._fences += 1

    def _collect(self, byte: int) -> None:
        """One more byte of a process id; real-time answers may come in between, they are no letters."""
        if byte < 0x20 and byte & 0x93 == 0x12:
            self._statuses.append(byte)
            return
        self._id = (self._id or b"") + bytes([byte])
        if len(self._id) == _ID_LENGTH:
            self._marks.append(self._id[1:5])
            self._id = None

    def _receive(self, deadline: float) -> bool:
        """Takes in what arrives before the deadline; False when it passed."""
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        data = self.wire.receive(left)
        for byte in data:
            self._sort(byte)
        return bool(data)

    def status(self, n: int, patience: float) -> int | None:
        """The answer to DLE EOT n, or None when nothing came within `patience` seconds."""
        self._statuses.clear()
        self.wire.send(DLE_EOT[n], patience)
        deadline = time.monotonic() + patience
        while not self._statuses and self._receive(deadline):
            pass
        return self._statuses.pop(0) if self._statuses else None

    def reached(self, fence: Fence, patience: float) -> bool:
        """Whether the printer reached this fence within `patience` seconds."""
        deadline = time.monotonic() + patience
        while not self._has(fence) and self._receive(deadline):
            pass
        return self._has(fence)

    def _has(self, fence: Fence) -> bool:
        return fence.mark in self._marks if fence.mark else self._fences >= fence.count


def read_status(replies: Replies, patience: float) -> Status | None:
    """The printer's state, or None when it is mute. An open cover is told before the paper: its sensor lies
    then.
    """
    first = replies.status(1, patience)
    if first is None:
        return None
    paper = replies.status(4, patience) or 0
    if first & OFFLINE_BIT:
        return _why_offline(replies, paper, patience)
    if paper & PAPER_END:
        return Status.of(State.PAPER_OUT)
    return Status.of(State.NEAR_END if paper & NEAR_END else State.READY)


def _why_offline(replies: Replies, paper: int, patience: float) -> Status:
    cause = replies.status(2, patience) or 0
    if cause & COVER:
        return Status.of(State.COVER_OPEN)
    if cause & PAPER_STOP or paper & PAPER_END:
        return Status.of(State.PAPER_OUT)
    trouble = replies.status(3, patience) or 0
    if trouble & CUTTER:
        return Status(State.ERROR, "pemotong kertas macet, buka penutup lalu singkirkan kertasnya")
    if trouble & UNRECOVERABLE:
        return Status(State.ERROR, "printer rusak, matikan lalu hidupkan; bila tetap, panggil teknisi")
    if trouble & HOT:
        return Status(State.ERROR, "kepala cetak panas, tunggu sebentar")
    return Status.of(State.OFFLINE)
