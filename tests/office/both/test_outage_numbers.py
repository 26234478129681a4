"""Whatever is reserved, used on paper, declared unused, given by the computer or refused: the registers have no gap."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from office.errors import Refusal
from office.files import blocks, files, late
from office.files.bodies import Register
from office.files.late import LateRegister
from office.hall import outages, pad, tickets
from office.hall.pad import PadNumber
from office.office import SYSTEM, Actor, Office, Seat
from office.records.database import Database
from office.records.tables import BlockNumber, File, NumberSeries
from office.records.vault import Vault
from office.views import verify
from tests.conftest import MONDAY, Clock
from tests.office.both.crowd import Job

LOKETS = {n: Actor("officer", n, f"loket{n}", (Seat("loket", n),)) for n in (1, 2)}
KASI = Actor("officer", 3, "kasi", (Seat("kasi"),))
KIOSK = Actor("officer", 8, "kios", (Seat("kiosk"),))
SERVICES = {1: "IZ04", 2: "NP12"}
PERSON = {"name": "Sahrul Anam", "nik": "3529010101010001"}
Fresh = Callable[[], "contextmanager[Office]"]

loket = st.integers(1, 2)
number = st.integers(1, 14)
step = st.one_of(
    st.tuples(st.just("reserve"), loket, st.integers(0, 4)),
    st.tuples(st.just("letters"), loket, st.integers(1, 3)),
    st.tuples(st.just("computer"), loket, number),
    st.tuples(st.just("paper"), loket, number),
    st.tuples(st.just("refused paper"), loket, number),
    st.tuples(st.just("unused"), loket, number),
    st.tuples(st.just("ticket"), loket, number),
    st.tuples(st.just("pad"), loket, number),
)


@pytest.fixture
def fresh(request: pytest.FixtureRequest, database_url: str, tmp_path: Path, founded: Path) -> Fresh:
    """A fresh office for every example, on the database at hand."""
    names = count()

    @contextmanager
    def make() -> Iterator[Office]:
        url = database_url
        if url.startswith("sqlite"):
            path = tmp_path / f"office-{next(names)}.db"
            path.write_bytes(founded.read_bytes())
            url = f"sqlite:///{path}"
        else:
            request.getfixturevalue("pg_founded")[1].bring_back()
        database = Database(url)
        clock = Clock()
        yield Office(database, Vault.open_file(tmp_path / "office.key"), zone=ZoneInfo("Asia/Jakarta"), clock=clock)
        database.close()

    return make


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=4, max_size=24))
def test_every_number_is_accounted_for(fresh: Fresh, steps: list[tuple[str, int, int]]) -> None:
    with fresh() as office:
        for officer in LOKETS.values():
            office.do(blocks.reserve, by=officer, series="registration", count=6)
        outage = outage_of(office)
        for what, at, n in steps:
            refused = attempt(office, outage, what, at, n)
            event(f"{what}: {'refused' if refused else 'done'}")
        faults = [finding.line for finding in office.see(verify.findings) if finding.faults]
        assert not faults, faults
        every_registration_is_one_thing(office)


def outage_of(office: Office) -> int:
    office.do(outages.notice, by=SYSTEM)
    office.clock.forward(minutes=30)  # type: ignore[attr-defined]
    found: int = office.do(outages.notice, by=SYSTEM)["outage"]
    return found


def attempt(office: Office, outage: int, what: str, at: int, n: int) -> bool:
    """One step; whether it was refused. Anything but a refusal is a defect."""
    try:
        STEPS[what](office, outage, at, n)
    except Refusal:
        return True
    return False


def paper(office: Office, outage: int, at: int, n: int, minutes: int = 10) -> None:
    moment = office.clock() - timedelta(minutes=minutes)
    body = LateRegister(service=SERVICES[at], applicant=PERSON, number=n, registered_at=moment)  # type: ignore[arg-type]
    office.do(late.register, by=LOKETS[at], outage_id=outage, body=body)


def enter_pad(office: Office, outage: int, at: int, n: int) -> None:
    body = PadNumber(label=f"{'AB'[at - 1]}-{900 + n}", at=office.clock() - timedelta(minutes=10))
    office.do(pad.enter, by=LOKETS[at], outage_id=outage, body=body)


def block_with(office: Office, n: int) -> int:
    """The block of registrations in which the number lies; one that does not exist where none does."""
    rule = (BlockNumber.series == "registration", BlockNumber.number == n)
    return office.see(lambda read: read.session.scalar(select(BlockNumber.block_id).where(*rule))) or 0


STEPS: dict[str, Callable[[Office, int, int, int], object]] = {
    "reserve": lambda office, _, at, n: office.do(blocks.reserve, by=LOKETS[at], series="registration", count=n),
    "letters": lambda office, _, at, n: office.do(blocks.reserve, by=KASI, series="letter:umum", count=n),
    "computer": lambda office, _, at, n: office.do(
        files.register,
        by=LOKETS[at],
        body=Register(service=SERVICES[at], applicant=PERSON),  # type: ignore[arg-type]
    ),
    "paper": paper,
    "refused paper": lambda office, outage, at, n: paper(office, outage, at, n, minutes=90),
    "unused": lambda office, _, at, n: office.do(
        blocks.declare_unused, by=LOKETS[at], block=block_with(office, n), numbers=[n, n + 1], reason="Rusak"
    ),
    "ticket": lambda office, _, at, n: office.do(tickets.issue, by=KIOSK, loket=at),
    "pad": enter_pad,
}


def every_registration_is_one_thing(office: Office) -> None:
    """Told apart from the check that the office itself runs: each number is exactly one of four things."""

    def look(read):  # type: ignore[no-untyped-def]
        last = read.session.scalar(select(NumberSeries.last).where(NumberSeries.name == "registration")) or 0
        files = list(read.session.scalars(select(File.seq)))
        rows = read.session.execute(
            select(BlockNumber.number, BlockNumber.state).where(BlockNumber.series == "registration")
        )
        return last, files, [tuple(row) for row in rows]

    last, filed, held = office.see(look)
    used = [n for n, state in held if state == "used"]
    assert sorted(filed + [n for n, state in held if state != "used"]) == list(range(1, last + 1))
    assert set(used) <= set(filed)


def test_the_check_sees_what_is_wrong(office: Office) -> None:
    """A number of a sheet that vanished, and one that names another file than its own."""
    office.do(blocks.reserve, by=LOKETS[1], series="registration", count=3)
    outage = outage_of(office)
    paper(office, outage, 1, 2)
    with office.database.write() as session:
        session.execute(update(BlockNumber).where(BlockNumber.number == 2).values(subject="file:99"))
        session.delete(session.get_one(BlockNumber, ("registration", "2026", 3)))
    told = " ".join(finding.line for finding in office.see(verify.findings) if finding.faults)
    assert "lembar menyebut file:99, register tidak" in told
    assert "tidak utuh" in told and "registration 2026: 2 nomor, 1 sampai 2, pencacah 3" in told


def test_many_at_once_use_the_same_sheet(office: Office, at_once: Callable[[list[Job]], list[object]]) -> None:
    """Two lokets, two kiosks: reserving, registering and the same paper number by two."""
    office.do(blocks.reserve, by=LOKETS[1], series="registration", count=2)
    outage = outage_of(office)
    # the crowd's clocks stand where this one began
    on_paper = LateRegister(service="IZ04", applicant=PERSON, number=1, registered_at=MONDAY)  # type: ignore[arg-type]
    asked = Register(service="IZ04", applicant=PERSON)  # type: ignore[arg-type]
    jobs = [
        Job("office.files.blocks:reserve", LOKETS[2], {"series": "registration", "count": 3}, times=3),
        Job("office.files.blocks:reserve", LOKETS[1], {"series": "registration", "count": 2}, times=3),
        Job("office.files.files:register", LOKETS[1], {"body": asked}, times=4),
        Job("office.files.late:register", LOKETS[1], {"outage_id": outage, "body": on_paper}),
        Job("office.files.late:register", LOKETS[1], {"outage_id": outage, "body": on_paper}),
    ]
    told = at_once(jobs)
    late_ones = [one for one in told if one.answer is None]  # type: ignore[attr-defined]
    assert [one.refused for one in late_ones] == ["already_done"]  # type: ignore[attr-defined]
    assert not [finding.line for finding in office.see(verify.findings) if finding.faults]
    every_registration_is_one_thing(office)
