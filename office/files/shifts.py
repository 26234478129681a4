"""Why a file is due when it is: what moved its due time from where the plain week would have put it.

Pure, like `office.files.clock`: the due time itself stays computed, and so do the reasons.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from office.files.clock import OfficeCalendar, Pause, due_at, first_day, idle_days

Kind = Literal["off", "early", "outage", "applicant"]
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reason:
    """One day that was no full working day of the file. `name`: of a day off, or the hour of an early closing."""

    kind: Kind
    day: date
    name: str = ""


@dataclass(frozen=True)
class Shift:
    """The due time by the plain week, the one by the calendar, and why they differ."""

    usual: datetime
    due: datetime
    reasons: tuple[Reason, ...]


def shift(
    accepted: datetime, days: int, calendar: OfficeCalendar, pauses: Collection[Pause], until: datetime
) -> Shift | None:
    """What moved the due time of a file that was at `until` (now, or when it was ready); None: nothing did."""
    idle = idle_days(pauses, until, calendar)
    plain = replace(calendar, holidays={}, overrides={}, outages=(), lost=frozenset())
    usual, due = due_at(accepted, days, plain), due_at(accepted, days, calendar, idle)
    if usual == due:
        return None
    first = first_day(accepted, plain)
    late = first if first != first_day(accepted, calendar) else None
    return Shift(usual, due, tuple(_reasons(first, due.date(), late, plain, calendar, idle)))


def _reasons(
    first: date, last: date, late: date | None, plain: OfficeCalendar, calendar: OfficeCalendar, idle: Collection[date]
) -> Iterator[Reason]:
    """Day by day; `late`: the day on which the file came before the cut-off, but after an early closing."""
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        usual, hours = plain.hours_on(day), calendar.hours_on(day)
        if usual is None:
            continue
        if hours is None:
            holiday = calendar.holidays.get(day)
            yield Reason("off", day, str(getattr(holiday, "name", holiday) or ""))
        elif day in idle:
            yield Reason("outage" if day in calendar.lost else "applicant", day)
        elif hours.closes < usual.closes and day in (last, late):
            yield Reason("early", day, hours.closes.isoformat("minutes"))


def missed_with(due: datetime, pauses: Collection[Pause], until: datetime) -> Pause | None:
    """The pause in which the due time passed while the applicant had the file; None when it did not.

    The day of return counts as the clock ran on it, so a file may come back after its due time: the rule as the office
    wrote it (a working day counts if the clock ran at any moment of it).
    """
    return next((pause for pause in pauses if pause[0] <= due < (pause[1] or until)), None)
