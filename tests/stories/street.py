"""The street before the office: a running hall, the screens that people opened in it, the paper that came out."""

from playwright.sync_api import Browser

from tests.conftest import Running
from tests.stories.glass import Glass
from tests.stories.paper import Tray


class Street:
    """Everything a story needs besides its people. `paper` holds the trays: kiosk, loket:1, loket:2."""

    def __init__(self, browser: Browser, hall: Running, paper: dict[str, Tray]) -> None:
        self.browser, self.hall, self.paper = browser, hall, paper
        self.url = hall.url
        self.screens: list[Glass] = []

    def screen(self, size: tuple[int, int], *, touch: bool = False) -> Glass:
        """A screen that shows nothing yet."""
        glass = Glass(self.browser, self.url.removeprefix("http://"), size, touch=touch)
        self.screens.append(glass)
        return glass

    def server_may_go(self) -> None:
        """From now on the screens may find nobody at the other end."""
        for glass in self.screens:
            glass.server_may_go = True

    def leave(self) -> None:
        """Everybody goes home. What went wrong behind the screens fails the story."""
        troubles = [trouble for glass in self.screens for trouble in glass.close()]
        assert not troubles, "behind the screens: " + "; ".join(troubles)
