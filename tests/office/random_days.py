"""A hall over random days, seen from outside: who waits where, who has whom at hand, how long anybody is passed over.

Nothing of the office's bookkeeping is looked at while the days go on; at the end the two must agree.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select

from office.errors import AtHand, StillCalled
from office.hall import closing, hands, leftovers, tickets
from office.office import SYSTEM, Actor, Office, Seat
from office.records.tables import Leftover, Ticket
from tests.conftest import Clock

KIOSK = Actor("token", 1, "kios", (Seat("kiosk"),))
#: two at loket 1, and one who sits at both
OFFICERS = (Actor("officer", 1, "Ani", (Seat("loket", 1),)), Actor("officer", 2, "Budi", (Seat("loket", 1),)),
            Actor("officer", 3, "Cici", (Seat("loket", 1), Seat("loket", 2))))  # fmt: skip
ANYWHERE = Actor("officer", 4, "Dedi", (Seat("loket"),))
WISHES: tuple[dict[str, Any], ...] = (
    {}, {"purpose": "complete"}, {"purpose": "collect"}, {"purpose": "help"}, {"priority": "lansia"},
    {"priority": "hamil", "purpose": "collect"}, {},
)  # fmt: skip
P, E = 2, 3

STEPS = ("comes",) * 5 + ("calls",) * 6 + ("ends",) * 4 + ("back",) * 2 + ("waiting",) * 2 + ("promise",) * 2
STEPS += ("take_over", "leaves")
#: one step: what, and two numbers that choose who and how
EVENTS = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 11), st.integers(0, 11)), min_size=1, max_size=45)


def most_calls(kind: str, k: int) -> int:
    """How many calls may pass over somebody who waits while k of the same class are called.

    A long visit: r = k + 1 + k // (E - 1) regular ones, a short visit: r = k + (k + 1) * (E - 1), and P priority calls
    before each of them and before itself: r + P * (r + 1). A priority visit: k + 1 + k // P.
    """
    if kind == "priority":
        return k + 1 + k // P
    r = k + 1 + k // (E - 1) if kind == "long" else k + (k + 1) * (E - 1)
    return r + P * (r + 1)


@dataclass
class Visit:
    """One number as its holder knows it."""

    id: int
    number: str
    loket: int
    wish: dict[str, Any]
    promised: int | None = None
    state: str = "waiting"
    holder: Actor | None = None
    #: calls at its loket since it waits there in this class, and those of its own class
    passed: int = 0
    own: int = 0

    @property
    def kind(self) -> str:
        """The class that the hall's rules give it."""
        if self.wish.get("priority"):
            return "priority"
        return "short" if self.wish.get("purpose") in ("complete", "collect") else "long"

    @property
    def place(self) -> tuple[bool, int, int]:
        """Promises first, in their order; then who came first."""
        return self.promised is None, self.promised or 0, self.id

    def waits(self) -> None:
        """(Again) in the queue: the count begins anew."""
        self.state, self.holder, self.passed, self.own = "waiting", None, 0, 0


