"""`python -m tests.screens [--out docs/screens]`: every screen at its real size, every paper; exit 1 at a fault."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser import chromium
from tests.conftest import ROOT, start_hall
from tests.screens import book_entries, closings, offices, papers, signing
from tests.screens.example_day import Example, example_office
from tests.screens.looking import Album
from tests.screens.tour import Visitor, Watcher, phones
from tests.stories.loket import Loket1
from tests.stories.outage import killed
from tests.stories.paper import put_printers
from tests.stories.street import Street


def main() -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.screens", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screens")
    folder: Path = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    album = Album(folder)
    with (
        tempfile.TemporaryDirectory(prefix="pendopo-screens-") as place,
        town(Path(place) / "var", album) as (street, example),
    ):
        walk(street, album, example)
        papers.slips(street, album)
        closings.closings(street.browser, album, Path(place) / "closed")
        street.leave()
    return 0 if album.report() else 1


@contextmanager
def town(data: Path, album: Album) -> Iterator[tuple[Street, Example]]:
    """An office in the middle of its week, opened."""
    with example_office(data) as example:
        papers.letters(example, album)
        book_entries.write(example)
    hall = start_hall(data)
    paper = put_printers(hall)
    try:
        with chromium(whole=True) as launch:
            yield Street(launch(), hall, paper), example
    finally:
        hall.stop()
        for tray in paper.values():
            tray.printer.unplug()


def walk(street: Street, album: Album, example: Example) -> None:
    """Hall, lokets, back office; then the server goes away, and at last the day is closed."""
    visitor, watcher, loket = Visitor(street, album), Watcher(street, album), Loket1(street)
    watcher.takes_picture("tv-morning")
    visitor.looks_around()
    slip = visitor.takes_numbers()
    phone = phones(street, album, slip, example)
    visitor.asks_and_judges(example)
    watcher.watches(loket)
    offices.at_the_loket(loket, album, example)
    offices.behind(street, album, example)
    signing.signing(street, album, example)
    offices.around(street, album)
    phone.page.reload()
    visitor.starts_over()
    street.server_may_go()
    with killed(street.hall):
        visitor.sees("Kios sedang gangguan")
        visitor.takes_picture("gone")
        watcher.takes_picture("tv-stale")
        loket.sees("Server tidak terhubung")
        album.take("loket-gone", loket.page, fixed=True)
    visitor.sees_no("Kios sedang gangguan")
    watcher.sees_no("Layar terputus – dengarkan petugas")
    closing(street, visitor, watcher)


def closing(street: Street, visitor: Visitor, watcher: Watcher) -> None:
    """The kiosk's dialogs; then the supervisor closes the day."""
    visitor.is_asked()
    supervisor = offices.Supervisor(street)
    supervisor.closes_the_day()
    visitor.goes_to("/kiosk/")
    visitor.sees("Pelayanan sedang tutup")
    visitor.takes_picture("closed")
    watcher.takes_picture("tv-closed")


if __name__ == "__main__":
    sys.exit(main())
