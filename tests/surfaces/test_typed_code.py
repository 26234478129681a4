"""Codes typed on the kiosk's keypad: the survey opens with a right one, a wrong one is told."""

import pytest
from playwright.sync_api import expect

from office.feedback import survey
from office.office import verb

pytestmark = pytest.mark.browser


@verb("tests.give_survey_code")
def given(work):
    return {"code": survey.give_token(work, "NP01")}


@pytest.fixture
def typing(browser, small_hall):
    """A kiosk page with a field for a code."""
    page = browser.new_page(base_url=small_hall.url)
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    yield page
    assert page.faults == []
    page.close()


def test_a_survey_code(typing, office, people):
    typing.goto("/kiosk/survey")
    begin, box = typing.locator("#look"), typing.locator("#code")
    expect(begin).to_be_disabled()
    box.press_sequentially("zzzzzzzz")
    begin.click()
    expect(typing.locator("#trouble span")).not_to_be_empty()
    code = office.do(given, by=people["loket1"])["code"]
    box.fill("")
    expect(typing.locator("#trouble")).to_be_hidden()
    box.press_sequentially(code.lower())
    begin.click()
    typing.wait_for_url("**/kiosk/survey/*")
