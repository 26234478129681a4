"""TV, kiosk and phone of a real hall whose server dies, freezes and comes back: each says so, none makes things up."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.conftest import Running
from tests.faults import wire

pytestmark = pytest.mark.browser
NUMBER = re.compile(r"[ABP]-\d{3}")


@pytest.fixture
def screens(browser: Browser, open_hall: Running) -> Iterator[SimpleNamespace]:
    """The TV; a kiosk whose visitor has chosen Loket 1; the phone of somebody who waits there with `number`."""
    sizes = {"tv": (1920, 1080), "kiosk": (1080, 1920), "phone": (390, 844)}
    contexts = {
        name: browser.new_context(viewport={"width": wide, "height": high}, base_url=open_hall.url, has_touch=True)
        for name, (wide, high) in sizes.items()
    }
    for room in ("tv", "kiosk"):
        assert contexts[room].request.post(f"/floor-plan/{room}").ok
    token, key = open_hall.token("kiosk"), os.urandom(8).hex()
    status, ticket = wire.ask(f"{open_hall.url}/api/v1/tickets", token=token, key=key, body={"loket": 1})
    assert status == 201, ticket
    pages = {name: context.new_page() for name, context in contexts.items()}
    pages["kiosk"].clock.install()
    seen = SimpleNamespace(**pages, number=ticket["number"], strangers=[], troubles=[])
    for context in contexts.values():
        mind(context, open_hall.url, seen)
    for name, path in (("tv", "/display/"), ("kiosk", "/kiosk/loket/1"), ("phone", f"/kiosk/t/{ticket['token']}")):
        pages[name].goto(path)
    all_is_well(seen)
    expect(seen.kiosk.locator("html[data-ready]")).to_be_attached()
    yield seen
    for context in contexts.values():
        context.close()
    assert seen.strangers == []


def mind(context: BrowserContext, ours: str, seen: SimpleNamespace) -> None:
    """Note whom its pages ask beside the hall, and what the browser complains of, breaches of the policy among it."""
    host = urlsplit(ours).netloc
    context.on("request", lambda asked: urlsplit(asked.url).netloc in (host, "") or seen.strangers.append(asked.url))
    context.on("console", lambda said: said.type == "error" and seen.troubles.append(said.text))
    context.on("weberror", lambda fault: seen.troubles.append(str(fault.error)))


def test_a_call_passes_through_every_public_screen_without_a_stranger_or_a_word_on_the_console(open_hall, screens):
    loket = {"token": open_hall.token("loket", "--loket", "1"), "body": {}}
    url = f"{open_hall.url}/api/v1"
    _status, called = wire.ask(f"{url}/lokets/1/call-next", key=os.urandom(8).hex(), **loket)
    assert called["number"] == screens.number
    expect(screens.tv.locator("#field[data-mode=call] #field-number")).to_have_text(screens.number)
    expect(screens.phone.locator("#page")).to_have_attribute("data-state", "called")
    for page, path, there in ((screens.kiosk, "/kiosk/", ".loket-card--1"), (screens.phone, "/kiosk/file", "form"),
                              (screens.tv, "/perangkat", "#card[data-state=shown]")):  # fmt: skip
        page.goto(path)
        page.locator(there).first.wait_for()
    for act in ("serve", "finish"):
        wire.ask(f"{url}/tickets/{called['id']}/{act}", key=os.urandom(8).hex(), **loket)
    assert screens.troubles == []


def test_a_killed_server_is_said_everywhere_and_no_number_is_made_up(open_hall, screens):
    before, presses = waiting(open_hall), []
    screens.kiosk.on("request", lambda request: presses.append(request.url) if "/tickets" in request.url else None)
    with killed(open_hall):
        screens.kiosk.locator(".direct").tap()  # pressed on while nobody has noticed yet
        expect(screens.kiosk.locator("#gone")).to_be_visible()
        tries = len(presses)
        for _ in range(5):
            screens.kiosk.clock.run_for(4_000)
            screens.kiosk.evaluate("fetch('/healthz').catch(() => null)")
        assert len(presses) == tries > 1, "tried again, but not once its visitor was sent to the loket"
        everybody_says_so(screens)
        assert not NUMBER.search(screens.kiosk.locator("#screen").inner_text()), "no number without the server"
    all_is_well(screens)
    screens.kiosk.wait_for_url("**/kiosk/")
    expect(screens.kiosk.locator("#gone")).to_be_hidden()
    assert waiting(open_hall) == before, "who was sent to the loket has no number that nobody knows of"


def test_a_frozen_server_is_said_everywhere_and_a_thawed_one_believed(open_hall, screens):
    web = wire.children(open_hall.process.pid)["web"]
    os.kill(web, signal.SIGSTOP)
    try:
        everybody_says_so(screens)
    finally:
        os.kill(web, signal.SIGCONT)
    all_is_well(screens)
    screens.kiosk.wait_for_url("**/kiosk/")
    expect(screens.kiosk.locator("#gone")).to_be_hidden()


@contextmanager
def killed(hall: Running) -> Iterator[None]:
    """kill -9 of the web process; its supervisor is held so long, and starts it again at the end."""
    os.kill(hall.process.pid, signal.SIGSTOP)
    os.kill(wire.children(hall.process.pid)["web"], signal.SIGKILL)
    try:
        yield
    finally:
        os.kill(hall.process.pid, signal.SIGCONT)


def everybody_says_so(screens):
    """Banner, the kiosk's own screen, the phone's line."""
    expect(screens.tv.locator(".banner-text")).to_be_visible()
    expect(screens.tv.locator("#clock")).to_have_text("")
    expect(screens.kiosk.locator("#gone")).to_contain_text("Silakan ke petugas")
    expect(screens.phone.locator("[data-lost]")).to_be_visible()
    expect(screens.phone.locator(".mine-number")).to_have_text(screens.number)


def all_is_well(screens):
    """The TV is believed and shows who waits, the phone says that it is connected."""
    expect(screens.tv.locator("#stage")).to_have_attribute("data-link", "fresh")
    expect(screens.tv.locator(".banner-text")).to_be_hidden()
    expect(screens.phone.locator("[data-lost]")).to_be_hidden()
    expect(screens.phone.locator("[data-connected]")).to_be_visible()
    expect(screens.phone.locator("#page")).to_have_attribute("data-state", "waiting")


def waiting(hall: Running) -> int:
    """How many wait in the hall, by its board."""
    _status, board = wire.ask(f"{hall.url}/api/v1/board", token=hall.token("display"))
    return sum(board["waiting"].values())
