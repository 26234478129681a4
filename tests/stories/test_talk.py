"""Speaking with residents: a visit is moved and its applicant told; a complaint goes from the kiosk to its answer."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.applicants import SAHRUL
from tests.stories.back_office import Kasi
from tests.stories.hall import Resident
from tests.stories.loket import Loket1
from tests.stories.paper import code_on
from tests.stories.people import Person
from tests.stories.street import Street

pytestmark = [pytest.mark.browser, pytest.mark.story]
NUMBER = re.compile(r"ADU-\d{4}/\d{4}")


class Supervisor(Person):
    """Pengawas."""

    room = "supervisor"


class Complainant(Resident):
    """Somebody at the kiosk who is not content."""

    def writes(self, text: str) -> None:
        """On the kiosk's keyboard: capitals come by themselves."""
        keys = self.page.get_by_role("group", name="Tombol huruf dan angka").locator("visible=true")
        for sign in text.upper():
            keys.get_by_role("button", name="Spasi" if sign == " " else sign, exact=True).tap()

    def complains(self, about: str, words: str) -> None:
        """Behind "Bantu saya": what about, own words, no name."""
        self.touches("Bantu saya", "link")
        self.touches("Sampaikan pengaduan", "link")
        self.finds(self.page.get_by_role("radio", name=about).locator("xpath=..")).tap()
        self.touches("Lanjut")
        self.writes(words)
        expect(self.page.get_by_role("textbox", name="Apa yang terjadi?")).to_have_value(words)
        self.touches("Lanjut")
        self.touches("Kirim pengaduan")
        self.sees("Pengaduan Anda diterima")

    def asks_for_complaint(self, number: str, code: str) -> None:
        """Where files are asked for, with the numbers of the receipt."""
        self.touches("Cek status berkas", "link")
        self.types("Masukkan nomor pendaftaran", number.replace("-", ""))
        self.types("Masukkan kode berkas", code)
        self.touches("Lihat status")


def test_a_visit_is_moved_and_its_applicant_is_told(street: Street) -> None:
    loket, kasi = Loket1(street), Kasi(street)
    file, _ = loket.registers("Rekomendasi izin keramaian", SAHRUL)
    loket.ticks_what_is_asked()
    loket.accepts(visit=True)
    kasi.opens(file)
    kasi.finds(kasi.acts.get_by_text("Ubah jadwal verlap")).click()
    moved = kasi.acts.get_by_role("group", name="Jadwal baru")
    moved.get_by_role("textbox", name="Jam").fill("13.30")
    kasi.fills(Alasan="Kasi dipanggil ke kabupaten.")
    kasi.does("Simpan jadwal baru")
    loket.finds(loket.page.get_by_text("Lainnya")).click()
    loket.finds(loket.page.get_by_role("link", name=re.compile("^Hubungi"))).click()
    loket.finds(loket.page.get_by_role("link", name=f"{SAHRUL.name} {file}")).click()
    for words in ("0812 3456 7890", re.compile("berubah menjadi .* 13.30"), "Kasi dipanggil ke kabupaten."):
        loket.sees(words)
    loket.presses("Sudah diberi tahu")
    loket.sees("Dicatat: sudah diberi tahu.")
    expect(loket.page.get_by_role("link", name=file)).to_have_count(0)


def test_a_complaint_from_the_kiosk_to_its_answer(street: Street) -> None:
    resident, supervisor = Complainant(street), Supervisor(street)
    resident.complains("Biaya atau pungutan", "Saya diminta uang. Tanpa kuitansi")
    slip = street.paper["kiosk"].takes("TANDA TERIMA PENGADUAN", "Biaya atau pungutan")
    number, code = NUMBER.findall(slip)[0], code_on(slip[slip.index("Kode pengaduan") :])
    assert "uang" not in slip.split("Diterima")[1].split("Kode")[0].replace("pungutan", "")
    resident.touches("Saya sudah mencatat")
    supervisor.finds(supervisor.page.get_by_role("link", name=re.compile("^Pengaduan"))).click()
    supervisor.finds(supervisor.page.get_by_role("link", name=number)).click()
    supervisor.sees("Saya diminta uang. Tanpa kuitansi")
    supervisor.sees("tanpa nama")
    supervisor.page.get_by_role("textbox", name="Jawaban atau langkah").fill("Semua layanan gratis. Kami periksa.")
    supervisor.presses("Simpan jawaban")
    supervisor.sees("dapat membacanya di kios")
    resident.asks_for_complaint(number, code)
    resident.sees("Semua layanan gratis. Kami periksa.")
    resident.sees("Sudah dijawab, menunggu keputusan")
    resident.sees_no("Saya diminta uang")
