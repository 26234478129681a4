"""The inside of a fake printer: a buffer, a head, a roll of paper. No sockets here."""

import re
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from printer import decode
from printer.rows import Row, as_text

REAL_TIME = re.compile(rb"\x10\x04([\x01-\x04])")
HALF_REAL_TIME = re.compile(rb"\x10\x04?$")

HEALTHY = (0x12, 0x12, 0x12, 0x12)
NEAR_END = (0x12, 0x12, 0x12, 0x1E)
PAPER_OUT = (0x1A, 0x32, 0x12, 0x7E)
COVER_OPEN = (0x1A, 0x16, 0x12, 0x12)
CUTTER_JAM = (0x1A, 0x52, 0x1A, 0x12)
NAMES = {b"B": b"PENDOPO", b"C": b"TIRUAN"}
OFFLINE = (0x1A, 0x12, 0x12, 0x12)


@dataclass(frozen=True)
class FakeSlip:
    """One cut piece of paper, with the bytes that made it."""

    raw: bytes

    @cached_property
    def rows(self) -> list[Row]:
        return decode.rows(self.raw)

    @property
    def text(self) -> str:
        return as_text(self.rows)


class Machine(ABC):
    """Takes bytes in, puts paper out. Real-time status is answered at once, everything else in order and only
    online.
    """

    def __init__(self, completion: str, slow: float) -> None:
        self.completion, self.slow = completion, slow
        self.slips: list[FakeSlip] = []
        self.scraps: list[FakeSlip] = []
        self.received = b""
        self.bits: tuple[int, ...] = HEALTHY
        self._change = threading.Condition()
        self._silent = self._busy = False
        self._slips_left: int | None = None
        self._reset_at: int | None = None
        self._forget()

    def _forget(self) -> None:
        self._tokens, self._strip, self._half = decode.Tokenizer(), b"", b""

    @abstractmethod
    def _reply(self, reply: bytes) -> None:
        """Sends to whoever is connected."""

    @abstractmethod
    def _hang_up(self) -> None:
        """Resets the connection."""

    # -- what goes wrong -----------------------------------------------------------------------------------------

    def run_out_of_paper(self) -> None:
        self._become(PAPER_OUT)

    def run_out_after(self, slips: int) -> None:
        """The roll holds this many more slips."""
        self._slips_left = slips

    def new_roll(self) -> None:
        """Paper again; what was held is printed now."""
        self._slips_left = None
        self._become(HEALTHY)

    def open_cover(self) -> None:
        self._become(COVER_OPEN)

    def close_cover(self) -> None:
        self._become(HEALTHY)

    def near_end(self) -> None:
        self._become(NEAR_END)

    def jam(self) -> None:
        self._become(CUTTER_JAM)

    def go_offline(self) -> None:
        self._become(OFFLINE)

    def come_online(self) -> None:
        self._become(HEALTHY)

    def go_silent(self) -> None:
        """A hung adapter: takes bytes, prints nothing, says nothing."""
        self._silent = True

    def speak(self) -> None:
        self._silent = False
        self._become(self.bits)

    def pause(self) -> None:
        """Healthy but slow: what comes is held until `go_on`."""
        self._busy = True

    def go_on(self) -> None:
        self._busy = False
        self._become(self.bits)

    def take_time(self, seconds: float) -> None:
        """Each slip takes this long; what comes meanwhile is held."""
        self.slow = seconds

    def reset_after(self, count: int) -> None:
        """Hangs up with a reset once `count` more bytes of print data have come."""
        with self._change:
            self._reset_at = count

    def wait_until(self, true: Callable[[Any], bool], seconds: float = 10.0) -> bool:
        """Waits for something to become true of this printer; False when it did not in time."""
        with self._change:
            return self._change.wait_for(lambda: true(self), seconds)

    # -- the machine ---------------------------------------------------------------------------------------------

    def _become(self, bits: tuple[int, ...]) -> None:
        with self._change:
            self.bits = bits
            self._print()
            self._change.notify_all()

    def _take(self, data: bytes) -> None:
        data, self._half = self._half + data, b""
        at = 0
        for found in REAL_TIME.finditer(data):
            self._hold(data[at : found.start()])
            at = found.end()
            self._say(bytes([self.bits[found[1][0] - 1]]))
        rest = data[at:]
        if half := HALF_REAL_TIME.search(rest):
            rest, self._half = rest[: half.start()], half[0]
        self._hold(rest)
        self._print()

    def _hold(self, data: bytes) -> None:
        room = len(data) if self._reset_at is None else self._reset_at
        self.received += data[:room]
        self._tokens.rest += data[:room]
        if self._reset_at is not None:
            self._reset_at = room - len(data) if room > len(data) else None
            if self._reset_at is None:
                self._hang_up()

    def _print(self) -> None:
        """Executes what is held, one command after the other, as long as the printer is online."""
        while not (self._silent or self._busy or self.bits[0] & 0x08):
            before = self._tokens.rest
            token = next(self._tokens.feed(b""), None)
            if token is None:
                return
            self._strip += before[: len(before) - len(self._tokens.rest)]
            self._execute(token)

    def _execute(self, token: decode.Token) -> None:
        if token.name in ("GS V", "ESC d"):
            self._cut()
        elif token.name == "GS r" and self.completion in "AB":
            self._say(b"\x03" if self.bits == NEAR_END else b"\x00")
        elif token.name == "GS ( H" and self.completion == "A" and token.args[:2] == b"00":
            self._say(b"\x37\x22" + token.args[2:6] + b"\x00")
        elif token.name == "GS I" and token.args[:1] in NAMES and self.completion in "AB":
            self._say(b"_" + NAMES[token.args[:1]] + b"\x00")

    def _cut(self) -> None:
        slip, self._strip = FakeSlip(self._strip), b""
        (self.slips if slip.text.strip() else self.scraps).append(slip)
        if self._slips_left is not None:
            self._slips_left -= 1
            if self._slips_left <= 0:
                self.bits = PAPER_OUT
        if self.slow:
            self._busy = True
            timer = threading.Timer(self.slow, self.go_on)
            timer.daemon = True
            timer.start()

    def _say(self, reply: bytes) -> None:
        if self.completion != "D" and not self._silent:
            self._reply(reply)
