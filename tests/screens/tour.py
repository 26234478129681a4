"""Through the hall with a camera: the kiosk, the TV, telephones."""

from office.procedure import Stage
from tests.screens.example_day import UNJUDGED, Example
from tests.screens.looking import Album
from tests.stories.hall import TV, Phone, Resident
from tests.stories.loket import Loket1
from tests.stories.street import Street

#: the ring at four of its stations
STATUSES = {
    "status": ("NP12", Stage.CAMAT_SIGNATURE), "status-returned": ("IZ01", Stage.RETURNED),
    "status-visit": ("IZ07", Stage.FIELD_VISIT), "status-ready": ("IZ05", Stage.READY),
}  # fmt: skip
#: pixels by which the TV moves its picture so that no letter burns in
BURN_IN = 6


def grouped(code: str) -> str:
    """A code as it stands on paper."""
    return f"{code[:4]}-{code[4:]}"


class Visitor(Resident):
    """Somebody who looks at every screen of the kiosk."""

    def __init__(self, street: Street, album: Album) -> None:
        super().__init__(street)
        self.album = album

    def starts_over(self, query: str = "") -> None:
        """The first screen, as the next visitor finds it."""
        self.goes_to(f"/kiosk/{query}")
        self.finds(self.page.get_by_role("switch").last)

    def takes_picture(self, name: str) -> None:
        """Of the kiosk, which cannot be scrolled."""
        self.page.evaluate("scrollTo(0, 0)")
        self.album.take(f"kiosk-{name}", self.page, fixed=True)

    def looks_around(self) -> None:
        """Home and its variants, services, what to bring, the other reasons to come."""
        for name, query in (("home", ""), ("english", "?lang=en"), ("large", "?large=1"), ("contrast", "?contrast=1")):
            self.starts_over(query)
            self.takes_picture(name)
        self.starts_over("?priority=lansia")
        self.takes_picture("priority")
        self.goes_to_loket(2)
        self.sees("Atau pilih layanan")
        self.takes_picture("loket-2")
        for name, path in (("loket-1", "loket/1"), ("loket-1-more", "loket/1?page=2"), ("needs", "services/IZ04"),
                           ("complete", "purpose/complete"), ("collect", "purpose/collect"), ("help", "help"),
                           ("complaint", "complaint"), ("leftover", "leftover"),
                           ("search", "services"),
                           ("loket-1-large", "loket/1?large=1"), ("needs-large", "services/IZ04?large=1")):  # fmt: skip
            self.goes_to(f"/kiosk/{path}")
            self.takes_picture(name)
        self.ticks_papers()

    def ticks_papers(self) -> None:
        """What is there of what a service asks for, and what is missing."""
        self.goes_to("/kiosk/services/IZ01")
        for n in range(4):
            self.page.locator(".need").nth(n).tap()
        self.takes_picture("needs-ticked")
        self.page.locator(".direct").tap()
        self.sees("Belum lengkap")
        self.takes_picture("needs-missing")

    def takes_numbers(self) -> str:
        """With paper and without; answers the slip of the first."""
        paper = self.street.paper["kiosk"]
        self.starts_over()
        number = self.takes_number(1, "Rekomendasi izin keramaian")
        slip = paper.takes(number)
        self.sees("Ambil kertas di bawah")
        self.takes_picture("done")
        self.goes_home()
        paper.printer.run_out_of_paper()
        self.takes_number(2, priority="Lansia")
        self.sees("Kertas tidak keluar")
        self.takes_picture("no-paper")
        self.goes_home()
        self.sees("Kertas habis")
        self.takes_picture("home-no-paper")
        paper.printer.new_roll()
        return slip

    def asks_and_judges(self, example: Example) -> None:
        """Where is my file; the survey."""
        self.starts_over()
        self.touches("Cek status berkas", "link")
        self.types("Masukkan nomor pendaftaran", "0012/1/11/2026")
        self.takes_picture("status-keys")
        for name, key in STATUSES.items():
            file = example.files[key]
            self.starts_over()
            self.asks_for_file(file["registration_number"], grouped(file["track_code"]))
            self.takes_picture(name)
        self.starts_over()
        self.touches("Nilai layanan", "link")
        token = example.files[UNJUDGED, Stage.HANDED_OVER]["answer"]["survey_token"]
        self.types("Kode survei", grouped(token.replace("-", "")))
        self.takes_picture("survey-code")
        self.touches("Mulai")
        for n in range(1, 10):
            if n == 3:
                self.page.get_by_role("group", name="3 dari 9").locator("label").nth(2).tap()
                self.takes_picture("survey")
            self.answers(n, 3)
        self.takes_picture("survey-about")
        self.touches("Kirim")
        self.sees("Terima kasih atas penilaian Anda")
        self.takes_picture("survey-thanks")

    def is_asked(self) -> None:
        """Dialogs: help is coming; still here?"""
        self.starts_over()
        self.touches("Panggil petugas")
        self.sees("Petugas sudah dipanggil")
        self.takes_picture("help-coming")
        self.goes_to("/kiosk/loket/1")
        self.page.evaluate("document.getElementById('idle').showModal()")
        self.sees("Masih di sini?")
        self.takes_picture("still-here")


