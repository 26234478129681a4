"""The working-day clock of a file: when it is due, how much working time is left, whether it runs.

Rule of the office: the clock starts when the file is accepted as complete (SOP S2e). Day 1 is the day of
acceptance when that comes before the cut-off (12.00) on a working day, else the next working day. Due is the
end of office hours on day N. A working day counts if the clock ran at any moment of its working time, so only
wholly paused days are skipped; the clock rests while the file is with the applicant or the system is away, and
stops when the letter is ready. Due times are computed from the calendar, never stored: an early closing, a new
holiday or an outage moves them. Everything here is a pure function of plain values; moments are aware and are read
in the office's zone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Literal
from zoneinfo import ZoneInfo

from office.files.workweek import RAMADAN, REGULAR, DayHours, Week

ClockState = Literal["not_started", "running", "paused", "stopped"]
#: when the clock rested: from, until (None: still resting)
Pause = tuple[datetime, datetime | None]
#: a part of a day: from, until
Stretch = tuple[datetime, datetime]
_ONE_DAY = timedelta(days=1)
#: a search for the next working day ends here: a calendar without one is a defect
_HORIZON = 1500


@dataclass(frozen=True)
class OfficeCalendar:
    """Which days the office works, and from when to when.

    `holidays` are days off (values are not looked at here); `ramadan` are first and last days; `overrides`
    are early closings of single dates (a time at or before opening closes the whole day); `cut_off` ends day
    1's acceptance. `opened` are dates on which the lokets serve though the office has no hours: an extra Saturday
    serves visitors, but is no working day of a file (five working days a week, Perpres 21/2023), so that no due
    time moves nearer by it. An opened weekday is an ordinary working day again: it just is not in `holidays`.
    `outages` are times without the system, `lost` the working days that they took wholly (see `with_outages`).
    """

    holidays: Mapping[date, object] = field(default_factory=dict)
    hours: Week = field(default_factory=lambda: REGULAR)
    ramadan_hours: Week = field(default_factory=lambda: RAMADAN)
    ramadan: tuple[tuple[date, date], ...] = ()
    overrides: Mapping[date, time] = field(default_factory=dict)
    opened: Collection[date] = frozenset()
    cut_off: time = time(12)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Jakarta"))
    outages: tuple[Pause, ...] = ()
    lost: frozenset[date] = frozenset()
    #: a list of files asks for the same days again and again
    _known: dict[date, list[Stretch]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def fasting(self, day: date) -> bool:
        """Whether `day` lies in Ramadan."""
        return any(first <= day <= last for first, last in self.ramadan)

    def hours_on(self, day: date) -> DayHours | None:
        """Office hours of `day` as they really were or will be; None on a day off."""
        if day in self.holidays:
            return None
        usual = (self.ramadan_hours if self.fasting(day) else self.hours).get(day.weekday())
        closes = self.overrides.get(day)
        if usual is None or closes is None or closes >= usual.closes:
            return usual
        return DayHours(usual.opens, closes, usual.rest) if closes > usual.opens else None

    def is_working(self, day: date) -> bool:
        """Whether the office works on `day` at all."""
        return self.hours_on(day) is not None

    def serves(self, day: date) -> bool:
        """Whether visitors are served on `day`: a working day, or one opened besides."""
        return day in self.opened or self.is_working(day)

    def working_days(self, first: date) -> Iterator[date]:
        """Working days from `first` on. Raises ValueError when the calendar has none for years."""
        return self._days(first, self.is_working)

    def working_day_after(self, day: date, n: int) -> date:
        """The `n`-th working day after `day` (n >= 1)."""
        return next(islice(self.working_days(day + _ONE_DAY), n - 1, None))

    def serving_days(self, first: date) -> Iterator[date]:
        """Days on which visitors are served, from `first` on; ends like `working_days`."""
        return self._days(first, self.serves)

    def _days(self, first: date, wanted: Callable[[date], bool]) -> Iterator[date]:
        day, last = first, first
        while (day - last).days <= _HORIZON:
            if wanted(day):
                last = day
                yield day
            day += _ONE_DAY
        raise ValueError(f"the office calendar has no working day for {_HORIZON} days after {last}")

    def at(self, day: date, moment: time) -> datetime:
        """That time of that day in the office's zone."""
        return datetime.combine(day, moment, self.zone)

    def local(self, moment: datetime) -> datetime:
        """`moment` in the office's zone. Raises ValueError for a naive one."""
        if moment.tzinfo is None:
            raise ValueError(f"a moment needs its zone: {moment}")
        return moment.astimezone(self.zone)

    def stretches(self, day: date) -> list[Stretch]:
        """Working time of `day`: before and after the break, in the office's zone; [] on a day off."""
        found = self._known.get(day)
        if found is None:
            found = self._known[day] = self._stretches(day)
        return found

    def _stretches(self, day: date) -> list[Stretch]:
        hours = self.hours_on(day)
        if hours is None:
            return []
        rest = hours.rest or (hours.closes, hours.closes)
        parts = ((hours.opens, min(rest[0], hours.closes)), (rest[1], hours.closes))
        return [(self.at(day, start), self.at(day, end)) for start, end in parts if start < end]


