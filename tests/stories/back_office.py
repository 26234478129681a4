"""Behind the lokets: Kasi, operator, Sekcam and Camat at their worklists and files."""

import re

from playwright.sync_api import Locator, expect

from tests.stories.people import Person


class Officer(Person):
    """Somebody with a worklist."""

    def opens(self, number: str) -> None:
        """The file, from the worklist."""
        row = self.page.get_by_role("listitem").filter(has_text=number)
        self.finds(row.get_by_role("link").first).click()
        expect(self.page.get_by_role("heading", level=1)).not_to_contain_text("berkas di meja")
        expect(self.page.locator("header").get_by_text(number).first).to_be_visible()

    def act(self, title: str) -> Locator:
        """The form of one act."""
        return self.page.get_by_role("complementary", name="Tindakan").locator("form").filter(has_text=title).first

    def presses_act(self, name: str) -> None:
        """An act's button."""
        acts = self.page.get_by_role("complementary", name="Tindakan")
        self.finds(acts.get_by_role("button", name=re.compile(f"^{name}")).first).click()

    def is_told(self, words: str) -> None:
        """What the page says after an act."""
        expect(self.page.get_by_role("status").filter(has_text=words).first).to_be_visible()

    def fills(self, **fields: str) -> None:
        """Fields of the open act by label; `_` stands for a space."""
        acts = self.page.get_by_role("complementary", name="Tindakan")
        for label, value in fields.items():
            name = re.compile(f"^{label.replace('_', ' ')}", re.IGNORECASE)
            acts.get_by_role("textbox", name=name).locator("visible=true").first.fill(value)

    def sees_letter(self) -> None:
        """The letter's first page, drawn from its PDF."""
        expect(self.page.get_by_role("img", name=re.compile("^Surat, halaman 1"))).to_be_visible()

    def parafs(self, number: str, version: int) -> None:
        """Initial this very version."""
        self.opens(number)
        self.sees_letter()
        self.presses_act(f"Paraf versi {version}")
        self.is_told("Paraf")

    def sends_back(self, number: str, note: str, to: str = "") -> None:
        """With a note; to whom, where there is a choice."""
        self.opens(number)
        self.fills(Catatan_koreksi=note)
        if to:
            self.page.get_by_role("radio", name=to).locator("xpath=..").click()
        self.presses_act("Kembalikan")
        self.is_told(number)


class Kasi(Officer):
    """Kepala Seksi."""

    room = "kasi"

    def records_visit(self, number: str, findings: str) -> None:
        """Berita acara: what was found."""
        self.opens(number)
        self.page.get_by_role("textbox", name="Jam").first.fill("10.00")
        self.page.get_by_role("radio", name="Sesuai", exact=True).locator("xpath=..").click()
        self.fills(Temuan=findings)
        self.presses_act("Catat verifikasi lapangan")
        self.is_told("erifikasi")

    def processes(self, number: str, **fields: str) -> None:
        """What the letter asks for, and on to the operator."""
        if not self.page.get_by_role("complementary", name="Tindakan").is_visible():
            self.opens(number)
        self.fills(**fields)
        self.presses_act("Proses")
        self.is_told(number)

    def numbers(self, number: str) -> str:
        """The next number of the register."""
        self.opens(number)
        self.presses_act("Beri nomor")
        self.is_told(number)
        return self.page.get_by_role("definition").filter(has_text=re.compile(r"/\d{4}$")).first.inner_text()

    def releases(self, number: str) -> None:
        """Stamped, to the loket."""
        self.page.get_by_role("checkbox", name="Surat sudah distempel").check()
        self.presses_act("Serahkan ke loket")
        self.is_told(number)

    def archive_copy(self) -> bytes:
        """The PDF behind "Salinan arsip"."""
        return self._download("Salinan arsip")

    def _download(self, link: str) -> bytes:
        address = self.page.get_by_role("link", name=link).get_attribute("href")
        return self.page.request.get(f"{self.street.hall.url}{address}").body()


class Operator(Officer):
    """Operator Komputer."""

    room = "operator"

    def prints(self, number: str) -> None:
        """The next version, from the draft in the middle."""
        self.opens(number)
        self.sees_letter()
        self.presses_act("Cetak surat")
        self.is_told(number)


class Sekcam(Officer):
    """Sekretaris Kecamatan."""

    room = "sekcam"


class Camat(Officer):
    """The Camat, on a telephone."""

    room = "camat"
    size = (390, 844)
    touch = True

    def signs(self, number: str) -> None:
        """Record that this sheet has been signed."""
        self.opens(number)
        self.sees_letter()
        self.presses_act("Lembar ini telah ditandatangani")
        self.is_told(number)