class Watcher(TV):
    """Somebody who watches the TV."""

    def __init__(self, street: Street, album: Album) -> None:
        super().__init__(street)
        self.album = album

    def takes_picture(self, name: str) -> None:
        """Of the TV, which cannot be scrolled either."""
        self.album.take(name, self.page, fixed=True, slack=BURN_IN)

    def watches(self, loket: Loket1) -> str:
        """A call, what is left of it twenty seconds later, and what takes turns with it; answers the number."""
        number = loket.calls_next()
        self.shows_call(number, 1)
        self.takes_picture("tv-call")
        loket.serves()
        self.page.get_by_text("Terakhir dipanggil").wait_for(timeout=40_000)
        self.takes_picture("tv-rest")
        self.stands_upright()
        for kind in ("maklumat", "flow", "skm"):
            self.page.locator(f".sheet[data-kind={kind}]").wait_for(timeout=90_000)
            self.takes_picture(f"tv-{kind}")
        return number

    def stands_upright(self) -> None:
        """The same screen, hung the other way, and back."""
        self.page.set_viewport_size({"width": 1080, "height": 1920})
        self.takes_picture("tv-upright")
        self.page.set_viewport_size({"width": 1920, "height": 1080})


def asks_for_file(street: Street, album: Album, example: Example) -> None:
    """A file behind its number and code."""
    phone, file = Phone(street), example.files["IZ07", Stage.FIELD_VISIT]
    phone.goes_to("/kiosk/file")
    album.take("phone-file-asked", phone.page)
    phone.page.get_by_label("Masukkan nomor pendaftaran").fill(file["registration_number"])
    phone.page.get_by_label("Masukkan kode berkas").fill(grouped(file["track_code"]))
    phone.touches("Lihat status")
    phone.sees("Berkas Anda di sini")
    album.take("phone-file", phone.page, whole=True)


def phones(street: Street, album: Album, slip: str, example: Example) -> Phone:
    """A number followed on a telephone; the survey of the handover slip, before it is filled in."""
    phone = Phone(street)
    phone.scans(slip)
    phone.sees("Siapkan sambil menunggu")
    album.take("phone", phone.page)
    album.take("phone-whole", phone.page, whole=True)
    for name, switch in (("phone-large", "Teks besar"), ("phone-contrast", "Kontras")):
        phone.touches(switch, "switch")
        album.take(name, phone.page)
        phone.touches(switch, "switch")
    asks_for_file(street, album, example)
    judge = Phone(street)
    token = example.files[UNJUDGED, Stage.HANDED_OVER]["answer"]["survey_token"]
    judge.goes_to(f"/kiosk/survey/{token}")
    judge.sees("1 dari 9")
    judge.page.locator("label").nth(3).tap()
    album.take("phone-survey", judge.page)
    return phone
