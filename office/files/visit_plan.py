"""When a field visit may be: what stands in the way of a time, and which times are free (SOP S2f; A9).

A conflict is told, not refused: the Kasi knows why two visits lie close together. Refused is what cannot be: a time
that is past, and a day off of the office (only told in the example office, whose hall is always open).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from office.errors import Invalid
from office.files import deadlines
from office.files.calendar_file import Holiday
from office.files.clock import OfficeCalendar
from office.records.tables import File, Visit
from office.records.work import Read
from office.words import dates

#: a time so little ago is not yet past: a form takes a while to be filled in
SLACK = timedelta(minutes=10)
#: visits begin on the hour where nobody says otherwise, and never in an office day's last hour
STEP = timedelta(hours=1)


@dataclass(frozen=True)
class Conflict:
    """Why a time is not a good one. `code`: past | day_off | outside_hours | break | too_close."""

    code: str
    words: str


@dataclass(frozen=True)
class Taken:
    """A planned visit of a section."""

    visit_id: int
    file_id: int
    at: datetime


def taken(read: Read, section: str, start: datetime, end: datetime, *, but: int | None = None) -> list[Taken]:
    """The section's planned visits that begin within the two times, earliest first; not those of file `but`."""
    rule = (Visit.state == "planned", Visit.visit_at >= start, Visit.visit_at <= end, File.section == section)
    rows = read.session.execute(
        select(Visit.id, Visit.file_id, Visit.visit_at).join(File, File.id == Visit.file_id)
        .where(*rule, File.id != but if but else File.id.is_not(None)).order_by(Visit.visit_at, Visit.id)
    )  # fmt: skip
    return [Taken(row.id, row.file_id, row.visit_at.astimezone(read.zone)) for row in rows]


def conflicts(
    read: Read, *, section: str, at: datetime, file_id: int | None = None, days: OfficeCalendar | None = None
) -> list[Conflict]:
    """What stands in the way of a visit of `section` at `at`, other than the file's own plan; [] when nothing does."""
    local = at.astimezone(read.zone)
    return [*_past(read, local), *_hours(days or deadlines.calendar(read), local),
            *_close(read, section, local, file_id)]  # fmt: skip


def refuse_impossible(read: Read, found: list[Conflict]) -> None:
    """Refuses Invalid a time that is past, and a day off where the office keeps its hours."""
    hard = ("past", "day_off") if read.settings.hours.enforced else ("past",)
    for conflict in found:
        if conflict.code in hard:
            words = f"{conflict.words} Pilih waktu lain."
            raise Invalid(words, fields={"visit_at": words})


def _past(read: Read, local: datetime) -> list[Conflict]:
    if local >= read.now - SLACK:
        return []
    return [Conflict("past", f"Jadwal {dates.moment_text(local)} sudah lewat.")]


def _hours(days: OfficeCalendar, local: datetime) -> list[Conflict]:
    hours = days.hours_on(local.date())
    if hours is None:
        return [Conflict("day_off", f"{dates.date_text(local.date())} {off_words(days, local.date())}.")]
    clock = local.time()
    if not hours.opens <= clock < hours.closes:
        span = dates.time_range(hours.opens, hours.closes)
        return [Conflict("outside_hours", f"Pukul {dates.clock_text(clock)} di luar jam kerja ({span}).")]
    if hours.rest and hours.rest[0] <= clock < hours.rest[1]:
        return [Conflict("break", f"Pukul {dates.clock_text(clock)} jam istirahat.")]
    return []


def off_words(days: OfficeCalendar, day: date) -> str:
    """Why the office does not work on `day`: "hari libur: Natal", "bukan hari kerja"."""
    listed = days.holidays.get(day)
    return f"hari libur: {listed.name}" if isinstance(listed, Holiday) else "bukan hari kerja"


def _close(read: Read, section: str, local: datetime, file_id: int | None) -> list[Conflict]:
    gap = timedelta(minutes=read.settings.visits.minutes_between)
    found = []
    for other in taken(read, section, local - gap, local + gap, but=file_id):
        apart = abs(other.at - local)
        if apart < gap:
            file = read.session.get_one(File, other.file_id)
            when = "pada jam yang sama" if not apart else f"{dates.span_text(apart)} dari jadwal ini"
            words = f"Ada verlap lain {when}: {dates.clock_text(other.at)}, berkas {file.registration_number}."
            found.append(Conflict("too_close", words))
    return found


def free_slots(days: OfficeCalendar, day: date, held: list[Taken], gap: timedelta, now: datetime) -> Iterator[datetime]:
    """The hours of `day` at which a visit may begin: working time, not yet past, far enough from those held."""
    for start, end in days.stretches(day):
        at = _next_hour(start)
        while at + STEP <= end:
            if at > now and all(abs(one.at - at) >= gap for one in held):
                yield at
            at += STEP


def _next_hour(start: datetime) -> datetime:
    on_the_hour = start.replace(minute=0)
    return on_the_hour if on_the_hour == start else on_the_hour + STEP


def first_free(read: Read, section: str, days: OfficeCalendar, *, hour: int) -> datetime:
    """The next working day's first free slot from `hour` on; that hour itself when four weeks are full."""
    gap = timedelta(minutes=read.settings.visits.minutes_between)
    coming = days.working_days(read.today + timedelta(days=1))
    first = next(coming)
    for _ in range(20):
        begin, end = days.at(first, time()), days.at(first, time(23, 59))
        free = list(free_slots(days, first, taken(read, section, begin - gap, end + gap), gap, read.local))
        if slot := next((at for at in free if at.hour >= hour), free[0] if free else None):
            return slot
        first = next(coming)
    return days.at(next(days.working_days(read.today + timedelta(days=1))), time(hour))
