"""The two places that are measured: the hall as its users run it, and the bare floor."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from office.office import SYSTEM
from office.paper import printers
from office.people import devices
from server.commands import opening
from server.config import Config
from tests.conftest import ROOT, environment, free_port

KIOSKS = 8


@dataclass
class Place:
    """A running server: how to press, how to call, how to watch."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    started: float
    tickets: str
    call: str
    body: dict[str, object]
    kiosks: list[str] = field(default_factory=lambda: [""] * KIOSKS)
    loket: str = ""
    display: str = ""

    def memory(self) -> dict[str, float]:
        """Resident MiB of the process and its children, by what they do."""
        pids = [self.process.pid, *_children(self.process.pid)]
        return {_work(pid): _resident(pid) for pid in pids}

    def stop(self) -> None:
        """SIGTERM and its end."""
        self.process.terminate()
        self.process.wait(20)


def hall(data: Path) -> Place:
    """`python -m server run` on `data`, made when it is not there."""
    port = free_port()
    settings = environment(data, PENDOPO_PORT=str(port))
    process, started = _start([sys.executable, "-m", "server", "run"], port, settings)
    place = Place("hall", port, process, started, "/api/v1/tickets", "/api/v1/lokets/1/call-next", {"loket": 1})
    config = Config(data=data, _env_file=None)  # type: ignore[call-arg]
    with opening.opened(config) as office:

        def token(role: str, **more: int) -> str:
            return str(office.do(devices.issue_token, by=SYSTEM, role=role, **more)["token"])

        place.kiosks = [token("kiosk") for _ in range(KIOSKS)]
        place.loket, place.display = token("loket", loket=1), token("display")
    return place


def add_printer(data: Path, port: int) -> None:
    """A printer for the kiosk, as `printer add` does it."""
    with opening.opened(Config(data=data, _env_file=None)) as office:  # type: ignore[call-arg]
        office.do(printers.add_printer, by=SYSTEM, name="Bench", at=f"tcp://127.0.0.1:{port}", purpose="kiosk")


def floor(folder: Path, printer: int = 0, slip: bytes = b"") -> Place:
    """The bare floor with a fresh database."""
    port = free_port()
    (folder / "slip.bin").write_bytes(slip)
    command = [sys.executable, "-m", "tests.bench.floor", str(port), str(folder / f"{port}.db"), str(printer),
               str(folder / "slip.bin")]  # fmt: skip
    process, started = _start(command, port, environment(folder))
    return Place("floor", port, process, started, "/tickets", "/call", {})


@contextmanager
def running(place: Place) -> Iterator[Place]:
    """The place, stopped at the end."""
    try:
        yield place
    finally:
        place.stop()


def _start(command: list[str], port: int, settings: dict[str, str]) -> tuple[subprocess.Popen[bytes], float]:
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=settings, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return process, time.perf_counter() - begun
        except (urllib.error.URLError, OSError):
            if process.poll() is not None or time.perf_counter() - begun > 90:
                process.kill()
                raise RuntimeError(f"{command[1:4]} did not open") from None
            time.sleep(0.01)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [child for first in map(int, listed) for child in (first, *_children(first))]


def _work(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    known = {b"web": "web", b"print-room": "print room", b"run": "supervisor", b"printer.letters.worker": "press"}
    return next((known[word] for word in words if word in known), "floor")


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