def first_day(accepted: datetime, calendar: OfficeCalendar) -> date:
    """Day 1: the working day of acceptance before the cut-off (and before closing), else the next one."""
    moment = calendar.local(accepted)
    hours = calendar.hours_on(moment.date())
    in_time = hours is not None and moment.time() < min(calendar.cut_off, hours.closes)
    return next(calendar.working_days(moment.date() if in_time else moment.date() + _ONE_DAY))


def due_at(accepted: datetime, days: int, calendar: OfficeCalendar, paused: Collection[date] = ()) -> datetime:
    """The end of office hours on working day `days`, not counting the wholly `paused` dates.

    Raises ValueError for fewer than one day or a naive moment.
    """
    if days < 1:
        raise ValueError(f"a file has at least one working day, not {days}")
    counted = (day for day in calendar.working_days(first_day(accepted, calendar)) if day not in paused)
    for _ in range(days - 1):
        next(counted)
    return _closing(next(counted), calendar)


def _closing(day: date, calendar: OfficeCalendar) -> datetime:
    hours = calendar.hours_on(day)
    assert hours is not None, "a counted day is a working day"
    return calendar.at(day, hours.closes)


def wholly_paused(pauses: Iterable[Pause], now: datetime, calendar: OfficeCalendar) -> frozenset[date]:
    """The working days on which the clock never ran in working time.

    A pause that is still open lasts until `now`: a day is wholly paused only when its working time is over.
    """
    closed = [(calendar.local(start), calendar.local(end or now)) for start, end in pauses]
    days = {day for start, end in closed for day in _dates(start.date(), end.date())}
    return frozenset(day for day in days if _rested(calendar.stretches(day), closed))


def _dates(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _rested(stretches: list[Stretch], closed: list[Stretch]) -> bool:
    """Whether the pauses cover every working stretch of a day (a day off has none and is not meant)."""
    return bool(stretches) and all(_covered(start, end, closed) for start, end in stretches)


def _covered(start: datetime, end: datetime, closed: list[Stretch]) -> bool:
    for begins, ends in sorted(closed):
        if begins <= start < ends:
            start = ends
    return start >= end


def with_outages(calendar: OfficeCalendar, outages: Iterable[Pause], now: datetime) -> OfficeCalendar:
    """The calendar with times without the system; one that still lasts, lasts until `now`."""
    known = tuple((calendar.local(start), calendar.local(end or now)) for start, end in outages)
    return replace(calendar, outages=known, lost=wholly_paused(known, now, calendar)) if known else calendar


def idle_days(pauses: Collection[Pause], now: datetime, calendar: OfficeCalendar) -> frozenset[date]:
    """The working days on which a file's clock never ran: with the applicant, without the system, or both by turns."""
    if not pauses:
        return calendar.lost
    first, last = min(start for start, _ in pauses), max(end or now for _, end in pauses)
    near = [(start, end) for start, end in calendar.outages
            if end and first - _ONE_DAY < end and start < last + _ONE_DAY]  # fmt: skip
    return calendar.lost | wholly_paused([*pauses, *near], now, calendar)


def ran(start: datetime, end: datetime, calendar: OfficeCalendar, pauses: Collection[Pause] = ()) -> timedelta:
    """Working time from `start` to `end` in which the clock ran: without pauses, without times without the system."""
    total, reached = working_time(start, end, calendar), start
    for begins, ends in sorted((begins, ends or end) for begins, ends in [*pauses, *calendar.outages]):
        begins, ends = max(begins, reached), min(ends, end)
        if begins < ends:
            total -= working_time(begins, ends, calendar)
            reached = ends
    return total


def working_time(start: datetime, end: datetime, calendar: OfficeCalendar) -> timedelta:
    """Working time between two moments, without breaks, nights, days off; negative when `end` is first."""
    if end < start:
        return -working_time(end, start, calendar)
    begins, ends = calendar.local(start), calendar.local(end)
    total = timedelta(0)
    for day in _dates(begins.date(), ends.date()):
        for opens, closes in calendar.stretches(day):
            total += max(min(closes, ends) - max(opens, begins), timedelta(0))
    return total


def remaining(
    now: datetime, accepted: datetime, days: int, calendar: OfficeCalendar, pauses: Iterable[Pause] = ()
) -> timedelta:
    """Working time left until the file is due ("sisa waktu"); negative when late.

    While the file is with the applicant this is what would be left if it came back now. Late by so much time as the
    clock ran since: what the applicant took is not the office's.
    """
    rests = list(pauses)
    return left(now, due_at(accepted, days, calendar, idle_days(rests, now, calendar)), calendar, rests)


def left(now: datetime, due: datetime, calendar: OfficeCalendar, pauses: Collection[Pause] = ()) -> timedelta:
    """The same, of a file whose due time is known."""
    return working_time(now, due, calendar) if due >= now else -ran(due, now, calendar, pauses)


def clock_state(accepted: datetime | None, pauses: Iterable[Pause] = (), stopped: datetime | None = None) -> ClockState:
    """Whether the clock runs: not before acceptance, not in an open pause, not once the letter is ready."""
    if accepted is None:
        return "not_started"
    if stopped is not None:
        return "stopped"
    return "paused" if any(end is None for _, end in pauses) else "running"
