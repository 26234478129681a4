"""The working-day clock of a file, read from the office's calendar as it stands now. Never stored."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from office.files import clock
from office.files.calendar_file import Holiday, Span, load_calendar
from office.files.clock import OfficeCalendar, Pause
from office.records.tables import CalendarDay, CalendarSpan, File
from office.records.work import Read

ONE_DAY = timedelta(days=1)
#: two Ramadans that begin less than this apart are the same one; the next comes eleven months later
SAME_RAMADAN = timedelta(days=60)


def calendar(read: Read) -> OfficeCalendar:
    """The office's calendar: the shipped rules with the office's own days off, openings, early closings, Ramadan."""
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
    return replace(shipped(str(read.zone)), holidays=holidays, overrides=closings, opened=frozenset(opened),
                   ramadan=ramadan(read))  # fmt: skip


@cache
def shipped(zone: str) -> OfficeCalendar:
    """Office hours and Ramadan as shipped; parsed once."""
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


def of(read: Read, file: File, days: OfficeCalendar | None = None) -> dict[str, Any]:
    """{due_at, clock, remaining_minutes}: due time with offset or None, not_started|running|paused|stopped."""
    state = clock.clock_state(file.accepted_at, pauses(file), file.ready_at or file.ended_at)
    if file.accepted_at is None:
        return {"due_at": None, "clock": state, "remaining_minutes": None}
    days = days or calendar(read)
    rests, until = pauses(file), file.ready_at or file.ended_at or read.now
    due = clock.due_at(file.accepted_at, file.sla_days, days, clock.wholly_paused(rests, until, days))
    left = clock.remaining(until, file.accepted_at, file.sla_days, days, rests)
    return {"due_at": read.iso(due), "clock": state, "remaining_minutes": int(left.total_seconds() // 60)}


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
