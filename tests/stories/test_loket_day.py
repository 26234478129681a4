"""At the loket without a mouse: a visit from the call to the resi, a returned file, a proxy, seven files at once."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.stories.applicants import BURHAN, HALIMAH, SAHRUL, Applicant
from tests.stories.hall import Resident
from tests.stories.loket import Loket2
from tests.stories.street import Street

pytestmark = [pytest.mark.browser, pytest.mark.story]
VILLAGE = "Keles"
#: who asked the village official to go for them
SEVEN = ("Sitti Aminah", "Fathorrahman", "Ummi Kulsum", "Zainal Arifin", "Nurul Aini", "Ach. Fauzan", "Halimatus")


class Typist(Loket2):
    """An officer of Loket 2 who never touches the mouse."""

    def walks_in(self) -> None:
        """The mouse lies in the drawer: a press of one fails the story."""
        self.page.add_init_script("addEventListener('mousedown', () => { throw new Error('a mouse was used') }, true)")
        super().walks_in()

    def key(self, *names: str) -> None:
        """Keys, one after the other."""
        for name in names:
            self.page.keyboard.press(name)

    def types_on(self, *words: str) -> None:
        """Into the field where the caret is, Tab, the next one."""
        for n, text in enumerate(words):
            if n:
                self.key("Tab")
            self.page.keyboard.insert_text(text)

    def stands_on(self, what: Locator) -> None:
        """The focus is there, and it can be seen."""
        expect(what).to_be_focused()
        ring = what.evaluate("it => { const s = getComputedStyle(it); return s.boxShadow + s.outlineStyle }")
        row = what.evaluate("it => getComputedStyle(it.closest('.check') ?? it).boxShadow")
        assert ring != "nonenone" or row != "none", "the focus cannot be seen"

    def walks_to(self, what: Locator, key: str = "Tab") -> None:
        """Tab until the focus is there, and never into nothing."""
        for _ in range(40):
            if what.evaluate("it => it === document.activeElement"):
                return self.stands_on(what)
            self.key(key)
        raise AssertionError(f"the keyboard does not reach {what}")

    def meets(self, number: str) -> None:
        """F2 and F6: called, and here."""
        self.makes_way_for(number)
        self.key("F2")
        self.has_called(number)
        self.serves()

    def picks_service(self, part: str) -> None:
        """By a part of its name."""
        self.stands_on(self.page.locator("#service-filter"))
        self.types_on(part)
        self.key("Enter")

    def fills_in(self, who: Applicant, *, held: bool = False) -> None:
        """The applicant, as on the identity card, and off it goes; `held`: with a heavy finger on Enter."""
        expect(self.page.locator("#name")).to_be_focused()
        self.types_on(who.name, who.nik, who.village, who.address, who.phone)
        for _ in range(5 if held else 0):
            self.page.keyboard.down("Enter")
        self.key("Enter")

    def has_registered(self) -> str:
        """The number on the desk; the focus is on the first paper."""
        expect(self.desk.locator("[data-must]").first).to_be_focused()
        expect(self.desk).to_contain_text("Resi sedang dicetak")
        return self.desk.locator(".desk-number").inner_text()

    def ticks_all(self) -> None:
        """Every paper is there: from the first one back to "semua ada", and the focus is on "Terima"."""
        self.walks_to(self.page.locator("#tick-all"), "Shift+Tab")
        self.key("Enter")
        self.stands_on(self.page.locator("#do-accept"))

    def takes_it(self) -> None:
        """Enter on "Terima"; the focus goes to what may follow."""
        self.key("Enter")
        expect(self.page.locator("#outcome")).to_have_text("Berkas diterima lengkap")
        self.stands_on(self.page.locator(".desk-next").first)

    def ends_visit(self) -> None:
        """F8, also while the caret is in a field."""
        self.key("F3")
        self.stands_on(self.page.locator("#find"))
        self.key("F8")
        expect(self.current).to_contain_text("Belum ada nomor di loket ini")


@pytest.fixture
def resident(street: Street) -> Resident:
    return Resident(street)


@pytest.fixture
def loket(street: Street) -> Typist:
    return Typist(street)


def comes(resident: Resident, purpose: str = "") -> str:
    """Somebody takes a number of Loket 2."""
    number = resident.comes_for(purpose, 2) if purpose else resident.takes_number(2)
    resident.goes_home()
    return number


def test_a_visit_by_keyboard_alone_from_the_call_to_the_resi(resident: Resident, loket: Typist) -> None:
    loket.meets(comes(resident))
    loket.picks_service("kartu kel")
    loket.fills_in(SAHRUL, held=True)
    number = loket.has_registered()
    paper = loket.street.paper["loket:2"]
    paper.takes("RESI PENDAFTARAN", number)
    loket.ticks_all()
    loket.takes_it()
    expect(loket.desk.locator(".visit-one")).to_have_count(0)
    loket.ends_visit()
    assert paper.is_empty, "Enter that was held down registered once"


def test_a_returned_file_comes_back_and_only_what_was_missing_is_asked(resident: Resident, loket: Typist) -> None:
    paper = loket.street.paper["loket:2"]
    loket.meets(comes(resident))
    loket.picks_service("pindah")
    loket.fills_in(BURHAN)
    number = loket.has_registered()
    papers = loket.page.locator("[data-must]").count()
    for _ in range(papers - 1):
        loket.key("Space", "Tab")
    loket.walks_to(loket.page.locator("#note"))
    loket.types_on("KK belum dibawa.")
    loket.key("Enter")
    expect(loket.page.locator("#outcome")).to_have_text("Berkas dikembalikan")
    slip = paper.takes("LEMBAR KEKURANGAN", number, "KK belum dibawa.")
    assert slip.count("[ ]") == 1
    loket.ends_visit()

    loket.meets(comes(resident, "Melengkapi berkas"))
    loket.key("F3")
    loket.types_on(number)  # other stories of this hall may have brought the same person
    loket.key("Enter")
    asked = loket.page.locator("[data-must]:not(:checked)")
    expect(asked).to_have_count(1)
    loket.stands_on(asked)
    loket.key("Space")
    loket.walks_to(loket.page.locator("#do-resubmit"))
    loket.key("Enter")
    expect(loket.desk).to_contain_text("Kelengkapan diterima")
    loket.stands_on(loket.page.locator("#do-accept"))
    loket.takes_it()
    loket.ends_visit()


def test_a_proxy_brings_a_file(resident: Resident, loket: Typist) -> None:
    loket.meets(comes(resident))
    loket.picks_service("ktp")
    expect(loket.page.locator("#name")).to_be_focused()
    loket.types_on(HALIMAH.name, HALIMAH.nik, HALIMAH.village, HALIMAH.address, HALIMAH.phone)
    loket.key("Tab", "ArrowDown", "Tab")
    loket.stands_on(loket.page.locator("#proxy_name"))
    loket.types_on("Rusdi Hartono", "3529011203770019", "anak")
    loket.key("Tab", "Space", "Enter")
    loket.has_registered()
    expect(loket.desk).to_contain_text("Rusdi Hartono (anak)")
    loket.sees_no("3529011203770019")
    kuasa = loket.desk.get_by_role("checkbox", name=re.compile("Surat kuasa"))
    expect(kuasa).to_be_checked()
    loket.ticks_all()
    loket.takes_it()
    loket.ends_visit()


def test_seven_files_from_one_village_official(resident: Resident, loket: Typist) -> None:
    paper = loket.street.paper["loket:2"]
    loket.meets(comes(resident))
    loket.picks_service("usaha")
    expect(loket.page.locator("#name")).to_be_focused()
    loket.types_on(SEVEN[0])
    loket.key("Tab", "Tab")
    loket.types_on(VILLAGE, "Dusun 1", "")
    loket.key("Tab", "ArrowDown", "Tab")
    loket.types_on("Moh. Ridwan", "3529011203770008", "Kepala Desa")
    loket.key("Tab", "Space", "Enter")
    numbers = [finishes_one(loket)]
    for name in SEVEN[1:]:
        loket.stands_on(loket.page.locator("#next-for-bearer"))
        loket.key("Enter")
        expect(loket.page.locator("#name")).to_be_focused()
        loket.types_on(name)
        loket.walks_to(loket.page.locator("[name=letter]"))
        loket.key("Space", "Enter")
        numbers.append(finishes_one(loket))
    expect(loket.desk).to_contain_text("7 berkas")
    for number in numbers:
        paper.takes("RESI PENDAFTARAN", number)
    loket.key("F3")
    loket.types_on("Ridwan")
    loket.key("Enter")
    expect(loket.desk.locator(".files-one")).to_have_count(7)
    loket.ends_visit()


def finishes_one(loket: Typist) -> str:
    """One of the seven: registered, everything there, on to the Kasi."""
    number = loket.has_registered()
    loket.ticks_all()
    loket.takes_it()
    return number
