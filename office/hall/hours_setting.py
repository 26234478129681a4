"""The hall's hours as the office sets them, and what kiosk and TV would say under them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from office.files import deadlines
from office.hall import day, hours
from office.hall.hours import Closed
from office.hall.opening import FRIDAY, DaySettings, HallHours
from office.office import verb
from office.records import settings
from office.records.work import Read, Work

#: a day is drawn from five in the morning to six in the evening
FROM, TO, STEP = time(5), time(18), timedelta(minutes=5)


@verb("hours.change", "supervisor", "admin", "system")
def change(work: Work, *, hours: HallHours) -> dict[str, Any]:
    """Set the hall's hours; from now on kiosk, TV, phone and API answer by them. Unchanged, nothing is written."""
    before, after = work.settings.hours.model_dump(mode="json"), hours.model_dump(mode="json")
    changed = {name: after[name] for name in after if after[name] != before.get(name)}
    if changed:
        settings.change(work.session, lambda now: now.model_copy(update={"hours": hours}))
        work.record("settings_changed", subject=("settings", "hours"), desks=("loket", "supervisor"), **changed)
    return {"changed": sorted(changed)}


@dataclass(frozen=True)
class Stretch:
    """Part of a day on which kiosk or lokets do the same: `kind` (open, break, closed) from `start` to `end`."""

    kind: str
    start: time
    end: time


@dataclass(frozen=True)
class Course:
    """A day under these hours: what the kiosk does and what the lokets do, one stretch after the other."""

    title: str
    kiosk: tuple[Stretch, ...]
    lokets: tuple[Stretch, ...]


def preview(read: Read, given: HallHours) -> dict[str, Any]:
    """{open, kiosk, tv, enforced, courses}: what kiosk and TV would say now, and an ordinary day, a Friday, Ramadan."""
    today = _today(read, given)
    said = hours.availability(read.local, given, today)
    return {
        "open": said.is_open, "kiosk": said.detail if isinstance(said, Closed) else "Nomor antrean diberikan.",
        "tv": hours.hall_text(read.local, given, today), "enforced": given.enforced, "courses": courses(read, given),
    }  # fmt: skip


def _today(read: Read, given: HallHours) -> DaySettings:
    """Today by the calendar, with what somebody opened or closed by hand."""
    manual = day.what_today_is(read).manual
    return (
        day.what_it_is(deadlines.calendar(read), read.today, manual) if given.enforced else DaySettings(manual=manual)
    )


def courses(read: Read, given: HallHours) -> list[Course]:
    """An ordinary day, a Friday, days of Ramadan, each by asking the one function through the day, as if hours held."""
    given = given.model_copy(update={"enforced": True})
    friday = read.today + timedelta(days=(FRIDAY - read.today.weekday()) % 7)
    usual = friday - timedelta(days=1)
    ordinary = DaySettings(next_day=friday)
    days = (("Senin–Kamis", usual, ordinary), ("Jumat", friday, ordinary),
            ("Ramadan", usual, replace(ordinary, ramadan=True)), ("Jumat, Ramadan", friday,
             replace(ordinary, ramadan=True)))  # fmt: skip
    return [_course(read, given, title, on, settled) for title, on, settled in days]


def _course(read: Read, given: HallHours, title: str, on: date, settled: DaySettings) -> Course:
    moments = []
    moment, last = (datetime.combine(on, clock, read.zone) for clock in (FROM, TO))
    while moment < last:
        moments.append(moment)
        moment += STEP
    kiosk = [(at, _kiosk(at, given, settled)) for at in moments]
    lokets = [(at, _lokets(at, given, settled)) for at in moments]
    return Course(title, _stretches(kiosk), _stretches(lokets))


def _kiosk(at: datetime, given: HallHours, settled: DaySettings) -> str:
    said = hours.availability(at, given, settled)
    if not isinstance(said, Closed):
        return "open"
    return "break" if said.code in ("break", "friday_prayer") else "closed"


def _lokets(at: datetime, given: HallHours, settled: DaySettings) -> str:
    kind, _ = hours.hall_state(at, given, settled)
    return {"open": "open", "open_until": "open", "break_until": "break"}.get(kind, "closed")


def _stretches(kinds: list[tuple[datetime, str]]) -> tuple[Stretch, ...]:
    """Neighbours of one kind are one stretch."""
    found: list[Stretch] = []
    for at, kind in kinds:
        end = (at + STEP).time()
        if found and found[-1].kind == kind:
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(Stretch(kind, at.time(), end))
    return tuple(found)
