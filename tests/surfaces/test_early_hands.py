"""What is pressed while a counter page is still loading is kept and done once its scripts stand."""

import pytest
from playwright.sync_api import expect

from office.hall import tickets
from office.procedure import Stage
from tests.conftest import wait_for
from tests.surfaces.test_drafts import kept

pytestmark = pytest.mark.browser


@pytest.fixture
def loading(sit, office, people):
    """A loket whose own script is still on its way, and how to let it arrive."""
    for _ in range(2):
        office.do(tickets.issue, by=people["kiosk"], loket=1)
    page = sit("loket1", "/counter/loket/1")
    held = []
    page.route("**/loket.js*", lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.locator("#act-call-next").wait_for()
    return page, lambda: [route.continue_() for route in held]


def test_an_early_f2_calls_once(loading, office):
    page, arrive = loading
    for _ in range(2):
        page.keyboard.press("F2")
    arrive()
    expect(page.locator(".now-ticket")).to_contain_text("A-001")
    assert [row["number"] for row in _called(office)] == ["A-001"], "a second press of impatience calls nobody else"
    page.keyboard.press("F6")
    expect(page.locator("#act-finish")).to_be_enabled()
    assert page.faults == []


def test_keys_that_mean_nothing_here_are_left_to_the_browser(loading, office):
    page, arrive = loading
    page.keyboard.press("Control+F2")
    page.keyboard.press("F1")
    arrive()
    page.wait_for_function("() => document.readyState === 'complete'")
    page.keyboard.press("F2")
    expect(page.locator(".now-ticket")).to_contain_text("A-001")
    assert len(_called(office)) == 1


def test_a_button_pressed_too_early_takes_nothing_that_was_typed(sit, office, walk):
    """Signed out before the drafts' script came: the words are kept first."""
    file_id = walk.file(at=Stage.KASI_PARAF, visit=False)
    page = sit("kasi", f"/counter/files/{file_id}?as=kasi")
    held = []
    page.route("**/drafts.js*", lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.locator("#send_back-note").fill("Jam selesai keliru")
    page.get_by_role("button", name="Keluar").click()
    wait_for(lambda: page.evaluate("1") and held, what="the drafts' script to be asked for")
    assert kept(office) == {}
    held[0].continue_()
    expect(page.get_by_text("MODE LATIHAN")).to_be_visible()
    expect(page.locator("#send_back-note")).to_have_count(0)
    assert kept(office) == {f"act:{file_id}:send_back": {"note": ["Jam selesai keliru"]}}


def test_scripts_that_never_come_hold_nobody(sit, walk):
    page = sit("kasi", "/counter/kasi")
    page.clock.install()
    page.route("**/shell.js*", lambda route: route.abort())
    page.reload()
    page.get_by_role("button", name="Keluar").click()
    page.clock.run_for(6_000)
    expect(page.get_by_role("button", name="Keluar")).to_have_count(0)


def _called(office):
    from office.views import hall_board

    return office.see(hall_board.build)["calls"]
