"""In the hall: a resident before the kiosk, the TV, a telephone."""

import re

from playwright.sync_api import Locator, expect

from tests.conftest import wait_for
from tests.stories.people import Person
from tests.stories.street import Street

NUMBER = re.compile(r"\b[ABP]-\d{3}\b")
KIOSK = "Selamat datang"
LISTEN = """
    window.heard = [];
    const play = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (at) { window.heard.push(this.frequency.value); return play.call(this, at); };
"""


class Resident(Person):
    """Somebody who came to the office; everything is touched with a finger."""

    room = "kiosk"
    size = (1080, 1920)
    touch = True

    def touches(self, name: str | re.Pattern[str], role: str = "button") -> None:
        """One touch on what has this name."""
        self.finds(self.page.get_by_role(role, name=name).first).tap()  # type: ignore[arg-type]

    def takes_number(self, loket: int, service: str = "", *, priority: str = "") -> str:
        """From the first screen to the number; without a service it is the direct button of the loket."""
        if priority:
            self.touches("Antrean prioritas", "switch")
            self.touches(re.compile(priority), "radio")
        self.touches(re.compile(f"Loket {loket}"), "link")
        self.touches(re.compile(f"Ambil nomor ?: {service}" if service else "Tanpa memilih layanan"))
        return self.reads_number()

    def comes_back_to(self, purpose: str, loket: int) -> str:
        """A number for a file to be completed or a letter to be collected."""
        self.touches(purpose, "link")
        self.touches(re.compile(f"Loket {loket} Ambil nomor"))
        return self.reads_number()

    def reads_number(self) -> str:
        """The number drawn as paper on the screen."""
        found = NUMBER.search(self.page.get_by_role("article").inner_text())
        assert found, self.reads()
        return found[0]

    def goes_home(self) -> None:
        """Done: the next visitor finds the first screen."""
        self.touches(re.compile("^(Selesai|Saya sudah mencatat)$"))
        self.sees(KIOSK)

    def types(self, label: str, text: str) -> None:
        """On the kiosk's own keys."""
        self.finds(self.page.get_by_label(label)).tap()
        for letter in text.replace("-", ""):
            self.page.get_by_role("button", name=letter, exact=True).tap()
        expect(self.page.get_by_label(label)).to_have_value(text)

    def asks_for_file(self, number: str, code: str) -> Locator:
        """Where is my file: answers the station that is marked "Berkas Anda di sini"."""
        self.touches("Cek status berkas", "link")
        self.types("Masukkan nomor pendaftaran", number)
        self.types("Masukkan kode berkas", code)
        self.touches("Lihat status")
        here = self.page.locator("[aria-current=step]")
        expect(here).to_contain_text("Berkas Anda di sini")
        return here

    def leaves_status(self) -> None:
        """Back to the first screen."""
        self.touches("Kembali", "link")
        self.sees(KIOSK)

    def opens_survey(self, code: str) -> None:
        """With the code of the handover slip."""
        self.touches("Nilai layanan", "link")
        self.types("Kode survei", code)
        self.touches("Mulai")

    def answers_survey(self, code: str, scores: list[int]) -> None:
        """Nine questions, one touch each and "Lanjut"; nothing about the person."""
        self.opens_survey(code)
        for n, score in enumerate(scores, 1):
            question = self.page.get_by_role("group", name=re.compile(f"^{n} dari 9"))
            question.get_by_role("radio").nth(score - 1).locator("xpath=..").tap()
            self.touches("Lanjut")
        self.touches("Kirim")
        self.sees("Terima kasih atas penilaian Anda")


class TV(Person):
    """The screen in the hall. `heard` are the notes of the chime."""

    room = "tv"
    size = (1920, 1080)

    def __init__(self, street: Street) -> None:
        super().__init__(street)
        expect(self.panel(1)).to_be_visible()

    def walks_in(self) -> None:
        """With an ear at the loudspeaker."""
        self.page.add_init_script(LISTEN)
        super().walks_in()

    @property
    def field(self) -> Locator:
        """The big field: who is called."""
        return self.page.get_by_role("region", name="Nomor yang dipanggil")

    def panel(self, loket: int) -> Locator:
        """One loket's panel."""
        return self.page.get_by_role("article").filter(has=self.page.get_by_role("heading", name=f"Loket {loket}"))

    def shows_waiting(self, number: str, loket: int) -> None:
        """The number stands in the loket's queue."""
        expect(self.panel(loket).get_by_role("listitem").filter(has_text=number)).to_be_visible()

    def shows_call(self, number: str, loket: int) -> None:
        """Big, with the loket, and on the loket's panel."""
        expect(self.field).to_contain_text(number, timeout=20_000)
        expect(self.field).to_contain_text(f"Loket {loket}")
        expect(self.panel(loket)).to_contain_text(number)

    def has_chimed(self) -> bool:
        """Whether a note has sounded since the page was drawn."""
        return bool(self.page.evaluate("window.heard.length"))

    def pushed(self, event: str) -> int:
        """How many messages of this name the server has pushed."""
        return sum(f'"{event}"' in frame for frame in self.glass.frames)

    def feels_a_pulse(self) -> None:
        """The next message "pulse" on the socket."""
        before = self.pushed("pulse")
        wait_for(lambda: self.pushed("pulse") > before or self.page.evaluate("0"), what="a pulse")


class Phone(Person):
    """A resident's own telephone: nobody is signed in on it."""

    size = (390, 844)
    touch = True
