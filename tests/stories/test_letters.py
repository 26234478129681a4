"""Two other ways: an endorsement that a proxy collects, and a permit with its levy (SKD)."""

import pytest
from playwright.sync_api import expect

from tests.stories.applicants import BURHAN, HALIMAH
from tests.stories.back_office import Camat, Kasi, Operator, Sekcam
from tests.stories.hall import Resident
from tests.stories.loket import Loket1, Loket2
from tests.stories.paper import pdf_text
from tests.stories.street import Street

pytestmark = [pytest.mark.browser, pytest.mark.story]


def test_an_endorsement_in_one_day_collected_by_a_proxy(street: Street) -> None:
    resident, loket, kasi = Resident(street), Loket2(street), Kasi(street)
    number = resident.takes_number(2, "Legalisasi")
    assert number.startswith("B-")
    slip = street.paper["kiosk"].takes(number, "Loket 2", "Legalisasi")
    assert "Siapkan:" in slip
    resident.goes_home()
    loket.calls(number)
    file, _ = loket.registers("Legalisasi", HALIMAH)
    receipt = street.paper["loket:2"].takes("RESI PENDAFTARAN", file)
    assert "1 hari kerja" in receipt
    loket.ticks_what_is_asked()
    loket.accepts()
    loket.finishes()
    kasi.processes(file)
    kasi.parafs(file, 1)  # processing made the sheet: no operator in between
    Sekcam(street).parafs(file, 1)
    Camat(street).signs(file)
    kasi.numbers(file)
    kasi.releases(file)
    a_proxy_collects(resident, loket, file)


def a_proxy_collects(resident: Resident, loket: Loket2, file: str) -> None:
    """Who it was stands on the slip: the relation, and the name as initials."""
    number = resident.comes_for("Mengambil surat jadi", 2)
    resident.goes_home()
    loket.calls(number)
    loket.serves()
    loket.opens(file)
    loket.hands_over(proxy="Siti Zubaidah", relation="Anak kandung")
    slip = loket.street.paper["loket:2"].takes("BUKTI PENYERAHAN", file, "Lembar 1")
    for words in ("kuasa pemohon", "S*** Z***", "Anak kandung"):
        assert words in slip
    assert "Zubaidah" not in slip
    loket.finishes()


def test_a_permit_is_handed_over_when_its_levy_is_paid(street: Street) -> None:
    loket, kasi, operator, sekcam = Loket1(street), Kasi(street), Operator(street), Sekcam(street)
    file, _ = loket.registers("Izin penggunaan jalan", BURHAN)
    loket.ticks_what_is_asked()
    loket.accepts()
    kasi.records_visit(file, "Jalur alternatif ada.")
    kasi.processes(file, Ruas_jalan="Jalan Desa Keles", Tanggal_mulai="28-11-2026", Sampai="29-11-2026",
                   Keperluan="Hajatan", Luas_jalan="120")  # fmt: skip
    operator.prints(file)
    kasi.sends_back(file, "Nama ruas jalan ditulis lengkap.")
    operator.prints(file)
    kasi.parafs(file, 2)
    the_levy_is_on_the_skd(kasi, sekcam, file)
    sekcam.parafs(file, 2)
    Camat(street).signs(file)
    kasi.numbers(file)
    kasi.releases(file)
    no_proof_no_letter(loket, file)


def the_levy_is_on_the_skd(kasi: Kasi, sekcam: Sekcam, file: str) -> None:
    """120 m² at Rp500; the SKD is part of the version that is initialled."""
    sekcam.opens(file)
    words = pdf_text(sekcam.downloads("Cetak SKD"))
    for expected in ("60.000", "120", BURHAN.name):
        assert expected in words, words


def no_proof_no_letter(loket: Loket1, file: str) -> None:
    """Refused in words that say what to do; nothing is printed; then the proof is there."""
    paper = loket.street.paper["loket:1"]
    loket.finds_file(file)
    loket.desk.get_by_role("checkbox", name="KTP-el asli penerima").check()
    loket.presses_hand_over()
    expect(loket.desk.get_by_role("alert").locator("visible=true")).to_contain_text("bukti bayar")
    loket.hands_over(proof="STS-0417")
    assert "Rp60.000, bukti STS-0417" in paper.takes("BUKTI PENYERAHAN", file, "Lembar 1")
