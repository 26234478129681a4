"""The run: the hall, then the floor, the same measurements on both, one table. Under two minutes, loopback only."""

import os
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from office.records.database import sqlite_driver
from printer.fakes import FakePrinter
from server.simulation.report import percentile
from tests.bench import paper as slips
from tests.bench import places
from tests.bench.clients import Client, Crowd, together
from tests.bench.places import Place

SCREENS = (1, 50, 200)
#: presses of one kiosk, and how long a measurement may take
PRESSES, SECONDS = 160, 6.0
CALLS = 15
Figures = dict[str, tuple[float, str]]


def main() -> None:
    """Measure and print."""
    say(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite_driver().sqlite_version}, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        folder = Path(place)
        hall, slip = of_hall(folder / "var")
        table(hall, of_floor(folder, slip))


def of_hall(data: Path) -> tuple[Figures, bytes]:
    """The hall's figures, and the bytes of one of its slips."""
    figures: Figures = {}
    with places.running(places.hall(data)) as first:
        figures["start-up, empty folder"] = (first.started, "s")
    with places.running(places.hall(data)) as hall, slips.Stopwatch() as printer:
        figures["start-up, again"] = (hall.started, "s")
        places.add_printer(data, printer.port)
        everything(hall, printer, figures)
        figures.update(slips.figures(hall, printer))
        return figures, printer.slips[-1].raw


def of_floor(folder: Path, slip: bytes) -> Figures:
    """The same of the floor."""
    figures: Figures = {}
    with FakePrinter("B") as printer, places.running(places.floor(folder, printer.port, slip)) as floor:
        figures["start-up, empty folder"] = figures["start-up, again"] = (floor.started, "s")
        everything(floor, printer, figures)
    return figures


def everything(place: Place, printer: FakePrinter, figures: Figures) -> None:
    """Paper, calls, presses and memory; the queue grows from a handful to a full hall on the way."""
    memory(place, "idle", figures)
    paper(place, figures, printer)
    issue(place, len(SCREENS) * CALLS)
    for screens in SCREENS:
        boards(place, screens, figures)
    for kiosks in (1, places.KIOSKS):
        presses(place, kiosks, figures)
    memory(place, "after all", figures)


def issue(place: Place, count: int) -> None:
    """Somebody to call."""
    kiosk = Client(place.port, place.kiosks[0])
    for _ in range(count):
        kiosk.post(place.tickets, place.body)


def presses(place: Place, kiosks: int, figures: Figures) -> None:
    """Press -> ticket answered."""
    clients = [Client(place.port, token) for token in place.kiosks[:kiosks]]
    for client in clients:
        client.post(place.tickets, place.body)

    def press(client: Client) -> Callable[[], float]:
        return lambda: client.post(place.tickets, place.body)

    took, rate = together([press(client) for client in clients], PRESSES // kiosks, SECONDS)
    name = f"press -> ticket, {kiosks} kiosk{'s' if kiosks > 1 else ''}"
    figures[f"{name}, p50"] = (1000 * percentile(took, 50), "ms")
    figures[f"{name}, p99"] = (1000 * percentile(took, 99), "ms")
    figures[f"{name}, rate"] = (rate, "/s")


def boards(place: Place, screens: int, figures: Figures) -> None:
    """Call -> the board at every screen: the middle one, and the last of all."""
    officer = Client(place.port, place.loket)
    middle, last = [], []
    ends = time.monotonic() + SECONDS
    with Crowd(screens, place.port, place.display) as crowd:
        for number in range(CALLS):
            took = crowd.after(lambda: officer.post(place.call))
            if place.loket:
                # a called one must be served before the next call
                crowd.after(lambda: officer.post(f"/api/v1/tickets/{officer.said['id']}/serve"))
            middle.append(percentile(took, 50))
            last.append(max(took))
            if time.monotonic() > ends and number >= 3:
                break
        if screens == SCREENS[-1]:
            memory(place, f"with {screens} screens", figures)
    name = f"call -> board, {screens} screen{'s' if screens > 1 else ''}"
    figures[f"{name}, middle"] = (1000 * percentile(middle, 50), "ms")
    figures[f"{name}, last"] = (1000 * percentile(last, 50), "ms")


def paper(place: Place, figures: Figures, printer: FakePrinter) -> None:
    """Press -> the last byte of the slip at a TCP printer."""
    client, took = Client(place.port, place.kiosks[0]), []
    ends = time.monotonic() + SECONDS * 2
    for _ in range(CALLS):
        before, begun = len(printer.slips), time.perf_counter()
        client.post(place.tickets, place.body)
        if printer.wait_until(lambda p, n=before: len(p.slips) > n, 20):
            took.append(time.perf_counter() - begun)
        if time.monotonic() > ends:
            break
    figures["press -> last byte at the printer, p50"] = (1000 * percentile(took, 50), "ms")
    figures["press -> last byte at the printer, worst"] = (1000 * max(took), "ms")


def memory(place: Place, when: str, figures: Figures) -> None:
    """Resident memory; of the floor, its one process stands beside the hall's web process."""
    for work, resident in place.memory().items():
        figures[f"memory {when}, {'web' if work == 'floor' else work}"] = (resident, "MiB")


def table(hall: Figures, floor: Figures) -> None:
    """Both, side by side."""
    say(f"\n{'':<44}{'hall':>12}{'floor':>12}{'ratio':>8}")
    for name, (value, unit) in hall.items():
        bare = floor.get(name)
        beside = f"{bare[0]:>8.2f} {unit:<3}{value / bare[0]:>8.2f}" if bare and bare[0] else ""
        say(f"{name:<44}{value:>8.2f} {unit:<3}{beside}")


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
