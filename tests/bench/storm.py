"""`python -m tests.bench.storm`: a thousand display sockets lose their server at once and come back by themselves.

The server is killed and started again by its supervisor, while a kiosk presses. Asserts nothing.
"""

import http.client
import os
import resource
import signal
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from office.hall import tickets
from office.office import SYSTEM, Actor, Seat
from office.people import devices
from server.simulation.report import percentile
from tests.bench.clients import Client
from tests.bench.returning import Look, keep_coming_back
from tests.conftest import Running, opened, start_hall, wait_for
from tests.faults import wire

SCREENS, PRESSES, PRESS_EVERY, PATIENCE = 1000, 30, 0.2, 180.0
KIOSK = Actor("token", 0, "kios", (Seat("kiosk"),))


def main(count: int = SCREENS) -> None:
    """Measure and print."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed < count + 100:
        raise SystemExit(f"{count} sockets do not fit: `ulimit -n {4 * count}` first (now {allowed})")
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        hall = start_hall(Path(folder) / "var")
        try:
            with crowd(count, hall) as screens:
                connect(hall, screens, count)
                come_back(hall, screens, count)
        finally:
            hall.stop()


@contextmanager
def crowd(count: int, hall: Running) -> Iterator[Connection]:
    """The screens, each with its own token, in a process of their own; what is sent there is answered with a Look."""
    processes = get_context("spawn")
    ours, theirs = processes.Pipe()
    with opened(hall) as office:
        tokens = [office.do(devices.issue_token, by=SYSTEM, role="display")["token"] for _ in range(count)]
    given = (tokens, port_of(hall), theirs)
    process = processes.Process(target=keep_coming_back, args=given, daemon=True)
    process.start()
    try:
        yield ours
    finally:
        process.kill()
        process.join()


def connect(hall: Running, screens: Connection, count: int) -> None:
    """The morning: all screens are switched on at one moment."""
    begun = time.monotonic()
    seen = all_there(screens, begun)
    told(f"{count} screens switched on at once", f"{seen.last - begun:.1f} s until the last has its board")
    presses = Presses(hall)
    wait_for(lambda: len(presses.took) >= PRESSES, what="the presses")
    told("  press -> ticket among them", presses.end())
    told("  web", f"{memory(hall, 'VmRSS'):.0f} MiB")


def come_back(hall: Running, screens: Connection, count: int) -> None:
    """kill -9; somebody takes a number while the server is away, so that every screen's board is an old one."""
    before, killed = look(screens), time.monotonic()
    os.kill(wire.children(hall.process.pid)["web"], signal.SIGKILL)
    with opened(hall) as office:
        office.do(tickets.issue, by=KIOSK, loket=2)
    answered = wait_for(lambda: answers(hall) and time.monotonic(), what="the server to answer again")
    presses = Presses(hall)
    seen = all_there(screens, killed)
    told("killed: the server answers again after", f"{answered - killed:.1f} s")
    middle, last = seen.middle - answered, seen.last - answered
    told("  half of them hold a board again after that", f"{middle:.1f} s")
    told(f"  all {count}", f"{last:.1f} s ({seen.last - killed:.1f} s after the kill)")
    tries, gave_up = (seen.knocks - before.knocks) / count, seen.gave_up - before.gave_up
    told("  tries a screen; given up on a slow server", f"{tries:.1f}; {gave_up}")
    told("  press -> ticket meanwhile", presses.end())
    wait_for(lambda: look(screens).revisions == {board(hall)["revision"]}, what="everybody to hold the current board")
    told("  all hold the current board", f"revision {board(hall)['revision']}")
    told("  web at its most", f"{memory(hall, 'VmHWM'):.0f} MiB")


class Presses:
    """A kiosk that takes a number every 0.2 s; how long each took. A press that gets no answer is counted apart."""

    def __init__(self, hall: Running) -> None:
        self._hall, self._token, self._over = hall, hall.token("kiosk"), threading.Event()
        self.took: list[float] = []
        self._lost = 0
        self._thread = threading.Thread(target=self._press_on)
        self._thread.start()

    def end(self) -> str:
        """The figures."""
        self._over.set()
        self._thread.join()
        ms = [1000 * seconds for seconds in self.took]
        lost = f", {self._lost} without an answer" if self._lost else ""
        return f"p50 {percentile(ms, 50):.0f}, p99 {percentile(ms, 99):.0f}, most {max(ms):.0f} ms of {len(ms)}{lost}"

    def _press_on(self) -> None:
        while not self._over.is_set():
            try:
                self.took.append(Client(port_of(self._hall), self._token).post("/api/v1/tickets", {"loket": 1}))
            except (OSError, http.client.HTTPException):
                self._lost += 1
            self._over.wait(PRESS_EVERY)


def look(screens: Connection) -> Look:
    """The crowd as it is now."""
    screens.send("look")
    seen = screens.recv()
    assert isinstance(seen, Look)
    return seen


def all_there(screens: Connection, since: float) -> Look:
    """Wait until every screen has had a board on a connection newer than `since`."""
    return wait_for(lambda: (seen := look(screens)).all_since(since) and seen, seconds=PATIENCE, what="all screens")  # type: ignore[no-any-return]


def answers(hall: Running) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"{hall.url}/healthz", timeout=20):
        return True
    return False


def board(hall: Running) -> dict[str, Any]:
    """The board as the API gives it."""
    status, found = wire.ask(f"{hall.url}/api/v1/board", token=hall.token("display"))
    assert status == 200, found
    return dict(found)


def memory(hall: Running, what: str) -> float:
    """MiB of the web process: VmRSS now, VmHWM at its most."""
    lines = Path(f"/proc/{wire.children(hall.process.pid)['web']}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) / 1024


def port_of(hall: Running) -> int:
    return int(hall.url.rpartition(":")[2])


def told(what: str, figure: str) -> None:
    print(f"{what:<46} {figure}", flush=True)


if __name__ == "__main__":
    main()
