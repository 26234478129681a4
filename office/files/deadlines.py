"""The working-day clock of a file, read from the office's calendar, hours and outages as they stand. Never stored."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from office.files import clock
from office.files.calendar_file import Holiday, Span, load_calendar
from office.files.clock import ClockState, OfficeCalendar, Pause
from office.records.tables import CalendarDay, CalendarSpan, File, Outage
from office.records.work import Read

ONE_DAY = timedelta(days=1)
#: two Ramadans that begin less than this apart are the same one; the next comes eleven months later
SAME_RAMADAN = timedelta(days=60)


def calendar(read: Read) -> OfficeCalendar:
    """The office's own: hours of work, days off, openings, early closings, Ramadan, times without the system."""
    holidays: dict[date, object] = {}
    closings: dict[date, time] = {}
    opened: set[date] = set()
    days = select(CalendarDay.day, CalendarDay.kind, CalendarDay.name, CalendarDay.closes)
    for row in read.session.execute(days):
        if row.closes and row.kind in ("tutup_awal", "buka"):
            closings[row.day] = time.fromisoformat(row.closes)
        if row.kind == "buka":
            opened.add(row.day)
        elif row.kind != "tutup_awal":
            holidays[row.day] = Holiday(row.name, row.kind)
    hours = read.settings.clock
    plain = OfficeCalendar(
        holidays=holidays, hours=hours.week(), ramadan_hours=hours.week(ramadan=True), ramadan=ramadan(read),
        overrides=closings, opened=frozenset(opened), cut_off=hours.cut_off, zone=read.zone,
    )  # fmt: skip
    return clock.with_outages(plain, outages(read), read.now)


def outages(read: Read) -> list[Pause]:
    """Times without the system that nobody dismissed; one that still lasts has no end."""
    rows = select(Outage.from_at, Outage.to_at).where(Outage.state != "dismissed").order_by(Outage.from_at)
    return [(row.from_at, row.to_at) for row in read.session.execute(rows)]


@cache
def shipped(zone: str) -> OfficeCalendar:
    """What is shipped: of it, an office uses the dates of Ramadan until it enters its own. Parsed once."""
    return load_calendar(zone=zone, holidays={})


def ramadan(read: Read) -> tuple[Span, ...]:
    """First and last days of Ramadan: the office's own, and the shipped ones of years it has not entered."""
    spans = select(CalendarSpan.first, CalendarSpan.last).where(CalendarSpan.kind == "ramadan")
    own = [(row.first, row.last) for row in read.session.execute(spans)]
    return tuple(sorted([*own, *not_entered(read, own)]))


def not_entered(read: Read, own: list[Span]) -> list[Span]:
    """The shipped Ramadans that no own one stands for: the office's date of one year lies near the shipped one."""
    listed = shipped(str(read.zone)).ramadan
    return [span for span in listed if all(abs(mine[0] - span[0]) > SAME_RAMADAN for mine in own)]


def pauses(file: File) -> list[Pause]:
    """When the file was with the applicant."""
    return [(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None) for start, end in file.pauses]


@dataclass(frozen=True)
class Moments:
    """A file's clock: when it is due, working time left (negative: late), and whether it runs."""

    due: datetime
    left: timedelta
    state: ClockState


def moments(read: Read, file: File, days: OfficeCalendar) -> Moments | None:
    """The clock of a file; None before it was accepted as complete."""
    if file.accepted_at is None:
        return None
    rests, until = pauses(file), file.ready_at or file.ended_at or read.now
    due = clock.due_at(file.accepted_at, file.sla_days, days, clock.idle_days(rests, until, days))
    state = clock.clock_state(file.accepted_at, rests, file.ready_at or file.ended_at)
    return Moments(due, clock.left(until, due, days, rests), state)


def pressing(read: Read, found: Moments) -> str:
    """late | soon | later: how pressing a file is; none while its clock does not run.

    Soon: due today, or less working time left than the office wants to be warned of.
    """
    if found.state != "running":
        return "none"
    if found.left < timedelta(0) or found.due <= read.now:
        return "late"
    warned = found.left < timedelta(minutes=read.settings.clock.amber_minutes)
    return "soon" if warned or found.due.date() == read.today else "later"


def of(read: Read, file: File, days: OfficeCalendar | None = None) -> dict[str, Any]:
    """{due_at, clock, remaining_minutes}: due time with offset or None, not_started|running|paused|stopped."""
    found = moments(read, file, days or calendar(read))
    if found is None:
        return {"due_at": None, "clock": clock.clock_state(None), "remaining_minutes": None}
    minutes = int(found.left.total_seconds() // 60)
    return {"due_at": read.iso(found.due), "clock": found.state, "remaining_minutes": minutes}


def if_complete_now(read: Read, days: int) -> datetime:
    """When a file accepted now would be due: what the resi promises."""
    return clock.due_at(read.now, days, calendar(read))


def pause(file: File, now: datetime) -> None:
    """The file goes to the applicant: the clock rests from now (R2)."""
    if file.accepted_at is not None and (not file.pauses or file.pauses[-1][1] is not None):
        file.pauses = [*file.pauses, [now.isoformat(), None]]


def resume(file: File, now: datetime) -> None:
    """The applicant brought it back: the clock runs again."""
    if file.pauses and file.pauses[-1][1] is None:
        file.pauses = [*file.pauses[:-1], [file.pauses[-1][0], now.isoformat()]]
