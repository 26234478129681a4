"""Signing out at the loket with a number at hand, while the queue is being drawn."""

import pytest
from playwright.sync_api import expect

from office.hall import tickets
from tests.conftest import wait_for

pytestmark = pytest.mark.browser
CHANGED = "document.body.dispatchEvent(new CustomEvent('changed-loket'))"


@pytest.fixture
def serving(sit, office, people):
    """Loket 1 with a number at hand."""
    made = office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(tickets.call_next, by=people["loket1"], loket=1)
    office.do(tickets.serve, by=people["loket1"], ticket_id=made["id"])
    page = sit("loket1", "/counter/loket/1")
    expect(page.locator("#current")).to_contain_text(made["number"])
    return page


def asks_to_leave(page):
    page.locator(".top-out button").click()
    return page.locator("#sign-out-form")


def test_a_drawing_under_way_does_not_keep_who_signs_out(serving):
    sheet, held = asks_to_leave(serving), []
    expect(sheet).to_be_visible()
    serving.route("**/panels*", lambda route: held.append(route), times=1)
    serving.evaluate(CHANGED)
    wait_for(lambda: serving.evaluate("1") and held, what="a drawing under way")
    sheet.locator("button[type=submit]").click()
    held[0].continue_()
    serving.wait_for_url(lambda url: "/counter/loket" not in url)


def test_who_thinks_better_of_it_stays(serving):
    sheet = asks_to_leave(serving)
    sheet.locator("[data-close-sheet]").click()
    expect(sheet).to_have_count(0)
    serving.keyboard.press("F8")
    expect(serving.locator("#current")).to_contain_text("Belum ada nomor di loket ini")
    assert "/counter/loket" in serving.url
