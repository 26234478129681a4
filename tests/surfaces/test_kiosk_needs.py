""" "Sudah lengkap?": papers ticked off by touch, on the screen alone; what is missing is said, both ways stay open."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from office.records.tables import Ticket
from tests.surfaces.conftest import pass_by

pytestmark = pytest.mark.browser
#: IUMK: six papers that everybody brings, and a power of attorney where somebody else comes
PATH = "services/IZ01"


def tick(page, *places):
    for n in places:
        page.locator(".need").nth(n).tap()


def test_what_is_there_is_counted_kept_through_larger_letters_and_told_nobody(stand, office):
    page, told = stand(PATH), []
    count = page.locator("#count")
    expect(count).to_have_text("Sudah lengkap? Sentuh yang ada")
    page.on("request", lambda request: told.append((request.url.split("/kiosk/")[-1], request.post_data)))
    tick(page, 0, 1, 3)
    expect(count).to_have_text("3 dari 6 sudah ada")
    tick(page, 6)
    expect(count).to_have_text("4 dari 7 sudah ada")
    page.get_by_role("switch", name="Teks besar").tap()
    expect(page.locator("html")).to_have_class(re.compile("large"))
    expect(count).to_have_text("4 dari 7 sudah ada")
    tick(page, 2, 4, 5)
    expect(count).to_have_text("Lengkap: 7 dari 7 ada")
    page.locator(".direct.is-complete").tap()
    expect(page.locator(".paper-number")).to_have_text("A-001")
    assert [body for url, body in told if url == "tickets?large=1"] == ['{"service":"IZ01"}']
    assert {url for url, _ in told if url.startswith("services/")} == {"services/IZ01?large=1"}, "no word of the ticks"


def test_what_is_missing_is_named_and_a_number_may_be_taken_all_the_same(stand, office):
    page = stand(PATH)
    tick(page, 0, 1, 2, 5)
    page.locator(".direct").tap()
    question = page.locator("#missing")
    expect(question).to_be_visible()
    assert question.locator("li").all_inner_texts() == ["Fotokopi KK", "Pas foto berwarna 4x6"]
    question.get_by_role("button", name="Kembali").tap()
    expect(question).to_be_hidden()
    expect(page.locator("#count")).to_have_text("4 dari 6 sudah ada")
    page.locator(".direct").tap()
    question.get_by_role("button", name="Ambil nomor juga").tap()
    expect(page.locator(".paper-number")).to_have_text("A-001")
    assert office.see(lambda read: read.session.scalar(select(func.count()).select_from(Ticket))) == 1


def test_who_ticks_nothing_is_asked_nothing_and_an_idle_screen_forgets_the_ticks(stand):
    page = stand(PATH)
    tick(page, 0, 1)
    page.get_by_role("switch", name="Kontras").tap()
    expect(page.locator("html")).to_have_class(re.compile("contrast"))
    expect(page.locator(".need :checked")).to_have_count(2)
    pass_by(page, 61)
    expect(page.locator("#idle")).to_be_visible()
    page.clock.run_for(31_000)
    page.wait_for_url("**/kiosk/")
    page.goto(f"/kiosk/{PATH}")
    expect(page.locator("#count")).to_have_text("Sudah lengkap? Sentuh yang ada")
    expect(page.locator(".need :checked")).to_have_count(0)
    page.locator(".direct").tap()
    expect(page.locator(".paper-number")).to_have_text("A-001")
