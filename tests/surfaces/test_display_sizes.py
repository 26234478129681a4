"""Whether everything on the TV can be read from five metres: every number of lokets, every state, every screen."""

import pytest
from playwright.sync_api import expect

from tests.surfaces.display_stage import QUIET, UNREADABLE
from tests.surfaces.surveyed import judged
from tests.surfaces.test_backoffice_browser import AXE, FAULTS
from tests.surfaces.test_screen_media import LEVELS
from tests.surfaces.test_settings_pages import set_part

pytestmark = pytest.mark.browser
CLOSED = "Loket sudah tutup pukul 15.00. Silakan datang lagi Selasa, 24 November mulai pukul 07.00."
EARLIER = "2026-11-23T09:30:00+07:00"
STATES = ("calling", "serving", "break", "closed", "idle", "serving")


def hall(count):
    """A full hall of `count` lokets: long numbers, three digits of people, the longest words."""
    numbers = ("C-088", "C-088", None, None, None, "C-1088")
    rows = [QUIET["lokets"][0] | {"loket": n + 1, "state": STATES[n % 6], "number": numbers[n % 6]}
            for n in range(count)]  # fmt: skip
    following = [{"number": number, "loket": n} for n in range(1, count + 1) if n != 3
                 for number in ("P-088", "C-888", "C-1089")]  # fmt: skip
    return {"lokets": rows, "next": following, "waiting": {str(n): 188 for n in range(1, count + 1)}}


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 8])
def test_every_size_of_hall_fits_and_can_be_read_from_five_metres(stage, count):
    stage.board(**hall(count), calls=[stage.call(1, "C-088", 1)])
    expect(stage.page.locator(".panel")).to_have_count(min(count, 6))
    stage.field("call", "C-088")
    assert stage.page.evaluate(UNREADABLE) == []
    assert font_size(stage, "#field-number") >= 300
    assert font_size(stage, "#field-loket") >= 148
    assert font_size(stage, ".panel-number >> nth=0") >= 112
    stage.wait(26)
    stage.field("rest", "C-088")
    assert stage.page.evaluate(UNREADABLE) == []
    stage.wait_in_silence(8)
    stage.link("stale")
    assert stage.page.evaluate(UNREADABLE) == []


@pytest.mark.parametrize("screen", [(1080, 1920), (3840, 2160), (1366, 768)])
def test_every_screen_shows_the_whole_picture_in_every_state(stage, office, screen):
    set_part(office, "survey", shown_from=1)
    judged(office, 1)
    stage.page.set_viewport_size({"width": screen[0], "height": screen[1]})
    stage.wait(10)
    for count in range(1, 7):
        call = stage.call(count, "C-088", 1) | {"state": "played"}
        for calls in ([call], [call | {"at": EARLIER}]):
            stage.board(**hall(count), calls=calls, sheets=[{"kind": "last", "seconds": 600}])
            readable(stage, f"{count} lokets, {calls}")
    for kind, pages in (("maklumat", 1), ("flow", 7), ("skm", 2)):
        stage.board(sheets=[{"kind": kind, "seconds": 60}])
        expect(stage.page.locator(".sheet:visible")).to_have_attribute("data-kind", kind)
        for _ in range(pages):
            readable(stage, kind)
            stage.wait(60 / pages)
    stage.board(quiet_until=stage.call(0, "", 1, expires=600)["expires"])
    readable(stage, "quiet")
    stage.wait_in_silence(8)
    readable(stage, "stale")
    stage.board(**hall(2) | {"next": [], "waiting": {}}, open=False, hall={"detail": CLOSED}, quiet_until=None)
    readable(stage, "closed")
    stage.wait_in_silence(310)
    stage.link("lost")
    readable(stage, "lost")


def test_every_state_can_be_used_by_everybody(stage):
    stage.page.clock.resume()
    stage.page.evaluate(AXE.read_text("utf-8"))
    call = stage.call(1, "P-007", 2) | {"state": "played"}
    night = [{"from": EARLIER, "until": "2026-11-23T23:00:00+07:00"}]
    boards = (
        ("call", hall(3) | {"calls": [call]}), ("rest", hall(5) | {"calls": [call | {"at": EARLIER}]}),
        ("rest", {"quiet_until": "2026-11-23T23:00:00+07:00", "power": "battery", "ikm": None}),
        ("welcome", hall(1) | {"calls": [], "quiet_until": None}),
        ("closed", hall(2) | {"open": False, "hall": {"detail": CLOSED}, "lokets": [], "waiting": {}}),
        ("closed", {"sleep": {"clock": True, "spans": night}}),
    )  # fmt: skip
    for mode, board in boards:
        stage.board(**board)
        expect(stage.page.locator("#field")).to_have_attribute("data-mode", mode)
        assert stage.page.evaluate(FAULTS, LEVELS) == [], mode
    expect(stage.page.locator("#night")).to_be_visible()
    stage.board(**hall(4), sleep=None, calls=[call])
    stage.hang_up()
    for link in ("stale", "lost"):
        stage.link(link)
        assert stage.page.evaluate(FAULTS, LEVELS) == [], link
        stage.page.clock.fast_forward(310_000)


def readable(stage, what):
    """Nothing is too small, cut, or over something else."""
    stage.wait_in_silence(0.5)
    assert stage.page.evaluate(UNREADABLE) == [], what


def test_the_whole_picture_moves_so_that_no_letter_burns_in(stage):
    name, seen = stage.page.locator(".head-office"), set()
    for _ in range(5):
        box = name.bounding_box()
        seen.add((round(box["x"]), round(box["y"])))
        stage.wait(180)
    assert len(seen) == 5
    assert all(max(places) - min(places) == 12 for places in zip(*seen, strict=True))


def font_size(stage, selector):
    """The size of the letters in px."""
    return float(stage.page.locator(selector).evaluate("it => parseFloat(getComputedStyle(it).fontSize)"))
