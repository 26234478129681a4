"""Dates, times and spans as an Indonesian office writes them: "Senin, 23 November 2026", "09.41".

Every function takes values that are already in the office's zone; none converts.
"""

import re
from datetime import date, datetime, time, timedelta

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_WORDED = re.compile(r"(?:[^\W\d]+,\s*)?(\d{1,2})\s+([^\W\d]+)\s+(\d{4})")
_CLOCK = re.compile(r"(?:pukul\s+)?(\d{1,2})[.:](\d{2})(?::\d{2})?", re.IGNORECASE)


def clock_text(at: datetime | time) -> str:
    """24-hour time with a full stop: "09.41"."""
    return f"{at:%H.%M}"


def date_text(day: date) -> str:
    """A full date: "Senin, 23 November 2026"."""
    return f"{DAYS[day.weekday()]}, {plain_date(day)}"


def plain_date(day: date) -> str:
    """A date without its weekday, as letters write it: "23 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """For the TV's corner: "23 Nov"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def slip_date(day: date) -> str:
    """For slips and books: "23-11-2026"."""
    return f"{day:%d-%m-%Y}"


def slip_moment(at: datetime) -> str:
    """For slips: "23-11-2026 09.41"."""
    return f"{slip_date(at)} {clock_text(at)}"


def moment_text(at: datetime) -> str:
    """Date and time: "Senin, 23 November 2026, 09.41"."""
    return f"{date_text(at)}, {clock_text(at)}"


def day_text(day: date, today: date) -> str:
    """How people name a day: "hari ini", "besok", "kemarin", else the full date. Time is left out."""
    apart = date(day.year, day.month, day.day) - date(today.year, today.month, today.day)
    return {0: "hari ini", 1: "besok", -1: "kemarin"}.get(apart.days) or date_text(day)


def due_text(due: datetime, now: datetime) -> str:
    """A deadline seen from now: "hari ini, 16.00", "Kamis, 26 November 2026, 16.00"."""
    return f"{day_text(due, now)}, {clock_text(due)}"


def time_range(start: datetime | time, end: datetime | time) -> str:
    """Two times of one day: "19.00–23.00"."""
    return f"{clock_text(start)}–{clock_text(end)}"


def date_range(first: date, last: date) -> str:
    """Two dates, said once where they share month or year: "28–30 November 2026"."""
    if first == last:
        return plain_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{plain_date(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {plain_date(last)}"
    return f"{plain_date(first)} – {plain_date(last)}"


def span_text(span: timedelta) -> str:
    """A stretch of time in hours and minutes: "2 jam 40 menit", "5 jam", "0 menit". The sign is left out."""
    minutes = int(abs(span).total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} jam"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} menit")
    return " ".join(parts)


def remaining_text(left: timedelta) -> str:
    """What is left of a working-day clock: "Sisa 5 jam kerja", "Sisa 2 jam 40 menit", "Terlambat 1 jam".

    `left` is working time, negative when late; from three hours on, whole hours are said.
    """
    if left < timedelta(0):
        return f"Terlambat {span_text(left)}"
    hours = int(left.total_seconds()) // 3600
    return f"Sisa {hours} jam kerja" if hours >= 3 else f"Sisa {span_text(left)}"


def parse_date(raw: str) -> date:
    """A date as people type it: ISO, "28-11-2026", "28/11/2026", "28 November 2026". Raises ValueError."""
    text = raw.strip()
    if match := _NUMERIC.fullmatch(text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := _WORDED.fullmatch(text):
        names = [name.lower() for name in MONTHS]
        return date(int(match[3]), names.index(match[2].lower()) + 1, int(match[1]))
    return date.fromisoformat(text[:10]) if "T" in text else date.fromisoformat(text)


def parse_time(raw: str) -> time:
    """A time as people type it: "19.00", "9:30", "pukul 19.00". Raises ValueError."""
    match = _CLOCK.fullmatch(raw.strip().removesuffix("WIB").strip())
    if not match:
        raise ValueError(f"not a time: {raw!r}")
    return time(int(match[1]), int(match[2]))
