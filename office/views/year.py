"""The office's calendar as its supervisor reads it: twelve months, the year's entries, Ramadan."""

from calendar import Calendar
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from office.files import deadlines
from office.files.calendar_days import LISTED, SHIPPED
from office.files.calendar_file import Span, library_holidays
from office.files.clock import OfficeCalendar
from office.records.tables import CalendarDay, CalendarSpan
from office.records.work import Read
from office.words.dates import MONTHS, date_range

KINDS = {"libur_nasional": "Libur nasional", "cuti_bersama": "Cuti bersama", "tutup": "Kantor tutup",
         "buka": "Kantor buka", "tutup_awal": "Tutup awal"}  # fmt: skip
#: years that can be asked for, around today
BACK, AHEAD = 2, 5


def year(read: Read, *, number: int) -> dict[str, Any]:
    """{year, years, months, entries, estimated, ramadan}: one year, ready to be drawn."""
    span = (CalendarDay.day >= date(number, 1, 1), CalendarDay.day <= date(number, 12, 31))
    rows = {row.day: row for row in read.session.scalars(select(CalendarDay).where(*span).order_by(CalendarDay.day))}
    calendar = deadlines.calendar(read)
    months = [_month(read, calendar, rows, number, month) for month in range(1, 13)]
    entries = [entry(row) for row in rows.values()]
    return {"year": number, "years": years(read), "months": months, "entries": entries,
            "estimated": sum(row["estimated"] for row in entries), "ramadan": ramadan(read, number)}  # fmt: skip


def years(read: Read) -> tuple[int, int]:
    """First and last year that can be opened."""
    return read.today.year - BACK, read.today.year + AHEAD


def day(read: Read, *, on: date) -> dict[str, Any] | None:
    """The entry of one day, or None."""
    row = read.session.get(CalendarDay, on)
    return entry(row) if row else None


def entry(row: CalendarDay) -> dict[str, Any]:
    """{day, kind, title, name, closes, source, estimated, own, over}: `over` names the listed day underneath."""
    return {
        "day": row.day, "kind": row.kind, "title": KINDS.get(row.kind, row.kind),
        "name": row.name.replace(" (perkiraan)", ""), "closes": row.closes, "source": row.source,
        "estimated": row.estimated, "own": row.source not in LISTED,
        "over": row.replaced["name"] if row.replaced else None,
    }  # fmt: skip


def _month(read: Read, calendar: OfficeCalendar, rows: dict[date, CalendarDay], number: int, month: int,
           ) -> dict[str, Any]:  # fmt: skip
    weeks = Calendar().monthdatescalendar(number, month)
    return {"title": MONTHS[month - 1], "weeks": [[_cell(read, calendar, rows, on, month) for on in week]
                                                  for week in weeks]}  # fmt: skip


def _cell(read: Read, calendar: OfficeCalendar, rows: dict[date, CalendarDay], on: date, month: int,
          ) -> dict[str, Any] | None:  # fmt: skip
    """One square: {day, n, kind, words, estimated, ramadan, today}; None outside the month."""
    if on.month != month:
        return None
    row, weekend = rows.get(on), on.weekday() > 4
    kind = row.kind if row else "weekend" if weekend else "work"
    words = entry(row)["name"] if row else "akhir pekan" if weekend else "hari kerja"
    return {"day": on, "n": on.day, "kind": kind, "words": words, "estimated": bool(row and row.estimated),
            "ramadan": calendar.fasting(on), "today": on == read.today}  # fmt: skip


def ramadan(read: Read, number: int) -> list[dict[str, Any]]:
    """Ramadans that touch a year: {first, last, words, source, estimated, own}, the first one first."""
    rows = list(read.session.scalars(select(CalendarSpan)))
    own = [(row.first, row.last) for row in rows]
    known = [_own(row) for row in rows]
    known += [_span(span, SHIPPED, own=False) for span in deadlines.not_entered(read, own)]
    return sorted((row for row in known if number in (row["first"].year, row["last"].year)), key=lambda r: r["first"])


def _own(row: CalendarSpan) -> dict[str, Any]:
    return {**_span((row.first, row.last), row.source, own=True), "estimated": row.estimated}


def _span(span: Span, source: str, *, own: bool) -> dict[str, Any]:
    return {"first": span[0], "last": span[1], "words": date_range(*span), "source": source, "own": own,
            "estimated": False}  # fmt: skip


def expected_ramadan(number: int) -> Span | None:
    """Thirty days that end on the eve of the year's (first) Idul Fitri, for a year without dates; an estimate."""
    feasts = sorted(on for on, row in library_holidays([number]).items()
                    if row.name.startswith("Hari Raya Idul Fitri") and row.kind == "libur_nasional")  # fmt: skip
    return (feasts[0] - timedelta(days=30), feasts[0] - timedelta(days=1)) if feasts else None


def entered(read: Read, *, number: int) -> int:
    """How many days of a year stand in the calendar: none means that the year waits to be imported."""
    span = (CalendarDay.day >= date(number, 1, 1), CalendarDay.day <= date(number, 12, 31))
    return read.session.scalar(select(func.count()).select_from(CalendarDay).where(*span)) or 0
