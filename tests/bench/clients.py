"""What presses and what watches: keep-alive HTTP clients and a crowd of screens on one thread."""

import base64
import contextlib
import http.client
import json
import os
import secrets
import selectors
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

SIXTEEN, SIXTYFOUR = 126, 127


class Client:
    """One kiosk or officer: one connection kept open."""

    def __init__(self, port: int, token: str = "") -> None:
        self._wire = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        #: the last answer
        self.said: Any = None
        self._head = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})

    def post(self, path: str, body: dict[str, object] | None = None) -> float:
        """Seconds until the whole answer is here. Raises when it is no success."""
        data = json.dumps(body or {})
        begun = time.perf_counter()
        self._wire.request("POST", path, data, self._head | {"Idempotency-Key": secrets.token_hex(8)})
        answer = self._wire.getresponse()
        said = answer.read()
        took = time.perf_counter() - begun
        if answer.status >= 400:
            raise RuntimeError(f"{path}: {answer.status} {said[:300]!r}")
        self.said = json.loads(said) if said else None
        return took


def together(presses: list[Callable[[], float]], times: int, seconds: float) -> tuple[list[float], float]:
    """All press at once, each up to `times` times, for at most `seconds`: (every time taken, presses a second)."""
    took: list[float] = []
    start = threading.Barrier(len(presses) + 1)

    def one(press: Callable[[], float]) -> None:
        start.wait()
        ends = time.monotonic() + seconds
        for _ in range(times):
            took.append(press())
            if time.monotonic() > ends:
                return

    threads = [threading.Thread(target=one, args=(press,)) for press in presses]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.monotonic()
    for thread in threads:
        thread.join()
    return took, len(took) / (time.monotonic() - begun)


def upgrade(port: int) -> bytes:
    """The request for a websocket to the hall at `port`."""
    key = base64.b64encode(os.urandom(16)).decode()
    return (f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n").encode()  # fmt: skip


class Screen:
    """One TV: a raw websocket that speaks as much Engine.IO as it must."""

    boards = 0
    at = 0.0
    #: the newest board's frame, as it came
    board = b""
    _rest = b""

    def __init__(self, port: int, token: str) -> None:
        self.wire = socket.create_connection(("127.0.0.1", port), 20)
        self.wire.sendall(upgrade(port))
        head = b""
        while b"\r\n\r\n" not in head:
            head += self.wire.recv(65536)
        self.enter(head, token)

    def enter(self, answer: bytes, token: str) -> None:
        """The upgrade was answered: ask for the namespace. Raises ConnectionError when it was refused."""
        head, _, self._rest = answer.partition(b"\r\n\r\n")
        if b" 101 " not in head:
            raise ConnectionError(head.decode())
        self._say("40/display," + json.dumps({"token": token}))

    def read(self) -> None:
        """Take what is there; boards are counted, pings answered."""
        data = self.wire.recv(1 << 20)
        if not data:
            raise ConnectionError("a screen was hung up on")
        self._rest += data
        while (frame := self._frame()) is not None:
            if frame == b"2":
                self._say("3")
            elif frame.startswith(b'42/display,["board"'):
                self.boards, self.at, self.board = self.boards + 1, time.perf_counter(), frame
            elif frame.startswith(b"44"):
                raise ConnectionError(frame.decode())

    def _frame(self) -> bytes | None:
        """The next whole frame's payload; a server's frames carry no mask."""
        if len(self._rest) < 2:
            return None
        size, head = self._rest[1] & 127, 2
        if size in (SIXTEEN, SIXTYFOUR):
            head += 2 if size == SIXTEEN else 8
            size = int.from_bytes(self._rest[2:head], "big")
        if len(self._rest) < head + size:
            return None
        payload, self._rest = self._rest[head : head + size], self._rest[head + size :]
        return payload

    def _say(self, text: str) -> None:
        data, mask = text.encode(), os.urandom(4)
        size = (
            bytes([128 | len(data)]) if len(data) < SIXTEEN else bytes([128 | SIXTEEN]) + len(data).to_bytes(2, "big")
        )
        masked = bytes(byte ^ mask[n % 4] for n, byte in enumerate(data))
        self.wire.sendall(b"\x81" + size + mask + masked)


class Crowd:
    """Many screens, read by one thread. Use as a context manager."""

    def __init__(self, count: int, port: int, token: str) -> None:
        self._screens: list[Screen] = []
        self._selector = selectors.DefaultSelector()
        self._over = False
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        for _ in range(count):
            screen = Screen(port, token)
            self._screens.append(screen)
            self._selector.register(screen.wire, selectors.EVENT_READ, screen)
        self.settle()

    def settle(self) -> None:
        """Until everybody has a board and nothing more comes for a moment."""
        self._wait(lambda: all(screen.boards for screen in self._screens))
        before = -1
        while before != (before := sum(screen.boards for screen in self._screens)):
            with self._news:
                self._news.wait(0.3)

    def after(self, work: Callable[[], object]) -> list[float]:
        """Do `work`; seconds from its beginning until each screen had a newer board."""
        seen = [screen.boards for screen in self._screens]
        begun = time.perf_counter()
        work()
        self._wait(lambda: all(screen.boards > n for screen, n in zip(self._screens, seen, strict=True)))
        return [screen.at - begun for screen in self._screens]

    def __enter__(self) -> "Crowd":
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._thread.join()
        for screen in self._screens:
            screen.wire.close()

    def _wait(self, condition: Callable[[], bool]) -> None:
        with self._news:
            if not self._news.wait_for(condition, 20):
                raise TimeoutError("the screens did not get their board within 20 s")

    def _watch(self) -> None:
        while not self._over:
            for key, _ in self._selector.select(0.1):
                with contextlib.suppress(ConnectionError, TimeoutError):
                    key.data.read()
            with self._news:
                self._news.notify_all()
