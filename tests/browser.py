"""The browser of all tests: Debian's Chromium without a window, in the light build that has none to draw."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

#: the headless shell first: the same engine for a third of the processor time
PROGRAMS = ("chromium-headless-shell", "chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def chromium(*, whole: bool = False) -> Iterator[Callable[..., Browser]]:
    """Answers `launch()`; `launch(autoplay="…")` for another rule about sound. One at a time in a process.

    `whole`: rather the browser that people use, where it is there: it sets letters more finely.
    """
    path = next(filter(None, map(shutil.which, reversed(PROGRAMS) if whole else PROGRAMS)), None)
    with sync_playwright() as playwright:

        def launch(autoplay: str = "no-user-gesture-required") -> Browser:
            flags = [*FLAGS, f"--autoplay-policy={autoplay}"]
            return playwright.chromium.launch(executable_path=path, args=flags)

        yield launch
