""" "Listrik padam: kantor memakai baterai": the command commits in another process; every screen says so by itself."""

import pytest
from flask_socketio import SocketIOTestClient
from playwright.sync_api import expect

from office.hall import battery
from office.office import SYSTEM, Office
from office.views import hall_board
from tests.conftest import wait_for
from tests.surfaces.display_stage import Stage
from tests.surfaces.page_forms import OFFICERS, sit


@pytest.fixture
def elsewhere(office):
    """The same office in another process: this one's teller hears nothing of its acts."""
    return Office(office.database, office.vault, zone=office.zone, clock=office.clock)


def test_kiosk_and_counter_are_told_by_the_next_pulse(office, hall_parts, client, elsewhere, token):
    sit(client, office, OFFICERS["loket1"])
    screens = {
        "/kiosk": SocketIOTestClient(hall_parts.app, hall_parts.socketio, namespace="/kiosk",
                                     auth={"token": token("kiosk")}),
        "/counter": SocketIOTestClient(hall_parts.app, hall_parts.socketio, namespace="/counter",
                                       flask_test_client=client),
    }  # fmt: skip

    def heard():
        return {place: [row["name"] for row in screen.get_received(place)] for place, screen in screens.items()}

    hall_parts.teller.pulse()
    heard()
    elsewhere.do(battery.battery, by=SYSTEM)
    hall_parts.teller.pulse()
    assert heard() == {"/kiosk": ["changed", "pulse"], "/counter": ["changed", "pulse"]}
    hall_parts.teller.pulse()
    assert heard() == {"/kiosk": ["pulse"], "/counter": ["pulse"]}, "said once"


def test_the_kiosk_says_so_in_its_language_and_stops_when_the_mains_are_back(office, client, token):
    kiosk = {"Authorization": f"Bearer {token('kiosk')}"}
    office.do(battery.battery, by=SYSTEM)
    assert "Nomor Anda tetap berlaku" in client.get("/kiosk/now", headers=kiosk).text
    assert "Your number stays valid" in client.get("/kiosk/now?lang=en", headers=kiosk).text
    office.do(battery.mains, by=SYSTEM)
    assert "tetap berlaku" not in client.get("/kiosk/now", headers=kiosk).text


@pytest.mark.browser
def test_the_tv_says_so_first_in_its_line(browser, client, office, token):
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    stage = Stage(context.new_page(), client, token("display"))
    stage.open()
    ticker = stage.page.locator("#ticker")

    def reads(words):
        """Now or on a later page of the line, whose clock the test moves."""
        stage.wait(4)
        return words in ticker.inner_text()

    stage.board(power="battery", ticker=["Semua layanan di kantor ini gratis."])
    for words in ("Listrik padam", "baterai", "tetap berlaku", "Semua layanan"):
        wait_for(lambda words=words: reads(words), what=words)
    stage.board(power="mains")
    stage.wait(30)
    expect(ticker).to_have_text("Semua layanan di kantor ini gratis.")
    context.close()
    assert stage.faults == []


def test_the_board_says_what_feeds_the_office(office):
    assert office.see(hall_board.build)["power"] == "mains"
    office.do(battery.battery, by=SYSTEM)
    assert office.see(hall_board.build)["power"] == "battery"
