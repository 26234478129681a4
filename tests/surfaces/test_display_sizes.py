"""Whether everything on the TV can be read from five metres: every number of lokets, every state, every screen."""

import pytest
from playwright.sync_api import expect

from tests.surfaces.display_stage import QUIET, UNREADABLE

pytestmark = pytest.mark.browser
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
