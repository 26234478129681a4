"""A hall in threads behind a real port, and officers seated before it: for tests of pages in a real browser."""

import pytest
from playwright.sync_api import expect

from kiosk import aloud
from office.hall import tickets
from office.office import ANYONE
from office.people import sessions
from tests.conftest import start_hall
from tests.surfaces.display_stage import Stage
from tests.surfaces.page_forms import OFFICERS
from tests.surfaces.served import served

DESK = {"width": 1366, "height": 768}
PORTRAIT = {"width": 1080, "height": 1920}


@pytest.fixture(scope="module")
def open_hall(tmp_path_factory):
    """One hall as its users run it, for all tests of a module that leave it as they found it."""
    running = start_hall(tmp_path_factory.mktemp("hall") / "var")
    yield running
    running.stop()


@pytest.fixture
def stage(browser, client, token):
    """A TV before a scripted hall; nothing on it failed, and it asked no stranger."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    stage = Stage(context.new_page(), client, token("display"))
    stage.open()
    yield stage
    context.close()
    assert stage.faults == []
    assert stage.strangers == []


@pytest.fixture
def small_hall(hall_parts):
    """The test's own hall behind a real port, in threads; its pulse beats, so that no page thinks it gone."""
    with served(hall_parts) as hall:
        yield hall


@pytest.fixture
def sit(browser, small_hall, office):
    """A browser of its own with an officer seated: `sit("kasi", "/counter/kasi")` -> page."""
    opened = []

    def enter(desk, path, viewport=DESK):
        entered = office.do(sessions.enter, by=ANYONE, officer_id=OFFICERS[desk])
        context = browser.new_context(viewport=viewport, base_url=small_hall.url)
        context.add_cookies([{"name": "pendopo_session", "value": entered["cookie"], "url": small_hall.url}])
        opened.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        page.goto(path)
        if page.locator("body[data-drafts-module]").count():
            page.locator("html[data-ready]").wait_for(state="attached")
        return page

    yield enter
    for context in opened:
        context.close()


@pytest.fixture
def stand(browser, small_hall, token):
    """A kiosk of the small hall: `stand("status")` -> page."""
    opened = []

    def before(path=""):
        context = browser.new_context(viewport=PORTRAIT, has_touch=True, base_url=small_hall.url,
                                      extra_http_headers={"Authorization": f"Bearer {token('kiosk')}"})  # fmt: skip
        opened.append(context)
        page = context.new_page()
        page.clock.install()
        page.goto(f"/kiosk/{path}")
        expect(page.locator("html[data-ready]")).to_be_attached()
        return page

    yield before
    for context in opened:
        context.close()


def pass_by(page, seconds):
    """Seconds of the page's clock, which also runs by itself; the server answers between them, as in real time."""
    for _ in range(seconds):
        page.clock.run_for(1000)
        page.evaluate("fetch(document.documentElement.dataset.now).then((answer) => answer.status)")


@pytest.fixture
def mine(office, people):
    """A number of Loket 2."""
    return office.do(tickets.issue, by=people["kiosk"], loket=2)


@pytest.fixture
def phone(browser, small_hall):
    """A visitor's telephone: `phone("/kiosk/file", width=320)` -> page; how it shakes stands in `window.shaken`."""
    opened = []

    def take(path, *, width=390, sockets=True, locale="id-ID"):
        context = browser.new_context(viewport={"width": width, "height": 844}, base_url=small_hall.url, has_touch=True,
                                      bypass_csp=True, locale=locale)  # fmt: skip
        opened.append(context)
        page = context.new_page()
        page.add_init_script("window.shaken = []; navigator.vibrate = (pattern) => window.shaken.push(pattern);")
        if not sockets:
            page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
        page.goto(path)
        return page

    yield take
    for context in opened:
        context.close()


@pytest.fixture
def voice(monkeypatch):
    """A machine's voice that only notes what it is asked to say."""
    asked = []
    monkeypatch.setattr(aloud, "_program", lambda: "espeak-ng")
    monkeypatch.setattr(aloud, "spoken", lambda text, voice: asked.append((text, voice)) or b"RIFF")
    return asked
