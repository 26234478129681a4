"""Device files: the kernel's USB printer driver (`file:///dev/usb/lp0`) and serial ports (`serial:///dev/ttyUSB0`).

Both are read and written without ever blocking: a hung printer costs a wait of known length, nothing else.
"""

import os
import select
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from printer.transports.base import Gone, State, Status, Trouble
from printer.transports.talking import Talking

#: how long a reader that has nothing to say is left alone, in seconds
NOTHING_YET = 0.02
BITS_PER_BYTE = 10
#: bytes of the largest job, with the flood that goes before it
LONGEST_JOB = 16384


@dataclass
class Device(Talking):
    """A printer behind a device file of the kernel's printer driver."""

    path: str

    @contextmanager
    def line(self) -> Iterator["Descriptor"]:
        number = os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        try:
            self._set_up(number)
            yield Descriptor(number)
        finally:
            os.close(number)

    def _set_up(self, number: int) -> None:
        """A printer driver needs nothing; a terminal (a converter that calls itself a printer) must not echo."""
        if os.isatty(number):
            _raw(number, termios.B9600, "none")


@dataclass
class Serial(Device):
    """A printer at a serial port: 8 data bits, no parity, one stop bit. `flow` is none, rts or xon."""

    baud: int = 9600
    flow: str = "none"

    def __post_init__(self) -> None:
        """A slow line is waited for: at 9600 baud about a thousand characters leave in a second."""
        stall = self.patience.stall + LONGEST_JOB * BITS_PER_BYTE / self.baud
        self.patience = replace(self.patience, stall=stall, fence=self.patience.fence + 4)

    def _set_up(self, number: int) -> None:
        if not os.isatty(number):
            raise Trouble(Status(State.ERROR, "bukan porta serial; tulis misalnya serial:///dev/ttyUSB0?baud=9600"))
        _raw(number, getattr(termios, f"B{self.baud}"), self.flow)


def _raw(number: int, speed: int, flow: str) -> None:
    """The port carries bytes as they are; old answers in its buffer are dropped."""
    settings = termios.tcgetattr(number)
    settings[0] = termios.IGNBRK | ((termios.IXON | termios.IXOFF) if flow == "xon" else 0)
    settings[1] = 0
    settings[2] = termios.CS8 | termios.CREAD | termios.CLOCAL | (termios.CRTSCTS if flow == "rts" else 0)
    settings[3] = 0
    settings[4] = settings[5] = speed
    settings[6][termios.VMIN], settings[6][termios.VTIME] = 0, 0
    termios.tcsetattr(number, termios.TCSANOW, settings)
    termios.tcflush(number, termios.TCIFLUSH)


@dataclass
class Descriptor:
    """An open device file as a `Wire`."""

    number: int

    def send(self, data: bytes, patience: float) -> None:
        left, deadline = memoryview(data), time.monotonic() + patience
        while left:
            _, writable, _ = select.select([], [self.number], [], max(0.0, deadline - time.monotonic()))
            if not writable:
                raise Trouble(Status(State.OFFLINE, "printer berhenti menerima data"))
            try:
                left = left[os.write(self.number, left) :]
            except BlockingIOError:
                time.sleep(NOTHING_YET)

    def receive(self, patience: float) -> bytes:
        deadline = time.monotonic() + patience
        while (left := deadline - time.monotonic()) > 0:
            if not select.select([self.number], [], [], left)[0]:
                return b""
            try:
                data = os.read(self.number, 256)
            except BlockingIOError:
                data = b""
            except OSError as trouble:
                raise Gone(str(trouble)) from trouble
            if data:
                return data
            time.sleep(min(NOTHING_YET, left))
        return b""

    def settle(self, patience: float) -> None:
        """What was written was taken by the driver; more cannot be known here."""
