"""Days of calls at random: two lokets call at will, the TV of their zone speaks, fails, falls silent and comes back.

`python -m tests.bench.voice` goes through 500 of them, the tests through fewer.
"""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from office.configuration import changes
from office.hall import calls, speakers, tickets
from office.office import SYSTEM, Actor, Office, Seat
from office.people import devices
from office.records import parts
from office.records.tables import Call
from office.records.tables.hall import FIRST_ZONE
from office.views import loket as loket_view
from tests.conftest import Clock

LOKETS = {n: Actor("officer", n, f"loket {n}", (Seat("loket", n),)) for n in (1, 2)}
TV = Actor("token", 9, "tv", (Seat("display"),))
KIOSK = Actor("token", 8, "kios", (Seat("kiosk"),))
FINAL = {"played", "failed", "expired", "withdrawn"}


@dataclass
class Hall:
    """An office seen by its TV."""

    office: Office
    clock: Clock
    dice: random.Random
    zones: tuple[str, ...] = (FIRST_ZONE,)
    begun: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    beaten: dict[str, datetime] = field(default_factory=dict)

    def rows(self) -> list[Call]:
        return self.office.see(
            lambda read: list(read.session.scalars(select(Call).where(Call.day == read.today).order_by(Call.id)))
        )

    def beat(self, playing: int | None = None, screen: str = "a", zone: str = FIRST_ZONE) -> None:
        self.office.do(devices.heartbeat, by=TV, role="display", said={"zone": zone})
        self.office.do(speakers.beat, by=TV, screen=screen, sound=True, playing=playing, zone=zone)
        self.beaten[zone] = self.clock.now

    def looks(self, zone: str | None = None) -> int | None:
        """The call whose turn it is in a zone (none named: all are looked at); its order is checked on the way.

        Also that it is alone in its zone, and that no zone whose screen lives waits for another.
        """
        rows = self.rows()
        for each in self.zones:
            mine = [row for row in rows if row.zone == each and row.state in calls.OPEN]
            playing = [row.id for row in mine if row.state == "playing"]
            assert len(playing) <= 1, "two at one loudspeaker"
            lives = each in self.beaten and self.clock.now - self.beaten[each] < timedelta(seconds=29)
            assert playing or not (mine and lives), "a call waits though its own loudspeaker is free"
            begun = self.begun[each]
            if playing and playing[0] not in begun:
                assert not begun or playing[0] > begun[-1], "the order of the calls is kept"
                begun.append(playing[0])
        return next((row.id for row in rows if row.state == "playing" and row.zone == zone), None)

    def speaks(self, zone: str, dead: float = 0.0) -> None:
        """The TV of a zone announces the call whose turn it is, or fails, or is silent about it."""
        call = self.looks(zone)
        self.beat(call, f"tv {zone}", zone)
        if call is None:
            return
        self.clock.forward(seconds=11)
        if self.dice.random() < dead:
            return
        verb = calls.failed if self.dice.random() < 0.2 else calls.played
        self.office.do(verb, by=TV, call_id=call)
        self.looks()

    def loket(self, number: int) -> None:
        """An officer does the next thing that comes to mind."""
        by, what = LOKETS[number], self.dice.choice(("comes", "next", "next", "again", "serve", "finish"))
        ticket = self.office.see(loket_view.at_hand, holder=by.ref)
        if what == "comes":
            self.office.do(tickets.issue, by=KIOSK, loket=number)
        elif what == "next" and not (ticket and ticket["state"] == "called"):
            self.office.do(tickets.call_next, by=by, loket=number)
        elif ticket and ticket["state"] == "called" and what in ("again", "serve"):
            self.clock.forward(seconds=5)
            self.office.do(tickets.recall if what == "again" else tickets.serve, by=by, ticket_id=ticket["id"])
        elif ticket and ticket["state"] == "serving" and what == "finish":
            self.office.do(tickets.finish, by=by, ticket_id=ticket["id"])
        self.looks()


def in_zones(office: Office, *zones: str) -> None:
    """The zone of each loket, as the sheet of lokets sets it."""
    for number, zone in enumerate(zones, 1):
        part = f"loket:{number}"
        doc = office.see(lambda read, part=part: parts.read(read.session, part))
        office.do(changes.change, by=SYSTEM, part=part, seen=parts.fingerprint(doc), document=doc | {"zone": zone})


def walk(office: Office, clock: Clock, days: int, first: int = 0, zones: tuple[str, ...] = (FIRST_ZONE,)
         ) -> Counter[str]:  # fmt: skip
    """So many days from the seed `first`, each held to the rules; how the calls ended."""
    ends: Counter[str] = Counter()
    for seed in range(first, first + days):
        hall = Hall(office, clock, random.Random(seed), zones)
        _day(hall)
        rows = hall.rows()
        assert {row.state for row in rows} <= FINAL, seed
        said = [row.id for row in rows if row.state in ("played", "failed")]
        for zone in zones:
            here = [row.id for row in rows if row.zone == zone and row.id in said]
            assert here == [call for call in hall.begun[zone] if call in said], (seed, "once, in order")
        ends.update(row.state for row in rows)
        clock.forward(days=1)
        _empty_hands(office)
    return ends


def _day(hall: Hall) -> None:
    for number in (1, 1, 2, 2):
        hall.office.do(tickets.issue, by=KIOSK, loket=number)
    for _ in range(14):
        step = hall.dice.random()
        if step < 0.6:
            hall.loket(hall.dice.choice((1, 2)))
        elif step < 0.9:
            hall.speaks(hall.dice.choice(hall.zones), dead=0.2)
        else:
            hall.clock.forward(seconds=hall.dice.choice((1, 20, 240)))
            hall.office.do(calls.expire, by=SYSTEM)
            hall.looks()
    for _ in range(60):
        if all(row.state in FINAL for row in hall.rows()):
            break
        for zone in hall.zones:
            hall.speaks(zone)


def _empty_hands(office: Office) -> None:
    for by in LOKETS.values():
        ticket = office.see(loket_view.at_hand, holder=by.ref)
        if ticket:
            office.do(tickets.no_show if ticket["state"] == "called" else tickets.finish, by=by, ticket_id=ticket["id"])
