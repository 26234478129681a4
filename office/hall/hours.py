"""Open or closed: whether a ticket can be given now, and with a reason a resident can act on.

Pure functions of the local time, the office's hall hours and what the day is. Kiosk hours and loket hours are
apart: people come at 07.00, the lokets open at 08.00, and the TV says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from office.errors import Unavailable
from office.hall.opening import (
    FRIDAY,
    DaySettings,
    HallHours,
    break_on,
    closing_time,
    hall_state,
    hall_text,
    loket_time_left,
)
from office.words.dates import clock_text, day_text

__all__ = [
    "Closed",
    "ClosedCode",
    "DaySettings",
    "HallHours",
    "LoketQueue",
    "Open",
    "availability",
    "hall_state",
    "hall_text",
]

ClosedCode = Literal[
    "closed", "holiday", "friday_prayer", "break", "last_ticket", "quota", "loket_closed", "queue_too_long"
]


@dataclass(frozen=True)
class LoketQueue:
    """One loket now: who waits, officers serving (0: nobody yet), minutes a visit (None: no estimate)."""

    loket: int
    closed: bool = False
    waiting: int = 0
    officers: int = 1
    minutes: float | None = None


@dataclass(frozen=True)
class Open:
    """A ticket can be given; `until` is the last moment for today, None when no hour ends it."""

    until: datetime | None = None
    is_open: bool = field(default=True, init=False)


@dataclass(frozen=True)
class Closed:
    """No ticket now: a stable `code`, Indonesian `detail`, and when it opens again (None: not known)."""

    code: ClosedCode
    detail: str
    until: datetime | None = None
    is_open: bool = field(default=False, init=False)

    def refusal(self) -> Unavailable:
        """The same as a refusal of the act."""
        until = self.until.isoformat() if self.until else None
        return Unavailable(self.detail, code=self.code, until=until)


@dataclass(frozen=True)
class _Now:
    at: datetime
    hours: HallHours
    day: DaySettings
    issued: int
    queue: LoketQueue | None
    others: Sequence[LoketQueue]

    def moment(self, clock: time, day: date | None = None) -> datetime:
        return datetime.combine(day or self.at.date(), clock, self.at.tzinfo)

    @property
    def closes(self) -> datetime:
        return self.moment(closing_time(self.hours, self.day))

    @property
    def last_ticket(self) -> datetime:
        return self.closes - timedelta(minutes=self.hours.last_ticket_minutes)

    @property
    def next_open(self) -> datetime | None:
        return self.moment(self.hours.kiosk_open, self.day.next_day) if self.day.next_day else None

    def again(self) -> str:
        """When to come back, in words."""
        if self.next_open is None:
            return "Silakan tanya petugas kapan kantor buka lagi."
        day, opens = day_text(self.next_open, self.at), clock_text(self.next_open)
        return f"Silakan datang lagi {day} mulai pukul {opens}."


def availability(
    at: datetime, hours: HallHours, day: DaySettings, *, issued: int = 0, queue: LoketQueue | None = None,
    others: Sequence[LoketQueue] = (),
) -> Open | Closed:  # fmt: skip
    """Whether a ticket can be given at local time `at`.

    `issued` counts today's tickets; `queue` is the loket asked for (None: a call for help, which needs no
    loket); `others` are the other lokets, to be named when this one is closed. The first reason that holds is
    the answer.
    """
    now = _Now(at, hours, day, issued, queue, others)
    for check in _ALWAYS + _ENFORCED * hours.enforced:
        if reason := check(now):
            return reason
    return Open(now.last_ticket if hours.enforced else None)


def _closed_by_hand(now: _Now) -> Closed | None:
    if now.day.manual != "closed":
        return None
    return Closed("closed", f"Pelayanan hari ini sudah ditutup. {now.again()}", now.next_open)


def _loket_closed(now: _Now) -> Closed | None:
    if now.queue is None or not now.queue.closed:
        return None
    elsewhere = next((other.loket for other in now.others if not other.closed), None)
    way = f"Silakan tanya petugas Loket {elsewhere}." if elsewhere else "Silakan tanya petugas."
    return Closed("loket_closed", f"Loket {now.queue.loket} sedang tutup. {way}")


def _day_off(now: _Now) -> Closed | None:
    if now.day.is_open:
        return None
    if now.day.holiday:
        return Closed("holiday", f"Kantor libur: {now.day.holiday}. {now.again()}", now.next_open)
    if now.day.closure:
        return Closed("closed", f"Kantor tutup: {now.day.closure}. {now.again()}", now.next_open)
    return Closed("closed", f"Kantor tutup hari ini. {now.again()}", now.next_open)


def _too_early(now: _Now) -> Closed | None:
    opens = now.moment(now.hours.kiosk_open)
    if now.at >= opens or now.day.manual == "open":
        return None
    return Closed("closed", f"Nomor antrean dibuka pukul {clock_text(opens)}. Silakan menunggu.", opens)


def _too_late(now: _Now) -> Closed | None:
    if now.at >= now.closes:
        return Closed("closed", f"Loket sudah tutup pukul {clock_text(now.closes)}. {now.again()}", now.next_open)
    if now.at >= now.last_ticket:
        said = f"Nomor terakhir diberikan pukul {clock_text(now.last_ticket)}. {now.again()}"
        return Closed("last_ticket", said, now.next_open)
    return None


def _resting(now: _Now) -> Closed | None:
    span = break_on(now.at, now.hours, now.day)
    if now.hours.tickets_in_break or span is None or not span[0] <= now.at.time() < span[1]:
        return None
    ends = now.moment(span[1])
    if now.at.weekday() == FRIDAY:
        return Closed("friday_prayer", f"Istirahat salat Jumat. Silakan kembali pukul {clock_text(ends)}.", ends)
    return Closed("break", f"Petugas sedang istirahat. Silakan kembali pukul {clock_text(ends)}.", ends)


def _quota(now: _Now) -> Closed | None:
    if now.hours.quota is None or now.issued < now.hours.quota:
        return None
    return Closed("quota", f"Nomor antrean hari ini sudah habis ({now.hours.quota}). {now.again()}", now.next_open)


def _too_many_waiting(now: _Now) -> Closed | None:
    """What waits, and this visit, would not be served before the lokets close."""
    queue = now.queue
    if queue is None or queue.minutes is None:
        return None
    needed = timedelta(minutes=(queue.waiting + 1) * queue.minutes / max(queue.officers, 1))
    if needed <= loket_time_left(now.at, now.hours, now.day):
        return None
    said = f"Antrean Loket {queue.loket} sudah penuh sampai loket tutup. {now.again()}"
    return Closed("queue_too_long", said, now.next_open)


_Check = Callable[[_Now], Closed | None]
_ALWAYS: tuple[_Check, ...] = (_closed_by_hand, _loket_closed)
_ENFORCED: tuple[_Check, ...] = (_day_off, _too_early, _too_late, _resting, _quota, _too_many_waiting)
