"""Raw TCP (port 9100): one connection per job, one `sendall`, and an end as honest as the printer's class.

Class A and B answer a fence after the cut, C answers real-time status only, D says nothing. Class "?" is not
known yet: the printer is asked, nothing is printed.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from printer.transports.base import REFUSED, Outcome, Permit, State, Status, not_sent
from printer.transports.status import FENCE, Replies, read_status

FENCED = ("A", "B")
MM_PER_SECOND = 100


@dataclass(frozen=True)
class Patience:
    """How many seconds each wait may last."""

    connect: float = 2.0
    answer: float = 1.0
    fence: float = 2.0
    settle: float = 2.0
    reset: float = 0.1


@dataclass
class Tcp:
    """A printer at an IP address and port. `completion` is its class: A, B, C, D or ?."""

    host: str
    port: int
    completion: str = "?"
    patience: Patience = Patience()

    def look(self) -> Status:
        try:
            with self._connection() as replies:
                return self._status(replies)
        except OSError:
            return Status.of(State.ABSENT)

    def deliver(self, payload: bytes, permit: Permit, *, millimetres: float = 100) -> Outcome:
        try:
            with self._connection() as replies:
                status = self._status(replies)
                if not status.state.takes_jobs:
                    return not_sent(status)
                if not permit():
                    return not_sent(status, REFUSED)
                return self._send(replies, payload, status, millimetres)
        except OSError:
            return not_sent(Status.of(State.ABSENT))

    @contextmanager
    def _connection(self) -> Iterator[Replies]:
        with socket.create_connection((self.host, self.port), self.patience.connect) as wire:
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            yield Replies(wire)

    def _status(self, replies: Replies) -> Status:
        """A class D printer is never asked; a printer that used to answer and is mute does not take a job."""
        if self.completion == "D":
            return Status.of(State.UNKNOWN)
        status = read_status(replies, self.patience.answer)
        if self.completion == "?":
            self._learn(replies, status)
        if status is None:
            return Status.of(State.UNKNOWN if self.completion == "D" else State.OFFLINE)
        return status

    def _learn(self, replies: Replies, status: Status | None) -> None:
        """Finds an unknown printer's class by asking only: silence is D, a fence answered is B, status alone
        is C.

        A fence is not answered while the printer is offline, so then the question stays open.
        """
        if status is None:
            self.completion = "D"
        elif status.state.takes_jobs:
            replies.wire.sendall(FENCE)
            self.completion = "B" if replies.fence(self.patience.answer) else "C"

    def _send(self, replies: Replies, payload: bytes, before: Status, millimetres: float) -> Outcome:
        """From here on bytes may have left: whatever goes wrong is for a person to look at."""
        fence = FENCE if self.completion in FENCED else b""
        try:
            replies.wire.settimeout(self.patience.fence + millimetres / MM_PER_SECOND)
            replies.wire.sendall(payload + fence)
            return self._end(replies, before, millimetres)
        except OSError:
            return Outcome("needs_attention", Status.of(State.ABSENT), "sambungan putus saat mencetak")

    def _end(self, replies: Replies, before: Status, millimetres: float) -> Outcome:
        if self.completion in FENCED:
            return self._after_fence(replies, before, millimetres)
        if self.completion == "C":
            return self._after_settling(replies)
        _wait_for_reset(replies.wire, self.patience.reset)
        return Outcome("sent", before, "terkirim, tidak dapat dipastikan")

    def _after_fence(self, replies: Replies, before: Status, millimetres: float) -> Outcome:
        """No answer in time: say why. (To keep the connection and wait for a late fence is a later step.)"""
        if replies.fence(self.patience.fence + millimetres / MM_PER_SECOND):
            return Outcome("printed", before)
        status = (None if replies.closed else read_status(replies, self.patience.answer)) or Status.of(State.OFFLINE)
        reason = "sambungan putus saat mencetak" if replies.closed else status.reason
        return Outcome("needs_attention", status, reason)

    def _after_settling(self, replies: Replies) -> Outcome:
        replies.fence(self.patience.settle)
        status = None if replies.closed else read_status(replies, self.patience.answer)
        if status and status.state.takes_jobs:
            return Outcome("sent", status, "terkirim, status printer baik sesudahnya")
        after = status or Status.of(State.OFFLINE)
        return Outcome("needs_attention", after, after.reason)


def _wait_for_reset(wire: socket.socket, seconds: float) -> None:
    """A printer that refuses the bytes resets the connection at once; raises `OSError` then."""
    wire.shutdown(socket.SHUT_WR)
    wire.settimeout(seconds)
    try:
        while wire.recv(256):
            pass
    except TimeoutError:
        return
