"""What all people in the stories can do: look at their screen, read it, press what it offers."""

import re
from typing import ClassVar

from playwright.sync_api import Locator, Page, expect

from tests.stories.applicants import Applicant
from tests.stories.glass import Glass
from tests.stories.street import Street

DESK = (1366, 768)
Words = str | re.Pattern[str]
#: loaded, and a page of the counter says that its scripts stand
DRAWN = """() => new Promise((drawn, stuck) => {
  const { body, documentElement: page } = document;
  const loaded = () => document.readyState === "complete";
  const look = () => loaded() && (!("draftsModule" in body.dataset) || "ready" in page.dataset);
  const looking = setInterval(() => look() && done(drawn), 20);
  const giveUp = setTimeout(() => done(() => stuck(new Error("the page did not finish loading"))), 15000);
  const done = (then) => { clearInterval(looking); clearTimeout(giveUp); then(); };
  if (look()) done(drawn);
})"""


class Person:
    """Somebody before a screen. `room` is the floor plan's key of the room, `size` the screen's."""

    room: ClassVar[str] = ""
    size: ClassVar[tuple[int, int]] = DESK
    touch: ClassVar[bool] = False

    def __init__(self, street: Street) -> None:
        self.street = street
        self.glass: Glass = street.screen(self.size, touch=self.touch)
        self.page: Page = self.glass.page
        if self.room:
            self.walks_in()

    def walks_in(self) -> None:
        """Open the room as the floor plan's button does; a story of its own presses the button itself."""
        opened = self.page.request.post(f"{self.street.url}/floor-plan/{self.room}", max_redirects=0)
        assert opened.status == 303, opened.text()
        self.goes_to(opened.headers["location"])

    def goes_to(self, path: str) -> None:
        """Type an address of this hall."""
        self.page.goto(self.street.url + path)

    def finds(self, what: Locator) -> Locator:
        """What is on the screen, once the screen is drawn: nobody presses faster than a page loads."""
        expect(what).to_be_visible()
        self.page.evaluate(DRAWN)
        return what

    def sees(self, words: Words) -> Locator:
        """These words can be read on the screen, now or in a moment."""
        found = self.page.get_by_text(words).locator("visible=true").first
        expect(found).to_be_visible()
        return found

    def sees_no(self, words: Words) -> None:
        """These words are not on the screen, now or in a moment."""
        expect(self.page.get_by_text(words).locator("visible=true")).to_have_count(0)

    def reads(self) -> str:
        """Everything that can be read on the screen."""
        return self.page.locator("body").inner_text()

    def presses(self, name: Words) -> None:
        """The button with this name."""
        self.finds(self.page.get_by_role("button", name=name).first).click()

    def touches(self, name: Words, role: str = "button") -> None:
        """One touch on what has this name."""
        self.finds(self.page.get_by_role(role, name=name).first).tap()  # type: ignore[arg-type]

    def tells_nothing_of(self, who: Applicant) -> None:
        """Neither the screen nor anything behind it, nor its address, gives the person away."""
        all_of_it = self.page.content() + self.page.url
        told = [secret for secret in who.secrets if secret in all_of_it]
        assert not told, f"{told} stands on {self.page.url}"
