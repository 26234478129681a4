"""Larger letters, contrast and the language on a visitor's own phone: kept by that phone, and by nobody else."""

import re

import pytest
from playwright.sync_api import expect

from office.hall import tickets
from office.procedure import Stage

PEOPLE = {
    "": "id", "*": "id", "id-ID,id;q=0.9,en-US;q=0.8": "id", "en-US,en;q=0.9,id;q=0.8": "id", "jv,en;q=0.5": "id",
    "en-US,en;q=0.9": "en", "nl-NL,nl;q=0.9": "en",
}  # fmt: skip


@pytest.mark.parametrize("asked", PEOPLE)
def test_english_is_for_a_phone_that_reads_no_language_of_here(client, asked):
    """Many telephones here speak English to owners who do not, and say in the same breath what else they read."""
    headers = {"Accept-Language": asked} if asked else {}
    assert f'<html lang="{PEOPLE[asked]}"' in client.get("/kiosk/file", headers=headers).text


def test_the_language_chosen_at_the_kiosk_goes_along_and_the_phones_own_choice_counts_more(client, office, people):
    token = office.do(tickets.issue, by=people["kiosk"], loket=2, lang="en")["token"]
    assert "Your queue number" in client.get(f"/kiosk/t/{token}").text
    client.set_cookie("pendopo_look", "lang=id&large=1", path="/kiosk")
    page = client.get(f"/kiosk/t/{token}?part=1&lang=en").text
    assert "Nomor antrean Anda" in page
    assert re.search(r'aria-checked="true" data-look="large"', page)


def test_a_cookie_that_means_nothing_is_nobodys_wish(client):
    client.set_cookie("pendopo_look", "lang=xx&large=yes&contrast&=;", path="/kiosk")
    assert '<html lang="id"' in (page := client.get("/kiosk/file").text)
    assert 'class="phone"' in page


def test_no_phones_wish_reaches_the_kiosk(client, token):
    client.set_cookie("pendopo_look", "lang=en&large=1&contrast=1", path="/kiosk")
    headers = {"Authorization": f"Bearer {token('kiosk')}", "Accept-Language": "en-US"}
    page = client.get("/kiosk/", headers=headers).text
    assert '<html lang="id"' in page
    assert 'class="kiosk"' in page


def test_a_refusal_is_said_in_the_visitors_language(client, mine, office, people):
    office.do(tickets.call_next, by=people["loket2"], loket=2)
    headers = {"Idempotency-Key": "one", "Accept": "application/json", "Accept-Language": "en"}
    refused = client.post(f"/kiosk/t/{mine['token']}/cancel", json={}, headers=headers)
    assert (refused.status_code, refused.json["code"]) == (409, "not_now")
    assert refused.json["detail"] == "Your number has been called. Please go to the counter."


@pytest.mark.browser
def test_what_is_switched_on_the_phone_stays_with_it(phone, mine, walk, office):
    page = phone(f"/kiosk/t/{mine['token']}")
    page.get_by_role("switch", name="Teks besar").tap()
    page.get_by_role("switch", name="Kontras").tap()
    expect(page.locator("html")).to_have_class("phone large contrast")
    page.get_by_role("switch", name="Kontras").tap()
    assert [(one["name"], one["value"]) for one in page.context.cookies()] == [("pendopo_look", "large=1&contrast=0")]
    page.evaluate("window.dispatchEvent(new Event('focus')); document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("switch", name="Teks besar")).to_have_attribute("aria-checked", "true")
    row = walk.row(walk.file(at=Stage.KASI_PARAF))
    page.goto("/kiosk/file")
    expect(page.locator("html")).to_have_class("phone large")
    page.get_by_role("button", name="English").tap()
    page.get_by_label("Enter the registration number").fill(row.registration_number)
    page.get_by_label("Enter the file code").fill("QQQQ-QQQQ")
    page.get_by_role("button", name="Show status").tap()
    expect(page.get_by_role("alert")).to_contain_text("Not found")
    page.get_by_label("Enter the file code").fill(office.vault.unseal(row.track_sealed))
    page.get_by_role("button", name="Show status").tap()
    expect(page.locator("[aria-current=step]")).to_contain_text("Initials")
    page.get_by_role("switch", name="Large text").tap()
    expect(page.locator("html")).to_have_class("phone")
    expect(page.locator("[aria-current=step]")).to_contain_text("Initials")
