"""The letter's editor in a real browser: the preview follows, what it shows is printed, nobody is left out."""

import pytest
from playwright.sync_api import expect

from office.files import letter_texts
from office.procedure import Stage
from tests.conftest import wait_for
from tests.house.places import ROOT

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FAULTS = "levels => axe.run(document, {runOnly: levels}).then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))"
LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def closing(office, people, file_id):
    found = office.see(letter_texts.look, file_id=file_id, actor=people["operator"])["parts"]
    return next(part["text"] for part in found if part["id"] == "closing")


def picture(page):
    return page.locator("[data-sheet=letter]").first.get_attribute("src")


def test_the_preview_follows_and_the_last_words_are_in_what_is_printed(sit, walk, office, people, letters):
    file_id = walk.file(at=Stage.DRAFTING, visit=False)
    page = sit("operator", f"/counter/files/{file_id}?as=operator")
    before = wait_for(lambda: page.locator("[data-sheet=letter]").count() and picture(page))
    area = page.get_by_label("Penutup", exact=True)
    area.fill("Demikian naskah kami.")
    expect(page.locator("#writing-state")).to_contain_text("Tersimpan 09.4")
    assert wait_for(lambda: picture(page) != before, what="another picture")
    page.reload()
    expect(area).to_have_value("Demikian naskah kami.")
    area.press("Control+End")
    area.press_sequentially(" Tambahan.")
    page.get_by_role("button", name="Cetak surat").click()  # before the pause in which it would be kept
    expect(page.locator(".told")).to_be_visible()
    assert closing(office, people, file_id) == "Demikian naskah kami. Tambahan."
    assert walk.row(file_id).letter_version == 1 and page.faults == []


def test_a_part_goes_back_to_the_standard_from_the_keyboard(sit, walk, office, people):
    file_id = walk.file(at=Stage.DRAFTING, visit=False)
    page = sit("operator", f"/counter/files/{file_id}?as=operator")
    page.get_by_label("Penutup", exact=True).fill("Lain.")
    back = page.get_by_role("button", name="Penutup: kembalikan ke susunan baku")
    expect(back).to_be_visible()
    back.press("Enter")
    expect(back).to_be_hidden()
    assert closing(office, people, file_id).startswith("Demikian surat rekomendasi")


def test_what_the_server_refuses_stays_on_the_screen(sit, walk):
    file_id = walk.file(at=Stage.DRAFTING, visit=False)
    page = sit("operator", f"/counter/files/{file_id}?as=operator")
    page.get_by_label("Penutup", exact=True).fill("Sekian 😀")
    expect(page.locator(".not-drawn")).to_contain_text("Huruf “😀” tidak dapat dicetak")
    page.get_by_label("Judul surat", exact=True).fill("x" * 700)
    expect(page.locator("#writing-state")).to_contain_text("paling banyak 600 huruf")
    expect(page.get_by_label("Penutup", exact=True)).to_have_value("Sekian 😀")


@pytest.mark.parametrize("place", ["file", "/counter/settings/letters/IZ01/izin", "/counter/settings/letter-printing"])
def test_nobody_is_left_out(sit, walk, place):
    desk = "operator" if place == "file" else "supervisor"
    if place == "file":
        place = f"/counter/files/{walk.file(at=Stage.DRAFTING, visit=False)}?as=operator"
    page = sit(desk, place)
    if "printing" not in place:
        page.locator("#part-closing").fill("Satu.")
        expect(page.locator("#writing-state")).to_contain_text("Tersimpan" if desk == "operator" else "Pratinjau")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS, LEVELS) == []
