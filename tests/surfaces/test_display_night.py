"""The TV outside the office's hours: dark by the server's clock and the calendar, awake for whoever is there."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from office.hall import day, tickets
from office.office import SYSTEM
from office.views import hall_board
from tests.surfaces.display_stage import QUIET, UNREADABLE
from tests.surfaces.test_backoffice_browser import AXE, FAULTS
from tests.surfaces.test_screen_media import LEVELS, admin  # noqa: F401
from tests.surfaces.test_settings_pages import fill, set_part


def spans(office, clock, moment):
    """The office's nights at that moment of its own time, as "DD HH.MM"."""
    clock.now = datetime.fromisoformat(f"{moment}+07:00").astimezone(UTC)
    told = office.see(hall_board.build)["sleep"]["spans"]
    return [tuple(datetime.fromisoformat(span[end]).strftime("%d %H.%M") for end in ("from", "until")) for span in told]


@pytest.fixture
def keeping(office):
    """The example office, keeping its hours: kiosk 07.00, lokets until 15.00."""
    set_part(office, "hours", enforced=True)
    return office


def test_a_screen_sleeps_from_after_closing_until_before_the_kiosk_opens(keeping, clock):
    assert spans(keeping, clock, "2026-11-23T09:41") == [("23 00.00", "23 06.30"), ("23 15.30", "24 06.30")]
    sleep = {"on": True, "minutes_after": 60, "minutes_before": 10, "days_off": False, "clock": True}
    set_part(keeping, "screen", sleep=sleep)
    assert spans(keeping, clock, "2026-11-27T16:05")[1] == ("27 16.00", "30 06.50"), "over the weekend"
    assert spans(keeping, clock, "2026-11-28T10:00") == [("28 00.00", "30 06.50")], "a Saturday"
    assert spans(keeping, clock, "2026-12-25T10:00") == [("25 00.00", "28 06.50")], "Christmas"
    set_part(keeping, "screen", sleep=sleep | {"days_off": True})
    assert spans(keeping, clock, "2026-12-25T10:00") == [("25 00.00", "25 06.50"), ("25 16.00", "26 06.50")]
    keeping.do(day.open_day, by=SYSTEM)
    set_part(keeping, "screen", sleep=sleep)
    assert spans(keeping, clock, "2026-12-25T10:00")[1] == ("25 16.00", "28 06.50"), "opened by hand"
    set_part(keeping, "screen", sleep=sleep | {"on": False})
    assert keeping.see(hall_board.build)["sleep"] is None


def test_where_no_hour_ends_the_day_no_screen_sleeps(office):
    assert office.see(hall_board.build)["sleep"] is None


def test_the_office_says_how_its_screens_sleep(admin, office):  # noqa: F811
    changed = {"sleep.minutes_after": "45", "sleep.clock": None, "sleep.days_off": None}
    assert fill(admin, "/screen", "/settings/screen", **changed).status_code == 303
    kept = office.see(lambda read: read.settings.screen.sleep)
    assert (kept.on, kept.minutes_after, kept.minutes_before, kept.clock, kept.days_off) == (True, 45, 30, False, False)
    refused = fill(admin, "/screen", "/settings/screen", **{"sleep.minutes_before": "300"})
    assert refused.status_code == 409 and "f-sleep-minutes_before-problem" in refused.text


@pytest.mark.browser
def test_it_wakes_for_a_call_and_for_whoever_waits_and_not_for_a_dead_server(stage):
    night, quiet = stage.page.locator("#night"), {"waiting": {"1": 0, "2": 0}, "next": []}
    begins, ends = (stage.call(0, "", 1, expires=seconds)["expires"] for seconds in (60, 600))
    sleep = {"clock": True, "spans": [{"from": begins, "until": ends}]}
    stage.board(sleep=sleep, **quiet)
    stage.wait(57)
    expect(night).to_be_hidden()
    stage.wait(6)
    expect(night).to_be_visible()
    expect(stage.page.locator("#night-clock")).to_have_text("09.42")
    assert stage.page.evaluate(UNREADABLE) == []
    place = night.get_attribute("data-place")
    stage.wait_in_silence(60)
    assert night.get_attribute("data-place") != place, "the hour wanders"
    stage.link("stale")
    expect(night).to_be_visible()
    stage.board(waiting={"1": 1})
    expect(night).to_be_hidden()
    stage.board(sleep=sleep | {"clock": False}, **quiet)
    expect(night).to_be_visible()
    expect(stage.page.locator("#night-clock")).to_have_text("")
    stage.board(calls=[stage.call(1, "A-007", 1) | {"state": "played"}])
    expect(night).to_be_hidden()
    stage.field("call", "A-007")
    stage.wait(21)
    expect(night).to_be_visible()
    stage.wait(460)
    expect(night).to_be_hidden()
    stage.field("rest", "A-007")


@pytest.mark.browser
def test_nothing_of_a_sleeping_screen_is_seen_or_read_out(stage):
    spans = [{"from": "2026-11-23T00:00:00+07:00", "until": "2026-11-24T06:30:00+07:00"}]
    idle = [row | {"state": "closed", "number": None} for row in QUIET["lokets"]]
    stage.board(sleep={"clock": True, "spans": spans}, waiting={}, next=[], lokets=idle)
    expect(stage.page.locator("#night")).to_be_visible()
    assert stage.page.locator(".stage *:visible").count() == 0
    stage.page.clock.resume()
    stage.page.evaluate(AXE.read_text("utf-8"))
    assert stage.page.evaluate(FAULTS, LEVELS) == []


def test_the_board_of_a_hall_that_keeps_its_hours_tells_its_night(keeping, people):
    keeping.do(tickets.issue, by=people["kiosk"], loket=1)
    told = keeping.see(hall_board.build)["sleep"]
    assert told["clock"] is True and told["spans"][1]["from"] == "2026-11-23T15:30:00+07:00"
