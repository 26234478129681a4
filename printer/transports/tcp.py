"""Raw TCP (port 9100): one connection per job, closed when it is over."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from printer.transports.base import Gone
from printer.transports.talking import Patience, Talking

__all__ = ["Patience", "Tcp"]


@dataclass
class Tcp(Talking):
    """A printer at an IP address and port."""

    host: str
    port: int

    @contextmanager
    def line(self) -> Iterator["Socket"]:
        with socket.create_connection((self.host, self.port), self.patience.connect) as wire:
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            yield Socket(wire)


@dataclass
class Socket:
    """A connected socket as a `Wire`."""

    wire: socket.socket

    def send(self, data: bytes, patience: float) -> None:
        self.wire.settimeout(patience)
        self.wire.sendall(data)

    def receive(self, patience: float) -> bytes:
        self.wire.settimeout(patience)
        try:
            data = self.wire.recv(256)
        except TimeoutError:
            return b""
        if not data:
            raise Gone("printer menutup sambungan")
        return data

    def settle(self, patience: float) -> None:
        """A printer that refuses the bytes resets the connection at once; raises `OSError` then."""
        self.wire.shutdown(socket.SHUT_WR)
        self.wire.settimeout(patience)
        try:
            while self.wire.recv(256):
                pass
        except TimeoutError:
            return
