"""`python -m tests.bench.scale [1k,100k,1m] [postgresql]`: how screens and search fare as the years add up.

Builds (once) an office with that many files, five tickets to a file, and measures what people wait for: p50 and p99 in
milliseconds, and the ratio to an office on its first day. Databases are kept under .build/bench.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from sqlalchemy import text, update
from sqlalchemy.schema import CreateIndex, CreateTable

from office.books import reading
from office.books.shape import Asked
from office.files.bodies import Register
from office.files.files import register
from office.hall import tickets
from office.office import Actor, Office, Seat
from office.records import founding, schema
from office.records.database import Database
from office.records.tables import HistoryHead, Table
from office.records.vault import Vault
from office.views import file_page, hall_board, loket, search, supervisor, timeline, worklists
from printer.books.desk import BookDesk
from server.simulation.report import percentile
from tests import postgres
from tests.bench.bulk import Filler
from tests.bench.years import COLUMNS, OPEN, Years
from tests.conftest import ROOT

SIZES = {"new": OPEN, "1k": 1_000, "100k": 100_000, "1m": 1_000_000}
USUAL = "1k,100k"
KEPT = ROOT / ".build" / "bench"
#: the day on which everything is measured: after all the years
TODAY = date(2026, 11, 23)
TIMES, LEAST, SECONDS = 100, 5, 3.0
WAITING = 40
KIOSK = Actor("officer", 8, "kios", (Seat("kiosk"),))
OFFICER = Actor("officer", 1, "loket", (Seat("loket", 1),))
Figures = dict[str, tuple[float, float]]
Jobs = dict[str, Callable[[], Any]]


def main() -> None:
    """Build, measure, print."""
    sizes = ["new", *wanted(sys.argv[1:])]
    if "allowed" in sys.argv:
        return
    with ExitStack() as opened:
        place = opened.enter_context(databases("postgresql" in sys.argv))
        offices = {size: opened.enter_context(place(size)) for size in sizes}
        table(measured({size: jobs(*office) for size, office in offices.items()}))


def wanted(words: list[str]) -> list[str]:
    """The sizes asked for. Ends the run with exit code 2, saying in words what is allowed, when one is unknown."""
    asked = [word for word in words if word not in ("postgresql", "allowed")]
    sizes = [size.strip() for size in ",".join(asked or [USUAL]).lower().split(",")]
    unknown = [size for size in sizes if size not in SIZES or size == "new"]
    if unknown:
        allowed = ", ".join(f"{size} ({files:,} files)" for size, files in SIZES.items() if size != "new")
        print(f"SCALE does not know {', '.join(map(repr, unknown))}. Write one or several of {allowed}, "
              f"with commas between them: make bench SCALE={USUAL}", file=sys.stderr)  # fmt: skip
        raise SystemExit(2)
    return sizes


@contextmanager
def databases(on_postgres: bool) -> Iterator[Callable[[str], Any]]:
    """Where a size's database is: files that are kept, or a private PostgreSQL cluster that is not."""
    if not on_postgres:
        yield _in_file
        return
    with postgres.cluster() as cluster:
        yield lambda size: _in_cluster(cluster, size)


@contextmanager
def _in_file(size: str) -> Iterator[tuple[Database, Years]]:
    shape = "".join(str(CreateTable(one)) for one in Table.metadata.sorted_tables)
    shape += "".join(sorted(str(CreateIndex(index)) for one in Table.metadata.sorted_tables for index in one.indexes))
    kept = KEPT / f"{size}-{crc32(shape.encode()):08x}.db"
    for other in KEPT.glob(f"{size}-*"):
        if not other.name.startswith(kept.name):
            other.unlink()
    years = _years(size)
    if not kept.exists():
        new = kept.with_suffix(".new")
        new.unlink(missing_ok=True)
        _build(f"sqlite:///{new}", years, size)
        new.rename(kept)
    work = kept.with_suffix(".work.db")
    shutil.copyfile(kept, work)
    database = Database(f"sqlite:///{work}")
    yield database, years
    database.close()
    for left in KEPT.glob(f"{work.name}*"):
        left.unlink()


@contextmanager
def _in_cluster(cluster: Any, size: str) -> Iterator[tuple[Database, Years]]:
    address = postgres.new_database(cluster, f"bench_{size}").render_as_string(hide_password=False)
    years = _years(size)
    _build(address, years, size)
    database = Database(address)
    yield database, years
    database.close()


def _years(size: str) -> Years:
    KEPT.mkdir(parents=True, exist_ok=True)
    return Years(SIZES[size], TODAY - timedelta(days=1), Vault.open_file(KEPT / "office.key"))


def _build(address: str, years: Years, size: str) -> None:
    begun = time.perf_counter()
    say(f"building {size}: {years.files:,} files ...")
    database = Database(address)
    schema.migrate(database)
    founding.found(database, example=True, now=datetime(2026, 11, 1, tzinfo=UTC))
    with Filler(database.engine, list(COLUMNS)) as filler:
        years.fill(filler)
    with database.write() as session:
        last = session.scalar(text("SELECT max(seq) FROM history"))
        session.execute(update(HistoryHead).values(seq=last, hash="0" * 64, board_seq=last))
    database.close()
    say(f"  {time.perf_counter() - begun:.0f} s")


