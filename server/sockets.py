"""The four namespaces. They only push; what a client may hear is decided when it connects."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from flask import request
from flask_socketio import Namespace, SocketIO, emit, join_room
from socketio.exceptions import ConnectionRefusedError as NotLetIn

from office.errors import Refusal
from office.hall import speakers
from office.office import SYSTEM, Actor, Office
from office.people import devices, paired
from office.views import tickets
from server.doors import visitor

LISTENERS: Mapping[str, tuple[str, ...]] = {
    "/display": ("display", "supervisor", "loket", "kiosk", "admin"),
    "/counter": ("loket", "kasi", "operator", "sekcam", "camat", "supervisor", "admin"),
    "/kiosk": ("kiosk", "loket", "supervisor"),
    "/ticket": (),
}


#: kinds of listeners that may be shut out while they listen: each has a room of its own
REVOCABLE = ("device", "token")


def install(socketio: SocketIO, office: Office, board: Callable[[], dict[str, Any]]) -> None:
    """Open the namespaces; `board()` is the board as it stands."""
    for name in ("/counter", "/kiosk"):
        socketio.on_namespace(Quiet(name, office))
    socketio.on_namespace(Display("/display", office, board))
    socketio.on_namespace(TicketFeed("/ticket", office))


class Quiet(Namespace):
    """A namespace that says nothing on connect: its client fetches what it needs."""

    def __init__(self, name: str, office: Office) -> None:
        super().__init__(name)
        self.office = office
        self.listeners = frozenset(LISTENERS[name])

    def on_connect(self, auth: dict[str, Any] | None = None) -> None:
        """Let in who may listen."""
        self.enter(auth)

    def enter(self, auth: dict[str, Any] | None) -> Actor:
        """The listening actor, by token or session; refuses the connection otherwise."""
        try:
            token = (auth or {}).get("token") if isinstance(auth, dict) else None
            actors = (self.office.see(devices.bearer, token=str(token)),) if token else visitor(self.office).actors
        except Refusal as refusal:
            raise NotLetIn(refusal.code) from None
        fitting = [actor for actor in actors if actor.desks & self.listeners]
        if not fitting:
            raise NotLetIn("not_signed_in" if not actors else "not_your_desk")
        if fitting[0].kind in REVOCABLE:
            join_room(fitting[0].ref)
        return fitting[0]


class Display(Quiet):
    """`board` on connect and after every change that it shows."""

    def __init__(self, name: str, office: Office, board: Callable[[], dict[str, Any]]) -> None:
        super().__init__(name, office)
        self._board = board
        self._new: set[str] = set()
        self._turn, self._noting = threading.Lock(), threading.Lock()

    def on_connect(self, auth: dict[str, Any] | None = None) -> None:
        """Let in who may watch, note the sign of life of a screen, send the board."""
        with self._turn:
            actor = self.enter(auth)
            # a kiosk's press comes between two screens, not behind a thousand
            self.socketio.sleep(0)  # type: ignore[attr-defined]
        if "display" in actor.desks:
            self._note(actor.ref)
        emit("board", self._board())

    def _note(self, who: str) -> None:
        """A sign of life. Screens that come together, a thousand after a restart, are noted in one act."""
        self._new.add(who)
        time.sleep(0)  # whoever else has just come in adds its own
        with self._noting:
            if who in self._new:
                new, self._new = self._new, set()
                self.office.do(devices.heard, by=SYSTEM, role="display", whom=sorted(new))

    def on_disconnect(self, _reason: str = "") -> None:
        """Where the screen that speaks hangs up, another may speak at once."""
        socket: str = request.sid  # type: ignore[attr-defined]
        if self.office.see(speakers.listens_by, socket=socket):
            self.office.do(speakers.hang_up, by=SYSTEM, socket=socket)


class TicketFeed(Quiet):
    """One resident's ticket: opened by the ticket's own token."""

    def on_connect(self, auth: dict[str, Any] | None = None) -> None:
        """Send the ticket and keep its holder told."""
        token = str((auth or {}).get("token", "")) if isinstance(auth, dict) else ""
        try:
            found = self.office.see(tickets.by_token, token=token)
        except Refusal as refusal:
            raise NotLetIn(refusal.code) from None
        join_room(f"ticket:{found.pop('room')}")
        emit("ticket", found)


def hang_up_on_revoked(socketio: SocketIO, office: Office) -> None:
    """End the connections of screens and tokens that were revoked, here or by another process."""
    manager = socketio.server.manager  # type: ignore[attr-defined]
    here = {(name, room) for name in LISTENERS for room in list(manager.rooms.get(name, {}))
            if str(room).startswith(tuple(f"{kind}:" for kind in REVOCABLE))}  # fmt: skip
    if not here:
        return
    gone = set(office.see(paired.shut_out, refs=sorted({room for _, room in here})))
    for name, room in sorted(here):
        if room in gone:
            for sid, _eio in list(manager.get_participants(name, room)):
                socketio.server.disconnect(sid, namespace=name)  # type: ignore[attr-defined]
