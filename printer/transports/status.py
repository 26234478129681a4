"""Reading what a printer says: replies are told apart by their fixed bits, never by the order in which they
come.
"""

import socket
import time

from printer.transports.base import State, Status

DLE_EOT = {n: bytes((0x10, 0x04, n)) for n in (1, 2, 3, 4)}
FENCE = b"\x1dr\x01"
"""GS r 1: not real time. A printer answers it when it reaches it, and it never reaches it with the paper out."""

OFFLINE_BIT = 0x08
COVER, PAPER_STOP = 0x04, 0x20
CUTTER, UNRECOVERABLE, HOT = 0x08, 0x20, 0x40
NEAR_END, PAPER_END = 0x0C, 0x60


class Replies:
    """Sorts the bytes of one connection into real-time statuses and fence answers.

    DLE EOT answers have the pattern 0xx1xx10, automatic status blocks begin with 0xx1xx00 and are four bytes
    long, GS r answers have 0xx0xxxx. Flow control (XON, XOFF) and anything else is dropped.
    """

    def __init__(self, wire: socket.socket) -> None:
        self.wire = wire
        self.closed = False
        self._statuses: list[int] = []
        self._fences = 0
        self._skip = 0

    def _sort(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        elif byte & 0x93 == 0x12:
            self._statuses.append(byte)
        elif byte & 0x93 == 0x10:
            self._skip = 3
        elif byte & 0x90 == 0x00:
            self._fences += 1

    def _receive(self, deadline: float) -> bool:
        """Takes in what arrives before the deadline; False when it passed or the printer hung up."""
        left = deadline - time.monotonic()
        if left <= 0 or self.closed:
            return False
        self.wire.settimeout(left)
        try:
            data = self.wire.recv(256)
        except TimeoutError:
            return False
        self.closed = not data
        for byte in data:
            self._sort(byte)
        return bool(data)

    def status(self, n: int, patience: float) -> int | None:
        """The answer to DLE EOT n, or None when nothing came within `patience` seconds."""
        self._statuses.clear()
        self.wire.sendall(DLE_EOT[n])
        deadline = time.monotonic() + patience
        while not self._statuses and self._receive(deadline):
            pass
        return self._statuses.pop(0) if self._statuses else None

    def fence(self, patience: float) -> bool:
        """Whether the printer reached a fence within `patience` seconds."""
        deadline = time.monotonic() + patience
        while not self._fences and self._receive(deadline):
            pass
        reached, self._fences = self._fences > 0, 0
        return reached


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
