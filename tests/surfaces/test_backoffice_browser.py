"""The back office in a real browser: keyboard, news from other desks, a telephone, and nobody left out."""

import pytest
from playwright.sync_api import expect

from office.hall import tickets
from office.paper import spool
from office.procedure import Act, Stage
from tests.conftest import wait_for
from tests.house.places import ROOT

pytestmark = pytest.mark.browser
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
FAULTS = "levels => axe.run(document, {runOnly: levels}).then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))"


def heard(page, small_hall):
    """Until the page hears the hall: what is said before its socket is up, it fetches itself when it connects."""
    page.evaluate("document.body.addEventListener('changed-nobody', () => { window.heard = true })")
    for _ in range(100):
        small_hall.parts.socketio.emit("changed", {"desks": ["nobody"]}, namespace="/counter")
        if page.evaluate("window.heard === true"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the page never heard the hall")


def test_a_kasi_works_from_the_keyboard(sit, walk):
    file_id = walk.file(at=Stage.KASI_PARAF, visit=False)
    page = sit("kasi", "/counter/kasi")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.locator(f"#row-{file_id}").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-page").first).to_be_visible()
    page.keyboard.press("F8")
    expect(page.locator(".told")).to_contain_text("Menunggu paraf Sekcam")
    assert walk.row(file_id).stage == Stage.SEKCAM_PARAF and page.faults == []


def test_a_list_and_an_open_file_hear_what_others_do(sit, walk, small_hall, people):
    waiting = walk.file(at=Stage.KASI_PARAF, visit=False)
    open_file = sit("kasi", f"/counter/files/{waiting}?as=kasi")
    listed = sit("kasi", "/counter/kasi")
    listed.get_by_role("searchbox").fill("sedang diketik")
    for page in (open_file, listed):
        heard(page, small_hall)
    arrived = walk.file(at=Stage.PROCESSING, visit=False)
    expect(listed.locator(f"#row-{arrived}")).to_be_visible()
    expect(listed.get_by_role("searchbox")).to_have_value("sedang diketik")
    walk.act(waiting, "kasi", Act.PARAF)
    expect(open_file.locator("#moved")).to_contain_text("baru saja diproses Abd. Rahman")
    expect(listed.locator(f"#row-{waiting}")).to_have_count(0)
    assert open_file.faults == [] and listed.faults == []


def test_what_happened_before_the_page_could_hear_is_shown(sit, walk):
    """The socket comes up after the page is drawn; what others did in between is fetched, not waited for."""
    held = []
    page = sit("kasi", "/counter/find")
    page.route("**/socket.io*.js*", lambda route: held.append(route))
    page.goto("/counter/kasi")
    arrived = walk.file(at=Stage.PROCESSING, visit=False)
    wait_for(lambda: page.evaluate("1") and held, what="the socket's script to be asked for")
    expect(page.locator(f"#row-{arrived}")).to_have_count(0)
    held[0].continue_()
    expect(page.locator(f"#row-{arrived}")).to_be_visible()


def test_of_two_changes_at_once_none_is_lost(sit, walk, small_hall):
    """The second comes while the first is being fetched."""
    page = sit("kasi", "/counter/kasi")
    heard(page, small_hall)
    held = []
    page.route("**/counter/kasi*", lambda route: route.continue_() if held else held.append(route))
    first = walk.file(at=Stage.PROCESSING, visit=False)
    wait_for(lambda: page.evaluate("1") and held, what="the list to be asked for")
    answer = held[0].fetch()
    second = walk.file(at=Stage.PROCESSING, visit=False)
    page.evaluate("""document.addEventListener("htmx:config:request", () => (window.again = true));
      document.body.dispatchEvent(new CustomEvent("changed-kasi"))""")
    wait_for(lambda: page.evaluate("window.again"), what="the list to want to be asked for again")
    held[0].fulfill(response=answer)
    expect(page.locator(f"#row-{first}")).to_be_visible()
    expect(page.locator(f"#row-{second}")).to_be_visible()


def test_any_file_is_found_from_the_keyboard_on_any_page(sit, walk):
    """/ or F3, what one knows, Enter; then Back to the list, and nothing of the name in an address."""
    first, last = walk.file(at=Stage.READY, visit=False), walk.file(at=Stage.PROCESSING)
    page = sit("kasi", "/counter/kasi")
    page.keyboard.press("F3")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("anam sahrul")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 hasil untuk “anam sahrul”")).to_be_visible()
    assert "sahrul" not in page.url.lower()
    page.get_by_role("link", name="Sahrul Anam").last.click()
    expect(page.locator(".said-words")).to_contain_text("siap diambil di Loket 1")
    page.go_back()
    expect(page.get_by_role("link", name="Sahrul Anam")).to_have_count(2)
    page.keyboard.press("/")
    page.keyboard.type(walk.row(last).registration_number)
    page.keyboard.press("Enter")
    expect(page.locator(".said-words")).to_contain_text("di meja Kasi")
    assert f"/counter/find/files/{last}" in page.url and page.faults == []
    page.get_by_role("link", name="Buka berkas").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("izin keramaian")
    page.keyboard.press("F3")
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert first != last and page.faults == []


def test_the_camat_signs_on_a_telephone(sit, walk):
    file_id = walk.file(at=Stage.CAMAT_SIGNATURE, visit=False)
    page = sit("camat", "/counter/camat", PHONE)
    expect(page.get_by_role("heading", level=1)).to_have_text("1 surat menunggu tanda tangan")
    assert "Sahrul" not in page.content()
    page.locator(f"#row-{file_id}").click()
    expect(page.locator(".sheet-page").first).to_be_visible()
    expect(page.get_by_text("bukan tanda tangan elektronik tersertifikasi")).to_be_attached()
    button = page.get_by_role("button", name="Lembar ini telah ditandatangani")
    box = button.bounding_box()
    assert box["y"] + box["height"] <= PHONE["height"], "the act is in reach without scrolling"
    button.click()
    expect(page.locator(".told")).to_contain_text("Ditandatangani")
    assert walk.row(file_id).stage == Stage.NUMBERING and page.faults == []


def test_a_letter_looked_at_closely_stays_close(sit, walk):
    file_id = walk.file(at=Stage.KASI_PARAF, visit=False)
    page = sit("kasi", f"/counter/files/{file_id}?as=kasi")
    sheet = page.locator(".sheet-page").first
    expect(sheet).to_be_visible()
    small = sheet.bounding_box()["width"]
    page.get_by_role("button", name="Perbesar").click()
    assert sheet.bounding_box()["width"] > 1.3 * small
    page.reload()
    expect(page.get_by_role("button", name="Perkecil")).to_be_visible()


def test_a_reason_being_typed_survives_the_next_slip(sit, office, people, small_hall):
    ticket = office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(spool.cancel, by=people["loket1"], job=ticket["print"]["job"], reason="orangnya pergi")
    page = sit("supervisor", "/counter/print-room")
    page.locator("details.again summary").click()
    page.get_by_label("Alasan").fill("Karcis rob")
    heard(page, small_hall)
    office.do(tickets.issue, by=people["kiosk"], loket=2)
    expect(page.locator(".slip")).to_have_count(2)
    expect(page.get_by_label("Alasan")).to_have_value("Karcis rob")
    assert page.faults == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_is_open_to_everybody(sit, office, people, walk, viewport):
    """No WCAG violation, nothing wider than the screen, no fault in the console."""
    visit, draft = walk.file(at=Stage.FIELD_VISIT, service="IZ05"), walk.file(at=Stage.DRAFTING)
    paraf, sign, ready = (walk.file(at=at) for at in (Stage.KASI_PARAF, Stage.CAMAT_SIGNATURE, Stage.READY))
    walk.file(at=Stage.RETURNED)
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    pages = [("kasi", "/counter/kasi"), ("camat", "/counter/camat"), ("kasi", f"/counter/files/{visit}?as=kasi"),
             ("operator", f"/counter/files/{draft}?as=operator"), ("kasi", f"/counter/files/{paraf}?as=kasi"),
             ("camat", f"/counter/files/{sign}?as=camat"), ("loket1", f"/counter/files/{ready}?as=loket"),
             ("supervisor", "/counter/supervisor"), ("supervisor", "/counter/print-room"), ("kasi", "/counter/find"),
             ("sekcam", f"/counter/find/files/{visit}"), ("operator", "/counter/find/tickets/1")]  # fmt: skip
    for desk, path in pages:
        page = sit(desk, path, viewport)
        expect(page.locator(".viewer-wait")).to_have_count(0)
        assert page.faults == [], path
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(FAULTS, LEVELS) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], f"{path} is too wide"
        page.context.close()
