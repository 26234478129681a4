"""`python -m tests.bench.kiosk`: how heavy the kiosk's first screen is; from a touch to the next painted screen.

A real hall, a real browser with an empty cache; asserts nothing.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from server.simulation.report import percentile
from tests.browser import chromium
from tests.conftest import Running, start_hall

TIMES = 30
REMEMBER = "document.addEventListener('pointerdown', () => sessionStorage.setItem('touched', Date.now()), true)"
PAINTED = """() => new Promise((resolve) => {
  const took = ({ startTime }) => resolve(performance.timeOrigin + startTime - Number(sessionStorage.touched));
  new PerformanceObserver((list) => took(list.getEntries()[0])).observe({ type: "paint", buffered: true });
})"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="kiosk-") as folder, chromium() as launch:
        hall = start_hall(Path(folder) / "var")
        try:
            context = launch().new_context(viewport={"width": 1080, "height": 1920}, has_touch=True)
            context.request.post(f"{hall.url}/floor-plan/kiosk")
            weight(hall, context, "/kiosk/", "kiosk home, empty cache")
            touches(hall, context)
        finally:
            hall.stop()


def weight(hall: Running, context: BrowserContext, path: str, name: str) -> None:
    """Everything that a first screen fetches into an empty cache, in kB of bodies."""
    page, bodies = context.new_page(), dict[str, int]()
    page.on("requestfinished", lambda request: bodies.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto(hall.url + path, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    print(f"{name:<25} {sum(bodies.values()) / 1000:.0f} kB in {len(bodies)} requests")
    for url, size in sorted(bodies.items(), key=lambda row: -row[1])[:4]:
        print(f"  {size / 1000:5.1f} kB  {url.removeprefix(hall.url).partition('?')[0]}")
    page.close()


def touches(hall: Running, context: BrowserContext) -> None:
    """From a finger on a loket's card to its services painted, and back; from "Ambil nomor" to the number."""
    page = context.new_page()
    page.add_init_script(REMEMBER)
    page.goto(f"{hall.url}/kiosk/")
    there, back, number = [], [], []
    for _ in range(TIMES):
        there.append(touch(page, ".loket-card--1", "**/loket/1"))
        back.append(touch(page, ".pair .back", "**/kiosk/"))
        touch(page, ".loket-card--1", "**/loket/1")
        number.append(touch(page, ".direct", "**/done/**"))
        page.goto(f"{hall.url}/kiosk/")
    for what, took in (("home -> services", there), ("services -> home", back), ("take a number -> number", number)):
        print(f"{what:25} p50 {percentile(took, 50):.0f} ms, p99 {percentile(took, 99):.0f} ms")


def touch(page: Page, target: str, goes_to: str) -> float:
    """Milliseconds from the touch to the first paint of the next screen."""
    page.locator("html[data-ready]").wait_for(state="attached")
    page.locator(target).tap()
    page.wait_for_url(goes_to)
    return float(page.evaluate(PAINTED))


if __name__ == "__main__":
    main()
