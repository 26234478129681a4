"""A Monday morning: sixty people before eight, and two officers at one loket who never get in each other's way."""

import json
import re
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from office.hall import hours_setting, tickets
from office.hall.opening import HallHours
from office.office import SYSTEM, Actor, Office
from office.people import devices, staff
from tests.conftest import Clock, wait_for
from tests.stories.clocked import ClockedStreet, clocked_street
from tests.stories.hall import TV, Resident
from tests.stories.loket import Loket, Loket1
from tests.stories.street import Street

pytestmark = [pytest.mark.browser, pytest.mark.story]
PRESS_AT = "({ id }, at) => setTimeout(() => document.getElementById(id).click(), Math.max(0, at - Date.now()))"
PASSWORD = "sawah-hijau-pagi"
SITI = "Siti Rahmawati, S.Sos."


class Siti(Loket):
    """A second officer at Loket 1, with a name and a password of her own."""

    def __init__(self, street: Street) -> None:
        super().__init__(street)
        self.goes_to("/counter/sign-in")
        self.page.get_by_label("Nama masuk").fill("siti")
        self.page.get_by_label("Kata sandi").fill(PASSWORD)
        self.page.get_by_role("button", name="Masuk").click()
        self.sees("Menunggu")


@pytest.fixture
def monday(
    browser: Browser, hall_parts: Any, office: Office, clock: Clock, people: dict[str, Actor], tmp_path: Path
) -> Iterator[ClockedStreet]:
    """Monday 30 November 2026, in an office that keeps its hours and knows what a visit takes: four minutes."""
    office.do(hours_setting.change, by=SYSTEM, hours=HallHours(enforced=True))
    office.do(staff.add, by=SYSTEM, username="siti", name=SITI, desks=[("loket", 1, None)],
              password_hash=staff.hash_password(PASSWORD))  # fmt: skip
    for _ in range(6):
        made = office.do(tickets.issue, by=people["kiosk"], loket=1)
        office.do(tickets.call_next, by=people["loket1"], loket=1)
        office.do(tickets.serve, by=people["loket1"], ticket_id=made["id"])
        clock.forward(minutes=4)
        office.do(tickets.finish, by=people["loket1"], ticket_id=made["id"])
    with clocked_street(browser, hall_parts, office, clock, tmp_path) as street:
        yield street


def test_sixty_come_before_eight(monday: ClockedStreet) -> None:
    tv = before_the_lokets_open(monday)
    one, two = Loket1(monday), Siti(monday)
    monday.it_is("2026-11-30T08:01")
    two_call_at_once(tv, one, two)
    one_number_and_two_hands(monday, one, two)
    one_goes_and_the_other_stays(tv, one, two)
    the_last_one_rests(tv, one)


def before_the_lokets_open(street: ClockedStreet) -> TV:
    """The kiosk is open at seven, the lokets at eight; kiosk and TV say so, and the wait begins at eight."""
    street.it_is("2026-11-30T06:55")
    resident = Resident(street)
    resident.sees("Nomor antrean dibuka pukul 07.00")
    street.it_is("2026-11-30T07:10")
    resident.sees("Loket buka pukul 08.00")
    assert resident.takes_number(1) == "A-001"
    resident.sees(re.compile(r"50\s*–\s*55"))
    resident.goes_home()
    come(street, 59)
    tv = TV(street)
    tv.sees("Loket buka pukul 08.00")
    expect(tv.panel(1)).to_contain_text("46 menunggu")
    expect(tv.panel(2)).to_contain_text("14 menunggu")
    tv.shows_waiting("A-001", 1)
    return tv


def come(street: ClockedStreet, count: int) -> None:
    """Through the API, as a kiosk takes them: three of four for loket 1, one of them old."""
    token = street.office.do(devices.issue_token, by=SYSTEM, role="kiosk")["token"]
    numbers = set()
    for n in range(count):
        wish = {"loket": 2 if n % 4 == 3 else 1, "priority": "lansia" if n == 10 else None,
                "purpose": "collect" if n % 10 == 7 else "new"}  # fmt: skip
        headers = {
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": f"come-{n}",
            "Content-Type": "application/json",
        }
        asked = urllib.request.Request(f"{street.url}/api/v1/tickets", json.dumps(wish).encode(), headers)
        with urllib.request.urlopen(asked, timeout=20) as answer:
            numbers.add(json.load(answer)["number"])
    assert len(numbers) == count


