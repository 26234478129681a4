"""How long a visit takes, from real ones, and who serves now. What it means for who waits: `office.hall.waits`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean, quantiles

from sqlalchemy import bindparam, or_, select

from office.hall import opening, turns
from office.hall.opening import DaySettings
from office.records.tables import Loket, Ticket
from office.records.work import Read

#: finished visits looked at (per loket and purpose), and how many are the least to say anything
SAMPLE, LEAST_SAMPLE = 40, 5
SAMPLE_DAYS = timedelta(days=30)
#: minutes: shorter was pressed through, longer was forgotten ("selesai" came hours later)
SHORTEST, LONGEST = 0.3, 90.0
#: who called somebody within this time is serving now
RECENT = timedelta(minutes=30)
#: finished visits, newest first; asked at every press, so made once
_VISITS = (
    select(Ticket.served_at, Ticket.finished_at)
    .where(Ticket.loket == bindparam("at"), Ticket.state == "done", Ticket.purpose == bindparam("for"),
           Ticket.served_at.is_not(None), Ticket.outage_id.is_(None), Ticket.finished_at > bindparam("since"))
    .order_by(Ticket.finished_at.desc()).limit(SAMPLE)
)  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """Minutes of visits of one purpose: lower and upper quartile, median, mean."""

    low: float
    middle: float
    high: float
    mean: float


@dataclass(frozen=True)
class Crew:
    """Who serves a loket now. `busy`: (purpose, minutes so far) of each visit under way; `pace` > 1: some also serve
    another loket, and everything takes so much longer."""

    size: int
    busy: tuple[tuple[str, float], ...] = ()
    pace: float = 1.0


def minutes_per_visit(read: Read, loket: int, purpose: str = "new") -> float | None:
    """The usual minutes of a visit (median of recent ones), or None while too few are known."""
    visit = visits(read, loket, purpose)
    return visit.middle if visit else None


def officers(read: Read, loket: int) -> int:
    """How many serve now: distinct officers with a number at hand or a call lately; an open loket has at least one."""
    return crew(read, loket).size


def visits(read: Read, loket: int, purpose: str) -> Visit | None:
    """Times of recent visits, without what a break, a midnight, an outage or a forgotten "selesai" made of them."""
    rows = read.session.execute(_VISITS, {"at": loket, "for": purpose, "since": read.now - SAMPLE_DAYS})
    minutes = [minutes_of(row.finished_at - row.served_at) for row in rows
               if _within_one_sitting(read, row.served_at, row.finished_at)]  # fmt: skip
    return _typical([one for one in minutes if SHORTEST <= one <= LONGEST])


def _typical(minutes: list[float]) -> Visit | None:
    if len(minutes) < LEAST_SAMPLE:
        return None
    low, middle, high = quantiles(minutes, n=4, method="inclusive")
    fence = high + 1.5 * (high - low)  # the usual rule for what is too far out to be a visit
    return Visit(low, middle, high, fmean(min(one, fence) for one in minutes))


def _within_one_sitting(read: Read, begun: datetime, ended: datetime) -> bool:
    start, end, rules = begun.astimezone(read.zone), ended.astimezone(read.zone), read.settings.hours
    if start.date() != end.date():
        return False
    rest = opening.break_on(start, rules, DaySettings()) if rules.enforced else None
    return rest is None or not start.time() < rest[0] <= end.time()


def crew(read: Read, loket: int) -> Crew:
    """Who serves `loket`: whoever has a number of it at hand or called one lately, perhaps beside another loket."""
    rows = at_work(read)
    places: dict[str, set[int]] = {}
    for row in rows:
        places.setdefault(row.holder or "", set()).add(row.loket)
    mine = [holder for holder, lokets in places.items() if loket in lokets]
    busy = tuple((row.purpose, minutes_of(read.now - (row.served_at or read.now))) for row in rows
                 if row.holder in mine and row.state in turns.AT_HAND)  # fmt: skip
    if not mine:
        state = read.session.scalar(select(Loket.state).where(Loket.number == loket))
        return Crew(int(state == "open"))
    return Crew(len(mine), busy, len(mine) / sum(1 / len(places[holder]) for holder in mine))


def at_work(read: Read) -> Sequence[Ticket]:
    """Today's numbers that an officer has at hand or called lately, newest first."""
    rule = (Ticket.day == read.today, Ticket.holder.is_not(None))
    lately = or_(Ticket.state.in_(turns.AT_HAND), Ticket.first_called_at > read.now - RECENT)
    return read.session.scalars(select(Ticket).where(*rule, lately).order_by(Ticket.first_called_at.desc())).all()


def minutes_of(span: timedelta) -> float:
    """A span in minutes, never below zero (clocks are set back)."""
    return max(0.0, span.total_seconds() / 60)
