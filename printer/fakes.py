"""A printer that is not there, as honest as a real one: out of paper, holding data, hanging up, silent.

`python -m printer.fakes --port 9100 --class B` lets anybody try the hall without hardware. It listens on TCP
and serves one connection at a time, as real network adapters do.
"""

import argparse
import socket
import struct
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

from printer.fake_machine import FakeSlip, Machine


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


ORDERS = {
    "paper": (Machine.run_out_of_paper, "kertas habis"),
    "roll": (Machine.new_roll, "gulungan baru"),
    "near": (Machine.near_end, "kertas hampir habis"),
    "open": (Machine.open_cover, "penutup dibuka"),
    "close": (Machine.close_cover, "penutup ditutup"),
    "jam": (Machine.jam, "pemotong macet"),
    "offline": (Machine.go_offline, "luring"),
    "online": (Machine.come_online, "daring"),
    "silent": (Machine.go_silent, "diam"),
    "speak": (Machine.speak, "menjawab lagi"),
}


def main(arguments: list[str] | None = None) -> int:
    """Runs one fake printer; slips go to the screen (and as pictures to a folder), faults come from the
    keyboard.
    """
    parser = argparse.ArgumentParser(prog="python -m printer.fakes", description="Printer tiruan untuk mencoba.")
    parser.add_argument("--port", type=int, default=9100)
    parser.add_argument("--class", dest="completion", choices="ABCD", default="B")
    parser.add_argument("--slow", type=float, default=0.0, metavar="SECONDS", help="lama mencetak satu lembar")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="gambar setiap lembar sebagai PNG")
    chosen = parser.parse_args(arguments)
    with FakePrinter(chosen.completion, chosen.port, slow=chosen.slow) as printer:
        print(
            f"Printer tiruan kelas {chosen.completion} di {printer.at}. Perintah: {', '.join(ORDERS)}",
            flush=True,
        )
        threading.Thread(target=_obey, args=(printer,), daemon=True).start()
        shown: list[FakeSlip] = []
        while True:
            printer.wait_until(lambda p: len(p.slips) > len(shown), 3600)
            for slip in printer.slips[len(shown) :]:
                shown.append(slip)
                _show(slip, len(shown), chosen.pictures)


def _obey(printer: FakePrinter) -> None:
    for order in sys.stdin:
        act, words = ORDERS.get(order.strip(), (None, f"Perintah: {', '.join(ORDERS)}"))
        if act:
            act(printer)
        print(words, flush=True)


def _show(slip: FakeSlip, number: int, pictures: Path | None) -> None:
    print(f"--- lembar {number} ---\n{slip.text}", flush=True)
    if pictures:
        from printer import picture

        pictures.mkdir(parents=True, exist_ok=True)
        picture.draw(slip.raw).save(pictures / f"lembar-{number:04}.png")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
