"""Bare sockets to a running hall: what a test needs to see that no client library shows."""

import base64
import json
import os
import socket
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


def connect(url: str, timeout: float = 10) -> socket.socket:
    """A connection to the hall."""
    place = urlsplit(url)
    return socket.create_connection((place.hostname, place.port), timeout=timeout)


def listens(url: str) -> bool:
    """Whether somebody takes connections there."""
    try:
        connect(url, timeout=1).close()
    except OSError:
        return False
    return True


def get(path: str, **headers: str) -> bytes:
    """A GET as bytes."""
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def read_head(line: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """(status, headers, first bytes of the body) of an answer."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = line.recv(4096)
        if not more:
            break
        data += more
    head, _, rest = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (row.partition(":") for row in lines)}
    return int(first.split()[1]), headers, rest


class WebSocket:
    """An Engine.IO websocket, opened by hand. Text frames of up to 64 kB."""

    def __init__(self, url: str, *, origin: str | None = None, **headers: str) -> None:
        self.line = connect(url)
        key = base64.b64encode(os.urandom(16)).decode()
        given = {
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec_WebSocket_Key": key,
            "Sec_WebSocket_Version": "13",
            **headers,
        }
        place = urlsplit(url)
        asked = get("/socket.io/?EIO=4&transport=websocket", **given, **({"Origin": origin} if origin else {}))
        self.line.sendall(asked.replace(b"Host: 127.0.0.1", f"Host: 127.0.0.1:{place.port}".encode()))
        self.status, self.headers, self._left = read_head(self.line)

    def send(self, text: str) -> None:
        """One masked text frame."""
        data, mask = text.encode(), os.urandom(4)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0x80 | 126]) + len(data).to_bytes(2, "big")
        self.line.sendall(b"\x81" + size + mask + bytes(byte ^ mask[n % 4] for n, byte in enumerate(data)))

    def receive(self) -> str:
        """The next text frame, "" when the other side has gone."""
        head = self._take(2)
        if len(head) < 2 or head[0] & 0x0F == 8:
            return ""
        size = head[1] & 0x7F
        if size == 126:
            size = int.from_bytes(self._take(2), "big")
        elif size == 127:
            size = int.from_bytes(self._take(8), "big")
        return self._take(size).decode()

    def wait_for(self, beginning: str) -> str:
        """The next frame that begins so; pings are answered on the way."""
        while True:
            text = self.receive()
            if text == "2":
                self.send("3")
            elif text.startswith(beginning):
                return text
            elif not text:
                raise AssertionError(f"the socket closed before {beginning}")

    def join(self, namespace: str, token: str | None = None, until: str = "4") -> str:
        """Connect to a namespace; the first frame that begins with `until` (a push may come before the answer)."""
        self.send(f"40{namespace}," + (json.dumps({"token": token}) if token else ""))
        return self.wait_for(until)

    def close(self) -> None:
        self.line.close()

    def _take(self, count: int) -> bytes:
        while len(self._left) < count:
            more = self.line.recv(65536)
            if not more:
                return b""
            self._left += more
        taken, self._left = self._left[:count], self._left[count:]
        return taken


def ask(url: str, *, token: str = "", key: str = "", body: Any = None, timeout: float = 15) -> tuple[int, Any]:
    """(status, JSON) of an API request; POST when there is a body."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}", "Idempotency-Key": key}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {name: value for name, value in headers.items() if value})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read() or b"null")


def children(pid: int) -> dict[str, int]:
    """The processes that `pid` started: command after `server` -> process id."""
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except (OSError, IndexError):
            continue  # it ended while we looked
        if parent == pid and b"server" in words:
            found[words[words.index(b"server") + 1].decode()] = int(folder.name)
    return found


def is_alive(pid: int) -> bool:
    """Whether the process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
