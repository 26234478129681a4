"""What all people in the stories can do: look at their screen, read it, press what it offers."""

import re
from typing import ClassVar

from playwright.sync_api import Locator, Page, expect

from tests.stories.glass import Glass
from tests.stories.street import Street

DESK = (1366, 768)
DRAWN = "() => document.readyState === 'complete' || new Promise((drawn) => addEventListener('load', drawn))"


class Person:
    """Somebody before a screen. `room` is the floor plan's key of the room, `size` the screen's."""

    room: ClassVar[str] = ""
    size: ClassVar[tuple[int, int]] = DESK
    touch: ClassVar[bool] = False

    def __init__(self, street: Street) -> None:
        self.street = street
        self.glass: Glass = street.screen(self.size, has_touch=self.touch)
        self.page: Page = self.glass.page
        if self.room:
            self.walks_in()

    def walks_in(self) -> None:
        """Open the room as the floor plan's button does; a story of its own presses the button itself."""
        opened = self.page.request.post(f"{self.street.hall.url}/floor-plan/{self.room}", max_redirects=0)
        assert opened.status == 303, opened.text()
        self.page.goto(self.street.hall.url + opened.headers["location"])

    def sees(self, words: str | re.Pattern[str]) -> Locator:
        """These words can be read on the screen now or within a few seconds."""
        found = self.page.get_by_text(words).locator("visible=true").first
        expect(found).to_be_visible()
        return found

    def does_not_see(self, words: str | re.Pattern[str]) -> None:
        """These words are nowhere on the screen."""
        expect(self.page.get_by_text(words).locator("visible=true")).to_have_count(0)

    def presses(self, name: str | re.Pattern[str]) -> None:
        """Press the button with this name."""
        self.finds(self.page.get_by_role("button", name=name).first).click()

    def follows(self, name: str | re.Pattern[str]) -> None:
        """Follow the link with this name."""
        self.finds(self.page.get_by_role("link", name=name).first).click()

    def finds(self, what: Locator) -> Locator:
        """What is on the screen, once the screen is drawn: nobody presses faster than a page loads."""
        expect(what).to_be_visible()
        self.page.evaluate(DRAWN)
        return what

    def reads(self) -> str:
        """Everything that can be read on the screen."""
        return self.page.locator("body").inner_text()
