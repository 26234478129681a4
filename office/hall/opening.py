"""The hall's hours: when the kiosk and the lokets open, rest and close, and what kind of day it is."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from office import words
from office.words.dates import clock_text

Span = tuple[time, time]
FRIDAY = 4


class HallHours(BaseModel):
    """The office's own setting. Times are office time; `friday_prayer` replaces the break on Fridays.

    `last_ticket_minutes` before the lokets close the kiosk stops; `quota` is tickets a day over all lokets,
    None for no limit; `tickets_in_break` lets the kiosk go on while the lokets rest; the `ramadan_…` times hold in
    Ramadan (Perpres 21/2023: a shorter day and break). `close_minutes_after` the lokets' hours the day closes by
    itself (None: only by hand) and its slip comes out at `close_slip_at`; a "dahulukan besok" slip holds on the next
    serving day and `leftover_grace_days` serving days more. With `enforced` off, only what somebody closed by hand
    is closed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kiosk_open: time = time(7)
    loket_open: time = time(8)
    loket_close: time = time(15)
    rest: Span | None = (time(12), time(13))
    friday_prayer: Span | None = (time(11), time(13))
    ramadan_open: time = time(8)
    ramadan_close: time = time(14)
    ramadan_rest: Span | None = (time(12), time(12, 30))
    ramadan_friday: Span | None = (time(11, 30), time(12, 30))
    last_ticket_minutes: int = Field(15, ge=0, le=240)
    quota: int | None = Field(None, ge=1)
    tickets_in_break: bool = False
    close_minutes_after: int | None = Field(30, ge=0, le=480)
    close_slip_at: str = Field("loket:1", pattern=r"^(kiosk|loket:[1-9][0-9]?)$")
    leftover_grace_days: int = Field(0, ge=0, le=14)
    enforced: bool = True

    @model_validator(mode="after")
    def _in_order(self) -> "HallHours":
        """In the office's order: people come, the lokets open, rest, close."""
        for opens, closes in ((self.loket_open, self.loket_close), (self.ramadan_open, self.ramadan_close)):
            if not self.kiosk_open <= opens < closes:
                raise ValueError("Urutkan jam: kios buka, loket buka, loket tutup.")
        rests = (self.rest, self.friday_prayer, self.ramadan_rest, self.ramadan_friday)
        if any(span and span[0] >= span[1] for span in rests):
            raise ValueError("Jam istirahat harus mulai sebelum berakhir.")
        return self


@dataclass(frozen=True)
class DaySettings:
    """What the day is. `working`, `holiday` and `closure` come from the office calendar, `manual` from the day's row.

    `holiday` is a day off of the whole country, `closure` one of this office only (flood). A day opened by hand is
    open even on a day off and before the kiosk's hour. `closes` is an early closing of this date; `next_day` the
    next serving day, for "buka lagi".
    """

    working: bool = True
    holiday: str | None = None
    closure: str | None = None
    ramadan: bool = False
    closes: time | None = None
    manual: Literal["open", "closed"] | None = None
    next_day: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether the office serves on this day at all."""
        if self.manual is not None:
            return self.manual == "open"
        return self.working and not self.holiday and not self.closure


def closing_time(hours: HallHours, day: DaySettings) -> time:
    """When the lokets close on such a day: the usual or Ramadan time, or earlier where today closes early."""
    usual = hours.ramadan_close if day.ramadan else hours.loket_close
    return min(usual, day.closes) if day.closes else usual


def opening_time(hours: HallHours, day: DaySettings) -> time:
    """When the lokets open on such a day."""
    return hours.ramadan_open if day.ramadan else hours.loket_open


def break_on(at: date, hours: HallHours, day: DaySettings) -> Span | None:
    """The lokets' break on that date: prayer on Fridays, else the midday break; in Ramadan its own."""
    if day.ramadan:
        return hours.ramadan_friday if at.weekday() == FRIDAY else hours.ramadan_rest
    return hours.friday_prayer if at.weekday() == FRIDAY else hours.rest


def loket_time_left(at: datetime, hours: HallHours, day: DaySettings) -> timedelta:
    """How long the lokets still serve today, without the break."""

    def on_day(clock: time) -> datetime:
        return datetime.combine(at.date(), clock, at.tzinfo)

    start, end = max(at, on_day(opening_time(hours, day))), on_day(closing_time(hours, day))
    span = break_on(at, hours, day)
    rest = min(end, on_day(span[1])) - max(start, on_day(span[0])) if span else timedelta(0)
    return max(end - start - max(rest, timedelta(0)), timedelta(0))


HoursKind = Literal["open", "open_until", "opens_at", "break_until", "closed"]


def hall_state(at: datetime, hours: HallHours, day: DaySettings) -> tuple[HoursKind, time | None]:
    """What the lokets do by their hours at local time `at`, and the time that goes with it (None: no time)."""
    if not hours.enforced:
        return ("closed" if day.manual == "closed" else "open"), None
    opens, closes, span = opening_time(hours, day), closing_time(hours, day), break_on(at, hours, day)
    if not day.is_open or at.time() >= closes:
        return "closed", None
    if at.time() < opens:
        return "opens_at", opens
    if span and span[0] <= at.time() < span[1]:
        return "break_until", span[1]
    return "open_until", closes


def hall_text(at: datetime, hours: HallHours, day: DaySettings, lang: str = words.DEFAULT) -> str:
    """The same in words: "Loket buka pukul 08.00", "Buka sampai 15.00", "Istirahat sampai 13.00", "Tutup"."""
    kind, clock = hall_state(at, hours, day)
    return words.text(f"hours.{kind}", lang, time=clock_text(clock) if clock else "")
