"""The ways in: the floor plan of the example office, and name and password in an office of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import ROOT, Running, environment, start_hall
from tests.stories.people import Person
from tests.stories.street import Street

pytestmark = [pytest.mark.browser, pytest.mark.story]
ROOMS = {
    "Kios": "Apa keperluan Anda?", "Layar TV": "Loket 1", "Loket 1": "Siti Rahma", "Loket 2": "Moh. Hasan",
    "Kepala Seksi": "Abd. Rahman", "Operator": "Nur Laila", "Sekcam": "Drs. Moh. Ilyas",
    "Camat": "Drs. H. Achmad Fauzi", "Pengawas": "Dewi Kartika", "Ruang cetak": "Lembar terakhir",
}  # fmt: skip
SANDI = "kolam-pasir-sembilan"


def test_every_room_of_the_floor_plan_opens_with_one_click(street: Street) -> None:
    visitor = Person(street)
    visitor.goes_to("/")
    visitor.sees("MODE LATIHAN")
    tabs = []
    for room, words in ROOMS.items():
        with visitor.glass.context.expect_page() as opened:
            visitor.presses(room)
        tabs.append((opened.value, words))
        expect(opened.value.get_by_text(words).locator("visible=true").first).to_be_visible()
    for tab, words in tabs:  # the rooms opened first are still open
        tab.reload()
        expect(tab.get_by_text(words).locator("visible=true").first).to_be_visible()


@pytest.fixture
def own_office(tmp_path: Path) -> Iterator[Running]:
    """A hall that is no example: made with the office's own commands, with an admin and one officer at Loket 1."""
    data = tmp_path / "own"
    names = ("--name", "Kecamatan Pasongsongan", "--regency", "Kabupaten Sumenep", "--admin", "dewi")
    run(data, "office", "new", *names, "--password-stdin")
    run(data, "officer", "add", "siti", "--name", "Siti Rahma", "--desk", "loket:1", "--password-stdin")
    hall = start_hall(data)
    yield hall
    hall.stop()


def run(data: Path, *words: str) -> None:
    """A command of the office, with the password on its standard input."""
    asked = [sys.executable, "-m", "server", *words]
    done = subprocess.run(asked, input=SANDI + "\n", env=environment(data), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_an_office_of_its_own_asks_for_a_password(browser: Browser, own_office: Running) -> None:
    street = Street(browser, own_office, {})
    siti = Person(street)
    siti.goes_to("/counter/loket/1")
    siti.sees("Masuk ke meja Anda")
    signs_in(siti, "salah-sekali-kata-sandi")
    siti.sees("Nama masuk atau kata sandi salah")
    signs_in(siti, SANDI)
    siti.sees("Belum ada nomor di loket ini")
    siti.sees_no("MODE LATIHAN")
    siti.presses("Keluar")
    siti.sees("Masuk ke meja Anda")
    siti.page.go_back()
    siti.page.reload()
    siti.sees("Masuk ke meja Anda")
    siti.goes_to("/")
    siti.sees("Masuk ke meja Anda")
    assert siti.page.request.post(f"{street.url}/floor-plan/loket-1", max_redirects=0).status in (403, 404)
    street.leave()


def signs_in(person: Person, password: str) -> None:
    """Name and password, and Enter."""
    person.page.get_by_label("Nama masuk").fill("siti")
    person.page.get_by_label("Kata sandi").fill(password)
    person.page.keyboard.press("Enter")