@dataclass
class Days:
    """The hall from its first day of this example on."""

    office: Office
    clock: Clock
    visits: dict[int, Visit] = field(default_factory=dict)
    promises: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)

    def do(self, act: Any, by: Actor, **body: Any) -> dict[str, Any]:
        """One act, half a minute later."""
        self.clock.forward(seconds=30)
        return dict(self.office.do(act, by=by, **body))

    def step(self, what: str, a: int, b: int) -> None:
        """One event, as far as there is anybody to whom it can happen."""
        getattr(self, f"_{what}")(a, b)

    def those(self, *states: str) -> list[Visit]:
        """Visits in these states, oldest first."""
        return [visit for visit in self.visits.values() if visit.state in states]

    def at_hand(self, officer: Actor) -> Visit | None:
        """Whom the officer has called or serves."""
        return next((one for one in self.those("called", "serving") if one.holder == officer), None)

    def _new(self, made: dict[str, Any], wish: dict[str, Any], promised: int | None = None) -> None:
        self.visits[made["id"]] = Visit(made["id"], made["number"], made["loket"], wish, promised)

    def _comes(self, a: int, b: int) -> None:
        for n in range(1 + b % 4):
            wish = WISHES[(a + n) % len(WISHES)]
            self._new(self.do(tickets.issue, KIOSK, loket=1 + (b % 5 == 4), **wish), wish)

    def _promise(self, a: int, b: int) -> None:
        if self.promises:
            key, code, wish = self.promises.pop(a % len(self.promises))
            made = self.do(leftovers.honour, KIOSK, code=code)
            assert made["honoured"]
            self._new(made, wish, key)

    def _calls(self, a: int, b: int) -> None:
        officer = OFFICERS[a % 3]
        loket = 1 + (officer is OFFICERS[2] and b % 2)
        mine = self.at_hand(officer)
        if mine is not None and mine.state == "called":
            self._is_asked(officer, loket, mine)
        found = self.do(tickets.call_next, officer, loket=loket)
        if mine is not None:
            mine.state = "done"
        there = [one for one in self.those("waiting") if one.loket == loket]
        assert bool(found) == bool(there), "somebody waits and nobody is called, or the other way round"
        if found:
            self._is_called(self.visits[found["id"]], officer, there)

    def _is_asked(self, officer: Actor, loket: int, mine: Visit) -> None:
        try:
            self.do(tickets.call_next, officer, loket=loket)
        except StillCalled as asked:
            assert asked.extra["ticket"] == mine.id
            self.do(tickets.serve, officer, ticket_id=mine.id)
            mine.state = "serving"
        else:
            raise AssertionError("called over somebody who was called")

    def _is_called(self, called: Visit, officer: Actor, there: list[Visit]) -> None:
        """Each is called once at a time, the first of the class, and nobody else waits longer than is promised."""
        assert called in there, f"{called} does not wait there"
        for other in there:
            if other is called:
                continue
            assert other.kind != called.kind or called.place < other.place, f"{called} before {other}"
            other.passed += 1
            other.own += other.kind == called.kind
            assert other.passed <= most_calls(other.kind, other.own), f"{other} starves"
        called.state, called.holder = "called", officer

    def _ends(self, a: int, b: int) -> None:
        there = self.those("called", "serving")
        if there:
            self._end(there[a % len(there)], b % 7)

    def _end(self, visit: Visit, how: int) -> None:
        officer = visit.holder
        assert officer is not None
        if how == 0 and visit.state == "called":
            self.do(tickets.no_show, officer, ticket_id=visit.id)
            visit.state, visit.holder = "no_show", None
        elif how == 1:
            self.do(tickets.hold, officer, ticket_id=visit.id, minutes=5)
            visit.state, visit.holder = "held", None
        elif how == 2:
            self._moves(visit, officer)
        elif how == 3:
            self.do(tickets.give_back, officer, ticket_id=visit.id)
            visit.waits()
        else:
            self.do(tickets.finish, officer, ticket_id=visit.id)
            visit.state = "done"

    def _moves(self, visit: Visit, officer: Actor) -> None:
        moved = self.do(tickets.transfer, officer, ticket_id=visit.id, loket=3 - visit.loket)
        assert moved["number"] == visit.number
        visit.loket = moved["loket"]
        visit.waits()

    def _back(self, a: int, b: int) -> None:
        away = self.those("no_show", "held")
        if not away:
            return
        visit = away[a % len(away)]
        if visit.state == "no_show":
            self.do(tickets.restore, ANYWHERE, ticket_id=visit.id)
            visit.waits()
        elif b % 2:
            self.do(tickets.resume, ANYWHERE, ticket_id=visit.id)
            visit.waits()
        else:
            self._call_back(visit, OFFICERS[2])

    def _call_back(self, visit: Visit, officer: Actor) -> None:
        mine = self.at_hand(officer)
        try:
            self.do(tickets.call_back, officer, ticket_id=visit.id)
        except AtHand as asked:
            assert mine is not None and asked.extra["ticket"] == mine.id
            self.do(tickets.call_back, officer, ticket_id=visit.id, at_hand="return")
            mine.waits()
        visit.state, visit.holder = "called", officer

    def _waiting(self, a: int, b: int) -> None:
        """The loket puts somebody aside, sends on, puts right or crosses out who only waits."""
        there = self.those("waiting")
        if not there:
            return
        visit = there[a % len(there)]
        if b % 4 == 0:
            self.do(tickets.hold, ANYWHERE, ticket_id=visit.id, reason="fotokopi")
            visit.state = "held"
        elif b % 4 == 1:
            self._moves(visit, ANYWHERE)
        elif b % 4 == 2:
            before, visit.wish = visit.kind, {"purpose": "new", **WISHES[b % len(WISHES)]}
            self.do(tickets.correct, ANYWHERE, ticket_id=visit.id, **{"priority": False, **visit.wish})
            if visit.kind != before:
                visit.waits()
        else:
            self.do(tickets.cancel, ANYWHERE, ticket_id=visit.id)
            visit.state = "cancelled"

    def _take_over(self, a: int, b: int) -> None:
        theirs, officer = self.at_hand(OFFICERS[a % 2]), OFFICERS[1 - a % 2]
        if theirs is not None and self.at_hand(officer) is None:
            self.do(tickets.take_over, officer, ticket_id=theirs.id)
            theirs.holder = officer

    def _leaves(self, a: int, b: int) -> None:
        officer = OFFICERS[a % 3]
        mine = self.at_hand(officer)
        self.do(hands.leave, officer, loket=1, at_hand="return" if b % 2 else "finish")
        if mine is not None and b % 2:
            mine.waits()
        elif mine is not None:
            mine.state = "done"

    def drain(self) -> None:
        """Until nobody waits any more."""
        for officer, b in ((OFFICERS[0], 0), (OFFICERS[2], 1)):
            while any(one.loket == 1 + b for one in self.those("waiting")):
                self._calls(OFFICERS.index(officer), b)

    def closes(self) -> None:
        """Everybody who is still here gets a promise, or is being served to the end; nobody is forgotten."""
        left = {visit.id: visit for visit in self.those("waiting", "held", "called")}
        answer = self.do(closing.close_day, SYSTEM, serving="finish")
        assert answer["left"] == len(left)
        given = select(Leftover).where(Leftover.ticket_id.in_([*self.visits]))
        rows = self.office.see(lambda read: {row.ticket_id: (row.id, row.code) for row in read.session.scalars(given)})
        assert set(rows) == set(left), "a promise to each who is left, and to nobody else"
        for visit in left.values():
            visit.state, visit.holder = "cancelled", None
            self.promises.append((*rows[visit.id], visit.wish))
        for visit in self.those("serving"):
            visit.state = "done"
        self.agree()

    def agree(self) -> None:
        """What the residents know and what the office has recorded are the same."""
        rows = select(Ticket).where(Ticket.id.in_([*self.visits]))
        kept = self.office.see(lambda read: {t.id: (t.label, t.state, t.loket) for t in read.session.scalars(rows)})
        assert kept == {one.id: (one.number, one.state, one.loket) for one in self.visits.values()}
        numbers = defaultdict(list)
        for visit in self.visits.values():
            numbers[visit.number[0]].append(int(visit.number[2:]))
        for series, given in numbers.items():
            assert given == list(range(1, len(given) + 1)), f"{series}: {given}"
        assert not [count for count in Counter(one.holder for one in self.those("called")).values() if count > 1]

    def next_day(self) -> None:
        """A night later; yesterday's numbers are history, its promises hold."""
        self.visits = {}
        self.clock.forward(days=1)
