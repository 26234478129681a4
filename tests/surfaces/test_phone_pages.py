"""On a visitor's own phone: sockets refused, the number given up, the end of a visit; a file behind its code."""

import pytest
from playwright.sync_api import expect

from office.hall import tickets
from office.procedure import Stage
from tests.conftest import wait_for
from tests.surfaces.eye import PHONE_FAULTS, axe


def measure(page):
    """What is wrong with a page on a phone."""
    page.evaluate("document.fonts.ready")
    return axe(page) + page.evaluate(PHONE_FAULTS)


@pytest.mark.browser
def test_without_sockets_the_phone_asks_and_is_told_by_title_and_shaking(phone, mine, office, people):
    page = phone(f"/kiosk/t/{mine['token']}", sockets=False)
    page.clock.install()
    page.reload()
    expect(page.locator("#page")).to_have_attribute("data-state", "waiting")
    office.do(tickets.call_next, by=people["loket2"], loket=2)
    wait_for(lambda: page.clock.run_for(5000) or page.locator("#page").get_attribute("data-state") == "called",
             what="the call")  # fmt: skip
    assert mine["number"] in page.title()
    assert page.evaluate("window.shaken") == [[400, 200, 400, 200, 800]]
    for act in (tickets.serve, tickets.finish):
        office.do(act, by=people["loket2"], ticket_id=mine["id"])
    wait_for(lambda: page.clock.run_for(5000) or page.locator("#page").get_attribute("data-state") == "done",
             what="the end")  # fmt: skip
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(60_000)
    assert asked == [], "a visit that is over is not asked about"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390])
def test_a_number_is_given_up_after_a_question(phone, mine, office, width):
    page = phone(f"/kiosk/t/{mine['token']}", width=width)
    assert measure(page) == []
    page.locator("[data-cancel]").tap()
    expect(page.locator("#sure")).to_contain_text(f"Batalkan nomor {mine['number']}?")
    assert measure(page) == []
    page.locator("#keep").tap()
    expect(page.locator("#page")).to_have_attribute("data-state", "waiting")
    page.locator("[data-cancel]").tap()
    page.locator("#give-up").tap()
    expect(page.locator("#page")).to_have_attribute("data-state", "cancelled")
    expect(page.locator("[data-cancel]")).to_have_count(0)
    assert measure(page) == []


def test_a_called_number_is_the_lokets(client, mine, office, people):
    office.do(tickets.call_next, by=people["loket2"], loket=2)
    headers = {"Idempotency-Key": "one", "Accept": "application/json"}
    refused = client.post(f"/kiosk/t/{mine['token']}/cancel", json={}, headers=headers)
    assert refused.status_code == 409
    assert "Silakan ke petugas Loket 2" in refused.json["detail"]
    assert client.post("/kiosk/t/nobody/cancel", json={}, headers=headers | {"Idempotency-Key": "b"}).status_code == 404


def test_given_up_twice_is_once(client, mine):
    for key in ("one", "two"):
        answer = client.post(f"/kiosk/t/{mine['token']}/cancel", json={}, headers={"Idempotency-Key": key})
        assert answer.json == {"state": "cancelled"}


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390])
def test_a_file_behind_its_number_and_code(phone, walk, office, width):
    row = walk.row(walk.file(at=Stage.KASI_PARAF))
    page = phone("/kiosk/file", width=width)
    assert measure(page) == []
    page.get_by_label("Masukkan nomor pendaftaran").fill(row.registration_number)
    page.get_by_label("Masukkan kode berkas").fill("QQQQ-QQQQ")
    page.get_by_role("button", name="Lihat status").tap()
    expect(page.get_by_role("alert")).to_contain_text("Periksa resi Anda")
    assert measure(page) == []
    page.get_by_label("Masukkan kode berkas").fill(office.vault.unseal(row.track_sealed).lower())
    page.get_by_role("button", name="Lihat status").tap()
    expect(page.locator("[aria-current=step]")).to_contain_text("Paraf")
    assert "Sahrul" not in page.content()
    assert row.registration_number not in page.url
    assert measure(page) == []