def jobs(database: Database, years: Years) -> Jobs:
    """Everything that people wait for, in one office with a usual queue."""
    clock = iter(datetime(2026, 11, 23, 2, 0, tzinfo=UTC) + timedelta(seconds=n) for n in count())
    office = Office(database, years.vault, zone=ZoneInfo("Asia/Jakarta"), clock=lambda: next(clock))
    for _ in range(WAITING):
        office.do(tickets.issue, by=KIOSK, loket=1)
        office.do(tickets.issue, by=KIOSK, loket=2)
    return dict([*acts(office), *screens(office, years), *questions(office, years)])


def measured(offices: dict[str, Jobs]) -> dict[str, Figures]:
    """The same job in every office by turns, so that a busy moment of the machine is busy for all."""
    found: dict[str, Figures] = {size: {} for size in offices}
    for name in next(iter(offices.values())):
        took: dict[str, list[float]] = {size: [] for size in offices}
        ends = time.perf_counter() + SECONDS * len(offices)
        for turn in range(TIMES + 1):
            for size, own in offices.items():
                begun = time.perf_counter()
                own[name]()
                if turn:  # the first time warms up
                    took[size].append(1000 * (time.perf_counter() - begun))
            if turn >= LEAST and time.perf_counter() > ends:
                break
        for size, times in took.items():
            found[size][name] = percentile(times, 50), percentile(times, 99)
    return found


def acts(office: Office) -> Iterator[tuple[str, Callable[[], Any]]]:
    """A number given, called and served; a file registered."""

    def turn() -> None:
        ticket = office.do(tickets.call_next, by=OFFICER, loket=1)
        office.do(tickets.serve, by=OFFICER, ticket_id=ticket["id"])

    body = {"service": "IZ04", "applicant": {"name": "Sitti Aminah", "village": "Tambaagung Barat"}}
    yield "issue a ticket", lambda: office.do(tickets.issue, by=KIOSK, loket=1)
    yield "call next and serve", turn
    yield "register a file", lambda: office.do(register, by=OFFICER, body=Register.model_validate(body))


def screens(office: Office, years: Years) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What stands on screens."""
    file, kasi = years.sample()["file"], Actor("officer", 3, "kasi", (Seat("kasi"),))
    yield "loket screen", lambda: office.see(loket.screen, loket=1, holder=OFFICER.ref)
    yield "board", lambda: office.see(hall_board.build)
    yield "worklist of the Kasi", lambda: office.see(worklists.worklist, desk="kasi")
    yield "supervisor", lambda: office.see(supervisor.overview)
    yield "page of a file", lambda: office.see(file_page.file, file_id=file, actor=kasi)
    yield "timeline of a file", lambda: office.see(timeline.file, file_id=file, actor=kasi)
    yield from registers(office)


def registers(office: Office) -> Iterator[tuple[str, Callable[[], Any]]]:
    """The book of registrations: its newest page, and a week of it as files."""
    book, week = reading.book("registration"), Asked(TODAY - timedelta(days=7), TODAY)
    makers, reader = BookDesk(office), Actor("officer", 7, "pengawas", (Seat("supervisor"),))

    def export(kind: Any) -> None:
        makers.make(by=reader, book="registration", kind=kind, asked=week).file.close()

    yield "register, newest page", lambda: office.see(reading.page, book=book, asked=week)
    yield "register of a week, XLSX", lambda: export("xlsx")
    yield "register of a week, PDF", lambda: export("pdf")


def questions(office: Office, years: Years) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What is typed into the search box."""
    known = years.sample()
    asked = {
        "a name": known["name"], "a number": known["number"], "half a number": known["number"].split("/")[0],
        "a NIK": known["nik"], "a telephone's end": known["phone"], "a ticket": "A-012", "nobody": "Xaverius Quirk",
        "siti": "siti", "moh": "moh", "s": "s", "siti nur": "siti nur", "moh s": "moh s", "a village": known["village"],
        "a name in a village": f"siti {known['village']}", "service and name": "iz04 sitti", "izin": "izin",
    }  # fmt: skip
    for name, q in asked.items():
        yield f"search: {name}", lambda q=q: office.see(search.look, q=q)


def table(found: dict[str, Figures]) -> None:
    """One line a figure: p50 and p99 of every size, and the last p50 as a multiple of the first day's."""
    first, *others = found
    say(f"\nload {os.getloadavg()[0]:.1f}; p50 / p99 in ms, and the p50 as a multiple of the first day's ({first})")
    say(f"{'':<30}{first:>16}" + "".join(f"{size:>24}" for size in others))
    for name, (middle, worst) in found[first].items():
        line = f"{name:<30}{middle:>8.2f} /{worst:>6.1f}"
        for size in others:
            own, most = found[size][name]
            line += f"{own:>9.2f} /{most:>6.1f} {own / middle:>5.1f}x"
        say(line)


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
