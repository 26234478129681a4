"""After commit: rebuild the board, send it, nudge the desks, wake the print room. The only place that tells.

What is sent is a hint that something changed, or the whole state; the database is the truth. A commit of another
process is noticed by the pulse, which compares revisions.
"""

import logging
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask_socketio import SocketIO

from office.office import Office
from office.paper.leases import WAITING
from office.records import history
from office.records.history import Event
from office.views import hall_board
from office.views import tickets as ticket_views
from server import assets

log = logging.getLogger("pendopo.tell")

PULSE_SECONDS = 3
#: how long a slip's bytes may go before the screens that hear of its number: both want this one process
PAPER_FIRST = 0.05
NAMESPACES = ("/display", "/counter", "/kiosk", "/ticket")


class Teller:
    """Tells the hall. One per web process."""

    def __init__(self, office: Office, socketio: SocketIO, *, alone: bool = True) -> None:
        self._office, self._socketio = office, socketio
        #: no other web process: who listens here is all who listens
        self._alone = alone
        self._board: dict[str, Any] | None = None
        self._last_sent: dict[str, Any] | None = None
        self._building = threading.Lock()
        self._happened: queue.Queue[list[Event]] | None = None
        #: set whenever paper may be waiting; the print room's long poll sleeps on it
        self.paper = threading.Condition()
        self.closing = False
        #: ends the connections of who was shut out; the sockets put theirs here
        self.hang_up: Callable[[], None] = lambda: None
        office.tell(self.happened)

    def board(self) -> dict[str, Any]:
        """The board as it stands (built once a change, not once a reader)."""
        revision = self._office.see(lambda read: history.newest_board_seq(read.session))
        with self._building:
            if self._board is None or self._board["revision"] != revision:
                self._board = self._office.see(hall_board.build)
            return {**self._board, "now": self._now()}

    def keep_telling(self) -> None:
        """Tell from a worker of its own from now on: nobody waits for the screens, what comes together is told once."""
        happened: queue.Queue[list[Event]] = queue.Queue()
        self._happened = happened
        while True:
            try:
                self._tell(gathered(happened))
            except Exception:
                # the commit stands and the next pulse heals the screens; the teller must live on
                log.exception("telling failed")

    def close(self) -> None:
        """The server stops: whoever waits for paper is let go."""
        self.closing = True
        with self.paper:
            self.paper.notify_all()

    def happened(self, events: list[Event]) -> None:
        """A commit of this process: told by the worker, or at once where there is none. Paper waits for no worker."""
        if any(event.name in WAITING for event in events):
            with self.paper:
                self.paper.notify_all()
        if self._happened is None:
            self._tell(events)
        else:
            self._happened.put(events)

    def _tell(self, events: list[Event]) -> None:
        if any(event.on_board for event in events):
            self._send_board()
        if any(event.on_board or event.name.startswith(("slip_", "printer_")) for event in events):
            self._socketio.emit("changed", {}, namespace="/kiosk")
        if desks := sorted({desk for event in events for desk in event.desks}):
            self._socketio.emit("changed", {"desks": desks}, namespace="/counter")
        for subject in sorted({event.subject for event in events if event.subject.startswith("ticket:")}):
            self._send_ticket(int(subject.partition(":")[2]))
        if any(event.name in ("device_revoked", "token_revoked") for event in events):
            self.hang_up()

    def pulse(self) -> None:
        """One beat: `pulse {boot, revision, now}` everywhere; the board too, when another process changed it."""
        board = self.board()
        if hall_board.differs(self._last_sent, board):
            self._send_board()
            # a command may have done it (the UPS says: on battery), of which the other screens have heard nothing
            self._socketio.emit("changed", {}, namespace="/kiosk")
            self._socketio.emit("changed", {"desks": ["loket", "supervisor"]}, namespace="/counter")
        beat = {"boot": board["boot"], "revision": board["revision"], "now": board["now"],
                "assets": assets.pages_version()}  # fmt: skip
        for namespace in NAMESPACES:
            self._socketio.emit("pulse", beat, namespace=namespace)
        self.hang_up()  # a command may have revoked one

    def _send_board(self) -> None:
        with self._building:
            self._board = board = self._office.see(hall_board.build)
        if hall_board.differs(self._last_sent, board):
            self._last_sent = board
            self._socketio.emit("board", board, namespace="/display")

    def _send_ticket(self, ticket_id: int) -> None:
        room = f"ticket:{ticket_id}"
        if self._alone and room not in self._socketio.server.manager.rooms.get("/ticket", {}):  # type: ignore[attr-defined]
            return
        found = self._office.see(ticket_views.public_of, ticket_id=ticket_id)
        if found is not None:
            self._socketio.emit("ticket", found, namespace="/ticket", to=room)

    def _now(self) -> str:
        return self._office.clock().astimezone(self._office.zone).isoformat(timespec="seconds")


def gathered(happened: queue.Queue[list[Event]]) -> list[Event]:
    """What happened and is to be told together. Paper first: a slip is given until the next thing that happens."""
    events = happened.get()
    if any(event.name == "slip_queued" for event in events):
        with suppress(queue.Empty):
            events = events + happened.get(timeout=PAPER_FIRST)
    while not happened.empty():
        events = events + happened.get_nowait()
    return events
