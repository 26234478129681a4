"""Why there is no number: every screen that says so, from an office of its own whose clock is moved."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser
from sqlalchemy import update

from office.hall import tickets
from office.office import SYSTEM, Actor, Office, Seat
from office.people import devices
from office.records import founding, schema
from office.records.database import Database
from office.records.tables import Printer, PrintJob
from office.records.vault import Vault
from office.views.kiosk import UNPRINTED_IN_A_ROW
from printer.letters.desk import LetterDesk
from printer.letters.press import LetterPress
from printer.letters.store import LetterStore
from server import app
from server.config import Config
from tests.conftest import MONDAY, Clock
from tests.screens.looking import Album
from tests.surfaces.reasons import REASONS, always_open, bring, long_visits
from tests.surfaces.served import served

KIOSK, LOKET = (Actor("officer", n, name, (seat,)) for n, name, seat in
                ((1, "kios", Seat("kiosk")), (2, "loket", Seat("loket", 1))))  # fmt: skip


@contextmanager
def office_of_its_own(folder: Path, clock: Clock) -> Iterator[Office]:
    """A fresh example office."""
    folder.mkdir()
    database = Database(f"sqlite:///{folder / 'office.db'}")
    schema.migrate(database)
    founding.found(database, example=True, now=MONDAY)
    yield Office(database, Vault.open_file(folder / "office.key"), zone=ZoneInfo("Asia/Jakarta"), clock=clock)
    database.close()


def closings(browser: Browser, album: Album, folder: Path) -> None:
    """A picture of each reason, of a press that met one, of a page that there is not, and of a kiosk without paper."""
    clock = Clock()
    with office_of_its_own(folder, clock) as office, LetterPress() as press:
        parts = app.build(office, LetterDesk(office, press, LetterStore(folder / "letters")),
                          Config(data=folder, _env_file=None))  # fmt: skip
        token = office.do(devices.issue_token, by=SYSTEM, role="kiosk")["token"]
        with served(parts) as hall:
            context = browser.new_context(viewport={"width": 1080, "height": 1920}, base_url=hall.url,
                                          bypass_csp=True, has_touch=True,
                                          extra_http_headers={"Authorization": f"Bearer {token}"})  # fmt: skip
            _pictures(context.new_page(), album, office, clock)
            context.close()


def _pictures(page, album: Album, office: Office, clock: Clock) -> None:
    long_visits(office, clock, KIOSK, LOKET)
    for reason in REASONS:
        page.goto("about:blank")
        page.goto(f"/kiosk/{bring(reason, office, clock, KIOSK, LOKET)[0]}")
        album.take(f"kiosk-closed-{reason.replace(' ', '-')}", page, fixed=True)
    always_open(office, LOKET)
    page.goto("/kiosk/loket/1")
    bring("queue", office, clock, KIOSK, LOKET)
    page.locator(".direct").tap()
    page.locator("#refused").wait_for()
    album.take("kiosk-refused", page, fixed=True)
    page.goto("/kiosk/done/nobody")
    album.take("kiosk-no-such-page", page, fixed=True)
    always_open(office, LOKET)
    for _ in range(UNPRINTED_IN_A_ROW):
        office.do(tickets.issue, by=KIOSK, loket=1)
    with office.database.write() as session:
        session.execute(update(PrintJob).values(state="needs_attention"))
        session.execute(update(Printer).where(Printer.purpose == "kiosk").values(state="paper_out"))
    page.goto("/kiosk/")
    album.take("kiosk-no-printer", page, fixed=True)