def two_call_at_once(tv: TV, one: Loket, two: Siti) -> None:
    """F2 on both keyboards at the same moment: two people, two numbers; each sees the other's."""
    for officer in (one, two):
        expect(officer.queue).to_contain_text("46 orang")
        officer.page.wait_for_load_state("load")
    one.page.keyboard.press("F2")
    two.page.keyboard.press("F2")
    numbers = [number_of(one), number_of(two)]
    assert sorted(numbers) == ["A-001", "P-001"], "the priority visitor and who came first"
    expect(tv.panel(1)).to_contain_text(re.compile("|".join(numbers)))
    wait_for(lambda: sorted(tv.announced()) == sorted(numbers), seconds=40, what="both calls, one after the other")
    expect(one.current).to_contain_text(f"Bersama Anda: Siti Rahmawati – {numbers[1]}")
    expect(two.current).to_contain_text(numbers[0])
    for officer in (one, two):
        officer.serves()


def one_number_and_two_hands(street: ClockedStreet, one: Loket, two: Siti) -> None:
    """Somebody set aside comes back, and both officers press: one calls, the other is told."""
    held = number_of(one)
    one.page.locator("#act-hold").click()
    one.page.get_by_role("radio", name="5 menit", exact=True).check()
    one.page.locator("dialog").get_by_role("button", name="Tunda").click()
    expect(two.queue.get_by_text(re.compile("5 mnt lagi"))).to_be_visible()
    two.finishes()
    street.it_is("2026-11-30T08:07")
    for officer in (one, two):
        officer.page.reload()
        expect(back(officer, held)).to_be_visible()
        expect(officer.queue).to_contain_text("waktunya habis")
    press_together(back(one, held), back(two, held))
    either = re.compile(f"Sedang dipanggil\\s*{held}|{held} sudah dipanggil petugas lain")
    for officer in (one, two):
        expect(officer.current).to_contain_text(either)
    has = [f"{held} sudah dipanggil" not in officer.current.inner_text() for officer in (one, two)]
    assert sorted(has) == [False, True], "one of them, and only one"
    winner, loser = (one, two) if has[0] else (two, one)
    winner.serves()
    loser.page.keyboard.press("F2")
    expect(loser.current.locator(".now--called")).to_be_visible()
    loser.serves()


def one_goes_and_the_other_stays(tv: TV, one: Loket, two: Siti) -> None:
    """Siti signs out with a number at hand: she is asked, and gives it back; the loket goes on."""
    number = number_of(two)
    two.page.get_by_role("button", name="Keluar").click()
    two.sees(f"{number} masih di tangan Anda. Apa jadinya?")
    two.page.get_by_role("radio", name="Kembalikan ke antrean").check()
    two.page.locator("dialog").get_by_role("button", name="Keluar").click()
    two.page.wait_for_url(lambda url: "/counter/loket" not in url)
    one.has_waiting(number)
    tv.shows_at(number_of(one), 1)


def the_last_one_rests(tv: TV, one: Loket) -> None:
    """The reason is the officers' own; the TV says that the loket rests."""
    one.page.get_by_role("button", name="Istirahat").click()
    one.page.get_by_role("radio", name=re.compile("Loket istirahat")).check()
    one.page.get_by_label("Alasan").fill("Rapat sebentar")
    one.page.get_by_role("button", name="Simpan").click()
    one.sees("Istirahat: Rapat sebentar")
    expect(tv.panel(1)).to_contain_text("Istirahat")
    tv.sees_no("Rapat")


def number_of(officer: Loket) -> str:
    """The number at hand."""
    shown = officer.current.locator(".now-ticket")
    expect(shown).to_be_visible()
    return shown.inner_text()


def press_together(*buttons: Locator) -> None:
    """Two fingers at one moment: each page finds its button when the moment comes, drawn anew or not."""
    at = time.time() * 1000 + 500
    for button in buttons:
        button.evaluate(PRESS_AT, at)


def back(officer: Loket, number: str) -> Locator:
    """The press that calls somebody back."""
    return officer.queue.get_by_role("button", name=f"Panggil kembali {number}")
