"""At the loket: call, serve, register, check, return, accept, hand over."""

import re

from playwright.sync_api import Locator, expect

from tests.stories.applicants import Applicant
from tests.stories.hall import NUMBER
from tests.stories.people import Person

CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
REGISTRATION = re.compile(r"\b\d{4}/\d/\d\d/\d{4}\b")


class Loket(Person):
    """An officer at a loket: the keyboard for the queue, the right side for files."""

    @property
    def current(self) -> Locator:
        """The middle of the screen: the number at hand and what may be done with it."""
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
        expect(self.queue.get_by_role("button", name=re.compile(number))).to_be_visible()

    @property
    def next(self) -> str:
        """The number that F2 would call."""
        button = self.page.get_by_role("button", name="Panggil berikutnya")
        expect(button).to_contain_text(NUMBER)
        return str(NUMBER.findall(button.inner_text())[0])

    def calls_next(self) -> str:
        """F2: answers the number that is called now."""
        number = self.next
        self.page.keyboard.press("F2")
        self.has_called(number)
        return number

    def has_called(self, number: str) -> None:
        """The screen says that this number is being called."""
        expect(self.current).to_contain_text(re.compile(f"Sedang dipanggil\\s*{number}"))
        self.desk_follows()

    def desk_follows(self) -> None:
        """The right side belongs to the number at hand."""
        ticket = self.current.locator("[data-ticket]").get_attribute("data-ticket")
        expect(self.desk.locator(f"[data-ticket='{ticket}']")).to_be_visible()

    def makes_way_for(self, number: str) -> None:
        """Who stands before this number is called and is not there (F9)."""
        self.has_waiting(number)
        while self.next != number:
            self.calls_next()
            self.page.keyboard.press("F9")
            expect(self.current).to_contain_text("Belum ada nomor di loket ini")

    def calls(self, number: str) -> None:
        """F2 until this number is called."""
        self.makes_way_for(number)
        self.calls_next()

    def prints_here(self, number: str) -> None:
        """A slip that did not come out at the kiosk."""
        self.finds(self.current.get_by_role("button", name=f"Cetak {number}")).click()

    def serves(self) -> None:
        """F6: the person came."""
        self.page.keyboard.press("F6")
        expect(self.current).to_contain_text("Sedang dilayani")

    def finishes(self) -> None:
        """F8: the visit is over."""
        self.page.keyboard.press("F8")
        expect(self.current).to_contain_text("Belum ada nomor di loket ini")
        self.desk_follows()

    def types(self, **fields: str) -> None:
        """Into the fields with these labels; `_` stands for a space."""
        for label, value in fields.items():
            name = re.compile(f"^{label.replace('_', ' ')}", re.IGNORECASE)
            self.desk.get_by_role("textbox", name=name).locator("visible=true").first.fill(value)

    def does(self, button: str, then: str) -> None:
        """A button of the desk, and the words that follow."""
        self.finds(self.desk.get_by_role("button", name=re.compile(f"^{button}")).last).click()
        expect(self.desk).to_contain_text(then)

    def chooses(self, service: str) -> None:
        """By typing a part of its name, unless the number says what it is for."""
        chosen = self.desk.get_by_role("button", name="Ganti")
        if not chosen.is_visible():
            self.finds(self.desk.get_by_label("Pilih layanan")).fill(service)
            self.desk.get_by_role("button", name=re.compile(f"^{service} [A-Z]+[0-9]+$")).click()
        expect(chosen).to_be_visible()

    def types_applicant(self, who: Applicant) -> None:
        """As it stands on the identity card."""
        self.types(Nama_pemohon=who.name, NIK=who.nik, Desa=who.village, Alamat=who.address, Telepon=who.phone)

    def registers(self, service: str, who: Applicant, **proxy: str) -> tuple[str, str]:
        """A file of this service: registration number and tracking code."""
        self.chooses(service)
        self.types_applicant(who)
        if proxy:
            self.desk.get_by_label("Diantar oleh").select_option("Kuasa")
            self.types(**proxy)
        self.does("Daftar", "Resi sedang dicetak")
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
        self.does("Kembalikan", "Berkas dikembalikan")

    def opens(self, number: str) -> None:
        """The file, in the list that the visit began with."""
        self.finds(self.desk.get_by_role("button", name=number)).click()
        expect(self.desk.locator("[data-file]")).to_be_visible()

    def takes_what_was_missing(self) -> None:
        """The resident brought it."""
        self.does("Terima kelengkapan", "Kelengkapan diterima")

    def accepts(self, *, visit: bool = False) -> None:
        """Complete: on to the Kasi, with a field visit where one is needed."""
        if visit:
            self.desk.get_by_text("Perlu verifikasi lapangan").click()
        self.does("Terima", "Berkas diterima lengkap")

    def hands_over(self, *, proxy: str = "", relation: str = "", proof: str = "") -> None:
        """The letter, to the applicant or to a proxy; the ID was seen."""
        if proxy:
            self.desk.get_by_role("radio", name="Kuasa").locator("xpath=..").click()
            self.types(Nama_kuasa=proxy, Hubungan=relation)
            self.desk.get_by_role("checkbox", name="Surat kuasa atau surat tugas").check()
        if proof:
            self.types(Nomor_bukti_bayar=proof)
        self.desk.get_by_role("checkbox", name="KTP-el asli penerima").check()
        self.presses_hand_over()
        expect(self.desk).to_contain_text("Surat diserahkan")

    def presses_hand_over(self) -> None:
        """The button alone."""
        self.finds(self.desk.get_by_role("button", name="Serahkan ke pemohon")).click()

    def finds_file(self, number: str) -> None:
        """Any file, through the search box."""
        self.desk.get_by_role("searchbox", name="Cari berkas").fill(number)
        self.desk.get_by_role("button", name="Cari berkas").click()
        expect(self.desk.locator("[data-file]")).to_be_visible()


class Loket1(Loket):
    """Loket 1, perizinan."""

    room = "loket-1"


class Loket2(Loket):
    """Loket 2, non perizinan."""

    room = "loket-2"
