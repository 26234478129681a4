"""In the hall: a resident before the kiosk, the TV, a telephone."""

import re

from playwright.sync_api import Locator, expect

from tests.conftest import wait_for
from tests.stories.people import Person
from tests.stories.street import Street

NUMBER = re.compile(r"\b[ABP]-\d{3}\b")
FIRST_SCREEN = "Selamat datang"
#: which number stood in the big field whenever a call began: with its WAV, or where there is no voice with the chime
LISTEN = """
    window.announced = [];
    const play = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (at, from) {
      if (!from) window.announced.push(document.getElementById("field-number").textContent);
      return play.call(this, at, from);
    };
    const strike = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (at) {
      if (this.frequency.value === 784) window.announced.push(document.getElementById("field-number").textContent);
      return strike.call(this, at);
    };
"""


class Resident(Person):
    """Somebody before the kiosk; everything is touched with a finger."""

    room = "kiosk"
    size = (1080, 1920)
    touch = True

    def taps_twice(self, name: str) -> None:
        """As impatient fingers do: the same place, twice, at once."""
        box = self.finds(self.page.get_by_role("button", name=name).first).bounding_box()
        assert box
        place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.touchscreen.tap(*place)
        self.page.touchscreen.tap(*place)

    def goes_to_loket(self, loket: int) -> None:
        """The card of a loket on the first screen."""
        self.touches(re.compile(f"Loket {loket}"), "link")

    def takes_number(self, loket: int, service: str = "", *, priority: str = "") -> str:
        """From the first screen to the number; without a service it is the loket's direct button."""
        if priority:
            self.touches("Antrean prioritas", "switch")
            self.touches(re.compile(priority), "radio")
        self.goes_to_loket(loket)
        self.touches(re.compile(f"Ambil nomor ?: {service}" if service else "Tanpa memilih layanan"))
        return self.reads_number()

    def comes_for(self, purpose: str, loket: int) -> str:
        """A number to complete a file or to collect a letter."""
        self.touches(purpose, "link")
        self.touches(re.compile(f"Loket {loket} Ambil nomor"))
        return self.reads_number()

    def reads_number(self) -> str:
        """The number, drawn as the paper that comes out."""
        found = NUMBER.search(self.finds(self.page.get_by_role("article")).inner_text())
        assert found, self.reads()
        return found[0]

    def goes_home(self) -> None:
        """Done: the next visitor finds the first screen."""
        self.touches(re.compile("^(Selesai|Saya sudah mencatat)$"))
        self.sees(FIRST_SCREEN)

    def types(self, label: str, text: str) -> None:
        """On the kiosk's own keys."""
        self.finds(self.page.get_by_label(label)).tap()
        for letter in text.replace("-", ""):
            self.page.get_by_role("button", name=letter, exact=True).tap()
        expect(self.page.get_by_label(label)).to_have_value(text)

    def asks_for_file(self, number: str, code: str) -> Locator:
        """Where is my file? Answers the station of the ring at which it is."""
        self.touches("Cek status berkas", "link")
        self.types("Masukkan nomor pendaftaran", number)
        self.types("Masukkan kode berkas", code)
        self.touches("Lihat status")
        here = self.page.locator("[aria-current=step]")
        expect(here).to_contain_text("Berkas Anda di sini")
        return here

    def leaves(self) -> None:
        """Back to the first screen."""
        self.touches("Kembali", "link")
        self.sees(FIRST_SCREEN)

    def answers_survey(self, code: str, scores: list[int]) -> None:
        """With the code of the handover slip: nine questions, one touch each and "Lanjut"."""
        self.touches("Nilai layanan", "link")
        self.types("Kode survei", code)
        self.touches("Mulai")
        for n, score in enumerate(scores, 1):
            self.answers(n, score)
        self.touches("Kirim")
        self.sees("Terima kasih atas penilaian Anda")

    def answers(self, question: int, score: int) -> None:
        """One question: 1 is worst, 4 is best."""
        asked = self.page.get_by_role("group", name=re.compile(f"^{question} dari 9"))
        expect(asked.get_by_role("radio")).to_have_count(4)
        asked.locator("label").nth(score - 1).tap()
        self.touches("Lanjut")


class TV(Person):
    """The screen in the hall."""

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

    def shows_at(self, number: str, loket: int) -> None:
        """The number stands on the loket's panel."""
        expect(self.panel(loket)).to_contain_text(number)

    def shows_call(self, number: str, loket: int) -> None:
        """Big, with the way to the loket; a call waits for the one that is being spoken."""
        expect(self.field).to_contain_text(number, timeout=45_000)
        expect(self.field).to_contain_text(f"Loket {loket}")
        self.shows_at(number, loket)

    def has_announced(self, *numbers: str) -> None:
        """With a chime for each and in this order, since the page was drawn; a call waits for the one before it."""
        last = -len(numbers)
        wait_for(lambda: self.announced()[last:] == [*numbers], seconds=45, what=f"the chimes of {numbers}")

    def has_announced_all(self, *numbers: str) -> list[str]:
        """The same for calls made at once: each with its own chime, in the order that this answers."""
        last = -len(numbers)
        wait_for(
            lambda: sorted(self.announced()[last:]) == sorted(numbers), seconds=45, what=f"the chimes of {numbers}"
        )
        return self.announced()[last:]

    def announced(self) -> list[str]:
        """The numbers that were called with a chime since the page was drawn."""
        return list(self.page.evaluate("window.announced"))

    def feels_a_pulse(self) -> None:
        """The server's next sign of life on the socket, which is no board."""
        with self.glass.sockets[-1].expect_event("framereceived", lambda frame: '"pulse"' in str(frame)):
            pass

    def gets_boards(self) -> int:
        """How many boards the server has pushed."""
        return sum('"board"' in frame for frame in self.glass.frames)


class Phone(Person):
    """A resident's own telephone: nobody is signed in on it."""

    size = (390, 844)
    touch = True

    def scans(self, slip: str) -> None:
        """Open what the code on a slip leads to."""
        code = re.search(r"\[QR (\S+)\]", slip)
        assert code, f"no code on:\n{slip}"
        self.page.goto(code[1])
