"""A hall in threads behind a real port, and officers seated before it: for tests of pages in a real browser."""

import threading
from types import SimpleNamespace

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from office.office import ANYONE
from office.people import sessions
from server.tell import PULSE_SECONDS
from tests.conftest import start_hall
from tests.surfaces.page_forms import OFFICERS

DESK = {"width": 1366, "height": 768}


class Quiet(WSGIRequestHandler):
    """Requests are not logged: the last ones end when nobody reads any more."""

    def log(self, *args):
        pass


@pytest.fixture(scope="module")
def open_hall(tmp_path_factory):
    """One hall as its users run it, for all tests of a module that leave it as they found it."""
    running = start_hall(tmp_path_factory.mktemp("hall") / "var")
    yield running
    running.stop()


@pytest.fixture
def small_hall(hall_parts):
    """The test's own hall behind a real port, in threads; its pulse beats, so that no page thinks it gone."""
    server = make_server("127.0.0.1", 0, hall_parts.app, threaded=True, request_handler=Quiet)
    ended = threading.Event()
    threads = [threading.Thread(target=server.serve_forever), threading.Thread(target=beat, args=(hall_parts, ended))]
    for thread in threads:
        thread.start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}", parts=hall_parts)
    ended.set()
    server.shutdown()
    for thread in threads:
        thread.join()


def beat(hall_parts, ended):
    """What the web process does every few seconds."""
    while not ended.wait(PULSE_SECONDS):
        hall_parts.teller.pulse()


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
