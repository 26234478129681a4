"""A file's working-day clock as screens say it: a tone for the colour, words for the eye."""

from datetime import date, datetime, timedelta
from typing import Any

from office.files import deadlines
from office.files.clock import OfficeCalendar
from office.records.tables import File
from office.records.work import Read
from office.words import dates

#: working minutes of an ordinary day (07.30-16.00 with an hour's break)
DAY_MINUTES = 450
_IDLE = {"not_started": "Waktu belum dihitung", "paused": "Waktu berhenti: di pemohon"}
_FAR_DAYS = 6
#: how pressing a file is (`deadlines.pressing`) -> the colour it has on screens
TONES = {"late": "late", "soon": "today", "later": "later", "none": "none"}


def of(read: Read, file: File, days: OfficeCalendar) -> dict[str, Any]:
    """{state, due_at, remaining_minutes, tone, words, due_words} of one file.

    `tone`: late | today | later while the clock runs, else none; today also before its day, once less is left than the
    office wants to be warned of. `remaining_minutes` is working time, negative when late. `days` is built once a list
    (`office.files.deadlines.calendar`).
    """
    found = deadlines.moments(read, file, days)
    if found is None:
        return {"state": "not_started", "due_at": None, "remaining_minutes": None, "tone": "none",
                "words": _words("not_started", "none", None), "due_words": ""}  # fmt: skip
    left, tone = int(found.left.total_seconds() // 60), TONES[deadlines.pressing(read, found)]
    return {"state": found.state, "due_at": read.iso(found.due), "remaining_minutes": left, "tone": tone,
            "words": _words(found.state, tone, left), "due_words": due_words(found.due, read.local)}  # fmt: skip


def _words(state: str, tone: str, left: int | None) -> str:
    if left is None or state == "paused":
        return _IDLE.get(state, "Waktu tidak dihitung")
    if state == "stopped":
        return "Selesai tepat waktu" if left >= 0 else "Selesai lewat tenggat"
    return span_words(left, late=tone == "late")


def span_words(minutes: int, *, late: bool = False) -> str:
    """Working minutes in words: "Sisa 3 hari kerja", "Sisa 2 jam 40 menit", "Lewat 1 hari kerja"."""
    if late:
        count = abs(minutes) // DAY_MINUTES
        if count or not minutes:
            return f"Lewat {count} hari kerja" if count else "Lewat tenggat"
        return f"Lewat {dates.span_text(timedelta(minutes=minutes))}"
    if minutes >= 2 * DAY_MINUTES:
        return f"Sisa {minutes // DAY_MINUTES} hari kerja"
    return dates.remaining_text(timedelta(minutes=minutes))


def due_words(due: datetime, now: datetime) -> str:
    """A deadline as a list says it: "tenggat hari ini, 16.00", "tenggat Rabu, 16.00", "tenggat 2 Des, 16.00"."""
    return f"tenggat {near_day(due.date(), now.date())}, {dates.clock_text(due)}"


def near_day(day: date, today: date) -> str:
    """A day by its shortest clear name: hari ini, besok, kemarin, the weekday within six days, else 2 Des."""
    apart = (day - today).days
    if -1 <= apart <= 1:
        return dates.day_text(day, today)
    return dates.DAYS[day.weekday()] if abs(apart) <= _FAR_DAYS else dates.short_date(day)


def near_moment(at: datetime, now: datetime) -> str:
    """A moment seen from now: "09.41" today, "besok, 10.00", "Jumat, 08.30", "2 Des, 08.30"."""
    clock = dates.clock_text(at)
    return clock if at.date() == now.date() else f"{near_day(at.date(), now.date())}, {clock}"
