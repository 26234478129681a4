"""Before the kiosk: impatient fingers, the Back button, a roll that is empty."""

import pytest

from tests.stories.hall import NUMBER, Phone, Resident
from tests.stories.loket import Loket1, Loket2
from tests.stories.street import Street

pytestmark = [pytest.mark.browser, pytest.mark.story]


def after(number: str) -> str:
    """The number that comes after this one."""
    return f"{number[:2]}{int(number[2:]) + 1:03}"


def test_two_quick_taps_are_one_number(street: Street) -> None:
    resident, paper = Resident(street), street.paper["kiosk"]
    before = resident.takes_number(2)
    resident.goes_home()
    resident.goes_to_loket(2)
    resident.taps_twice("Tanpa memilih layanan")
    number = resident.reads_number()
    assert number == after(before)
    paper.takes(before)
    paper.takes(number)
    resident.goes_home()
    assert resident.takes_number(2) == after(number)
    paper.takes(after(number))
    assert paper.is_empty


def test_reloading_and_going_back_take_no_second_number(street: Street) -> None:
    resident, paper = Resident(street), street.paper["kiosk"]
    number = resident.takes_number(1)
    paper.takes(number)
    resident.page.reload()
    assert resident.reads_number() == number
    resident.page.go_back()
    assert not NUMBER.search(resident.reads().split("Sedang dipanggil")[0])
    resident.goes_to("/kiosk/")
    assert resident.takes_number(1) == after(number)
    paper.takes(after(number))
    assert paper.is_empty


def test_without_paper_the_number_counts_and_the_loket_prints_it(street: Street) -> None:
    resident, loket, kiosk = Resident(street), Loket2(street), street.paper["kiosk"]
    kiosk.printer.run_out_of_paper()
    number = resident.takes_number(2)
    resident.sees("Kertas tidak keluar")
    assert resident.reads_number() == number
    loket.has_waiting(number)
    loket.prints_here(number)
    street.paper["loket:2"].takes(number, "Loket 2")
    resident.goes_home()
    kiosk.printer.new_roll()
    loket.makes_way_for(number)
    following = resident.takes_number(2)
    kiosk.takes(following)
    assert kiosk.is_empty, "the slip that was printed at the loket came out at the kiosk as well"
    resident.goes_home()
    resident.sees_no("Kertas habis")


def test_a_call_for_help_rings_at_the_lokets(street: Street) -> None:
    resident, loket = Resident(street), Loket1(street)
    resident.touches("Panggil petugas")
    resident.sees("Petugas sudah dipanggil")
    loket.sees("Kios memanggil petugas")
    loket.presses("Saya ke sana")
    loket.sees_no("Kios memanggil petugas")


def test_the_telephone_follows_its_number(street: Street) -> None:
    resident, loket, phone = Resident(street), Loket2(street), Phone(street)
    number = resident.takes_number(2, "Pengantar KTP-el")
    phone.scans(street.paper["kiosk"].takes(number))
    phone.sees(number)
    phone.sees("Siapkan sambil menunggu")
    loket.calls(number)
    phone.sees("Giliran Anda! Silakan menuju Loket 2.")
    loket.serves()
    phone.sees("Anda sedang dilayani di Loket 2.")
    loket.finishes()
    phone.sees("Layanan selesai. Terima kasih.")
