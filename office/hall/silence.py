"""When the system was last heard of, and what its silence cut off."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import select

from office.files import deadlines
from office.hall.day import what_it_is
from office.hall.opening import DaySettings, loket_time_left
from office.records.tables import Day, Heartbeat, HistoryHead, HistoryRow, Outage, Ticket
from office.records.work import Read, Work

#: the mark of life stands among the other signs of life, under this name
WHO, ROLE = "system", "office"
#: after a restart this many newer rows of history are looked at; between two marks there are few
LOOK_BACK = 5000


def mark(work: Work) -> None:
    """The system lives: when, and how far history had come. No history row."""
    head = work.session.scalar(select(HistoryHead.seq).where(HistoryHead.id == 1)) or 0
    work.session.merge(Heartbeat(who=WHO, role=ROLE, seen_at=work.now, said={"seq": head}))


def since_last_mark(read: Read) -> tuple[datetime, datetime] | None:
    """The longest silence since the last mark: (from, to); None before the first mark.

    People's acts after the mark are signs of life too; what commands wrote while the hall was away is not.
    """
    row = read.session.get(Heartbeat, (WHO, ROLE))
    if row is None:
        return None
    rule = (HistoryRow.seq > row.said.get("seq", 0), HistoryRow.actor != "system")
    acts = read.session.scalars(select(HistoryRow.at).where(*rule).order_by(HistoryRow.seq).limit(LOOK_BACK))
    signs = [row.seen_at, *acts, read.now]
    return max(pairwise(signs), key=lambda pair: pair[1] - pair[0])


def served_time(read: Read, start: datetime, end: datetime) -> timedelta:
    """How long the lokets should have served between two moments: their hours of working days, without the break.

    A day closed by hand ends there; one opened by hand counts though it is a day off.
    """
    begins, ends = start.astimezone(read.zone), end.astimezone(read.zone)
    rows = select(Day).where(Day.day.between(begins.date(), ends.date()))
    known = {row.day: row for row in read.session.scalars(rows)}
    calendar = deadlines.calendar(read)
    total, day = timedelta(0), begins.date()
    while day <= ends.date():
        kind = what_it_is(calendar, day)
        if kind.is_open or day in known:
            total += _served_on(read, kind, day, known.get(day), (begins, ends))
        day += deadlines.ONE_DAY
    return total


def _served_on(read: Read, kind: DaySettings, day: date, row: Day | None, gap: tuple[datetime, datetime]) -> timedelta:
    morning = datetime.combine(day, time(0), read.zone)
    last = row.closed_at if row is not None and row.state == "closed" and row.closed_at else morning + deadlines.ONE_DAY
    first, last = max(gap[0], morning), min(gap[1], last.astimezone(read.zone))
    if last <= first:
        return timedelta(0)
    hours = read.settings.hours
    after = loket_time_left(last, hours, kind) if last.date() == day else timedelta(0)
    return max(loket_time_left(first, hours, kind) - after, timedelta(0))


def interrupted(read: Read, outage: Outage) -> list[Ticket]:
    """Numbers of the kiosk that were called, served, set aside or waiting when the silence began, and still are."""
    day, ends = outage.from_at.astimezone(read.zone).date(), outage.to_at or read.now
    at_hand = Ticket.state.in_(("called", "serving")) & (Ticket.first_called_at < ends)
    in_line = Ticket.state.in_(("waiting", "held")) & (Ticket.issued_at <= outage.from_at)
    rule = (Ticket.day == day, Ticket.outage_id.is_(None), at_hand | in_line)
    return list(read.session.scalars(select(Ticket).where(*rule).order_by(Ticket.issued_at, Ticket.id)))
