"""Services are found by touch: letters on the kiosk's own keys, then a number or what to bring."""

import pytest
from playwright.sync_api import expect

from office.hall import day

pytestmark = pytest.mark.browser


@pytest.fixture
def seeker(browser, small_hall, token):
    context = browser.new_context(viewport={"width": 1080, "height": 1920}, has_touch=True, base_url=small_hall.url,
                                  extra_http_headers={"Authorization": f"Bearer {token('kiosk')}"})  # fmt: skip
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    yield page
    assert page.faults == []
    context.close()


def types(page, word):
    for letter in word.upper():
        page.get_by_role("button", name=letter, exact=True).tap()


def names(page):
    return page.locator(".service:visible .service-name").all_inner_texts()


def test_letters_find_a_service_of_any_loket_and_its_number_is_taken(seeker, office, people):
    seeker.goto("/kiosk/help")
    seeker.get_by_role("link", name="Cari layanan").tap()
    seeker.wait_for_url("**/kiosk/services")
    assert len(names(seeker)) == 4, "the common ones, as many as stand on the screen"
    types(seeker, "nikah")
    expect(seeker.locator("#said")).to_have_text("1 layanan cocok")
    assert names(seeker) == ["Dispensasi nikah"]
    seeker.locator(".service-take:visible").tap()
    expect(seeker.locator(".paper-number")).to_have_text("B-001")


def test_what_nobody_offers_says_what_to_do_and_a_closed_loket_gives_no_number(seeker, office, people):
    office.do(day.set_loket, by=people["loket1"], loket=1, state="closed")
    seeker.goto("/kiosk/services")
    types(seeker, "xyz")
    expect(seeker.locator("#said")).to_contain_text("Coba kata lain")
    seeker.locator("[data-erase=all]").tap()
    types(seeker, "reklame")
    assert names(seeker) == ["Izin pemasangan reklame"]
    expect(seeker.locator(".service-shut:visible")).to_have_text("Tutup")
    expect(seeker.locator(".service-take:visible")).to_have_count(0)
