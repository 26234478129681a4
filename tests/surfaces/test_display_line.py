"""The TV on a line that breaks while the hall goes on, and with a wrong clock of its own; the hall's clock is moved."""

import pytest
from playwright.sync_api import expect

from office.hall import calls, tickets
from office.office import ANYONE, SYSTEM
from office.people import sessions
from tests.conftest import wait_for
from tests.surfaces.display_stage import LISTEN_TO_AUDIO
from tests.surfaces.test_display_rules import CHIME

pytestmark = pytest.mark.browser
#: the example office's "TV ruang tunggu"
TV = 9
#: a TV box whose battery is empty begins again in 2009
WRONG_CLOCK = """
  const Right = Date, now = () => Right.now() - 17 * 365 * 86_400_000;
  window.Date = class extends Right {
    constructor(...given) { given.length ? super(...given) : super(now()); }
    static now() { return now(); }
  };
"""


class Line:
    """All that goes between a page and its hall."""

    def __init__(self, page):
        self._cut, self._sockets = False, []
        page.route("**/*", lambda route: route.abort() if self._cut else route.continue_())
        page.route_web_socket("**/socket.io/**", self._connect)

    def cut(self):
        self._cut = True
        for socket in self._sockets:
            socket.close()
        self._sockets.clear()

    def mend(self):
        self._cut = False

    def _connect(self, socket):
        if self._cut:
            socket.close()
        else:
            self._sockets += [socket, socket.connect_to_server()]


@pytest.fixture
def tv(browser, small_hall, office):
    """A TV that believes its hall; `tv.line` can be cut."""
    cookie = office.do(sessions.enter, by=ANYONE, officer_id=TV)["cookie"]
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, base_url=small_hall.url)
    context.add_cookies([{"name": "pendopo_session", "value": cookie, "url": small_hall.url}])
    context.add_init_script(LISTEN_TO_AUDIO + WRONG_CLOCK)
    page = context.new_page()
    page.line = Line(page)
    page.goto("/display/")
    expect(page.locator("#stage")).to_have_attribute("data-link", "fresh")
    yield page
    context.close()


def called(office, people, loket):
    """Somebody of this loket is called; the number."""
    office.do(tickets.issue, by=people["kiosk"], loket=loket)
    return office.do(tickets.call_next, by=people[f"loket{loket}"], loket=loket)["number"]


def notes(page):
    return page.evaluate("() => window.heard.notes")


def newest(read):
    """How the newest call stands."""
    return read.session.query(calls.Call).order_by(calls.Call.id.desc()).first().state


def ended(office, page, state):
    """Wait until the newest call has ended so."""
    wait_for(lambda: page.evaluate("1") and office.see(newest) == state, what=f"a call {state}")


def expired(office, clock):
    """Let the grace pass, again where a sign of life was on its way when the line was cut; whether the call expired."""
    clock.forward(seconds=office.see(lambda read: read.settings.queue.speaker_grace_seconds) + 1)
    office.do(calls.expire, by=SYSTEM)
    return office.see(newest) == "expired"


def test_the_offices_hour_is_shown_and_calls_sound_whatever_the_screens_own_clock_says(tv, office, people):
    assert tv.evaluate("new Date().getFullYear()") < 2011
    expect(tv.locator("#clock")).to_have_text("09.41")
    expect(tv.locator("#date")).to_have_text("23 Nov")
    number = called(office, people, 1)
    expect(tv.locator("#field[data-mode=call] #field-number")).to_have_text(number)
    ended(office, tv, "played")
    assert notes(tv) == CHIME


def test_a_call_made_while_the_line_was_cut_sounds_once_when_it_is_mended(tv, office, people):
    tv.line.cut()
    expect(tv.locator(".banner-text")).to_be_visible()
    number = called(office, people, 1)
    tv.line.mend()
    expect(tv.locator("#field[data-mode=call] #field-number")).to_have_text(number)
    ended(office, tv, "played")
    tv.line.cut()
    expect(tv.locator(".banner-text")).to_be_visible()
    tv.line.mend()
    expect(tv.locator("#stage")).to_have_attribute("data-link", "fresh")
    assert notes(tv) == CHIME, "once, also after a second break"


def test_a_call_that_expired_while_the_line_was_cut_is_shown_and_does_not_sound(tv, office, people, clock):
    tv.line.cut()
    expect(tv.locator(".banner-text")).to_be_visible()
    clock.forward(seconds=40)  # nobody that speaks was heard so long
    number = called(office, people, 1)
    wait_for(lambda: expired(office, clock), what="the call to expire")
    tv.line.mend()
    expect(tv.locator("#field[data-mode=rest] #field-number")).to_have_text(number)
    expect(tv.locator('[data-loket="1"] .panel-number')).to_have_text(number)
    assert notes(tv) == []
    second = called(office, people, 2)
    expect(tv.locator("#field[data-mode=call] #field-number")).to_have_text(second)
    wait_for(lambda: notes(tv) == CHIME, what="the next call, which sounds")
