"""`python -m tests.bench.tv [weight] [calls] [loss] [memory]`: the TV of a real hall in a real browser, no asserts.

How heavy its page is; from the loket's press to the number on the glass and to the first sound; how soon it says that
the server is gone, and is right again when the server is back; what it keeps over two thousand calls.
"""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from office.configuration import changes
from office.hall import tickets, voice
from office.office import SYSTEM
from office.records import parts
from server.commands import voices
from server.config import Config
from server.simulation.report import percentile
from tests.bench import tv_memory
from tests.bench.clients import Client
from tests.bench.kiosk import weight
from tests.bench.storm import KIOSK, answers, board, port_of, told
from tests.browser import chromium
from tests.conftest import Running, opened, start_hall, wait_for
from tests.faults import wire

PANEL, SPOKEN, KILLS, FREEZES = 30, 12, 3, 2
PROBE = Path(__file__).with_name("tv.js")


class Tv:
    """The hall's screen with a probe in it: `watch` or `listen`, then `seen`."""

    def __init__(self, hall: Running, browser: Browser) -> None:
        context = browser.new_context(viewport={"width": 1920, "height": 1080})
        context.request.post(f"{hall.url}/floor-plan/tv")
        context.add_init_script(path=PROBE)
        self.page: Page = context.new_page()
        self.page.goto(f"{hall.url}/display/")
        self.page.locator("#stage[data-link=fresh]").wait_for()

    def watch(self, name: str, selector: str, text: str | None = None) -> None:
        """Look out for an element of `selector` with this text."""
        self.page.evaluate("([name, selector, text]) => bench.watch(name, selector, text)", [name, selector, text])

    def listen(self, name: str) -> None:
        """Wait for silence, then listen for the first sound."""
        self.page.evaluate("(name) => bench.listen(name)", name)

    def seen(self, name: str) -> float:
        """When that was, in seconds since the epoch."""
        return float(self.page.wait_for_function("(name) => bench.seen[name]", arg=name).json_value()) / 1000


class Loket:
    """Loket 1 and a kiosk that gives it somebody to call."""

    def __init__(self, hall: Running) -> None:
        self._kiosk = Client(port_of(hall), hall.token("kiosk"))
        self._officer = Client(port_of(hall), hall.token("loket", "--loket", "1"))

    def expects(self) -> str:
        """The number that is called next: nobody else waits."""
        self._kiosk.post("/api/v1/tickets", {"loket": 1})
        return str(self._kiosk.said["number"])

    def calls(self) -> float:
        """Call it; when the press began, in seconds since the epoch."""
        begun = time.time()
        self._officer.post("/api/v1/lokets/1/call-next")
        return begun

    def serves(self) -> None:
        self._officer.post(f"/api/v1/tickets/{self._officer.said['id']}/serve")


def main(chapters: Sequence[str]) -> None:
    """Measure and print; all chapters when none is named."""
    every = {"weight": heavy, "calls": calls, "loss": loss, "memory": tv_memory.kept}
    with tempfile.TemporaryDirectory(prefix="tv-") as folder, chromium() as launch, speaking(folder) as hall:
        for name, chapter in every.items():
            if name in chapters or not chapters:
                chapter(hall, launch())


@contextmanager
def speaking(folder: str) -> Iterator[Running]:
    """A hall with its voice made, which says each number once."""
    hall = start_hall(Path(folder) / "var")
    try:
        with opened(hall) as office:
            config = Config(data=hall.data, _env_file=None)  # type: ignore[call-arg]
            ready = lambda: not voices.lacks_clips(config) and office.see(voice.clips)  # noqa: E731
            wait_for(ready, seconds=120, what="the voice")
            rules = office.see(lambda read: parts.read(read.session, "voice"))
            once = {**rules, "repeat": 1}
            office.do(changes.change, by=SYSTEM, part="voice", seen=parts.fingerprint(rules), document=once)
        yield hall
    finally:
        hall.stop()


def heavy(hall: Running, browser: Browser) -> None:
    """The page into an empty cache."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.request.post(f"{hall.url}/floor-plan/tv")
    weight(hall, context, "/display/", "TV, empty cache")
    context.close()


def calls(hall: Running, browser: Browser) -> None:
    """The loket's panel changes at once; the big field and the voice wait for a voice at work, so here for silence."""
    tv, loket = Tv(hall, browser), Loket(hall)
    panel, field, sound = [], [], []
    for _ in range(PANEL):
        tv.watch("panel", ".panel--calling .panel-number", loket.expects())
        begun = loket.calls()
        panel.append(tv.seen("panel") - begun)
        loket.serves()
    for _ in range(SPOKEN):
        wait_for(lambda: tv.page.evaluate("1") and not waiting(hall), what="silence")
        tv.watch("field", "#field[data-mode=call] #field-number", loket.expects())
        tv.listen("sound")
        begun = loket.calls()
        field.append(tv.seen("field") - begun)
        sound.append(tv.seen("sound") - begun)
        loket.serves()
    spread("call -> number painted on the loket's panel", panel)
    spread("call -> number painted in the big field", field)
    spread("call -> first sound leaves the browser", sound)
    told("  the browser's own way to the loudspeaker", f"{tv.page.evaluate('bench.latency()'):.0f} ms more")


def loss(hall: Running, browser: Browser) -> None:
    """Each time somebody takes a number while the server is away: the TV is right when it shows one more waiting."""
    tv = Tv(hall, browser)
    rounds = [gone(hall, tv, signal.SIGKILL) for _ in range(KILLS)]
    spread("kill -9 -> banner painted", [banner for banner, _ in rounds])
    spread("  server answers again -> right board painted", [again for _, again in rounds])
    rounds = [gone(hall, tv, signal.SIGSTOP) for _ in range(FREEZES)]
    spread("frozen (SIGSTOP) -> banner painted", [banner for banner, _ in rounds])
    spread("  thawed (SIGCONT) -> right board painted", [again for _, again in rounds])


def gone(hall: Running, tv: Tv, how: signal.Signals) -> tuple[float, float]:
    """Seconds until the banner stands, and from the server's return until the right board does."""
    more = str(board(hall)["waiting"]["2"] + 1)
    tv.watch("banner", "#stage[data-link=stale] .banner-text")
    web = wire.children(hall.process.pid)["web"]
    with opened(hall) as office, office.database.write():  # so that the web process holds no lock when it stops
        begun = time.time()
        os.kill(web, how)
    banner = tv.seen("banner") - begun
    with opened(hall) as office:
        office.do(tickets.issue, by=KIOSK, loket=2)
    tv.watch("right", '#stage[data-link=fresh] [data-loket="2"] .panel-waiting-count', more)
    if how == signal.SIGSTOP:
        os.kill(web, signal.SIGCONT)
        back = time.time()
    else:
        back = wait_for(lambda: answers(hall) and time.time(), what="the server to answer again")
    return banner, tv.seen("right") - back


def waiting(hall: Running) -> bool:
    """Whether a call is being spoken or waits for its turn."""
    return any(call["state"] in ("pending", "playing") for call in board(hall)["calls"])


def spread(what: str, took: list[float]) -> None:
    """The middle and the worst, in ms below ten seconds."""
    ms = [1000 * seconds for seconds in took]
    told(what, f"p50 {percentile(ms, 50):.0f}, p99 {percentile(ms, 99):.0f}, most {max(ms):.0f} ms of {len(ms)}")


if __name__ == "__main__":
    main(sys.argv[1:])
