"""One resident's way, from the first tap on the kiosk to the index on the TV (SOP steps 1-8)."""

import re

import pytest

from tests.stories.applicants import SAHRUL
from tests.stories.back_office import Camat, Kasi, Operator, Sekcam
from tests.stories.hall import TV, Phone, Resident
from tests.stories.loket import Loket1
from tests.stories.paper import code_on, pdf_text
from tests.stories.street import Street

pytestmark = [pytest.mark.browser, pytest.mark.story]
#: seven times "best" and two times "good": 34 / 9 × 25
SCORES, IKM = [4, 4, 3, 4, 4, 4, 4, 3, 4], "94,44"
STRUCK = """place => [place, ...place.querySelectorAll("*")].some(
  (one) => getComputedStyle(one).textDecorationLine === "line-through")"""


def test_a_resident_gets_a_letter(new_street: Street) -> None:
    resident, tv, loket = Resident(new_street), TV(new_street), Loket1(new_street)
    the_first_number(resident, tv, loket)
    file, code = a_file_without_all_its_papers(resident, loket)
    the_papers_are_complete(resident, tv, loket, file)
    kasi, operator, sekcam, camat = Kasi(new_street), Operator(new_street), Sekcam(new_street), Camat(new_street)
    the_letter_is_written(kasi, operator, file)
    sekcam_finds_a_mistake(kasi, operator, sekcam, file)
    the_letter_is_signed_and_numbered(kasi, sekcam, camat, file)
    resident.asks_for_file(file, code)
    resident.sees("Surat Anda siap diambil")
    resident.leaves()
    survey = the_letter_is_handed_over(resident, loket, file)
    the_resident_judges(resident, tv, survey)


def the_first_number(resident: Resident, tv: TV, loket: Loket1) -> None:
    """SOP 1: tap, paper, the TV, the call."""
    number = resident.takes_number(1)
    assert number == "A-001"
    slip = resident.street.paper["kiosk"].takes(number, "Loket 1", "Perizinan")
    resident.goes_home()
    tv.shows_waiting(number, 1)
    phone = Phone(resident.street)
    phone.scans(slip)
    phone.sees(number)
    assert loket.calls_next() == number
    tv.shows_call(number, 1)
    tv.has_announced(number)
    tv.feels_a_pulse()
    phone.sees("Giliran Anda! Silakan menuju Loket 1.")
    loket.serves()


def a_file_without_all_its_papers(resident: Resident, loket: Loket1) -> tuple[str, str]:
    """SOP 2: registered, receipt, incomplete, back to the applicant."""
    paper = loket.street.paper["loket:1"]
    file, code = loket.registers("Rekomendasi izin keramaian", SAHRUL)
    assert code_on(paper.takes("RESI PENDAFTARAN", file)) == code
    loket.ticks("Formulir permohonan", "Kartu Keluarga")
    loket.returns("KTP-el sudah tidak berlaku.")
    slip = paper.takes("LEMBAR KEKURANGAN", file, "KTP-el sudah tidak berlaku.")
    assert "[ ] Fotokopi KTP-el pemohon" in slip
    assert "[x] Fotokopi KK" in slip
    assert SAHRUL.name not in slip
    loket.finishes()
    resident.asks_for_file(file, code)
    resident.sees("Lengkapi paling lambat")
    resident.tells_nothing_of(SAHRUL)
    resident.leaves()
    return file, code


def the_papers_are_complete(resident: Resident, tv: TV, loket: Loket1, file: str) -> None:
    """SOP 2: only what was missing is asked again; accepted, with a field visit."""
    number = resident.comes_for("Melengkapi berkas", 1)
    resident.street.paper["kiosk"].takes(number, "Melengkapi berkas")
    resident.goes_home()
    assert loket.calls_next() == number
    loket.serves()
    loket.opens(file)
    loket.takes_what_was_missing()
    loket.ticks_what_is_asked()
    loket.accepts(visit=True)
    loket.street.paper["loket:1"].takes("JADWAL VERIFIKASI", file, SAHRUL.village)
    loket.finishes()
    tv.tells_nothing_of(SAHRUL)


def the_letter_is_written(kasi: Kasi, operator: Operator, file: str) -> None:
    """SOP 3 and 4: visit, decision, letter."""
    kasi.records_visit(file, "Lokasi sesuai denah, jalan tidak tertutup.")
    kasi.processes(file, Keperluan="Hajatan pernikahan", Tanggal_acara="28-11-2026", Jam_mulai="19.00",
                   Jam_selesai="23.00", Tempat="Dusun Kolor", Jenis_hiburan="Orkes")  # fmt: skip
    operator.prints(file)


def sekcam_finds_a_mistake(kasi: Kasi, operator: Operator, sekcam: Sekcam, file: str) -> None:
    """SOP 5 and 6: the Kasi's paraf was for version 1; of version 2 it says nothing."""
    kasi.parafs(file, 1)
    sekcam.sends_back(file, "Jam selesai keliru.", "Operator")
    operator.opens(file)
    operator.sees("Jam selesai keliru.")
    operator.prints(file)
    kasi.opens(file)
    void = kasi.finds(kasi.sees(re.compile("Paraf Kasi.*versi 1 · sudah batal")))
    assert void.locator("xpath=..").evaluate(STRUCK), "a void paraf is struck through"
    kasi.sees("Paraf batal")


def the_letter_is_signed_and_numbered(kasi: Kasi, sekcam: Sekcam, camat: Camat, file: str) -> None:
    """SOP 5 to 8: two initials, the signature, the number, the stamp."""
    kasi.parafs(file, 2)
    sekcam.parafs(file, 2)
    camat.signs(file)
    number = kasi.numbers(file)
    copy = pdf_text(kasi.downloads("Salinan arsip"))
    assert number in copy
    assert SAHRUL.name in copy
    kasi.releases(file)


def the_letter_is_handed_over(resident: Resident, loket: Loket1, file: str) -> str:
    """SOP 8: two slips, the survey's code only on the resident's."""
    number = resident.comes_for("Mengambil surat jadi", 1)
    resident.goes_home()
    assert loket.calls_next() == number
    loket.serves()
    loket.opens(file)
    loket.hands_over()
    paper = loket.street.paper["loket:1"]
    theirs, ours = (paper.takes("BUKTI PENYERAHAN", file, sheet) for sheet in ("Lembar 1", "Lembar 2"))
    assert "Kode survei" not in ours
    loket.finishes()
    assert paper.is_empty
    return code_on(theirs[theirs.index("Kode survei") :])


def the_resident_judges(resident: Resident, tv: TV, survey: str) -> None:
    """SOP 8: nine questions; the index stands on the TV."""
    tv.sees_no("IKM")
    resident.answers_survey(survey, SCORES)
    tv.sees(IKM)
    tv.sees("Sangat baik")
    tv.tells_nothing_of(SAHRUL)
