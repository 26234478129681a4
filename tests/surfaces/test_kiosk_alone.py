"""A kiosk that nobody touches invites, and the first touch only wakes it; a dead server never leaves it stranded."""

import pytest
from playwright.sync_api import expect

from tests.conftest import wait_for
from tests.surfaces.conftest import pass_by

pytestmark = pytest.mark.browser


def test_the_first_touch_only_wakes(stand):
    page = stand()
    pass_by(page, 100)
    invitation = page.locator("#attract")
    assert not invitation.is_visible()
    pass_by(page, 21)
    expect(invitation).to_be_visible()
    expect(invitation).to_contain_text("Sentuh layar untuk mulai")
    card = page.locator(".loket-card--1").bounding_box()
    page.touchscreen.tap(card["x"] + 100, card["y"] + 100)
    expect(invitation).to_be_hidden()
    assert page.url.endswith("/kiosk/"), "the card below was not touched"
    page.touchscreen.tap(card["x"] + 100, card["y"] + 100)
    page.wait_for_url("**/kiosk/loket/1")


def test_the_invitation_moves_so_that_nothing_burns_in(stand):
    page = stand()
    pass_by(page, 121)
    words = page.locator(".attract-all")
    before = words.bounding_box()
    pass_by(page, 60)
    after = words.bounding_box()
    assert (after["x"] - before["x"], after["y"] - before["y"]) == (8, 0)


@pytest.mark.parametrize(("path", "seconds"), [("loket/1?lang=en", 60), ("status", 45), ("survey", 90)])
def test_each_screen_has_its_own_patience(stand, path, seconds):
    page = stand(path)
    pass_by(page, seconds - 12)
    assert not page.locator("#idle").is_visible()
    pass_by(page, 13)
    expect(page.locator("#idle")).to_be_visible()
    page.locator("#idle [data-stay]").tap()
    expect(page.locator("#idle")).to_be_hidden()


def test_the_question_is_spoken_and_whoever_comes_next_finds_nothing_of_the_visitor(stand, voice):
    page, told = stand("status?lang=en&large=1&contrast=1&aloud=1&priority=hamil"), []
    page.on("request", lambda request: told.append(request.url))
    page.locator("#number").fill("0412/1/11/2026")
    page.locator("#code").fill("B4T9XMKP")
    question = page.locator("#idle")
    wait_for(lambda: pass_by(page, 1) or question.is_visible(), what="the question")
    question.locator("[data-stay]").tap()
    expect(page.locator("#number")).to_have_value("0412/1/11/2026")
    wait_for(lambda: pass_by(page, 1) or question.is_visible(), what="the question, again")
    wait_for(lambda: voice[-1][0].startswith("Are you still here?"), what="its sound")
    for _ in range(31):
        page.clock.run_for(1000)
        if page.url.endswith("/kiosk/"):
            break
    page.wait_for_url("**/kiosk/")
    expect(page.locator("html")).to_have_class("kiosk")
    expect(page.locator("html")).to_have_attribute("lang", "id")
    assert page.get_by_role("switch", checked=True).count() == 0
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.goto("/kiosk/status")
    expect(page.locator("#number")).to_have_value("")
    expect(page.locator("#code")).to_have_value("")
    assert not [url for url in told if "B4T9" in url or "0412" in url]


def test_a_touch_while_the_server_is_gone_stays_on_the_kiosks_own_screen(stand):
    page = stand()
    page.context.set_offline(True)
    page.clock.run_for(5000)
    page.locator(".loket-card--1").tap()
    expect(page.locator("#gone")).to_be_visible()
    expect(page.locator("#gone")).to_contain_text("Silakan ke petugas loket")
    assert page.url.endswith("/kiosk/")
