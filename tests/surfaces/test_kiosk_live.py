"""The kiosk in a real browser before a real hall: taps, lost answers, a dead server, idle visitors, every measure."""

import itertools
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.conftest import Running, start_hall, wait_for
from tests.surfaces.eye import FAULTS, LANDSCAPE, PORTRAIT, SCREENS, VARIANTS

pytestmark = pytest.mark.browser
COUNT = itertools.count()


def enter(browser: Browser, hall: Running, size: tuple[int, int] = PORTRAIT, **more) -> BrowserContext:
    """A kiosk of the floor plan."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, has_touch=True, **more)
    assert context.request.post(f"{hall.url}/floor-plan/kiosk").ok
    return context


@pytest.fixture
def page(browser: Browser, open_hall: Running) -> Iterator[Page]:
    context = enter(browser, open_hall)
    page = context.new_page()
    page.goto(f"{open_hall.url}/kiosk/")
    yield page
    context.close()


def number_on(page: Page) -> str:
    return page.locator(".paper-number").inner_text()


def tickets_in(hall: Running, page: Page) -> int:
    """How many numbers wait in the hall, by its board."""
    waiting = page.request.get(f"{hall.url}/api/v1/board").json()["waiting"]
    return sum(waiting.values())


def test_two_taps_make_a_number_and_its_paper_sends_the_visitor_home(open_hall, page):
    page.clock.install()
    page.locator(".loket-card--1").tap()
    page.locator(".direct").tap()
    expect(page.locator(".paper-number")).to_have_text(re.compile(r"A-\d{3}"))
    expect(page.locator(".paper-code svg")).to_be_visible()
    paper = page.locator("#paper")
    expect(paper).to_have_attribute("data-paper", "out")
    expect(page.locator(".take-now--out")).to_be_visible()
    wait_for(lambda: page.clock.run_for(1000) or page.url == f"{open_hall.url}/kiosk/", what="the first screen")
    expect(page.locator("h1")).to_have_text("Selamat datang")
    assert page.evaluate("history.length") <= 2, "nobody can go back to another visitor's number"


def test_priority_adds_one_tap(page):
    page.get_by_role("switch", name="Antrean prioritas").tap()
    page.locator(".loket-card--2").tap()
    page.locator(".direct").tap()
    expect(page.locator(".paper-number")).to_have_text(re.compile(r"P-\d{3}"))
    expect(page.locator(".paper-priority")).to_be_visible()


def test_two_taps_on_one_button_are_one_number(open_hall, page):
    page.locator(".loket-card--1").tap()
    expect(page.locator("html[data-ready]")).to_be_attached()
    before = tickets_in(open_hall, page)
    page.locator(".direct").evaluate("button => { button.click(); button.click(); }")
    expect(page.locator(".paper-number")).to_be_visible()
    assert tickets_in(open_hall, page) == before + 1


def test_a_lost_answer_is_asked_again_with_the_same_key(open_hall, page):
    keys: list[str] = []

    def lose_the_first(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        answer = route.fetch()
        if len(keys) == 1:
            route.abort("connectionreset")
        else:
            route.fulfill(response=answer)

    page.locator(".loket-card--2").tap()
    expect(page.locator(".direct")).to_be_visible()
    before = tickets_in(open_hall, page)
    page.route("**/kiosk/tickets*", lose_the_first)
    page.locator(".direct").tap()
    expect(page.locator(".paper-number")).to_be_visible()
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert tickets_in(open_hall, page) == before + 1


def test_language_size_and_contrast_go_along_and_end_with_the_visit(open_hall, page):
    page.get_by_role("radio", name="English").tap()
    page.get_by_role("switch", name="Large text").tap()
    page.get_by_role("switch", name="Contrast").tap()
    page.locator(".loket-card--1").tap()
    expect(page.locator("html")).to_have_class(re.compile("large contrast"))
    expect(page.locator(".direct")).to_contain_text("Take a number")
    page.locator(".direct").tap()
    page.locator(".paper-foot [data-home-now]").tap()
    expect(page.locator("h1")).to_have_text("Selamat datang")
    expect(page.locator("html")).to_have_class("kiosk")


def test_the_called_number_appears_on_the_first_screen_by_itself(open_hall, page):
    page.locator(".loket-card--1").tap()
    page.locator(".direct").tap()
    page.locator(".paper-foot [data-home-now]").tap()
    token = {"Authorization": f"Bearer {open_hall.token('loket', '--loket', '1')}", "Idempotency-Key": "call-kiosk"}
    called = page.request.post(f"{open_hall.url}/api/v1/lokets/1/call-next", headers=token)
    assert called.ok, called.text()
    number = called.json()["number"]
    expect(page.locator(".calling-row").first).to_contain_text(number)
    for act in ("serve", "finish"):
        headers = token | {"Idempotency-Key": f"{act}-kiosk"}
        assert page.request.post(f"{open_hall.url}/api/v1/tickets/{called.json()['id']}/{act}", headers=headers).ok


def test_own_keys_write_number_and_code(open_hall, page):
    page.goto(f"{open_hall.url}/kiosk/status")
    for letter in "0412/1/11/2026":
        page.locator(f'[data-letter="{letter}"]').tap()
    page.locator("#code").tap()
    for letter in "B4T9XMKP":
        page.locator(f'[data-letter="{letter}"]').tap()
    expect(page.locator("#number")).to_have_value("0412/1/11/2026")
    expect(page.locator("#code")).to_have_value("B4T9-XMKP")
    page.locator('[data-erase="one"]').tap()
    expect(page.locator("#look")).to_be_disabled()
    page.locator('[data-letter="Z"]').tap()
    page.locator("#look").tap()
    expect(page.locator("#trouble")).to_be_visible()
    assert {"I", "O"}.isdisjoint(page.locator(".key[data-letter]").all_inner_texts())


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_the_ring_holds_its_measure(browser, open_hall, size):
    context = enter(browser, open_hall, size)
    page = context.new_page()
    file = registered(open_hall, page)
    for variant in VARIANTS:
        page.goto(f"{open_hall.url}/kiosk/status?{variant}")
        page.locator("#number").fill(file["registration_number"])
        page.locator("#code").fill(file["track_code"])
        page.locator("#look").tap()
        expect(page.locator("[aria-current=step]")).to_be_visible()
        assert not page.evaluate(FAULTS), variant
        assert "Sahrul" not in page.locator("body").inner_text()
    context.close()


def registered(hall: Running, page: Page) -> dict:
    """A file at Loket 2, by the API."""
    body = {
        "service": "NP01",
        "applicant": {"name": "Sahrul Anam", "nik": "3529010101010001", "village": "Ambunten Timur"},
    }
    token = hall.token("loket", "--loket", "2")
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"file-{next(COUNT)}"}
    answer = page.request.post(f"{hall.url}/api/v1/files", data=body, headers=headers)
    assert answer.ok, answer.text()
    return dict(answer.json())


def test_no_page_breaks_its_own_content_policy(browser, open_hall):
    context = enter(browser, open_hall)
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: message.type == "error" and troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    for screen in SCREENS:
        page.goto(f"{open_hall.url}/kiosk/{screen}", wait_until="networkidle")
    context.close()
    assert not troubles


@pytest.mark.parametrize("width", [320, 390, 600])
def test_the_phone_page_fits_and_turns_when_called(browser, open_hall, page, width):
    page.goto(f"{open_hall.url}/kiosk/loket/2")
    page.locator(".service-take").nth(1).tap()
    page.wait_for_url("**/done/**")
    number, token = number_on(page), page.url.split("/done/")[1].split("?")[0]
    phone = browser.new_page(viewport={"width": width, "height": 844})
    phone.goto(f"{open_hall.url}/kiosk/t/{token}")
    expect(phone.locator(".mine-number")).to_have_text(number)
    assert phone.evaluate("document.documentElement.scrollWidth") == width
    headers = {"Authorization": f"Bearer {open_hall.token('loket', '--loket', '2')}"}
    acts = ("serve", "finish")
    while phone.locator("#page").get_attribute("data-state") == "waiting":
        key = {"Idempotency-Key": f"call-{next(COUNT)}"}
        ticket = page.request.post(f"{open_hall.url}/api/v1/lokets/2/call-next", headers=headers | key).json()
        if ticket["number"] == number:
            expect(phone.locator("#page")).to_have_attribute("data-state", "called")
            assert number in phone.title()
        for act in acts:
            url = f"{open_hall.url}/api/v1/tickets/{ticket['id']}/{act}"
            assert page.request.post(url, headers=headers | {"Idempotency-Key": f"{act}-{ticket['id']}"}).ok
    expect(phone.locator("#page")).to_have_attribute("data-state", "done")
    phone.close()


def test_a_dead_server_is_said_and_its_return_draws_home_again(browser, tmp_path: Path):
    hall = start_hall(tmp_path / "var")
    context = enter(browser, hall)
    page = context.new_page()
    page.goto(f"{hall.url}/kiosk/loket/1")
    port = int(hall.url.rsplit(":", 1)[1])
    hall.process.send_signal(signal.SIGTERM)
    hall.process.wait(20)
    expect(page.locator("#gone")).to_be_visible(timeout=15_000)
    again = start_hall(tmp_path / "var", port)
    page.wait_for_url(f"{hall.url}/kiosk/", timeout=20_000)
    expect(page.locator("#gone")).to_be_hidden()
    context.close()
    again.stop()
