"""Screens in a real browser: a new one shows its code, is let in, works, and shows a code again when it is shut out."""

import pytest
from playwright.sync_api import expect

from office.hall import tickets
from office.office import SYSTEM
from office.people import paired, pairing
from office.views import hall_board
from tests.conftest import wait_for
from tests.surfaces.test_backoffice_browser import AXE, FAULTS

pytestmark = pytest.mark.browser
LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
TV, KIOSK = {"width": 1920, "height": 1080}, {"width": 1080, "height": 1920}


@pytest.fixture
def new_screen(browser, small_hall):
    """A browser that nobody let in yet: `new_screen(TV)` -> page at its first address."""
    opened = []

    def switch_on(size):
        context = browser.new_context(viewport=size, base_url=small_hall.url)
        opened.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.goto("/perangkat")
        return page

    yield switch_on
    for context in opened:
        context.close()


def code_on(page):
    expect(page.locator("#card")).to_have_attribute("data-state", "shown")
    return "".join(page.locator(".tile").all_inner_texts())


def let_in(office, page, role, **more):
    given = pairing.Approval(code=code_on(page), name=f"Layar {role}", role=role, **more)
    return office.do(pairing.approve, by=SYSTEM, given=given)


@pytest.mark.parametrize("size", [TV, KIOSK], ids=["tv", "kiosk"])
def test_the_code_is_read_from_afar_and_by_everybody(new_screen, size):
    page = new_screen(size)
    assert len(code_on(page)) == 6
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(FAULTS, LEVELS) == []
    spilt = (
        "() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]"
    )
    assert max(page.evaluate(spilt)) <= 0
    assert page.faults == []


def test_a_tv_is_let_in_works_and_is_shut_out(new_screen, office):
    page = new_screen(TV)
    made = let_in(office, page, "display")
    page.wait_for_url("**/display/")
    expect(page.locator("#stage")).to_have_attribute("data-link", "fresh")
    row = wait_for(lambda: next((row for row in office.see(paired.listed) if row["said"].get("version")), None),
                   what="its sign of life")  # fmt: skip
    assert (row["id"], row["said"]["path"], row["said"]["resolution"]) == (made["id"], "/display/", "1920x1080")
    page.goto("/perangkat")
    page.wait_for_url("**/display/")
    office.do(paired.revoke, by=SYSTEM, device_id=made["id"])
    page.wait_for_url("**/perangkat")
    assert len(code_on(page)) == 6
    assert page.faults == []


def test_a_kiosk_beats_and_leaves_when_it_is_shut_out(new_screen, office):
    page = new_screen(KIOSK)
    made = let_in(office, page, "kiosk")
    page.wait_for_url("**/kiosk/")
    wait_for(lambda: office.see(paired.listed)[0]["said"].get("version"), what="its sign of life")
    assert office.see(paired.listed)[0]["said"]["resolution"] == "1080x1920"
    office.do(paired.revoke, by=SYSTEM, device_id=made["id"])
    page.wait_for_url("**/perangkat")


def test_screens_draw_newer_pages_while_nobody_uses_them(new_screen, office, monkeypatch):
    """The server was renewed: its pulse names other pages, and the TV takes them by itself."""
    from server import assets

    page = new_screen(TV)
    let_in(office, page, "display")
    page.wait_for_url("**/display/")
    expect(page.locator("#stage")).to_have_attribute("data-link", "fresh")
    monkeypatch.setattr(assets, "pages_version", lambda: "newer")
    with page.expect_navigation(url="**/display/"):
        pass
    expect(page.locator("#stage")).to_have_attribute("data-link", "fresh")


def test_an_admin_types_the_code_and_sees_the_screen(new_screen, sit, office):
    tv = new_screen(TV)
    page = sit("supervisor", "/counter/settings/devices")
    page.get_by_label("Kode di layar").fill("bbb bbb")
    page.locator("#d-name").fill("TV ruang tunggu")
    page.get_by_label("Tempat").fill("Ruang tunggu")
    page.get_by_role("button", name="Hubungkan").click()
    expect(page.locator("[data-refused=wrong_code]")).to_contain_text("Lihat kode di layar")
    expect(page.locator("#d-name")).to_have_value("TV ruang tunggu")
    page.get_by_label("Kode di layar").fill(code_on(tv).lower())
    page.get_by_role("button", name="Hubungkan").click()
    expect(page.get_by_role("status").filter(has_text="Terhubung")).to_be_visible()
    tv.wait_for_url("**/display/")
    wait_for(lambda: office.see(paired.listed)[0]["said"].get("version"), what="its sign of life")
    page.reload()
    row = page.get_by_role("row", name="TV ruang tunggu")
    expect(row).to_contain_text("versi terbaru")
    expect(row).to_contain_text("1920 × 1080")
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(FAULTS, LEVELS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    row.locator("summary").click()
    row.get_by_role("button", name="Ya, cabut sekarang").click()
    tv.wait_for_url("**/perangkat")
    expect(page.get_by_text("Belum ada layar yang terhubung.")).to_be_visible()


def test_a_tv_is_carried_to_the_zone_of_other_lokets(new_screen, sit, office, people):
    tv = new_screen(TV)
    page = sit("supervisor", "/counter/settings/lokets")
    expect(page.get_by_label("Zona suara").nth(1)).to_be_hidden()
    page.get_by_label("Ada beberapa ruang tunggu").check()
    page.get_by_label("Zona suara").nth(1).fill("Lantai 2")
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(FAULTS, LEVELS) == []
    page.get_by_role("button", name="Simpan 2").click()
    expect(page.get_by_role("status").filter(has_text="Disimpan")).to_be_visible()
    expect(page.get_by_label("Zona suara").nth(1)).to_have_value("Lantai 2")
    page.goto("/counter/settings/devices")
    page.get_by_label("Kode di layar").fill(code_on(tv))
    page.locator("#d-name").fill("TV atas")
    page.get_by_label("Tempat atau zona suara").fill("atap")
    page.get_by_role("button", name="Hubungkan").click()
    expect(page.get_by_text("Pilih dari daftar.")).to_be_visible()
    page.get_by_label("Tempat atau zona suara").fill("utama")
    page.get_by_role("button", name="Hubungkan").click()
    tv.wait_for_url("**/display/")
    expect(tv.locator(".panel-word")).to_have_text(["Loket 1"])
    page.get_by_text("Pindah", exact=True).or_(page.locator("summary", has_text="Pindah")).first.click()
    page.get_by_label("Zona suara TV atas").select_option("Lantai 2")
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(FAULTS, LEVELS) == []
    page.get_by_role("button", name="Pindahkan").click()
    expect(page.get_by_role("status").filter(has_text="Dipindah")).to_be_visible()
    expect(tv.locator(".panel-word")).to_have_text(["Loket 2"])
    for loket in (1, 2):
        office.do(tickets.issue, by=people["kiosk"], loket=loket)
        office.do(tickets.call_next, by=people[f"loket{loket}"], loket=loket)
    expect(tv.locator("#field-number")).to_have_text("B-001")
    wait_for(lambda: tv.evaluate("1") and [zone["speaker"] for zone in office.see(hall_board.build)["zones"]][1],
             what="the lease upstairs")  # fmt: skip
    calls = office.see(hall_board.build)["calls"]
    assert [(call["zone"], call["state"] == "pending") for call in calls] == [("utama", True), ("Lantai 2", False)]
