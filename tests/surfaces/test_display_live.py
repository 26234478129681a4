"""The TV in a running hall: real calls over a real socket, a server that dies and comes back."""

import json
import os
import signal
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import chromium
from tests.conftest import Running, start_hall, wait_for
from tests.surfaces.display_stage import LISTEN_TO_AUDIO, UNREADABLE

pytestmark = pytest.mark.browser
SPEECH_AT = 2.1


@pytest.fixture(scope="module")
def launch() -> Iterator[Callable[..., Browser]]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def open_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A hall that says every call twice, as an office does that changed nothing."""
    running = start_hall(tmp_path_factory.mktemp("hall") / "var", empty=True)
    yield running
    running.stop()


@pytest.fixture
def tv(browser: Browser, open_hall: Running) -> Iterator[Page]:
    """The room "Layar TV" of the floor plan."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.add_init_script(LISTEN_TO_AUDIO)
    page = enter(context, open_hall, "tv")
    fresh(page)
    yield page
    context.close()


def test_a_call_made_at_the_loket_is_shown_sounded_and_reported(open_hall, tv):
    expect(tv.locator(".head-office")).to_have_text("Kecamatan Ambunten")
    expect(tv.locator(".training-mark")).to_have_text("MODE LATIHAN")
    number = issue(open_hall, 1)
    expect(tv.locator('[data-loket="1"] .panel-next')).to_have_text(number)
    with called(open_hall, 1):
        expect(tv.locator("#field")).to_have_attribute("data-mode", "call")
        expect(tv.locator("#field-number")).to_have_text(number)
        expect(tv.locator('[data-loket="1"] .panel-number')).to_have_text(number)
        reported(open_hall, tv)
    assert [span["skipped"] for span in voices(tv)] == [0, SPEECH_AT], "whole with its chime, then the words again"


def test_two_calls_of_one_moment_are_both_shown_in_order_and_not_again_after_a_refresh(open_hall, tv):
    tv.evaluate(FOLLOW_THE_FIELD)
    numbers = [issue(open_hall, loket) for loket in (1, 2)]
    with called(open_hall, 1), called(open_hall, 2):
        expect(tv.locator("#field-number")).to_have_text(numbers[1])
        reported(open_hall, tv)
        assert tv.evaluate("() => window.shown")[-2:] == numbers
        first, *rest = voices(tv)
        assert [span["skipped"] for span in rest] == [0, SPEECH_AT], "somebody waited: the first is said once"
        assert first["skipped"] == 0 and first["to"] - first["from"] >= first["seconds"] * 900, "said to its end"
        assert all(early["to"] <= late["from"] for early, late in pairwise(voices(tv))), "never over each other"
        tv.reload()
        fresh(tv)
        expect(tv.locator("#field-number")).to_have_text(numbers[1])
    assert voices(tv) == []


def test_another_room_opened_in_the_same_browser_does_not_silence_the_reports(open_hall, tv):
    enter(tv.context, open_hall, "loket-1")
    issue(open_hall, 1)
    with called(open_hall, 1):
        reported(open_hall, tv)


def test_a_killed_server_is_noticed_and_a_call_missed_meanwhile_is_played(browser, hall):
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.add_init_script(LISTEN_TO_AUDIO)
    tv = enter(context, hall, "tv")
    number = issue(hall, 1)
    expect(tv.locator('[data-loket="1"] .panel-next')).to_have_text(number)
    for pid in family(hall.process.pid):
        os.kill(pid, signal.SIGKILL)
    expect(tv.locator("#stage")).to_have_attribute("data-link", "stale")
    context.set_offline(True)
    again = start_hall(hall.data, int(hall.url.rsplit(":", 1)[1]))
    try:
        with called(hall, 1):
            context.set_offline(False)
            expect(tv.locator("#field-number")).to_have_text(number, timeout=20_000)
            reported(hall, tv)
        assert [span["skipped"] for span in voices(tv)] == [0], "once"
    finally:
        again.stop()
        context.close()


def test_the_page_asks_only_the_server_is_light_and_has_no_fault_a_machine_can_find(browser, open_hall):
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, bypass_csp=True)
    context.set_extra_http_headers({"Authorization": f"Bearer {open_hall.token('display')}"})
    page, asked, said, weight = context.new_page(), [], [], []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("response", lambda answer: weight.append(len(answer.body()) if answer.status == 200 else 0))
    page.goto(f"{open_hall.url}/display/")
    fresh(page)
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("() => axe.run(document)")
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]] == []
    assert page.evaluate(UNREADABLE) == []
    assert set(asked) == {urlsplit(open_hall.url).netloc}
    assert said == []
    assert 50_000 < sum(weight) <= 400_000
    context.close()


