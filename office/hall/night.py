"""When the hall's screens sleep: from some time after the lokets close until some time before the kiosk opens."""

from datetime import date, datetime, time, timedelta

from office.hall.opening import DaySettings, HallHours, closing_time
from office.records.screen_rules import SleepRules

Span = tuple[datetime, datetime]


def nights(at: datetime, hours: HallHours, day: DaySettings, rules: SleepRules) -> list[Span]:
    """The spans of today and the coming night in which a screen sleeps, in order; none where no hour ends the day.

    On a day off a screen says during the usual hours that the office is closed (`rules.days_off`), or sleeps on.
    """
    if not rules.on or not hours.enforced:
        return []
    midnight = _at(at, at.date(), time(0))
    morning = _at(at, _next_awake(at, day, rules), hours.kiosk_open) - timedelta(minutes=rules.minutes_before)
    if not (day.is_open or day.manual or rules.days_off):
        return [(midnight, morning)]
    begins = _at(at, at.date(), hours.kiosk_open) - timedelta(minutes=rules.minutes_before)
    ends = _at(at, at.date(), closing_time(hours, day)) + timedelta(minutes=rules.minutes_after)
    return [(midnight, begins), (ends, morning)]


def _next_awake(at: datetime, day: DaySettings, rules: SleepRules) -> date:
    tomorrow = at.date() + timedelta(days=1)
    return tomorrow if rules.days_off or day.next_day is None else day.next_day


def _at(now: datetime, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, now.tzinfo)
