"""Runs under a patched hub: `python -m tests.faults.hub_script WHAT FOLDER`. Prints one JSON line.

The tests that read that line are in test_hub.py.
"""

import sys

import eventlet

eventlet.monkey_patch()

import json  # noqa: E402
import time  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402
from zoneinfo import ZoneInfo  # noqa: E402

import greenlet  # noqa: E402

from office.hall import calls, tickets  # noqa: E402
from office.office import SYSTEM, Actor, Office, Seat, verb  # noqa: E402
from office.paper import leases  # noqa: E402
from office.records.database import Database  # noqa: E402
from office.records.vault import Vault  # noqa: E402
from office.records.work import Work  # noqa: E402
from printer.letters.desk import LetterDesk  # noqa: E402
from printer.letters.press import LetterPress  # noqa: E402
from printer.letters.store import LetterStore  # noqa: E402
from tests.conftest import Clock  # noqa: E402
from tests.office import whole_way  # noqa: E402
from tests.walk import Walk  # noqa: E402

KIOSK = Actor("token", 1, "kios", (Seat("kiosk"),))
TAPS = 20


class Tripwire:
    """Notes every switch of the hub while the running greenlet is inside a transaction."""

    def __init__(self, database: Database) -> None:
        self.inside: set[int] = set()
        self.tripped: list[str] = []
        self.entered = 0
        original = database.write

        @contextmanager
        def write() -> Iterator[Any]:
            with original() as session:
                self.inside.add(id(greenlet.getcurrent()))
                self.entered += 1
                try:
                    yield session
                finally:
                    self.inside.discard(id(greenlet.getcurrent()))

        database.write = write  # type: ignore[method-assign]
        greenlet.settrace(self._switched)

    def _switched(self, event: str, args: Any) -> None:
        origin, _target = args
        if event in ("switch", "throw") and id(origin) in self.inside:
            self.tripped.append(event)


@verb("test.sleepy")
def sleepy(_work: Work) -> dict[str, Any]:
    """What nobody may do: yield inside a transaction."""
    eventlet.sleep(0)
    return {}


def beating(gaps: list[float]) -> None:
    """A heartbeat every 10 ms; how late each came."""
    last = time.monotonic()
    while True:
        eventlet.sleep(0.01)
        now = time.monotonic()
        gaps.append(now - last)
        last = now


def tripwire(office: Office, folder: Path) -> dict[str, Any]:
    """A whole way, ten kiosks and timed work beside it: does anybody yield inside a transaction?"""
    from tests.conftest import people

    wire = Tripwire(office.database)
    pool = eventlet.GreenPool()
    with LetterPress() as press:
        walk = Walk(office, LetterDesk(office, press, LetterStore(folder / "letters")), people.__wrapped__())
        way = pool.spawn(whole_way.go, walk)
        for _ in range(10):
            pool.spawn(press_button, office)
        for act in (calls.expire, leases.expire):
            pool.spawn(office.do, act, by=SYSTEM)
        pool.waitall()
        came = way.wait()
    silent, wire.tripped = list(wire.tripped), []
    office.do(sleepy, by=KIOSK)
    return {
        "tripped": silent,
        "entered": wire.entered,
        "works": bool(wire.tripped),
        "stage": walk.row(came["file"]).stage,
    }


def press_button(office: Office) -> list[str]:
    """One kiosk's taps."""
    return [office.do(tickets.issue, by=KIOSK, loket=1)["number"] for _ in range(TAPS)]


def contention(office: Office, folder: Path) -> dict[str, Any]:
    """Ten writers, until the test (which holds the database now and then) has had enough: does the hub go on?"""
    gaps: list[float] = []
    eventlet.spawn(beating, gaps)
    print("writing", flush=True)
    writers = [eventlet.spawn(press_until, office, folder / "enough") for _ in range(10)]
    numbers = [number for writer in writers for number in writer.wait()]
    return {"numbers": len(numbers), "different": len(set(numbers)), "beats": len(gaps), "gap": max(gaps)}


def press_until(office: Office, enough: Path) -> list[str]:
    """One kiosk's taps."""
    numbers = []
    while not enough.exists():
        numbers.append(office.do(tickets.issue, by=KIOSK, loket=1)["number"])
        eventlet.sleep(0)  # as after every request
    return numbers


def main() -> None:
    """Do what was asked and say how it went."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    database = Database(f"sqlite:///{folder / 'office.db'}")
    vault = Vault.open_file(folder / "office.key")
    office = Office(database, vault, zone=ZoneInfo("Asia/Jakarta"), clock=Clock())
    print(json.dumps({"tripwire": tripwire, "contention": contention}[what](office, folder)))


if __name__ == "__main__":
    main()
