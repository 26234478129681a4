"""The working-day clock of a file, read from the office's calendar as it stands now. Never stored."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from office.files import clock
from office.files.calendar_file import load_calendar
from office.files.clock import OfficeCalendar, Pause
from office.records.tables import CalendarDay, File
from office.records.work import Read

ONE_DAY = timedelta(days=1)


def calendar(read: Read) -> OfficeCalendar:
    """The office's calendar: the shipped rules with the office's own days off and early closings."""
    holidays: dict[date, object] = {}
    closings: dict[date, time] = {}
    days = select(CalendarDay.day, CalendarDay.kind, CalendarDay.name, CalendarDay.closes)
    for row in read.session.execute(days):
        if row.kind == "tutup_awal" and row.closes:
            closings[row.day] = time.fromisoformat(row.closes)
        elif row.kind != "buka":
            holidays[row.day] = row.name
    return replace(_rules(str(read.zone)), holidays=holidays, overrides=closings)


@cache
def _rules(zone: str) -> OfficeCalendar:
    """Office hours as shipped; parsed once."""
    return load_calendar(zone=zone, holidays={})


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
