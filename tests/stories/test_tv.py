"""What the hall hears and sees: every call once, in order, and never again."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.hall import TV, Resident
from tests.stories.loket import Loket1, Loket2
from tests.stories.street import Street

pytestmark = [pytest.mark.browser, pytest.mark.story]


def test_two_lokets_call_at_once_and_a_refresh_repeats_nothing(street: Street) -> None:
    resident, tv, one, two = Resident(street), TV(street), Loket1(street), Loket2(street)
    first = resident.takes_number(1)
    resident.goes_home()
    second = resident.takes_number(2)
    for loket, number in ((one, first), (two, second)):
        loket.makes_way_for(number)
    one.page.keyboard.press("F2")
    two.page.keyboard.press("F2")
    tv.shows_at(first, 1)  # the panels at once, the big field one after the other
    tv.shows_at(second, 2)
    latest = tv.has_announced_all(first, second)[-1]
    tv.page.reload()
    tv.shows_call(latest, {first: 1, second: 2}[latest])
    tv.feels_a_pulse()
    assert tv.announced() == []
    for loket in (one, two):
        loket.serves()
        loket.finishes()


def test_a_priority_number_called_again_is_heard_again(street: Street) -> None:
    resident, tv, loket = Resident(street), TV(street), Loket1(street)
    number = resident.takes_number(1, priority="Disabilitas")
    assert number.startswith("P-")
    street.paper["kiosk"].takes(number, "PRIORITAS", "Loket 1")
    loket.calls(number)
    tv.has_announced(number)
    expect(tv.field).to_contain_text("prioritas")
    loket.page.keyboard.press("F4")
    loket.sees(f"{number} baru saja dipanggil. Tunggu")
    expect(loket.page.locator(".strip--voice")).to_have_class(re.compile("strip--quiet"))
    loket.page.keyboard.press("F4")
    tv.has_announced(number, number)
    loket.page.keyboard.press("F9")
    expect(loket.queue).to_contain_text("Tidak hadir hari ini")
