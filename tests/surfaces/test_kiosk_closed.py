"""No number now: each reason is a kind screen of its own that says when to come again, and breaks no measure."""

import itertools
import re
from html import unescape

import pytest
from playwright.sync_api import expect

from office import words
from office.hall import closing
from office.office import SYSTEM
from tests.surfaces import reasons
from tests.surfaces.eye import FAULTS, VARIANTS, axe
from tests.surfaces.reasons import REASONS


@pytest.fixture
def because(office, clock, people):
    """Bring about a reason; answers (path, title, again)."""
    reasons.long_visits(office, clock, people["kiosk"], people["loket1"])
    return lambda reason: reasons.bring(reason, office, clock, people["kiosk"], people["loket1"])


@pytest.mark.parametrize("reason", REASONS)
def test_the_screen_says_why_and_when_again_in_both_languages(because, client, token, reason):
    path, title, again = because(reason)
    kiosk = {"Authorization": f"Bearer {token('kiosk')}"}
    page = client.get(f"/kiosk/{path}", headers=kiosk).text
    assert f'class="notice-title">{words.text(f"closed.{title}")}<' in page
    seen = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))
    assert again is None or f"Buka lagi {again}" in seen
    assert 'data-post="/kiosk/tickets' not in page
    english = client.get(f"/kiosk/{path}?lang=en", headers=kiosk).text
    assert words.text(f"closed.{title}", "en") in unescape(english)
    assert ("Open again" in english) == (again is not None)


def test_a_day_closed_by_hand_names_the_next_one(because, office, client, token):
    because("loket")
    office.do(closing.close_day, by=SYSTEM)
    page = client.get("/kiosk/", headers={"Authorization": f"Bearer {token('kiosk')}"}).text
    assert words.text("closed.closed") in page
    assert "besok, 07.00" in page


@pytest.mark.browser
def test_who_presses_when_it_has_just_closed_is_told_why_and_led_on(stand, because, office, people):
    page = stand()
    for reason, lang in zip(REASONS, itertools.cycle(words.OFFERED), strict=False):
        reasons.always_open(office, people["loket1"])
        page.goto(f"/kiosk/loket/1?lang={lang}")
        expect(page.locator("html[data-ready]")).to_be_attached()
        _, title, again = because(reason)
        page.locator(".direct").tap()
        expect(page.locator("#refused-title")).to_have_text(words.text(f"closed.{title}", lang))
        if again:
            expect(page.locator(".dialog-when")).to_contain_text(again if lang == "id" else "Open again")
        if lang != "id":
            expect(page.locator("#refused-text")).to_have_text(words.text(f"closed.{title}_text", lang))
        page.locator("#refused [data-close]").tap()
        page.wait_for_url("**/kiosk/")
        page.goto("about:blank")  # home would draw itself anew for the next reason, and lead this page back there


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)], ids=["portrait", "landscape"])
def test_every_reason_holds_its_measure(browser, small_hall, token, because, size):
    context = browser.new_context(viewport=dict(zip(("width", "height"), size, strict=True)), bypass_csp=True,
                                  base_url=small_hall.url,
                                  extra_http_headers={"Authorization": f"Bearer {token('kiosk')}"})  # fmt: skip
    page, wrong = context.new_page(), {}
    for reason in REASONS:
        page.goto("about:blank")  # a kiosk that shows home draws it again when the hall opens or closes
        path = because(reason)[0]
        for variant in VARIANTS[::3]:
            page.goto(f"/kiosk/{path}?{variant}")
            page.evaluate("document.fonts.ready")
            faults = page.evaluate(FAULTS)
            if size[0] < size[1]:  # landscape is the same page in another order
                faults += axe(page)
            if faults:
                wrong[f"{reason} {variant}"] = faults
    context.close()
    assert wrong == {}
