"""The back office in a real browser: keyboard, news from other desks, a telephone, and nobody left out."""

import shutil
import threading
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect, sync_playwright
from werkzeug.serving import make_server

from office.hall import tickets
from office.office import ANYONE
from office.paper import spool
from office.people import sessions
from office.procedure import Act, Stage
from tests.house.places import ROOT
from tests.surfaces.page_forms import OFFICERS

pytestmark = pytest.mark.browser
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
FAULTS = "levels => axe.run(document, {runOnly: levels}).then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))"


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture
def hall(hall_parts):
    """The test's own hall behind a real port, in threads."""
    server = make_server("127.0.0.1", 0, hall_parts.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}", parts=hall_parts)
    server.shutdown()
    thread.join()


@pytest.fixture
def sit(browser, hall, office):
    """A browser of its own with an officer seated: `sit("kasi", "/counter/kasi")` -> page."""
    opened = []

    def enter(desk, path, viewport=DESK):
        entered = office.do(sessions.enter, by=ANYONE, officer_id=OFFICERS[desk])
        context = browser.new_context(viewport=viewport, base_url=hall.url)
        context.add_cookies([{"name": "pendopo_session", "value": entered["cookie"], "url": hall.url}])
        opened.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        page.goto(path)
        return page

    yield enter
    for context in opened:
        context.close()


def heard(page, hall):
    """Until the page hears the hall: what is said before its socket is up, it fetches itself when it connects."""
    page.evaluate("document.body.addEventListener('changed-nobody', () => { window.heard = true })")
    for _ in range(100):
        hall.parts.socketio.emit("changed", {"desks": ["nobody"]}, namespace="/counter")
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


def test_a_list_and_an_open_file_hear_what_others_do(sit, walk, hall, people):
    waiting = walk.file(at=Stage.KASI_PARAF, visit=False)
    open_file = sit("kasi", f"/counter/files/{waiting}?as=kasi")
    listed = sit("kasi", "/counter/kasi")
    listed.get_by_role("searchbox").fill("sedang diketik")
    for page in (open_file, listed):
        heard(page, hall)
    arrived = walk.file(at=Stage.PROCESSING, visit=False)
    expect(listed.locator(f"#row-{arrived}")).to_be_visible()
    expect(listed.get_by_role("searchbox")).to_have_value("sedang diketik")
    walk.act(waiting, "kasi", Act.PARAF)
    expect(open_file.locator("#moved")).to_contain_text("baru saja diproses Abd. Rahman")
    expect(listed.locator(f"#row-{waiting}")).to_have_count(0)
    assert open_file.faults == [] and listed.faults == []


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


def test_a_reason_being_typed_survives_the_next_slip(sit, office, people, hall):
    ticket = office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(spool.cancel, by=people["loket1"], job=ticket["print"]["job"], reason="orangnya pergi")
    page = sit("supervisor", "/counter/print-room")
    page.locator("details.again summary").click()
    page.get_by_label("Alasan").fill("Karcis rob")
    heard(page, hall)
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
             ("supervisor", "/counter/supervisor"), ("supervisor", "/counter/print-room")]  # fmt: skip
    for desk, path in pages:
        page = sit(desk, path, viewport)
        expect(page.locator(".viewer-wait")).to_have_count(0)
        assert page.faults == [], path
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(FAULTS, LEVELS) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], f"{path} is too wide"
        page.context.close()
