"""An office with an address that residents reach from home: what its paper leads to, and what is then not said."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from office.hall import tickets
from office.office import Office
from office.procedure import Stage
from office.records.tables import PrintJob
from server.config import Config, ConfigProblem, read_config

HOME = "https://antrean.example.go.id"


@pytest.fixture
def office(office):
    """The same office, reached from home."""
    return Office(office.database, office.vault, zone=office.zone, clock=office.clock, hall_url="http://192.168.1.10",
                  public_url=f"{HOME}/")  # fmt: skip


@pytest.fixture
def facts(office):
    """What the first slip of a kind says."""
    slip = select(PrintJob.facts).order_by(PrintJob.id).limit(1)
    return lambda kind: office.see(lambda read: read.session.scalar(slip.where(PrintJob.kind == kind)))


def test_the_codes_on_paper_lead_to_the_public_address(office, people, walk, facts):
    given = office.do(tickets.issue, by=people["kiosk"], loket=1)
    assert (facts("ticket")["url"], facts("ticket")["url_is_public"]) == (f"{HOME}/kiosk/t/{given['token']}", True)
    row = walk.row(walk.file(at=Stage.HANDED_OVER))
    code = office.vault.unseal(row.track_sealed)
    assert facts("receipt")["track_url"] == f"{HOME}/kiosk/file#{row.registration_number}.{code}"
    assert facts("handover")["survey_url"].startswith(f"{HOME}/kiosk/survey/")


def test_nobody_is_sent_to_the_offices_wifi(client, office, people, token):
    given = office.do(tickets.issue, by=people["kiosk"], loket=1)
    assert "Wi-Fi" not in client.get(f"/kiosk/t/{given['token']}").text
    done = client.get(f"/kiosk/done/{given['token']}", headers={"Authorization": f"Bearer {token('kiosk')}"}).text
    assert "Wi-Fi" not in done
    assert "kamera ponsel" in done


@pytest.mark.browser
def test_the_receipts_code_opens_the_file_and_leaves_neither_number_nor_code_behind(phone, walk, facts):
    row, asked = walk.row(walk.file(at=Stage.KASI_PARAF)), []
    page = phone("/kiosk/file")
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/kiosk/survey")
    page.goto(facts("receipt")["track_url"].removeprefix(HOME))
    expect(page.locator("[aria-current=step]")).to_contain_text("Paraf")
    assert page.url.endswith("/kiosk/file")
    code = facts("receipt")["track_code"].replace("-", "")
    assert not [url for url in asked if row.registration_number in url.split("#")[0] or code in url.split("#")[0]]


@pytest.mark.parametrize("value", ["antrean.example.go.id", "https://", "ftp://a.id", "https://a.id/?x=1"])
def test_what_is_no_address_stops_the_start(monkeypatch, tmp_path, value):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PENDOPO_PUBLIC_URL", value)
    with pytest.raises(ConfigProblem, match=r"PENDOPO_PUBLIC_URL.*contoh"):
        read_config()
    assert Config(public_url=HOME, _env_file=None).public_url == HOME
