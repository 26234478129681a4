"""Every story has its own screens; troubles behind any of them fail it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.conftest import Running, start_hall
from tests.stories.paper import Tray, put_printers
from tests.stories.street import Street


@pytest.fixture(scope="package")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, dict[str, Tray]]]:
    """A hall that several stories go to one after the other, with a printer at the kiosk and at each loket."""
    running = start_hall(tmp_path_factory.mktemp("town") / "var")
    paper = put_printers(running)
    yield running, paper
    running.stop()
    unplug(paper)


@pytest.fixture
def street(browser: Browser, town: tuple[Running, dict[str, Tray]]) -> Iterator[Street]:
    """The street before the town's hall; others may have been there before."""
    for tray in town[1].values():
        tray.is_cleared()
    found = Street(browser, *town)
    yield found
    found.leave()


@pytest.fixture
def new_street(browser: Browser, hall: Running) -> Iterator[Street]:
    """The street before a hall that nobody has been to."""
    paper = put_printers(hall)
    found = Street(browser, hall, paper)
    yield found
    unplug(paper)
    found.leave()


def unplug(paper: dict[str, Tray]) -> None:
    """Take the printers away."""
    for tray in paper.values():
        tray.printer.unplug()
