"""The power goes with a hall full of people; the office works on by paper, and afterwards everything is on record."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect

from tests.stories.applicants import SAHRUL
from tests.stories.hall import TV, Resident
from tests.stories.loket import Loket, Loket1
from tests.stories.outage import killed
from tests.stories.people import Person
from tests.stories.street import Street

pytestmark = [pytest.mark.browser, pytest.mark.story]
AMBUNTEN = ZoneInfo("Asia/Jakarta")


class Typist(Person):
    """Somebody before "Setelah padam", who uses the keyboard."""

    def part(self, name: str) -> Locator:
        """One list of the page."""
        return self.page.get_by_role("region", name=name, exact=True)

    def enters(self, part: str, at: datetime | None = None, **fields: str) -> None:
        """A line: what is not named stays as it was suggested; Enter saves it. The day is asked over midnight only."""
        days = self.part(part).get_by_label("Tanggal")
        if at is not None and days.count():
            days.select_option(at.date().isoformat())
        for label, value in fields.items():
            box = self.part(part).get_by_label(re.compile(f"^{label.replace('_', ' ')}", re.IGNORECASE)).first
            if box.evaluate("box => box.tagName") == "SELECT":
                box.select_option(label=value)
            else:
                box.fill(value)
        self.part(part).get_by_role("textbox").first.press("Enter")

    def is_told(self, part: str, words: str) -> None:
        """What became of the line."""
        expect(self.part(part)).to_contain_text(words)


class LoketTypist(Loket1, Typist):
    """The officer of Loket 1, who goes from the queue to the paper and back."""

    def reserves(self, count: int) -> None:
        """On a calm day: a sheet of numbers, before it is needed."""
        self.goes_to("/counter/sheets")
        self.page.get_by_label("Untuk").select_option(label="Pendaftaran Loket 1")
        self.page.get_by_label("Banyaknya").fill(str(count))
        self.presses("Cadangkan")
        self.sees(f"1–{count}")
        self.goes_to("/counter/loket/1")


class Supervisor(Typist):
    """Who knows since when the power was gone."""

    room = "supervisor"

    def notes_outage(self, begins: datetime) -> None:
        """By hand: the server came back too soon to have noticed it itself."""
        self.goes_to("/counter/outage")
        self.page.get_by_text("Catat gangguan lain").click()
        self.page.get_by_label("Tanggal").fill(begins.date().isoformat())
        self.page.get_by_label("Mulai").fill(f"{begins:%H.%M}")
        self.presses("Catat gangguan")
        self.sees("Masih berlangsung")
        self.presses("Gangguan berakhir")
        self.sees("Belum selesai")


def test_an_outage_replayed(new_street: Street) -> None:
    resident, tv, loket = Resident(new_street), TV(new_street), LoketTypist(new_street)
    loket.reserves(5)
    called = resident.takes_number(1)
    resident.goes_home()
    waits = resident.takes_number(1)
    resident.goes_home()
    loket.calls(called)
    tv.has_announced(called)
    new_street.server_may_go()
    with killed(new_street.hall):
        loket.sees("Server tidak terhubung")
        tv.sees("Layar terputus – dengarkan petugas")
    loket.sees_no("Server tidak terhubung")
    tv.sees_no("Layar terputus – dengarkan petugas")
    # what people did by paper took longer than a test may wait: it lies in the half hour before
    begins = datetime.now(AMBUNTEN).replace(second=0, microsecond=0) - timedelta(minutes=30)
    Supervisor(new_street).notes_outage(begins)
    the_paper_is_entered(loket, begins)
    the_interrupted_call_goes_on(loket, tv, called, waits)
    everything_is_on_record(loket)


def the_paper_is_entered(loket: LoketTypist, begins: datetime) -> None:
    """Two numbers of the pad, a mistake on the way, and a registration with its real time."""
    loket.finds(loket.page.get_by_role("link", name="Setelah padam")).click()
    first, second = begins + timedelta(minutes=5), begins + timedelta(minutes=9)
    loket.enters("Karcis kertas", first, Nomor="A-901", Jam=f"{first:%H.%M}")
    loket.is_told("Karcis kertas", "A-901 dimasukkan.")
    expect(loket.page.locator("#pad-label")).to_be_focused()
    expect(loket.page.locator("#pad-label")).to_have_value("A-902")
    loket.page.keyboard.press("Enter")
    loket.is_told("Karcis kertas", "A-902 dimasukkan.")
    loket.enters("Karcis kertas", Nomor="A-902")
    loket.is_told("Karcis kertas", "A-902 sudah dimasukkan untuk hari itu")
    hour = f"{second:%H.%M}"
    loket.enters("Pendaftaran di kertas", second, Layanan="Rekomendasi izin keramaian", Nama_pemohon=SAHRUL.name,
                 NIK=SAHRUL.nik, Desa=SAHRUL.village, Karcis="A-901", Jam_didaftar=hour,
                 Jam_diterima=hour)  # fmt: skip
    loket.is_told("Pendaftaran di kertas", "belum ada")
    loket.presses("Semua yang wajib ada")
    loket.enters("Pendaftaran di kertas")
    loket.is_told("Pendaftaran di kertas", "tercatat.")  # the list of the sheet's numbers has this one from the start
    row = loket.part("Pendaftaran di kertas").get_by_role("row").filter(has_text="0001/1/")
    expect(row.get_by_role("cell", name=hour)).to_have_count(2)


def the_interrupted_call_goes_on(loket: LoketTypist, tv: TV, called: str, waits: str) -> None:
    """Called again, heard again; who still waits is left in the queue."""
    loket.presses("Selesai, semua sudah masuk")
    loket.sees(f"Panggilan {called} masih terputus.")
    loket.presses(f"Panggil lagi {called}")
    tv.has_announced(called, called)
    loket.presses(f"Sudah dilayani {called}")
    loket.is_told("Nomor kios yang terputus", f"{called} dicatat sudah dilayani.")
    loket.presses("Selesai, semua sudah masuk")
    loket.sees("Selesai")
    loket.goes_to("/counter/loket/1")
    loket.has_waiting(waits)
    Loket.calls_next(loket)


def everything_is_on_record(loket: LoketTypist) -> None:
    """The file is found by its number; the next one registered at the computer stands behind the sheet."""
    loket.serves()
    loket.finds_file("0001/1/")
    loket.sees(SAHRUL.name)
