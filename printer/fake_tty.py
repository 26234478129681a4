"""A fake printer at the end of a serial line: a pseudo-terminal, so that device files can be tried without hardware."""

import os
import select
import threading
import tty
from typing import Self

from printer.fake_machine import Machine


class FakeTty(Machine):
    """A printer behind a terminal; `path` is its device file. Use it as a context manager."""

    def __init__(self, completion: str = "B", *, slow: float = 0.0) -> None:
        super().__init__(completion, slow)
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.path = os.ttyname(self._theirs)
        self._stopped = False

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = True
        self._thread.join(2)
        for number in (self._ours, self._theirs):
            os.close(number)

    @property
    def at(self) -> str:
        return f"serial://{self.path}?baud=9600"

    def _serve(self) -> None:
        while not self._stopped:
            if select.select([self._ours], [], [], 0.05)[0]:
                data = os.read(self._ours, 4096)
                with self._change:
                    self._take(data)
                    self._change.notify_all()

    def _reply(self, reply: bytes) -> None:
        os.write(self._ours, reply)

    def _hang_up(self) -> None:
        """A serial line has no connection to break: what was held is lost, that is all."""
        self._forget()
