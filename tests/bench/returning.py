"""A crowd of display sockets that come back by themselves, by the rules of socket.io-client as the TV sets them."""

import random
import re
import selectors
import socket
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

from server.simulation.report import percentile
from tests.bench.clients import Screen, upgrade

#: display/static/feed.js: SOCKET_OPTIONS
DELAY_MIN, DELAY_MAX, JITTER, OPEN_WITHIN = 0.5, 3.0, 0.5, 5.0
#: Engine.IO: the server asks every five seconds and waits for five more
SILENT_AFTER = 10.0
REVISION = re.compile(rb'"revision":(\d+)')


@dataclass
class Look:
    """The crowd at one moment."""

    #: when each screen's present connection brought its first board, by the machine's monotonic clock; 0: not yet
    first: list[float]
    revisions: set[int]
    knocks: int
    #: how often a screen gave up on a server that let it wait too long
    gave_up: int

    def all_since(self, when: float) -> bool:
        """Whether every screen has had a board on a connection made after `when`."""
        return min(self.first) > when

    @property
    def last(self) -> float:
        return max(self.first)

    @property
    def middle(self) -> float:
        return percentile(self.first, 50)


class Returner(Screen):
    """One TV: away, knocking (asks for a connection), asking (for the websocket), or there."""

    def __init__(self, port: int, token: str, dice: random.Random) -> None:
        self._port, self._token, self._dice = port, token, dice
        self.state, self._tries, self.first, self.knocks, self.gave_up = "away", 0, 0.0, 0, 0
        #: when it knocks, gives up knocking, or takes the server for dead
        self.until = 0.0

    def knock(self) -> None:
        """Ask for a connection, without waiting for it."""
        self.wire = socket.socket()
        self.wire.setblocking(False)
        self.wire.connect_ex(("127.0.0.1", self._port))
        self.state, self.first, self._rest = "knocking", 0.0, b""
        self.until = time.monotonic() + OPEN_WITHIN
        self.knocks += 1

    def step(self) -> None:
        """The connection stands, or something came. Raises OSError when it is lost."""
        if self.state == "knocking":
            self.wire.sendall(upgrade(self._port))
            self.state = "asking"
        elif self.state == "asking":
            self._ask()
        else:
            before = self.boards
            self.read()
            self.until = time.monotonic() + SILENT_AFTER
            if self.boards > before and not self.first:
                self.first = self.at

    def _ask(self) -> None:
        came = self.wire.recv(65536)
        if not came:
            raise ConnectionError("hung up on")
        self._rest += came
        if b"\r\n\r\n" in self._rest:
            self.enter(self._rest, self._token)
            self.state, self._tries, self.until = "there", 0, time.monotonic() + SILENT_AFTER

    def lose(self) -> None:
        """No connection: try again after a while, longer each time, never all at once."""
        self.wire.close()
        self.gave_up += self.until <= time.monotonic()
        delay = min(DELAY_MAX, DELAY_MIN * 2**self._tries) * self._dice.uniform(1 - JITTER, 1 + JITTER)
        self.state, self.first, self._tries = "away", 0.0, self._tries + 1
        self.until = time.monotonic() + min(delay, DELAY_MAX)

    @property
    def revision(self) -> int:
        found = REVISION.search(self.board)
        return int(found[1]) if found else 0


def keep_coming_back(tokens: list[str], port: int, asked: Connection) -> None:
    """A screen for each token until the process is killed; whatever `asked` receives is answered with a Look."""
    dice = random.Random(len(tokens))
    screens = [Returner(port, token, dice) for token in tokens]
    selector = selectors.DefaultSelector()
    while True:
        for key, _ in selector.select(0.01):
            _turn(selector, key.data)
        now = time.monotonic()
        for screen in screens:
            if screen.until <= now:
                _overdue(selector, screen)
        if asked.poll():
            asked.recv()
            asked.send(_look(screens))


def _turn(selector: selectors.BaseSelector, screen: Returner) -> None:
    try:
        screen.step()
    except OSError:
        selector.unregister(screen.wire)
        screen.lose()
    else:
        if screen.state == "asking":
            selector.modify(screen.wire, selectors.EVENT_READ, screen)


def _overdue(selector: selectors.BaseSelector, screen: Returner) -> None:
    if screen.state == "away":
        screen.knock()
        selector.register(screen.wire, selectors.EVENT_WRITE, screen)
    else:
        selector.unregister(screen.wire)
        screen.lose()


def _look(screens: list[Returner]) -> Look:
    return Look([screen.first for screen in screens], {screen.revision for screen in screens},
                sum(screen.knocks for screen in screens), sum(screen.gave_up for screen in screens))  # fmt: skip