def test_a_screen_without_permission_for_sound_asks_for_a_touch(launch, open_hall):
    silent = launch(autoplay="document-user-activation-required")
    page = silent.new_page(extra_http_headers={"Authorization": f"Bearer {open_hall.token('display')}"})
    page.goto(f"{open_hall.url}/display/")
    expect(page.locator("#stage")).to_have_attribute("data-sound", "off")
    page.locator(".foot-sound").click()
    expect(page.locator("#stage")).to_have_attribute("data-sound", "on")
    expect(page.locator(".foot-sound")).to_be_hidden()
    silent.close()


def test_only_a_display_may_open_the_page(client, token):
    assert client.get("/display/").status_code == 303
    refused = client.get("/display/", headers={"Authorization": f"Bearer {token('operator')}"})
    assert refused.status_code == 403
    shown = client.get("/display/", headers={"Authorization": f"Bearer {token('display')}"})
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"] == "no-store"
    assert "style=" not in shown.text
    for zone, status, said in (("UTAMA", 200, 'data-zone="utama"'), ("atap", 404, "Pilih zona kantor ini: utama.")):
        answer = client.get(f"/display/?zone={zone}", headers={"Authorization": f"Bearer {token('display')}"})
        assert (answer.status_code, said in answer.text) == (status, True)


AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
#: remembers every number that stood in the bright field
FOLLOW_THE_FIELD = """() => {
  const field = document.getElementById("field"), number = document.getElementById("field-number");
  window.shown = [];
  new MutationObserver(() => {
    const now = number.textContent;
    if (field.dataset.mode === "call" && window.shown.at(-1) !== now) window.shown.push(now);
  }).observe(field, { subtree: true, attributes: true, childList: true, characterData: true });
}"""


def fresh(page: Page) -> None:
    """Wait until the screen believes what it shows."""
    expect(page.locator("#stage")).to_have_attribute("data-link", "fresh", timeout=20_000)


def voices(page: Page) -> list[dict[str, Any]]:
    """What sounded: {from, to (ms), skipped, seconds} of each WAV begun."""
    found: list[dict[str, Any]] = page.evaluate("() => window.heard.spans")
    return found


def press(hall: Running, role: str, path: str, body: dict[str, Any], *more: str) -> Any:
    """A machine's POST with a fresh key; None for 204."""
    headers = {"Authorization": f"Bearer {hall.token(role, *more)}", "Content-Type": "application/json",
               "Idempotency-Key": os.urandom(8).hex()}  # fmt: skip
    request = urllib.request.Request(f"{hall.url}/api/v1{path}", json.dumps(body).encode(), headers, method="POST")
    with urllib.request.urlopen(request, timeout=20) as answer:
        said = answer.read()
    return json.loads(said) if said else None


def issue(hall: Running, loket: int) -> str:
    """A new ticket's number."""
    return str(press(hall, "loket", "/tickets", {"loket": loket}, "--loket", str(loket))["number"])


@contextmanager
def called(hall: Running, loket: int) -> Iterator[None]:
    """The next of `loket` is called, and served when the test has seen enough."""
    ticket = press(hall, "loket", f"/lokets/{loket}/call-next", {}, "--loket", str(loket))
    yield
    press(hall, "loket", f"/tickets/{ticket['id']}/serve", {}, "--loket", str(loket))


def reported(hall: Running, tv: Page) -> None:
    """Wait until the server has heard that every call was played; the screen's own timers run meanwhile."""
    wait_for(lambda: tv.evaluate("1") and all(c["expires"] for c in board(hall)["calls"]), what="the reports")


def enter(context: BrowserContext, hall: Running, room: str) -> Page:
    """Open a room of the floor plan; it comes in a tab of its own."""
    plan = context.new_page()
    plan.goto(hall.url)
    with context.expect_page() as opened:
        plan.locator(f'form[action="/floor-plan/{room}"] button').click()
    opened.value.wait_for_load_state()
    return opened.value


def board(hall: Running) -> dict[str, Any]:
    """The board as the API gives it."""
    headers = {"Authorization": f"Bearer {hall.token('display')}"}
    request = urllib.request.Request(f"{hall.url}/api/v1/board", headers=headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def family(parent: int) -> list[int]:
    """A process and its children, as /proc knows them."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [parent, *(pid for child in children for pid in family(int(child)))]
