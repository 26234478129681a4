"""How long somebody waits, as an honest range.

The range plays the calling rules over the people really ahead, with the officers who really serve, each visit with the
times of its own purpose. So the times of short visits say nothing about long ones, but the turns that the rhythm gives
them are waited for. Nothing is said while too few visits are known.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from heapq import heapify, heapreplace
from math import ceil, sqrt

from office.hall import day, estimate, opening, turns
from office.hall.estimate import Crew, Visit, minutes_of
from office.hall.rhythm import Turn
from office.records.tables import Ticket
from office.records.work import Read

#: minutes: what a range is rounded to
STEP = 5


def outlook(read: Read, ticket: Ticket) -> tuple[int, dict[str, int] | None]:
    """How many will be called before a waiting ticket, and its range {low, high} in minutes (None: not known)."""
    if ticket.day != read.today:
        return 0, None
    ahead = turns.before(read, ticket)
    return len(ahead), _range(read, ticket.loket, ahead)


def _range(read: Read, loket: int, ahead: Sequence[Turn]) -> dict[str, int] | None:
    usual = estimate.visits(read, loket, "new")
    if usual is None:
        return None

    @cache
    def visit_of(purpose: str) -> Visit:
        return (estimate.visits(read, loket, purpose) if purpose != "new" else None) or usual

    crew = estimate.crew(read, loket)
    # sums of many visits vary less than many times one visit: the spread shrinks with the root of their number
    root = sqrt(max(1, ceil((len(ahead) + len(crew.busy)) / max(1, crew.size))))

    def low(purpose: str) -> float:
        visit = visit_of(purpose)
        return visit.mean - max(0.0, visit.mean - visit.low) / root

    def high(purpose: str) -> float:
        visit = visit_of(purpose)
        return visit.mean + max(0.0, visit.high - visit.mean) / root

    least, most = (round(_wall(read, crew.pace * _played(crew, ahead, minutes))) for minutes in (low, high))
    down = least // STEP * STEP
    return {"low": down, "high": max(down + STEP, ceil(most / STEP) * STEP)}


def _played(crew: Crew, ahead: Sequence[Turn], minutes: Callable[[str], float]) -> float:
    """Minutes of serving until the next officer is free for who comes after `ahead`."""
    # a visit that already takes longer than usual is given a quarter of a usual one more
    free = [max(minutes(purpose) - so_far, minutes(purpose) / 4) for purpose, so_far in crew.busy]
    free += [0.0] * (max(1, crew.size) - len(free))
    heapify(free)
    for turn in ahead:
        heapreplace(free, free[0] + minutes(turn.who.purpose))
    return free[0]


def _wall(read: Read, serving: float) -> float:
    """Minutes on the clock on the wall: the lokets open later than the kiosk, and they rest."""
    rules, at = read.settings.hours, read.local
    if not rules.enforced:
        return serving

    def moment(clock: time) -> datetime:
        return datetime.combine(at.date(), clock, at.tzinfo)

    today = day.what_today_is(read)
    start, rest = max(at, moment(opening.opening_time(rules, today))), opening.break_on(at, rules, today)
    end = start + timedelta(minutes=serving)
    if rest and end > moment(rest[0]) and start < moment(rest[1]):
        end += moment(rest[1]) - max(moment(rest[0]), start)
    return minutes_of(end - at)
