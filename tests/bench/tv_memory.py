"""What the TV keeps over two thousand calls: the script's memory once its rubbish is collected, elements, listeners."""

import time
from pathlib import Path

from playwright.sync_api import Browser, CDPSession

from tests.bench.clients import Client
from tests.bench.storm import board, port_of, told
from tests.conftest import Running, wait_for

CALLS, EVERY, AT_ONCE = 2000, 500, 20
HASTY = Path(__file__).with_name("tv_hasty.js")


def kept(hall: Running, browser: Browser) -> None:
    """Call two thousand people; a line every five hundred."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.request.post(f"{hall.url}/floor-plan/tv")
    context.add_init_script(path=HASTY)
    page = context.new_page()
    page.goto(f"{hall.url}/display/")
    page.locator("#stage[data-link=fresh]").wait_for()
    tools = context.new_cdp_session(page)
    tools.send("Performance.enable")
    officer = Client(port_of(hall), hall.token("loket", "--loket", "1"))
    call(hall, officer, AT_ONCE)  # what is made only once is there
    begun = time.monotonic()
    for called in range(0, CALLS + 1, EVERY):
        told(f"TV after {called} calls", figures(tools))
        call(hall, officer, EVERY if called < CALLS else 0)
    told("  calls a second", f"{CALLS / (time.monotonic() - begun):.1f}")
    context.close()


def call(hall: Running, officer: Client, count: int) -> None:
    """So many people, one after the other; each call is spoken to its end before the next."""
    for n in range(count):
        if n % AT_ONCE == 0:
            officer.post("/api/v1/tickets", {"loket": 1, "count": AT_ONCE})
        officer.post("/api/v1/lokets/1/call-next")
        number = officer.said["number"]
        wait_for(lambda number=number: ended(hall, number), what=f"the end of {number}")
        officer.post(f"/api/v1/tickets/{officer.said['id']}/serve")


def ended(hall: Running, number: str) -> bool:
    """Whether this number was spoken. Raises when the TV could not."""
    newest = board(hall)["calls"][-1]
    if newest["number"] != number or newest["state"] in ("pending", "playing"):
        return False
    if newest["state"] != "played":
        raise RuntimeError(f"{number}: {newest['state']}")
    return True


def figures(tools: CDPSession) -> str:
    """What is left after everything that nobody holds was thrown away."""
    for _ in range(2):
        tools.send("HeapProfiler.collectGarbage")
    found = {row["name"]: row["value"] for row in tools.send("Performance.getMetrics")["metrics"]}
    heap = found["JSHeapUsedSize"] / 1024**2
    return (f"heap {heap:.2f} MiB, {found['Nodes']:.0f} nodes, {found['JSEventListeners']:.0f} listeners, "
            f"{found['AudioHandlers']:.0f} audio nodes")  # fmt: skip
