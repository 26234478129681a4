"""The street before the office: who comes in, and through which door."""

from playwright.sync_api import Browser

from tests.conftest import Running
from tests.stories.glass import Glass
from tests.stories.paper import Tray, attach

PLACES = ("kiosk", "loket:1", "loket:2")


class Street:
    """A running hall, the screens that people opened in it, and its paper."""

    def __init__(self, browser: Browser, hall: Running) -> None:
        self.browser, self.hall = browser, hall
        self.screens: list[Glass] = []
        self.paper: dict[str, Tray] = {}

    def put_printers(self) -> None:
        """A fake network printer at the kiosk and at each loket."""
        self.paper = attach(self.hall, *PLACES)

    def screen(self, size: tuple[int, int], **more: object) -> Glass:
        """A screen that shows nothing yet."""
        glass = Glass(self.browser, self.hall.url.removeprefix("http://"), size, **more)
        self.screens.append(glass)
        return glass

    def leave(self) -> list[str]:
        """Everybody goes home; what went wrong behind the screens."""
        for tray in self.paper.values():
            tray.printer.unplug()
        return [trouble for glass in self.screens for trouble in glass.close()]
