"""What else a press can meet at the kiosk: too quick, not let in, a page that there is not, a clock that is wrong."""

import pytest
from playwright.sync_api import expect

from office.hall import tickets
from tests.conftest import wait_for
from tests.surfaces.conftest import pass_by

pytestmark = pytest.mark.browser


def refused(status, body, headers=None):
    """A server that answers so."""
    return lambda route: route.fulfill(status=status, json=body, headers=headers or {})


def test_who_presses_too_quickly_waits_a_moment_and_gets_the_number(stand):
    page, answers = stand("loket/1"), []

    def hurried(route):
        answers.append(route.request.headers["idempotency-key"])
        if len(answers) > 1:
            route.continue_()
        else:
            route.fulfill(status=429, json={"code": "too_many", "detail": "Tunggu."}, headers={"Retry-After": "2"})

    page.route("**/kiosk/tickets*", hurried)
    page.locator(".direct").tap()
    expect(page.locator("#wait")).to_be_visible()
    page.clock.run_for(2500)
    expect(page.locator(".paper-number")).to_have_text("A-001")
    assert answers == answers[:1] * 2, "the same press"


@pytest.mark.parametrize(
    ("answer", "title", "said", "leads"),
    [
        ((429, {"code": "too_many", "heading": "Mohon maaf", "detail": "Tunggu."}, {"Retry-After": "30"}),
         "Mohon maaf", "Tunggu.", "/kiosk/loket/1"),
        ((409, {"code": "key_reused", "heading": "Mohon maaf", "detail": "Mulai lagi."}), "Mohon maaf", "Mulai lagi.",
         "/kiosk/"),
        ((500, "not what a script can read"), "Mohon maaf", "Silakan ke petugas loket.", "/kiosk/"),
        ((401, {"code": "not_signed_in", "detail": "Silakan masuk dahulu."}), None, None, "/kiosk/"),
    ],
)  # fmt: skip
def test_no_answer_leaves_a_visitor_standing(stand, answer, title, said, leads):
    page = stand("loket/1")
    page.route("**/kiosk/tickets*", refused(*answer))
    page.locator(".direct").tap()
    if title:
        expect(page.locator("#refused-title")).to_have_text(title)
        expect(page.locator("#refused-text")).to_contain_text(said)
        page.locator("#refused [data-close]").tap()
    page.wait_for_url(f"**{leads}")


def test_a_page_that_there_is_not_leads_home_by_itself(stand):
    page = stand("done/nobody")
    expect(page.locator(".notice-title")).to_have_text("Halaman ini tidak ada")
    expect(page.get_by_role("link", name="Ke awal")).to_be_visible()
    pass_by(page, 61)
    wait_for(lambda: page.clock.run_for(1000) or page.url.endswith("/kiosk/"), what="the first screen")


def test_a_phone_with_a_number_of_yesterday_is_told_where_to_get_another(phone):
    page = phone("/kiosk/t/yesterday", width=320)
    expect(page.get_by_role("main")).to_contain_text("Ambil nomor baru")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.get_by_role("link").count() == 0, "there is nothing for a visitor behind the office's doors"


def test_a_clock_that_runs_wrong_stops_no_number(stand, clock, office, people):
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    clock.forward(hours=-3)
    page = stand("loket/1")
    page.locator(".direct").tap()
    expect(page.locator(".paper-number")).to_have_text("A-002")
