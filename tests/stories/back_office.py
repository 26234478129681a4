"""Behind the lokets: Kasi, operator, Sekcam and Camat at their worklists and files."""

import re

from playwright.sync_api import Locator, expect

from tests.stories.people import Person


class Officer(Person):
    """Somebody with a worklist."""

    @property
    def acts(self) -> Locator:
        """What the procedure lets this desk do now."""
        return self.page.get_by_role("complementary", name="Tindakan")

    def opens(self, number: str) -> None:
        """The file, from the worklist; nothing to do when it is open."""
        if self.acts.is_visible():
            return
        row = self.page.get_by_role("listitem").filter(has_text=number)
        self.finds(row.get_by_role("link").first).click()
        expect(self.acts).to_be_visible()
        self.sees(number)

    def does(self, button: str) -> None:
        """An act; the next page says that it was done."""
        self.finds(self.acts.get_by_role("button", name=re.compile(f"^{button}")).first).click()
        expect(self.page.locator(".told")).to_be_visible()

    def fills(self, **fields: str) -> None:
        """Fields of the acts by label; `_` stands for a space."""
        for label, value in fields.items():
            name = re.compile(f"^{label.replace('_', ' ')}", re.IGNORECASE)
            self.acts.get_by_role("textbox", name=name).locator("visible=true").first.fill(value)

    def chooses(self, option: str) -> None:
        """One of several."""
        self.acts.get_by_role("radio", name=option, exact=True).locator("xpath=..").click()

    def sees_letter(self) -> None:
        """The letter's first page, drawn from its PDF."""
        expect(self.page.get_by_role("img", name=re.compile("^Surat, halaman 1"))).to_be_visible()

    def downloads(self, link: str) -> bytes:
        """What opens in a new tab."""
        address = self.page.get_by_role("link", name=link).get_attribute("href")
        return self.page.request.get(f"{self.street.url}{address}").body()

    def parafs(self, number: str, version: int) -> None:
        """Initial this very version."""
        self.opens(number)
        self.sees_letter()
        self.does(f"Paraf versi {version}")

    def sends_back(self, number: str, note: str, to: str = "") -> None:
        """With a note; to whom, where there is a choice."""
        self.opens(number)
        self.fills(Catatan_koreksi=note)
        if to:
            self.chooses(to)
        self.does("Kembalikan")


class Kasi(Officer):
    """Kepala Seksi."""

    room = "kasi"

    def records_visit(self, number: str, findings: str) -> None:
        """Berita acara: what was found in the field."""
        self.opens(number)
        self.acts.get_by_role("textbox", name="Jam").first.fill("00.30")
        result = self.acts.get_by_role("group", name="Kesimpulan")
        result.get_by_role("radio", name="Sesuai", exact=True).locator("xpath=..").click()
        self.fills(Temuan=findings)
        self.does("Catat verifikasi lapangan")

    def processes(self, number: str, **fields: str) -> None:
        """What the letter asks for, and on to the operator."""
        self.opens(number)
        self.fills(**fields)
        self.does("Proses")

    def numbers(self, number: str) -> str:
        """The next number of the register."""
        self.opens(number)
        self.does("Beri nomor")
        return self.page.get_by_role("definition").filter(has_text=re.compile(r"/\d{4}$")).first.inner_text()

    def releases(self, number: str) -> None:
        """Stamped, to the loket."""
        self.opens(number)
        self.page.get_by_role("checkbox", name="Surat sudah distempel").check()
        self.does("Serahkan ke loket")


class Operator(Officer):
    """Operator Komputer."""

    room = "operator"

    def prints(self, number: str) -> None:
        """The next version, from the draft in the middle."""
        self.opens(number)
        self.sees_letter()
        self.does("Cetak surat")


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
        self.does("Lembar ini telah ditandatangani")
