"""Interrupted in the middle of a form: refresh, Back, sign-out, a power cut. Nothing that was typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.applicants import HALIMAH, SAHRUL
from tests.stories.back_office import Kasi, Officer
from tests.stories.loket import Loket1
from tests.stories.outage import killed
from tests.stories.people import Person
from tests.stories.street import Street

pytestmark = [pytest.mark.browser, pytest.mark.story]
SERVICE, FINDINGS = "Rekomendasi izin keramaian", "Lokasi sesuai denah, jalan tidak tertutup."
#: how the browser grumbles about what was refused without a session, and with the token of the one before
WITHOUT_SESSION = re.compile(r"the server responded with a status of 40[01]")
RESTORED = "Isian terakhir dipulihkan"


def test_half_a_registration_outlives_whatever_happens(new_street: Street) -> None:
    loket = Loket1(new_street)
    loket.chooses(SERVICE)
    loket.types_applicant(SAHRUL)
    loket.types(Tempat="Dusun Kolor")
    loket.page.reload()
    still_there(loket)
    loket.goes_to("/")
    loket.page.go_back()
    still_there(loket)
    a_colleague_at_the_same_computer_sees_nothing(loket)
    loket.walks_in()
    still_there(loket)
    the_power_fails(loket)
    still_there(loket)
    loket.does("Daftar", "Resi sedang dicetak")
    loket.page.reload()
    loket.sees_no(RESTORED)
    loket.tells_nothing_of(SAHRUL)


def still_there(loket: Loket1) -> None:
    """Service, applicant, and what the letter asks for; and the screen says where it comes from."""
    loket.sees(RESTORED)
    for label, words in (("Nama pemohon", SAHRUL.name), ("NIK", SAHRUL.nik), ("Alamat", SAHRUL.address),
                         ("Tempat", "Dusun Kolor")):  # fmt: skip
        expect(loket.desk.get_by_role("textbox", name=label).first).to_have_value(words)
    expect(loket.desk).to_contain_text(SERVICE)


def a_colleague_at_the_same_computer_sees_nothing(loket: Loket1) -> None:
    """Signed out in the middle of a word; the next officer's form is empty."""
    loket.desk.get_by_role("textbox", name="Alamat").press_sequentially(".")
    loket.desk.get_by_role("textbox", name="Alamat").press("Backspace")
    signs_out(loket)
    loket.room = "loket-2"
    loket.walks_in()
    expect(loket.desk.get_by_label("Pilih layanan")).to_be_visible()
    loket.page.wait_for_load_state("networkidle")
    loket.tells_nothing_of(SAHRUL)
    signs_out(loket)
    loket.page.go_back()
    loket.tells_nothing_of(SAHRUL)
    loket.room = "loket-1"


def signs_out(person: Person) -> None:
    """The example office leads back to its floor plan."""
    person.presses("Keluar")
    expect(person.page.get_by_role("heading", level=1)).to_be_visible()
    expect(person.page.get_by_role("button", name="Keluar")).to_have_count(0)


def the_power_fails(loket: Loket1) -> None:
    """The server dies; what is typed meanwhile is kept as soon as it is back, and then the computer goes off too."""
    street = loket.street
    street.server_may_go()
    with killed(street.hall):
        loket.sees("Server tidak terhubung")
        loket.types(Tempat="Dusun Kolor, lapangan")
        loket.sees("Isian belum tersimpan karena server tidak menjawab.")
    loket.sees_no("Server tidak terhubung")
    loket.sees_no("Isian belum tersimpan")
    loket.types(Tempat="Dusun Kolor")
    loket.sees("Tersimpan sementara")
    loket.page.close(run_before_unload=False)
    loket.page = loket.glass.context.new_page()
    loket.goes_to("/counter/loket/1")


def test_a_kasi_s_findings_outlive_refresh_back_and_sign_out(street: Street) -> None:
    loket = Loket1(street)
    file, _ = loket.registers(SERVICE, HALIMAH)
    loket.ticks_what_is_asked()
    loket.accepts(visit=True)
    kasi = Kasi(street)
    kasi.opens(file)
    kasi.fills(Temuan=FINDINGS)
    kasi.chooses("Bersyarat")
    kasi.page.reload()
    findings_are_there(kasi)
    kasi.page.get_by_role("link", name="Kembali ke daftar").click()
    kasi.page.go_back()
    findings_are_there(kasi)
    signs_out(kasi)
    kasi.walks_in()
    kasi.opens(file)
    findings_are_there(kasi)
    the_session_ends(kasi)
    kasi.records_visit(file, FINDINGS)
    kasi.sees_no(RESTORED)


def findings_are_there(kasi: Officer) -> None:
    """In the field and in the choice."""
    kasi.sees(RESTORED)
    expect(kasi.acts.get_by_role("textbox", name="Temuan")).to_have_value(FINDINGS)
    expect(kasi.acts.get_by_role("radio", name="Bersyarat")).to_be_checked()


def the_session_ends(kasi: Kasi) -> None:
    """Pressed without a session: told, nothing sent, nothing lost; signed in again in another window, it goes on."""
    kasi.page.context.clear_cookies()
    kasi.fills(Temuan=FINDINGS + " Sudah.")
    kasi.acts.get_by_role("button", name="Catat verifikasi lapangan").click()
    kasi.sees("Sesi Anda sudah berakhir, jadi isian ini belum tersimpan.")
    expect(kasi.acts.get_by_role("textbox", name="Temuan")).to_have_value(FINDINGS + " Sudah.")
    with kasi.glass.context.expect_page() as window:
        kasi.page.get_by_role("link", name="Masuk di jendela baru").click()
    again = kasi.page.request.post(f"{kasi.street.url}/floor-plan/{kasi.room}", max_redirects=0)
    assert again.status == 303
    window.value.close()
    kasi.page.evaluate("dispatchEvent(new Event('focus'))")
    kasi.sees_no("Sesi Anda sudah berakhir")
    kasi.glass.troubles[:] = [one for one in kasi.glass.troubles if not WITHOUT_SESSION.search(one)]
