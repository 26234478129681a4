"""Delivering over a line that leads back: preflight, permission, all bytes at once, and an end as honest as the
printer's class.

Class A repeats our letters when it has printed, B answers a fence after the cut, C answers real-time status only,
D says nothing. Class "?" is not known yet: the printer is asked, nothing is printed.
"""

import time
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from printer.transports.base import (
    LOST,
    REFUSED,
    UNSURE,
    WELL_AFTER,
    Meanwhile,
    Outcome,
    Permit,
    State,
    Status,
    no_waiting,
    not_sent,
    why,
)  # fmt: skip
from printer.transports.status import Fence, Replies, Wire, read_status

FENCED = ("A", "B")
MM_PER_SECOND = 100
HELD_PAUSES = (0.5, 1.0, 2.0, 3.0)


@dataclass(frozen=True)
class Patience:
    """How many seconds each wait may last; `slow` is for a printer that says it is well and is not done yet."""

    connect: float = 2.0
    answer: float = 1.0
    fence: float = 2.0
    settle: float = 2.0
    reset: float = 0.1
    stall: float = 5.0
    slow: float = 15.0
    millimetres_per_second: float = MM_PER_SECOND
    #: between two looks at a printer in trouble, one after the other
    blocked: tuple[float, ...] = (1.0, 2.0, 5.0, 8.0)

    def for_paper(self, millimetres: float) -> float:
        """How long printing this much may last before it is strange."""
        return self.fence + millimetres / self.millimetres_per_second


@dataclass(kw_only=True)
class Talking(ABC):
    """A printer that may answer. `completion` is its class: A, B, C, D or ?."""

    completion: str = "?"
    patience: Patience = field(default_factory=Patience)

    @abstractmethod
    def line(self) -> AbstractContextManager[Wire]:
        """An open line, for one job. Raises `OSError` when there is none."""

    def look(self) -> Status:
        """How the printer is; prints nothing."""
        try:
            with self.line() as wire:
                return self._status(Replies(wire))
        except OSError as trouble:
            return why(trouble)

    def deliver(
        self, payload: bytes, permit: Permit, *, millimetres: float = 100, stale: int = 0,
        meanwhile: Meanwhile = no_waiting,
    ) -> Outcome:  # fmt: skip
        """A job to its end, see `Transport`."""
        outcome: Outcome | None = None
        try:
            with self.line() as wire:
                replies = Replies(wire)
                status = self._status(replies)
                if not status.state.takes_jobs:
                    return not_sent(status)
                if not permit():
                    return not_sent(status, REFUSED)
                outcome = Sent(replies, status, self.completion, self.patience, millimetres, meanwhile).send(
                    payload, stale
                )
        except OSError as trouble:  # also of closing the line: what was sent stays sent
            return outcome or not_sent(why(trouble))
        return outcome

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
        is C. Class A is left to the installer's probe: a printer that does not know the question prints it.

        A fence is not answered while the printer is offline, so then the question stays open.
        """
        if status is None:
            self.completion = "D"
        elif status.state.takes_jobs:
            fence = Fence.of("B")
            replies.wire.send(fence.command, self.patience.answer)
            self.completion = "B" if replies.reached(fence, self.patience.answer) else "C"


@dataclass
class Sent:
    """A job from its first byte on: whatever goes wrong now is for a person to look at."""

    replies: Replies
    before: Status
    completion: str
    patience: Patience
    millimetres: float
    meanwhile: Meanwhile

    def send(self, payload: bytes, stale: int) -> Outcome:
        """All bytes, then the end as far as it can be known."""
        fence = Fence.of(self.completion, stale)
        try:
            self.replies.wire.send(
                payload + (fence.command if self.completion in FENCED else b""),
                self.patience.stall + self.millimetres / self.patience.millimetres_per_second,
            )
            return self._end(fence)
        except OSError as trouble:
            return Outcome("needs_attention", why(trouble), LOST)

    def _end(self, fence: Fence) -> Outcome:
        if self.completion in FENCED:
            return self._after_fence(fence)
        if self.completion == "C":
            return self._after_settling()
        self.replies.wire.settle(self.patience.reset)
        return Outcome("sent", self.before, UNSURE)

    def _after_fence(self, fence: Fence) -> Outcome:
        """Printed when the fence is answered, however late. While paper or cover hold the slip back, the line stays
        open: with a new roll the printer goes on by itself, and says so.
        """
        usual = self.patience.for_paper(self.millimetres)
        if self.replies.reached(fence, usual):
            return Outcome("printed", self.before)
        hope, looks = time.monotonic() + self.patience.slow, 0
        while True:
            status = read_status(self.replies, self.patience.answer)
            held = status is not None and not status.state.takes_jobs
            outcome = self._unclear(status)
            if not (self.meanwhile(outcome) if held else time.monotonic() < hope):
                return outcome
            hope = max(hope, time.monotonic() + usual) if held else hope
            if self.replies.reached(fence, min(HELD_PAUSES[min(looks, 3)], max(0.05, hope - time.monotonic()))):
                return Outcome("printed", read_status(self.replies, self.patience.answer) or self.before)
            looks += 1

    def _unclear(self, status: Status | None) -> Outcome:
        if status is None:
            return Outcome("needs_attention", Status.of(State.OFFLINE), "printer diam setelah menerima lembar")
        well = status.state.takes_jobs
        return Outcome(
            "needs_attention", status, "printer tidak mengatakan lembarnya selesai" if well else status.reason
        )

    def _after_settling(self) -> Outcome:
        """What the printer says a little later; nothing proves the slip."""
        time_over = Fence.of("B")
        self.replies.reached(time_over, self.patience.settle + self.millimetres / self.patience.millimetres_per_second)
        status = read_status(self.replies, self.patience.answer)
        if status and status.state.takes_jobs:
            return Outcome("sent", status, WELL_AFTER)
        return self._unclear(status)
