"""Days of the calendar and dates of Ramadan put back as they were. The calendar's own page is `calendar_days`."""

from datetime import date, time
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from office.configuration.tidy import read, wrong
from office.errors import Unknown
from office.files.calendar_days import TOLD, Kind
from office.records import kept
from office.records.parts import Doc
from office.records.tables import CalendarDay, CalendarSpan
from office.records.work import Work


class DayDoc(BaseModel):
    """A day as the calendar holds it."""

    model_config = ConfigDict(extra="forbid")
    kind: Kind
    name: str
    closes: time | None = None
    source: str
    estimated: bool = False
    replaced: dict[str, Any] | None = None


class SpanDoc(BaseModel):
    """One Ramadan, by its first day."""

    model_config = ConfigDict(extra="forbid")
    last: date
    source: str
    estimated: bool = False


def write_day(work: Work, name: str, doc: Doc | None) -> str:
    """Set a day as the document says, or take it out."""
    kept.watch(work.session, "calendar")
    day = _date(name)
    row = work.session.get(CalendarDay, day)
    if doc is None:
        if row is None:
            raise Unknown("Tanggal itu tidak ada di kalender. Muat ulang halaman kalender.")
        work.session.delete(row)
    else:
        given = read(DayDoc, doc)
        row = row or CalendarDay(day=day)
        row.kind, row.name, row.source, row.estimated = given.kind, given.name, given.source, given.estimated
        row.closes, row.replaced = given.closes.isoformat("minutes") if given.closes else None, given.replaced
        work.session.add(row)
    _told(work, day, day, "restored" if doc else "removed")
    return name


def write_ramadan(work: Work, name: str, doc: Doc | None) -> str:
    """Set the Ramadan that begins on that day, or take it out."""
    kept.watch(work.session, "ramadan")
    first = _date(name)
    rule = (CalendarSpan.kind == "ramadan", CalendarSpan.first == first)
    row = work.session.scalars(select(CalendarSpan).where(*rule)).one_or_none()
    given = read(SpanDoc, doc) if doc else None
    if given is None and row is not None:
        work.session.delete(row)
    elif given is not None:
        row = row or CalendarSpan(kind="ramadan", first=first)
        row.last, row.source, row.estimated = given.last, given.source, given.estimated
        work.session.add(row)
    _told(work, first, given.last if given else first, "ramadan" if doc else "ramadan_removed")
    return name


def _date(name: str) -> date:
    try:
        return date.fromisoformat(name)
    except ValueError:
        raise wrong("day", f"Tanggal {name} belum terbaca. Tulis seperti 2026-12-24.") from None


def _told(work: Work, first: date, last: date, kind: str) -> None:
    work.record("calendar_changed", subject=("calendar", first.isoformat()), desks=TOLD, first=first.isoformat(),
                last=last.isoformat(), days=(last - first).days + 1, kind=kind)  # fmt: skip
