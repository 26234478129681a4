"""Every page of kiosk and phone, on every panel, in every variant: nothing leaves it, all can be hit and read.

One hall and one browser: a page is loaded once for its words, then turned and resized where it stands.
"""

import pytest
from playwright.sync_api import expect

from office.feedback import survey
from office.hall import tickets
from office.office import verb
from office.procedure import Stage
from tests.surfaces.eye import LANDSCAPE, PHONE_FAULTS, PORTRAIT, axe, faults, resized

pytestmark = pytest.mark.browser
SCREENS = [
    "", "?priority=hamil", "loket/1", "loket/2?page=3", "services", "services/IZ02", "services/NP11",
    "purpose/complete", "purpose/collect?priority=lansia", "help?priority=balita", "status", "complaint", "leftover",
    "survey", "survey/{code}", "done/{number}", "done/nobody",
]  # fmt: skip
#: on these, targets and text keep their millimetres, not their pixels: only what leaves the screen is a fault there
PANELS = [(720, 1280), (1366, 768), (3840, 2160)]
#: the screens on which most stands
CROWDED = ("", "loket/1", "services", "status", "help?priority=balita")
OVERFLOW = ("page", "content", "out of the screen", "cut")
WORDS = ["", "large=1", "lang=en&large=1"]
PHONES = ["t/{number}", "t/{called}", "t/nobody", "file", "survey", "survey/{code}"]
PHONE_SIZES = [(320, 568), (390, 844), (430, 932), (740, 360)]


@verb("tests.code_of_a_slip")
def slip_code(work):
    return {"code": survey.give_token(work, "NP01")}


@pytest.fixture
def tokens(office, people):
    """What stands in the addresses of the pages."""
    code = office.do(slip_code, by=people["loket1"])["code"].replace("-", "")
    called, number = (office.do(tickets.issue, by=people["kiosk"], service="NP05") for _ in range(2))
    office.do(tickets.call_next, by=people["loket2"], loket=2)
    return {"code": code, "called": called["token"], "number": number["token"]}


def variants(page, name):
    """The page in its colours, then in contrast."""
    for contrast in (False, True):
        page.evaluate("(on) => document.documentElement.classList.toggle('contrast', on)", contrast)
        yield f"{name}{' contrast' * contrast}"


@pytest.mark.parametrize("words", WORDS)
def test_every_screen_of_the_kiosk(browser, small_hall, token, tokens, words):
    context = browser.new_context(base_url=small_hall.url, bypass_csp=True, reduced_motion="reduce",
                                  extra_http_headers={"Authorization": f"Bearer {token('kiosk')}"})  # fmt: skip
    page, wrong, strangers = context.new_page(), {}, []
    page.on("request", lambda one: one.url.startswith((small_hall.url, "data:")) or strangers.append(one.url))
    for screen in SCREENS:
        resized(page, PORTRAIT)
        page.goto(f"/kiosk/{screen.format(**tokens)}{'&' if '?' in screen else '?'}{words}")
        page.evaluate("document.fonts.ready")
        for name in variants(page, screen):
            for size in (LANDSCAPE, PORTRAIT):
                resized(page, size)
                wrong[f"{name} {size}"] = faults(page)
            if words != "large=1":  # its rules are those of large English, too
                wrong[name] = axe(page)
        for size in PANELS if screen in CROWDED else ():
            resized(page, size)
            wrong[f"{screen} {size}"] = [one for one in faults(page) if one.startswith(OVERFLOW)]
    context.close()
    assert {name: found for name, found in wrong.items() if found} == {}
    assert strangers == []


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_page_of_a_phone(phone, tokens, walk, office, lang):
    row = walk.row(walk.file(at=Stage.CAMAT_SIGNATURE))
    page, wrong = phone("/kiosk/file", locale=lang), {}

    def look(name):
        page.evaluate("document.fonts.ready")
        for large in (False, True):
            page.evaluate("(on) => document.documentElement.classList.toggle('large', on)", large)
            for variant in variants(page, f"{name}{' large' * large}"):
                for size in PHONE_SIZES:
                    resized(page, size)
                    wrong[f"{variant} {size}"] = faults(page, PHONE_FAULTS)
                wrong[variant] = axe(page)

    for path in PHONES:
        page.goto(f"/kiosk/{path.format(**tokens)}")
        look(path)
    page.goto("/kiosk/file")
    for code in ("QQQQ-QQQQ", office.vault.unseal(row.track_sealed)):
        page.locator("#number").fill(row.registration_number)
        page.locator("#code").fill(code)
        page.locator(".ask-file .button--primary").tap()
        expect(page.locator(".ask-trouble" if code == "QQQQ-QQQQ" else ".way")).to_be_visible()
        look(f"file {code}")
    assert {name: found for name, found in wrong.items() if found} == {}
