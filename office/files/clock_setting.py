"""The hours of the file clock as the office sets them, and what a change would do to the files in flight."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from office.files import clock, deadlines
from office.files.clock_hours import FileClock, WorkDay
from office.office import verb
from office.procedure import ENDED, Stage
from office.records import settings
from office.records.tables import File
from office.records.work import Read, Work
from office.words import dates

#: worklists whose due times may have moved
TOLD = ("loket", "kasi", "operator", "sekcam", "camat", "supervisor")
#: files in flight looked at, and shown by name
LOOKED_AT, SHOWN = 5000, 6
_FLYING = [stage.value for stage in Stage if stage not in (*ENDED, Stage.REGISTERED, Stage.READY)]
#: what is worked out beside the form: (words, weekday with Monday = 0, time, working days)
EXAMPLES = (("Senin pukul 09.00, 1 hari", 0, time(9), 1), ("Kamis pukul 13.30, 1 hari", 3, time(13, 30), 1),
            ("Jumat pukul 10.00, 1 hari", 4, time(10), 1), ("Senin pukul 09.00, 4 hari", 0, time(9), 4))  # fmt: skip


@verb("clock.change", "supervisor", "admin", "system")
def change(work: Work, *, clock: FileClock) -> dict[str, Any]:
    """Set the hours by which files are due. Answers {changed, moved}: parts, and running files due at another time.

    Unchanged, nothing is written.
    """
    before, after = work.settings.clock.model_dump(mode="json"), clock.model_dump(mode="json")
    changed = {name: after[name] for name in after if after[name] != before.get(name)}
    moved = _effect(work, clock)["moved"] if changed else 0
    if changed:
        settings.change(work.session, lambda now: now.model_copy(update={"clock": clock}))
        work.record("settings_changed", subject=("settings", "clock"), desks=TOLD, moved=moved, **changed)
    return {"changed": sorted(changed), "moved": moved}


def preview(read: Read, *, given: FileClock) -> dict[str, Any]:
    """What these hours would do: {moved, later, earlier, late, rows, weeks, examples}.

    `late`: files that would be late and are not now. `rows`: some whose due time moves, {id, registration_number, was,
    will}. `weeks`: working time of an ordinary week and one in Ramadan, in words. `examples`: {title, due}.
    """
    return {**_effect(read, given), "weeks": _weeks(given), "examples": _examples(read, given)}


def _effect(read: Read, given: FileClock) -> dict[str, Any]:
    """Due times of the files in flight, as they are and as they would be."""
    then = replace(read, settings=read.settings.model_copy(update={"clock": given}))
    now_days, then_days = deadlines.calendar(read), deadlines.calendar(then)
    rule = (File.stage.in_(_FLYING), File.accepted_at.is_not(None))
    pairs = []
    for file in read.session.scalars(select(File).where(*rule).order_by(File.accepted_at, File.id).limit(LOOKED_AT)):
        was, will = deadlines.moments(read, file, now_days), deadlines.moments(then, file, then_days)
        if was and will:
            pairs.append((file, was, will))
    moved = [pair for pair in pairs if pair[1].due != pair[2].due]
    late = sum(deadlines.pressing(then, b) == "late" != deadlines.pressing(read, a) for _, a, b in pairs)
    return {
        "moved": len(moved), "later": sum(b.due > a.due for _, a, b in moved), "late": late,
        "earlier": sum(b.due < a.due for _, a, b in moved), "flying": len(pairs),
        "rows": [{"id": file.id, "registration_number": file.registration_number, "was": _said(a.due),
                  "will": _said(b.due)} for file, a, b in moved[:SHOWN]],
    }  # fmt: skip


def _said(at: datetime) -> str:
    return f"{dates.DAYS[at.weekday()]} {dates.short_date(at.date())}, {dates.clock_text(at)}"


def _weeks(given: FileClock) -> dict[str, str]:
    return {"regular": _sum(given.regular), "ramadan": _sum(given.ramadan)}


def _sum(days: dict[int, WorkDay]) -> str:
    total = timedelta(0)
    for day in days.values():
        rest = _minutes(day.rest[1]) - _minutes(day.rest[0]) if day.rest else 0
        total += timedelta(minutes=_minutes(day.closes) - _minutes(day.opens) - rest)
    return dates.span_text(total)


def _minutes(at: time) -> int:
    return 60 * at.hour + at.minute


def _examples(read: Read, given: FileClock) -> list[dict[str, str]]:
    """Due times of files complete in an ordinary week: without days off, so that only the hours speak."""
    plain = clock.OfficeCalendar(hours=given.week(), cut_off=given.cut_off, zone=read.zone)
    monday = read.today - timedelta(days=read.today.weekday())
    return [
        {"title": title, "due": _said(clock.due_at(plain.at(monday + timedelta(days=day), at), days, plain))}
        for title, day, at, days in EXAMPLES
    ]
