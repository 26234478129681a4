"""A Friday afternoon with fifteen people still waiting: nobody goes home without a promise, and it is kept."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from office.hall import hours_setting, tickets
from office.hall.opening import HallHours
from office.office import SYSTEM, Actor, Office
from tests.conftest import Clock
from tests.stories.clocked import ClockedStreet, clocked_street
from tests.stories.hall import Resident
from tests.stories.loket import Loket1
from tests.stories.paper import code_on
from tests.stories.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.story]


class Supervisor(Person):
    """Pengawas."""

    room = "supervisor"

    def opens_closing(self) -> None:
        """The question before the day is closed."""
        self.finds(self.page.get_by_role("link", name="Tutup hari")).click()
        self.sees("Cetak lembar penutupan di mana?")


class Promised(Resident):
    """Somebody who comes back with a slip."""

    def shows_slip(self, code: str) -> None:
        """The code on the kiosk's own keys."""
        self.touches(re.compile("Saya punya slip dahulukan"), "link")
        self.types("Ketik kode pada slip", code)
        self.touches("Ambil nomor")


@pytest.fixture
def friday(browser: Browser, hall_parts: Any, office: Office, clock: Clock, tmp_path: Path) -> Iterator[ClockedStreet]:
    """Friday 27 November 2026, 13.30, in an office that keeps its hours."""
    office.do(hours_setting.change, by=SYSTEM, hours=HallHours(enforced=True))
    with clocked_street(browser, hall_parts, office, clock, tmp_path) as street:
        street.it_is("2026-11-27T13:30")
        yield street


def sixteen_come(office: Office, people: dict[str, Actor]) -> list[str]:
    """Ten for loket 1, one of them old, and six for loket 2: their numbers."""
    for n in range(16):
        wish: dict[str, Any] = {"loket": 1 if n < 10 else 2, "priority": "lansia" if n == 4 else None}
        office.do(tickets.issue, by=people["kiosk"], **wish)
    return ["P-001", *(f"A-{n:03}" for n in range(1, 10)), *(f"B-{n:03}" for n in range(1, 7))]


def test_fifteen_wait_when_the_day_is_closed(friday: ClockedStreet, people: dict[str, Actor]) -> None:
    came = sixteen_come(friday.office, people)
    slips = closes_the_day(friday, Loket1(friday), came)
    kept_on_monday(friday, slips)
    too_late_on_tuesday(friday, slips)


def closes_the_day(street: ClockedStreet, loket: Loket1, came: list[str]) -> dict[str, str]:
    """The supervisor is asked, everybody gets a slip, the sheet comes out; who is served stays served."""
    served = loket.calls_next()
    loket.serves()
    left = sorted({*came} - {served})
    street.it_is("2026-11-27T14:50")
    supervisor = Supervisor(street)
    supervisor.opens_closing()
    supervisor.sees("15 orang masih menunggu")
    supervisor.sees(f"{served} di Loket 1")
    supervisor.sees("Senin, 30 November 2026")
    supervisor.page.get_by_role("button", name="Tutup hari dan cetak 15 slip").click()
    supervisor.sees("15 slip dahulukan besok sedang dicetak di loket")
    slips = {number: street.paper[f"loket:{2 if number[0] == 'B' else 1}"].takes("DAHULUKAN BESOK", number)
             for number in left}  # fmt: skip
    assert all("Senin, 30-11-2026" in slip for slip in slips.values())
    sheet = street.paper["loket:1"].takes("PENUTUPAN HARI")
    assert re.search(r"Loket 1\s+: 10 nomor", sheet) and re.search(r"besok\s+: 9", sheet), sheet
    resident = Resident(street)
    resident.sees("Silakan datang lagi Senin, 30 November 2026 mulai pukul 07.00.")
    loket.page.keyboard.press("F8")
    expect(loket.current).to_contain_text("Belum ada nomor di loket ini")
    return {number: code_on(slip) for number, slip in slips.items()}


def kept_on_monday(street: ClockedStreet, slips: dict[str, str]) -> None:
    """First in the line of the loket, once."""
    street.it_is("2026-11-30T07:05")
    resident, loket = Promised(street), Loket1(street)
    early = resident.takes_number(1)
    resident.goes_home()
    resident.shows_slip(slips["A-005"])
    promised = resident.reads_number()
    street.paper["kiosk"].takes(promised)
    resident.goes_home()
    loket.has_waiting(early)
    loket.has_waiting(promised)
    assert (early, promised, loket.next) == ("A-001", "A-002", promised)
    resident.shows_slip(slips["A-005"])
    resident.sees("Slip dahulukan ini sudah dipakai hari ini: nomor A-002.")
    loket.page.get_by_role("button", name="Slip dahulukan").click()
    loket.page.get_by_label("Kode pada slip").fill(slips["A-006"])
    loket.page.get_by_role("button", name="Beri nomor").click()
    loket.sees("Nomor A-003 dipanggil lebih dahulu di Loket 1.")
    street.paper["loket:1"].takes("A-003")


def too_late_on_tuesday(street: ClockedStreet, slips: dict[str, str]) -> None:
    """Past its day it gives an ordinary number and says why."""
    street.it_is("2026-12-01T08:10")
    resident = Promised(street)
    resident.goes_to("/kiosk/leftover")
    resident.types("Ketik kode pada slip", slips["B-003"])
    resident.touches("Ambil nomor")
    resident.sees("Slip dahulukan ini berlaku sampai Senin, 30 November 2026")
    resident.touches("Lihat nomor saya")
    assert resident.reads_number() == "B-001"
