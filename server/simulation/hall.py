"""The simulated hall: time that can run fast, and lokets that call one number after the other."""

import heapq
import itertools
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from server.simulation.client import Refused, Server
from server.simulation.people import Resident


@dataclass(frozen=True)
class Wait:
    """Minutes pass."""

    minutes: float


@dataclass(frozen=True)
class Turn:
    """Wait with this ticket until its loket calls it; the journey goes on at the loket (None: the ticket is lost)."""

    ticket: dict[str, Any]
    loket: int


@dataclass(frozen=True)
class Leave:
    """Go from the loket; `done`: the visit is over (else the ticket was held or sent elsewhere)."""

    done: bool = True


Step: TypeAlias = Wait | Turn | Leave
Steps: TypeAlias = Generator[Step, Any, str]


class Time:
    """Office minutes since the first arrival. `speed` 60: an hour takes a minute; 0: as fast as it goes."""

    def __init__(self, speed: float) -> None:
        self.now, self._speed = 0.0, speed
        self._order, self._due = itertools.count(), list[tuple[float, int, Callable[[], None]]]()
        self._begun = time.monotonic()

    def after(self, minutes: float, work: Callable[[], None]) -> None:
        """Do `work` in so many minutes; at the same moment in the order of asking."""
        heapq.heappush(self._due, (self.now + minutes, next(self._order), work))

    def run(self) -> None:
        """Until nothing is left to do."""
        while self._due:
            self.now, _, work = heapq.heappop(self._due)
            if self._speed:
                time.sleep(max(0.0, self._begun + self.now * 60 / self._speed - time.monotonic()))
            work()


@dataclass
class Visit:
    """One resident on the way: the steps still to come, and where they stand."""

    resident: Resident
    steps: Steps
    loket: "Loket | None" = None
    ticket: dict[str, Any] = field(default_factory=dict)
    waiting_since: float = 0.0


class Hall:
    """Walks all visits; `ended(visit, outcome)` is told of each end, `waited(minutes)` of each call."""

    def __init__(self, server: Server, clock: Time, lokets: list[int], ended: Callable[[Visit, str], None],
                 waited: Callable[[float], None]) -> None:  # fmt: skip
        self.server, self.clock, self._ended, self.waited = server, clock, ended, waited
        self.lokets = {number: Loket(self, number) for number in lokets}

    def go(self, visit: Visit, answer: Any = None) -> None:
        """The visit's next step, told the `answer` to the last one."""
        try:
            step = visit.steps.send(answer)
        except StopIteration as end:
            self.end(visit, str(end.value))
        except Refused as refused:
            self.note(refused)
            self.end(visit, "galat")
        else:
            self._take(visit, step)

    def _take(self, visit: Visit, step: Step) -> None:
        match step:
            case Wait(minutes):
                self.clock.after(minutes, lambda: self.go(visit))
            case Turn(ticket, loket):
                visit.ticket, visit.waiting_since = ticket, self.clock.now
                self.lokets[loket].joins(visit)
            case Leave(done):
                if visit.loket is not None:
                    visit.loket.leaves(visit, done)
                self.go(visit)

    def end(self, visit: Visit, outcome: str) -> None:
        """The visit is over."""
        visit.steps.close()
        if visit.loket is not None:
            visit.loket.leaves(visit, done=True)
        self._ended(visit, outcome)

    def note(self, refused: Refused) -> None:
        """An answer that should not have come."""
        self.server.figures.errors[f"{refused.code} ({refused.status}): {refused.detail}"] += 1

    def soon(self, minutes: float, work: Callable[[], None], visit: Visit | None = None) -> None:
        """Do `work` in so many minutes; when it is refused, that is noted and the `visit` it is for ends."""

        def attempt() -> None:
            try:
                work()
            except Refused as refused:
                self.note(refused)
                if visit is not None:
                    self.end(visit, "galat")

        self.clock.after(minutes, attempt)


class Loket:
    """One counter and its officer: calls, waits for who comes, serves, finishes."""

    def __init__(self, hall: Hall, number: int) -> None:
        self.hall, self.number, self.desk = hall, number, f"loket{number}"
        self.waiting: dict[int, Visit] = {}
        self._busy = False

    def joins(self, visit: Visit) -> None:
        """One more waits here."""
        self.waiting[visit.ticket["id"]] = visit
        self._look_soon()

    def leaves(self, visit: Visit, done: bool) -> None:
        """Who stood here goes; the next call finishes the ticket, or this does when nobody waits."""
        visit.loket, self._busy = None, False
        if done and not self.waiting:
            self.hall.soon(0, lambda: self._finish(visit.ticket))
        self._look_soon()

    def move(self, ticket: dict[str, Any], act: str, **body: Any) -> Any:
        """An act of this loket on a ticket."""
        path = f"/api/v1/tickets/{ticket['id']}/{act}"
        return self.hall.server.post(self.desk, f"POST /tickets/…/{act}", path, body)

    def _finish(self, ticket: dict[str, Any]) -> None:
        if not self._busy:
            self.move(ticket, "finish")

    def _look_soon(self) -> None:
        if not self._busy:
            self.hall.soon(0.1, self._look)

    def _look(self) -> None:
        if self._busy or not self.waiting:
            return
        ticket = self._call_next()
        if ticket is None:
            self._look_for_lost()
            return
        self._busy = True
        self.hall.server.get("display", "GET /board", "/api/v1/board")
        visit = self.waiting.pop(ticket["id"], None)
        if visit is None:
            self.hall.soon(0.5, lambda: self._serve_stranger(ticket))
        elif visit.resident.happens("absent"):
            self.hall.soon(1, lambda: self._give_up(visit), visit)
        else:
            self.hall.waited(self.hall.clock.now - visit.waiting_since)
            visit.loket = self
            self.hall.soon(0.5, lambda: self._serve(visit), visit)

    def _call_next(self) -> dict[str, Any] | None:
        """The next number of this loket, which is opened when it was not."""
        path, kind = f"/api/v1/lokets/{self.number}/", "POST /lokets/…/call-next"
        try:
            ticket: dict[str, Any] | None = self.hall.server.post(self.desk, kind, f"{path}call-next")
        except Refused as refused:
            if refused.code != "loket_closed":
                raise
            self.hall.server.post(self.desk, "POST /lokets/…/open", f"{path}open")
            ticket = self.hall.server.post(self.desk, kind, f"{path}call-next")
        return ticket

    def _serve(self, visit: Visit) -> None:
        self.move(visit.ticket, "serve")
        self.hall.go(visit, self)

    def _give_up(self, visit: Visit) -> None:
        """Nobody came: called again, marked absent; some come after all and keep their place."""
        self.move(visit.ticket, "recall")
        self.move(visit.ticket, "no-show")
        self._busy = False
        if visit.resident.happens("comes_after_all"):
            self.hall.soon(5, lambda: self._restore(visit), visit)
        else:
            self.hall.end(visit, "tidak hadir")
        self._look_soon()

    def _restore(self, visit: Visit) -> None:
        self.move(visit.ticket, "restore")
        self.joins(visit)

    def _serve_stranger(self, ticket: dict[str, Any]) -> None:
        """A number that was taken beside the simulation: served, so that the queue goes on."""
        self._busy = False
        self.move(ticket, "serve")
        self.move(ticket, "finish")
        self._look_soon()

    def _look_for_lost(self) -> None:
        """Nobody waits for the server: midnight passed, or an officer at a real screen called ours."""
        lost, self.waiting = list(self.waiting.values()), {}
        for visit in lost:
            self.hall.go(visit)
