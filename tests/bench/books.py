"""`python -m tests.bench.books [1k,10k,100k]`: the register as PDF and XLSX, and on the screen, as years add up.

Prints seconds, lines, size and the child's peak memory of each export; the screen's pages in milliseconds.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text, update

from office.books import reading
from office.books.shape import Asked
from office.office import Actor, Office, Seat
from office.records import founding, schema
from office.records.database import Database
from office.records.tables import HistoryHead
from office.records.vault import Vault
from printer.books import desk as desks
from server.simulation.report import percentile
from tests.bench.bulk import Filler
from tests.bench.years import COLUMNS, Years

SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000, "1m": 1_000_000}
NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
#: the bench's registration years begin in 2000
EVER = Asked(date(2000, 1, 1), date(2026, 11, 23))
READER = Actor("officer", 7, "pengawas", (Seat("supervisor"),))
TIMES = 30


def main() -> None:
    """Build, measure, print."""
    for size in (sys.argv[1] if len(sys.argv) > 1 else "1k,10k").lower().split(","):
        with tempfile.TemporaryDirectory(prefix="bench-books-") as folder:
            office = built(Path(folder), SIZES[size])
            say(f"\n{size}: {SIZES[size]:,} files")
            screens(office, SIZES[size])
            for kind in ("xlsx", "pdf"):
                if SIZES[size] <= desks.MOST[kind]:
                    export(office, kind)
            office.database.close()


def built(folder: Path, files: int) -> Office:
    """An office of that many files."""
    database, vault = Database(f"sqlite:///{folder / 'office.db'}"), Vault.open_file(folder / "office.key")
    schema.migrate(database)
    founding.found(database, example=True, now=datetime(2026, 11, 1, tzinfo=UTC))
    with Filler(database.engine, list(COLUMNS)) as filler:
        Years(files, date(2026, 11, 22), vault).fill(filler)
    with database.write() as session:
        last = session.scalar(text("SELECT max(seq) FROM history"))
        session.execute(update(HistoryHead).values(seq=last, hash="0" * 64, board_seq=last))
    return Office(database, vault, zone=ZoneInfo("Asia/Jakarta"), clock=lambda: NOW)


def screens(office: Office, files: int) -> None:
    """The first page, one in the middle, one narrowed to a service, one looked for, and the count."""
    registration, letters = reading.book("registration"), reading.book("letters")
    middle = reading._cursor((2000 + files // 200_000, files // 2 % 100_000))
    service = Asked(EVER.first, EVER.last, service="NP07")
    name = Asked(EVER.first, EVER.last, q="siti")
    measured: dict[str, Callable[[], Any]] = {
        "registration, newest page": lambda: office.see(reading.page, book=registration, asked=EVER),
        "registration, a page in the middle": lambda: office.see(
            reading.page, book=registration, asked=EVER, before=middle
        ),
        "registration, one service": lambda: office.see(reading.page, book=registration, asked=service),
        "registration, a common name": lambda: office.see(reading.page, book=registration, asked=name),
        "letters, newest page": lambda: office.see(reading.page, book=letters, asked=EVER),
        "letters, counted": lambda: office.see(reading.count, book=letters, asked=EVER),
    }  # fmt: skip
    for what, ask in measured.items():
        took = [timed(ask) for _ in range(TIMES)]
        say(f"  {what:<40}{percentile(took, 50) * 1000:>9.1f} ms p50{percentile(took, 99) * 1000:>9.1f} ms p99")


def export(office: Office, kind: Any) -> None:
    """One export, with the memory of its child."""
    peak, ended = [0], threading.Event()
    watcher = threading.Thread(target=watch, args=(peak, ended))
    watcher.start()
    begun = time.perf_counter()
    made = desks.BookDesk(office).make(by=READER, book="registration", kind=kind, asked=EVER)
    took = time.perf_counter() - begun
    ended.set()
    watcher.join()
    with made.file as file:
        size = len(file.read())
    size_mb = size / 2**20
    say(f"  export {kind:<5}{made.lines:>8,} lines{took:>8.1f} s{size_mb:>8.1f} MiB   child {peak[0]:>4} MiB at most")


def watch(peak: list[int], ended: threading.Event) -> None:
    """The largest resident memory of any child that makes a book, MiB."""
    while not ended.wait(0.25):
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                peak[0] = max(peak[0], resident(entry))


def resident(entry: Path) -> int:
    """MiB of a process if it makes books, else 0."""
    try:
        if b"printer.books.worker" not in (entry / "cmdline").read_bytes():
            return 0
        line = next(line for line in (entry / "status").read_text().splitlines() if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0
    return int(line.split()[1]) // 1024


def timed(ask: Callable[[], Any]) -> float:
    """Seconds."""
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
