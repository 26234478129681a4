"""The server dies under everybody's hands, and comes back by itself."""

import pytest
from playwright.sync_api import expect

from tests.stories.hall import FIRST_SCREEN, TV, Resident
from tests.stories.loket import Loket1
from tests.stories.outage import killed
from tests.stories.street import Street

pytestmark = [pytest.mark.browser, pytest.mark.story]


def test_the_server_is_killed_and_everything_heals(new_street: Street) -> None:
    resident, tv, loket = Resident(new_street), TV(new_street), Loket1(new_street)
    number = resident.takes_number(1)
    resident.goes_home()
    loket.calls(number)
    tv.has_announced(number)
    new_street.server_may_go()
    with killed(new_street.hall):
        everybody_is_told(resident, tv, loket)
    everything_is_as_it_was(resident, tv, loket, number)


def everybody_is_told(resident: Resident, tv: TV, loket: Loket1) -> None:
    """Banner, the kiosk's screen without numbers, the loket's buttons at rest."""
    tv.sees("Layar terputus – dengarkan petugas")
    resident.sees("Kios sedang gangguan")
    resident.sees("Nomor yang sudah Anda terima tetap sah.")
    loket.sees("Server tidak terhubung")
    expect(loket.page.get_by_role("button", name="Selesai")).to_have_attribute("aria-disabled", "true")


def everything_is_as_it_was(resident: Resident, tv: TV, loket: Loket1, number: str) -> None:
    """Nobody touched anything: the same number is at the loket, nothing is announced twice, numbers go on."""
    tv.sees_no("Layar terputus – dengarkan petugas")
    tv.shows_at(number, 1)
    loket.sees_no("Server tidak terhubung")
    loket.serves()
    resident.sees_no("Kios sedang gangguan")
    resident.sees(FIRST_SCREEN)
    assert resident.takes_number(1) == "A-002"
    tv.shows_waiting("A-002", 1)
    assert tv.announced() == [number]
