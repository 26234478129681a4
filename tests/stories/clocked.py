"""A hall whose clock the story moves: the real app, chores, print room and fake printers, all in this process."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen
from typing import Any, cast

from playwright.sync_api import Browser
from werkzeug.serving import make_server

from office.office import SYSTEM, Office
from office.paper import printers
from office.people import devices
from printer.room import Room
from server import chores
from tests.conftest import Clock, Running
from tests.stories.paper import PLACES, Tray
from tests.stories.street import Street

NO_PROCESS = cast("Popen[bytes]", None)


class ClockedStreet(Street):
    """A street whose office knows what day the story says it is."""

    def __init__(self, browser: Browser, hall: Running, paper: dict[str, Tray], office: Office, clock: Clock) -> None:
        super().__init__(browser, hall, paper)
        self.office, self.clock = office, clock

    def it_is(self, moment: str) -> None:
        """The office's local time from now on; the day's timed work is done at once, not at its next turn."""
        self.clock.now = datetime.fromisoformat(moment).replace(tzinfo=self.office.zone).astimezone(UTC)
        chores.tend_day(self.office)


@contextmanager
def clocked_street(browser: Browser, parts: Any, office: Office, clock: Clock, data: Path) -> Iterator[ClockedStreet]:
    """The hall opened on a free port, with a printer at the kiosk and at each loket."""
    server = make_server("127.0.0.1", 0, parts.app, threaded=True)
    url, ended = f"http://127.0.0.1:{server.port}", threading.Event()
    room = Room(url, office.do(devices.issue_token, by=SYSTEM, role="agent")["token"], held=2)
    trays = {place: Tray(place) for place in PLACES}
    for place, tray in trays.items():
        office.do(printers.add_printer, by=SYSTEM, name=f"Epson {place.replace(':', ' ')}", at=tray.printer.at,
                  purpose=place, completion_class="B")  # fmt: skip
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    works = (server.serve_forever, room.work, lambda: chores.keep_going(office, parts.teller, ended.is_set))
    for work in works:
        threading.Thread(target=work, daemon=True).start()
    street = ClockedStreet(browser, Running(url, data, NO_PROCESS), trays, office, clock)
    yield street
    street.server_may_go()
    street.leave()
    ended.set()
    room.stop()
    server.shutdown()
    for tray in trays.values():
        tray.printer.unplug()
