"""The browser of all tests: Debian's Chromium without a window, in the light build that has none to draw.

One Playwright and one Chromium a process, however many fixtures ask: starting them costs more than most tests.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright, sync_playwright

#: the headless shell first: the same engine for a third of the processor time
PROGRAMS = ("chromium-headless-shell", "chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SOUND_ALLOWED = "no-user-gesture-required"
#: what runs in this process until it ends
_playwright: list[Playwright] = []
_browsers: dict[tuple[str | None, str], Browser] = {}


@contextmanager
def chromium(*, whole: bool = False) -> Iterator[Callable[..., Browser]]:
    """Answers `launch()`; `launch(autoplay="…")` for another rule about sound. Contexts are the caller's to close.

    `whole`: rather the browser that people use, where it is there: it sets letters more finely.
    """
    path = next(filter(None, map(shutil.which, reversed(PROGRAMS) if whole else PROGRAMS)), None)

    def launch(autoplay: str = SOUND_ALLOWED) -> Browser:
        running = _browsers.get((path, autoplay))
        if running is None or not running.is_connected():
            flags = [*FLAGS, f"--autoplay-policy={autoplay}"]
            running = _begun().chromium.launch(executable_path=path, args=flags)
            _browsers[path, autoplay] = running
        return running

    yield launch


def _begun() -> Playwright:
    if not _playwright:
        _playwright.append(sync_playwright().start())
    return _playwright[0]


def close_all() -> None:
    """Close what this process has opened; its next browser is a new one."""
    for browser in _browsers.values():
        browser.close()
    _browsers.clear()
    while _playwright:
        _playwright.pop().stop()
