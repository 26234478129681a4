"""A printer that is not there, as honest as a real one: out of paper, holding data, hanging up, silent.

`python -m printer.fakes --port 9100 --class B` lets anybody try the hall without hardware. It listens on TCP
and serves one connection at a time, as real network adapters do.
"""

import socket
import struct
import sys
import threading
from contextlib import suppress
from typing import Self

from printer.fake_machine import Machine


class FakePrinter(Machine):
    """A TCP printer of class A, B, C or D on `port` (0: any free one). Use it as a context manager."""

    def __init__(self, completion: str = "B", port: int = 0, *, slow: float = 0.0) -> None:
        super().__init__(completion, slow)
        self.port = port
        self._stopped = False
        self._wire: socket.socket | None = None
        self._listener: socket.socket | None = None

    def __enter__(self) -> Self:
        self.plug_in()
        return self

    def __exit__(self, *_: object) -> None:
        self.unplug()

    @property
    def at(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def plug_in(self) -> None:
        """Listens; after `unplug` on the same port again."""
        listener = socket.create_server(("127.0.0.1", self.port))
        self._listener, self.port, self._stopped = listener, listener.getsockname()[1], False
        threading.Thread(target=self._serve, args=(listener,), daemon=True).start()

    def unplug(self) -> None:
        """Refuses connections, hangs up with a reset, forgets what it held."""
        with self._change:
            self._stopped = True
            self._hang_up()
            self._forget()
            if self._listener:
                self._listener.shutdown(socket.SHUT_RDWR)
                self._listener.close()
                self._listener = None

    def plug(self) -> None:
        """Back on the network, with paper and without what it held."""
        if self._listener is None:
            self.plug_in()

    def power_cycle(self) -> None:
        """Off and on: the connection resets, held data are gone, half a slip hangs out."""
        with self._change:
            self._hang_up()
            strip = self._strip
            self._forget()
            self._strip = strip

    def _serve(self, listener: socket.socket) -> None:
        while not self._stopped:
            try:
                wire, _ = listener.accept()
            except OSError:
                return
            with self._change:
                self._wire = wire
            self._listen_to(wire)

    def _listen_to(self, wire: socket.socket) -> None:
        while True:
            try:
                data = wire.recv(65536)
            except OSError:
                data = b""
            with self._change:
                if data and self._wire is wire:
                    self._take(data)
                    self._change.notify_all()
                if not data or self._wire is not wire:
                    self._wire = None if self._wire is wire else self._wire
                    wire.close()
                    return

    def _reply(self, reply: bytes) -> None:
        if self._wire is None:
            return
        try:
            self._wire.sendall(reply)
        except OSError:
            self._wire = None

    def _hang_up(self) -> None:
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            with suppress(OSError):  # the other side may have gone before
                wire.shutdown(socket.SHUT_RD)
            wire.close()


if __name__ == "__main__":
    from printer.fake_desk import main

    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
