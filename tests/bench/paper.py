"""Paper: how long a slip takes to build, and how long from the press to its last byte at the printer."""

import threading
import time
from statistics import median

from printer import escpos
from printer.fakes import FakePrinter
from printer.layout import Paper, layout
from printer.slips import build
from server.simulation.report import percentile
from tests.bench.clients import Client
from tests.bench.places import Place
from tests.paper.samples import OFFICE, SAMPLES

BUILDS = 300
#: presses of each kiosk, and the seconds between two of one kiosk: a busier door than any office has
PRESSES, BETWEEN = 8, 3.0


class Stopwatch(FakePrinter):
    """A fake printer that notes when each slip's last byte came."""

    def __init__(self) -> None:
        super().__init__("B")
        self.cuts: list[float] = []

    def _cut(self) -> None:
        self.cuts.append(time.perf_counter())
        super()._cut()


def built() -> float:
    """Milliseconds from a ticket's facts to its bytes, the middle of many."""
    took = []
    for _ in range(BUILDS):
        begun = time.perf_counter()
        escpos.encode(layout(build("ticket", SAMPLES["ticket"], OFFICE), Paper()))
        took.append(time.perf_counter() - begun)
    return 1000 * median(took)


def pressed(place: Place, printer: Stopwatch) -> list[float]:
    """Seconds from each press of all kiosks to the last byte of its slip."""
    _rests(printer)
    begun: dict[str, float] = {}
    first = len(printer.slips)
    doors = [
        threading.Thread(target=_press, args=(place, token, number, begun)) for number, token in enumerate(place.kiosks)
    ]
    for door in doors:
        door.start()
    for door in doors:
        door.join()
    printer.wait_until(lambda p: len(p.slips) >= first + len(begun), 30)
    ended = dict(zip((_number(slip.text) for slip in printer.slips), printer.cuts, strict=True))
    return [ended[number] - since for number, since in begun.items() if number in ended]


def _rests(printer: Stopwatch) -> None:
    """What was pressed before has come out: no slip for a second."""
    seen = -1
    while seen != len(printer.slips):
        seen = len(printer.slips)
        time.sleep(1)


def _press(place: Place, token: str, number: int, begun: dict[str, float]) -> None:
    kiosk = Client(place.port, token)
    time.sleep(BETWEEN * number / len(place.kiosks))
    for _ in range(PRESSES):
        since = time.perf_counter()
        kiosk.post(place.tickets, place.body)
        begun[kiosk.said["number"]] = since
        time.sleep(max(0.0, BETWEEN - (time.perf_counter() - since)))


def _number(text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    return lines[lines.index("NOMOR ANTREAN ANDA") + 1] if "NOMOR ANTREAN ANDA" in lines else text


def figures(place: Place, printer: Stopwatch) -> dict[str, tuple[float, str]]:
    """The table's rows."""
    took = pressed(place, printer)
    name = f"press -> last byte, {len(place.kiosks)} kiosks"
    return {
        "build of a ticket": (built(), "ms"),
        f"{name}, p50": (1000 * percentile(took, 50), "ms"),
        f"{name}, p99": (1000 * percentile(took, 99), "ms"),
    }


def main() -> None:
    """Only these figures: `python -m tests.bench.paper`."""
    import tempfile
    from pathlib import Path

    from tests.bench import places

    with tempfile.TemporaryDirectory(prefix="bench-") as folder, Stopwatch() as printer:
        data = Path(folder, "var")
        with places.running(places.hall(data)):
            pass
        with places.running(places.hall(data)) as hall:
            places.add_printer(data, printer.port)
            time.sleep(3)
            for name, (value, unit) in figures(hall, printer).items():
                print(f"{name:<44}{value:>8.2f} {unit}", flush=True)


if __name__ == "__main__":
    main()
