"""`file:///…`: a device file of the kernel's printer driver, or an ordinary file that collects the bytes."""

import errno
import os
import select
import stat
import time
from dataclasses import dataclass

from printer.transports.base import REFUSED, Outcome, Permit, State, Status, not_sent

STALL = 10.0


@dataclass(frozen=True)
class File:
    """Bytes are written and nothing is known after that: class D. `stall` is the longest wait in seconds."""

    path: str
    stall: float = STALL

    def look(self) -> Status:
        try:
            os.close(self._open())
        except OSError as trouble:
            return _status(trouble)
        return Status.of(State.UNKNOWN if self._is_device else State.READY)

    def deliver(self, payload: bytes, permit: Permit, *, millimetres: float = 100) -> Outcome:
        try:
            out = self._open()
        except OSError as trouble:
            return not_sent(_status(trouble))
        try:
            if not permit():
                return not_sent(Status.of(State.READY), REFUSED)
            return self._write(out, payload)
        finally:
            os.close(out)

    @property
    def _is_device(self) -> bool:
        return self.path.startswith("/dev/")

    def _open(self) -> int:
        """A device is never created, and never waited for."""
        create = 0 if self._is_device else os.O_CREAT
        return os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK | create, 0o600)

    def _write(self, out: int, payload: bytes) -> Outcome:
        left, deadline = memoryview(payload), time.monotonic() + self.stall
        try:
            while left:
                _, writable, _ = select.select([], [out], [], max(0.0, deadline - time.monotonic()))
                if not writable:
                    return Outcome("needs_attention", Status.of(State.OFFLINE), "printer berhenti menerima data")
                left = left[os.write(out, left) :]
            if stat.S_ISREG(os.fstat(out).st_mode):
                os.fsync(out)
        except OSError as trouble:
            return Outcome("needs_attention", _status(trouble), "gagal menulis ke printer")
        return Outcome("sent", Status.of(State.READY), "terkirim, tidak dapat dipastikan")


def _status(trouble: OSError) -> Status:
    if trouble.errno in (errno.ENOENT, errno.ENODEV, errno.ENXIO):
        return Status.of(State.ABSENT)
    if trouble.errno in (errno.EACCES, errno.EPERM):
        return Status(State.ERROR, "tidak ada izin menulis ke printer; masukkan pengguna ke grup lp")
    return Status(State.ERROR, f"printer tidak dapat dibuka ({os.strerror(trouble.errno or 0)})")
