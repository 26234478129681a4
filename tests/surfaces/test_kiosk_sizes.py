"""The same screens on every panel: a small one, 4K, and the survey on the narrowest telephone."""

import pytest

from office.feedback import survey
from office.office import verb
from tests.surfaces.test_kiosk_live import FAULTS

pytestmark = pytest.mark.browser
PANELS = {"small": (720, 1280), "wide": (1366, 768), "4K upright": (2160, 3840), "4K": (3840, 2160)}
SCREENS = ["", "loket/1", "services", "status", "help"]
#: targets and text keep their millimetres, not their pixels: only what leaves the screen is a fault here
OVERFLOW = ("page", "content", "out of the screen", "cut")


@verb("tests.code_of_a_slip")
def slip_code(work):
    return {"code": survey.give_token(work, "NP01")}


@pytest.mark.parametrize("panel", PANELS)
def test_nothing_leaves_the_screen(browser, small_hall, token, panel):
    width, height = PANELS[panel]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=small_hall.url,
                                  extra_http_headers={"Authorization": f"Bearer {token('kiosk')}"})  # fmt: skip
    page, wrong = context.new_page(), {}
    for screen in SCREENS:
        page.goto(f"/kiosk/{screen}")
        page.evaluate("document.fonts.ready")
        faults = [fault for fault in page.evaluate(FAULTS) if fault.startswith(OVERFLOW)]
        if faults:
            wrong[screen] = faults
    context.close()
    assert wrong == {}


@pytest.mark.parametrize("width", [320, 390])
def test_the_survey_fits_a_telephone(browser, small_hall, office, people, width):
    code = office.do(slip_code, by=people["loket1"])["code"]
    page = browser.new_page(viewport={"width": width, "height": 844}, base_url=small_hall.url)
    for path in ("survey", f"survey/{code.replace('-', '')}"):
        page.goto(f"/kiosk/{path}")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
        assert page.evaluate("document.querySelector('.content').scrollWidth <= innerWidth"), path
    page.close()
