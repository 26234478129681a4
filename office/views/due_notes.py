"""Why a file is due when it is, in words: "tenggat bergeser: sistem padam 23 Nov"."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from office.files import clock, deadlines, shifts
from office.files.clock import OfficeCalendar
from office.files.shifts import Reason, Shift
from office.records.tables import File
from office.records.work import Read
from office.words import dates

#: a row of a list has room for so many reasons
IN_A_ROW = 1


def short(read: Read, file: File, days: OfficeCalendar) -> str:
    """For a row: "tenggat bergeser: sistem padam 23 Nov"; empty when nothing moved it or the clock has not begun."""
    found = _shift(read, file, days)
    if found is None:
        return _missed(read, file, days)
    said = _grouped(found.reasons)
    more = f" dan {len(said) - IN_A_ROW} lagi" if len(said) > IN_A_ROW else ""
    return f"tenggat bergeser: {'; '.join(said[:IN_A_ROW])}{more}"


def of(read: Read, file: File, days: OfficeCalendar) -> dict[str, Any]:
    """For the page of a file: {usual, due, moved, notes}.

    `usual` and `due` ISO, None when nothing moved the due time; `moved`: from when to when and why, or empty; `notes`:
    from which day it is counted, and what of its time the applicant had.
    """
    found = _shift(read, file, days)
    moved = _moved(found) if found else ""
    notes = [note for note in (_first_day(file, days), _missed(read, file, days)) if note]
    return {"usual": read.iso(found.usual) if found else None, "due": read.iso(found.due) if found else None,
            "moved": moved, "notes": [f"{note[0].upper()}{note[1:]}." for note in notes]}  # fmt: skip


def _shift(read: Read, file: File, days: OfficeCalendar) -> Shift | None:
    if file.accepted_at is None:
        return None
    until = file.ready_at or file.ended_at or read.now
    return shifts.shift(file.accepted_at, file.sla_days, days, deadlines.pauses(file), until)


def _moved(found: Shift) -> str:
    why = "; ".join(_grouped(found.reasons)) or "jam kerja berubah"
    way = "bergeser" if found.due > found.usual else "maju"
    return f"Tenggat {way} dari {_moment(found.usual)} ke {_moment(found.due)}: {why}."


def _grouped(reasons: Sequence[Reason]) -> list[str]:
    """Days in a row for the same reason are told once."""
    return [_words(kind, name, [one.day for one in group])
            for (kind, name), group in groupby(reasons, key=lambda one: (one.kind, one.name))]  # fmt: skip


def _words(kind: str, name: str, days: list[date]) -> str:
    first, last = dates.short_date(days[0]), dates.short_date(days[-1])
    when = first if first == last else f"{first} sampai {last}"
    match kind:
        case "outage":
            return f"sistem padam {when}"
        case "applicant":
            return f"{len(days)} hari kerja dipakai pemohon ({when})"
        case "early":
            return f"kantor tutup pukul {name.replace(':', '.')} ({when})"
    return f"{name or 'kantor tutup'} ({when})"


def _first_day(file: File, days: OfficeCalendar) -> str:
    if file.accepted_at is None:
        return ""
    at, first = days.local(file.accepted_at), clock.first_day(file.accepted_at, days)
    if first == at.date():
        return ""
    after = days.is_working(at.date()) and at.time() >= days.cut_off
    why = f"sesudah pukul {dates.clock_text(days.cut_off)}" if after else "di luar jam kerja"
    return f"hari pertama {_day(first)}: lengkap {_moment(at)}, {why}"


def _missed(read: Read, file: File, days: OfficeCalendar) -> str:
    """The due time passed while the applicant had the file: late, and not by the office alone."""
    if file.accepted_at is None:
        return ""
    rests, until = deadlines.pauses(file), file.ready_at or file.ended_at or read.now
    due = clock.due_at(file.accepted_at, file.sla_days, days, clock.idle_days(rests, until, days))
    pause = shifts.missed_with(due, rests, until)
    if pause is None:
        return ""
    back = f" sampai {_moment(days.local(pause[1]))}" if pause[1] else ""
    return f"tenggat lewat selagi berkas di pemohon ({_moment(days.local(pause[0]))}{back})"


def _moment(at: datetime) -> str:
    return f"{_day(at.date())}, {dates.clock_text(at)}"


def _day(day: date) -> str:
    return f"{dates.DAYS[day.weekday()]} {dates.short_date(day)}"
