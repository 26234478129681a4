"""Timed work of the web process: the pulse, expiring calls and files, forgetting what need not be kept."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from office import office as door
from office.contacts import contacts
from office.files import files, nudges
from office.hall import calls, closing, day, leftovers, outages
from office.office import SYSTEM, Office
from office.paper import leases, rooms
from office.people import delegations, drafts, sessions
from server.tell import PULSE_SECONDS, Teller

log = logging.getLogger("pendopo.chores")
#: between two marks of life: an outage is known to begin this exactly, or at the last act of a person
MARK_SECONDS = 30
#: a file that turns amber or red is told so soon after
NUDGE_SECONDS = 60
#: a print room asks for work every 20 s at the latest
ROOM_PATIENCE = 45.0


@dataclass
class Chore:
    """Something done every `seconds`."""

    seconds: float
    work: Callable[[], object]
    due: float = 0.0


class RoomWatch:
    """Notices print rooms that fell silent, by this process's own clock: a wrong or moved clock is no silence."""

    def __init__(self, office: Office, patience: float = ROOM_PATIENCE) -> None:
        self._office, self._patience = office, patience
        self._heard: dict[str, tuple[datetime, float]] = {}

    def __call__(self) -> None:
        """One look: a room that has said nothing new for `patience` seconds is silent."""
        now = time.monotonic()
        for room, sign in self._office.see(rooms.last_signs).items():
            if self._heard.get(room, (None, 0.0))[0] != sign:
                self._heard[room] = (sign, now)
        silent = [room for room, (_, since) in self._heard.items() if now - since > self._patience]
        if silent:
            self._office.do(rooms.fell_silent, by=SYSTEM, rooms=silent)


def keep_going(office: Office, teller: Teller, ended: Callable[[], bool]) -> None:
    """Do the chores until the process ends. One that fails is logged and tried again at its next turn."""
    chores = [
        Chore(PULSE_SECONDS, teller.pulse),
        Chore(1, lambda: office.do(calls.expire, by=SYSTEM)),
        Chore(5, lambda: office.do(day.notice, by=SYSTEM)),
        Chore(15, lambda: tend_day(office)),
        Chore(MARK_SECONDS, lambda: office.do(outages.notice, by=SYSTEM)),
        Chore(5, lambda: office.do(leases.expire, by=SYSTEM)),
        Chore(5, RoomWatch(office)),
        Chore(15, lambda: office.do(delegations.tell_turns, by=SYSTEM)),
        Chore(NUDGE_SECONDS, lambda: office.do(nudges.nudge, by=SYSTEM)),
        Chore(3600, lambda: office.do(files.expire, by=SYSTEM)),
        Chore(3600, lambda: office.do(contacts.remind, by=SYSTEM)),
        Chore(3600, lambda: office.do(leftovers.lapse, by=SYSTEM)),
        Chore(3600, lambda: office.do(door.forget_requests, by=SYSTEM)),
        Chore(3600, lambda: office.do(sessions.forget, by=SYSTEM)),
        Chore(3600, lambda: office.do(drafts.expire, by=SYSTEM)),
    ]
    while not ended():
        for chore in chores:
            if time.monotonic() >= chore.due:
                chore.due = time.monotonic() + chore.seconds
                _attempt(chore)
        time.sleep(0.2)


def look_back(office: Office) -> None:
    """Before anybody is served: was the hall away? Whoever came first would be taken for a sign of life."""
    _attempt(Chore(0, lambda: office.do(outages.notice, by=SYSTEM)))


def tend_day(office: Office) -> None:
    """Open and close the day by its hours; each day that ended gets its sheet, in an act of its own."""
    for ended in office.do(closing.tend, by=SYSTEM)["closed"]:
        office.do(closing.close_slip, by=SYSTEM, on=ended)


def _attempt(chore: Chore) -> None:
    try:
        chore.work()
    except Exception:
        # a chore must not end the others; the fault is on record and the next turn comes
        log.exception("chore failed")
