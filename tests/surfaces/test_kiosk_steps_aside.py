"""While people are taking numbers the survey steps aside; Madurese is offered once somebody has checked it."""

import pytest
from playwright.sync_api import expect

from office import words
from office.hall import tickets

CARD = "data-steps-aside hidden"


@pytest.fixture
def kiosk(client, token):
    headers = {"Authorization": f"Bearer {token('kiosk')}"}
    return lambda url: client.get(url, headers=headers).text


@pytest.fixture
def numbers(office, people):
    return lambda count: [office.do(tickets.issue, by=people["kiosk"], loket=1) for _ in range(count)]


def test_four_numbers_in_three_minutes_are_a_rush(kiosk, numbers, clock):
    numbers(3)
    assert CARD not in kiosk("/kiosk/")
    numbers(1)
    assert CARD in kiosk("/kiosk/")
    assert 'data-rush="yes"' in kiosk("/kiosk/now")
    clock.forward(minutes=3)
    assert CARD not in kiosk("/kiosk/")


@pytest.mark.browser
def test_the_first_screen_and_an_idle_survey_follow_the_rush_by_themselves(browser, small_hall, token, numbers):
    context = browser.new_context(viewport={"width": 1080, "height": 1920}, base_url=small_hall.url,
                                  extra_http_headers={"Authorization": f"Bearer {token('kiosk')}"})  # fmt: skip
    home, survey = context.new_page(), context.new_page()
    survey.clock.install()
    for page, path in ((home, "/kiosk/"), (survey, "/kiosk/survey")):
        page.goto(path)
        expect(page.locator("html[data-ready]")).to_be_attached()
    expect(home.locator("[data-steps-aside]")).to_be_visible()
    with survey.expect_response("**/kiosk/now*"):
        numbers(4)
    expect(home.locator("[data-steps-aside]")).to_be_hidden()
    for _ in range(24):
        survey.clock.run_for(1000)
        survey.evaluate("fetch(document.documentElement.dataset.now).then((answer) => answer.status)")
    expect(survey.locator("#idle")).to_be_visible(timeout=2000)
    context.close()


def test_madurese_waits_for_whoever_checks_it(kiosk, monkeypatch):
    assert "Madhur" not in kiosk("/kiosk/")
    assert '<html lang="id"' in kiosk("/kiosk/?lang=mad")
    checked = {**words.phrases("mad"), "language.checked_by": "Ibu Sumiyati, Ambunten"}
    known = words.phrases
    monkeypatch.setattr(words, "phrases", lambda lang: checked if lang == "mad" else known(lang))
    page = kiosk("/kiosk/?lang=mad")
    assert '<html lang="mad"' in page
    assert "Salamet rabu" in page
    assert "Cek status berkas" in page, "what is missing is said in Indonesian"
    assert "Bacakan" not in page, "no machine speaks it"
