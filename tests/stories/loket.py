"""At the loket: call, serve, register, check, return, accept, hand over."""

import re
from typing import ClassVar

from playwright.sync_api import Locator, expect

from tests.stories.people import Person
from tests.stories.street import Street

CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
REGISTRATION = re.compile(r"\b\d{4}/\d/\d\d/\d{4}\b")


class Loket(Person):
    """The officer of Loket `n`."""

    n: ClassVar[int] = 0

    @property
    def current(self) -> Locator:
        """What the middle of the screen says about the number at hand."""
        return self.page.get_by_role("region", name="Nomor yang dilayani")

    @property
    def queue(self) -> Locator:
        """Who waits, on the left."""
        return self.page.get_by_role("region", name="Antrean")

    @property
    def desk(self) -> Locator:
        """Registration and files, on the right."""
        return self.page.get_by_role("region", name="Pendaftaran dan berkas")

    def has_waiting(self, number: str) -> None:
        """The number stands in the queue."""
        expect(self.queue.get_by_role("button", name=number)).to_be_visible()

    def calls_next(self, number: str) -> None:
        """F2, and this number is called."""
        expect(self.page.get_by_role("button", name="Panggil berikutnya")).to_contain_text(number)
        self.page.keyboard.press("F2")
        expect(self.current).to_contain_text("Sedang dipanggil")
        expect(self.current).to_contain_text(number)

    def serves(self) -> None:
        """F6: the person came."""
        self.page.keyboard.press("F6")
        expect(self.current).to_contain_text("Sedang dilayani")

    def finishes(self) -> None:
        """F8: the visit is over."""
        self.page.keyboard.press("F8")
        expect(self.current).to_contain_text("Belum ada nomor di loket ini")

    def chooses(self, service: str) -> None:
        """A service by typing a part of its name."""
        self.finds(self.desk.get_by_label("Pilih layanan")).fill(service)
        self.desk.get_by_role("button", name=re.compile(service)).click()
        expect(self.desk.get_by_role("button", name="Ganti")).to_be_visible()

    def types(self, **fields: str) -> None:
        """Into the fields with these labels; `_` stands for a space."""
        for label, value in fields.items():
            box = self.desk.get_by_role("textbox", name=re.compile(f"^{label.replace('_', ' ')}", re.IGNORECASE))
            box.locator("visible=true").first.fill(value)

    def registers(self, service: str, **fields: str) -> tuple[str, str]:
        """A file of this service: registration number and tracking code."""
        self.chooses(service)
        self.types(**fields)
        self.desk.get_by_role("button", name="Daftar", exact=False).last.click()
        expect(self.desk).to_contain_text("Terdaftar. Resi sedang dicetak")
        words = self.desk.inner_text()
        number, code = REGISTRATION.search(words), CODE.search(words)
        assert number and code, words
        return number[0], code[0]

    def ticks(self, *papers: str) -> None:
        """These papers are there."""
        for paper in papers:
            self.desk.get_by_role("checkbox", name=re.compile(paper)).locator("xpath=..").click()

    def ticks_what_is_asked(self) -> None:
        """Every mandatory paper is there."""
        for box in self.desk.locator("[data-must]").all():
            if not box.is_checked():
                box.locator("xpath=..").click()

    def returns(self, note: str) -> None:
        """Incomplete: back to the applicant."""
        self.types(Catatan=note)
        self.desk.get_by_role("button", name="Kembalikan").click()
        expect(self.desk).to_contain_text("Berkas dikembalikan")

    def finds_file(self, number: str) -> None:
        """Through the search box."""
        self.desk.get_by_role("searchbox", name="Cari berkas").fill(number)
        self.desk.get_by_role("button", name="Cari berkas").click()
        expect(self.desk.get_by_text(number).first).to_be_visible()

    def opens_listed(self, number: str) -> None:
        """The file in the list that the visit began with."""
        self.desk.get_by_role("button", name=number).click()

    def takes_missing(self) -> None:
        """What was missing is here."""
        self.desk.get_by_role("button", name="Terima kelengkapan").click()
        expect(self.desk).to_contain_text("Kelengkapan diterima")
        self.desk.get_by_role("button", name="Lanjutkan berkas ini").click()

    def accepts(self, *, visit: bool = False) -> None:
        """Complete: on to the Kasi."""
        if visit:
            self.desk.get_by_text("Perlu verifikasi lapangan").click()
        self.desk.get_by_role("button", name=re.compile("^Terima")).click()
        expect(self.desk).to_contain_text("Berkas diterima lengkap")

    def hands_over(self, *, proxy: str = "", relation: str = "", proof: str = "", sheets: str = "1") -> None:
        """The letter, to the applicant or to a proxy whose ID was seen."""
        if proxy:
            self.desk.get_by_text("Kuasa", exact=True).click()
            self.types(Nama_kuasa=proxy, Hubungan=relation)
        if proof:
            self.types(Nomor_bukti_bayar=proof)
        self.types(Jumlah_lembar=sheets)
        seen = self.desk.get_by_role("checkbox", name=re.compile("KTP-el asli penerima"))
        seen.check()
        self.presses_hand_over()
        expect(self.desk).to_contain_text("Surat diserahkan")

    def presses_hand_over(self) -> None:
        """The button itself."""
        self.desk.get_by_role("button", name=re.compile("^Serahkan ke pemohon")).click()


class Loket1(Loket):
    """Loket 1, perizinan."""

    room = "loket-1"
    n = 1


class Loket2(Loket):
    """Loket 2, non perizinan."""

    room = "loket-2"
    n = 2


def loket(street: Street, n: int) -> Loket:
    """The officer of Loket `n`."""
    return {1: Loket1, 2: Loket2}[n](street)
