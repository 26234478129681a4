"""The section's calendar of field visits: a week or a day, with what stands in the way of each (SOP S2f, A9)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from office.files import catalogue, deadlines, persons, visit_plan
from office.files.clock import OfficeCalendar
from office.files.visit_plan import Taken
from office.records.tables import File, Visit
from office.records.work import Read
from office.views import file_rows, journey
from office.words import dates

ONE_DAY, SPANS = timedelta(days=1), {"day": 1, "week": 7}
#: hours of the week's table that are always there
FIRST_HOUR, LAST_HOUR = 8, 15
#: working days whose slots a loket is shown, and how far it looks for them
SLOT_DAYS = 3


def calendar(read: Read, *, section: str | None, day: date | None = None, span: str = "week") -> dict[str, Any]:
    """{span, day, first, last, before, after, days: [{…, visits: […]}], hours, planned, troubled, overdue}.

    `section` None: of all sections, a visit's conflicts still within its own. Times ISO with offset.
    """
    plan = deadlines.calendar(read)
    day = day or (next(plan.working_days(read.today)) if span == "week" else read.today)
    first = day - timedelta(days=day.weekday()) if span == "week" else day
    dates_shown = [first + n * ONE_DAY for n in range(SPANS[span])]
    visits = _visits(read, section, first, dates_shown[-1], plan)
    if section is None:
        for visit in visits:
            visit["section_name"] = catalogue.section_name(read, visit["section"]).removeprefix("Seksi ")
    days = [_day(read, plan, one, [v for v in visits if v["day"] == one]) for one in dates_shown]
    shown = [one for one in days if span == "day" or one["works"] or one["visits"] or one["date"] == read.today]
    planned = [v for v in visits if v["state"] == "planned"]
    return {
        "span": span, "day": day, "first": first, "last": dates_shown[-1], "days": shown, "hours": _hours(visits),
        "before": first - SPANS[span] * ONE_DAY, "after": first + SPANS[span] * ONE_DAY, "planned": len(planned),
        "troubled": sum(bool(v["conflicts"]) for v in planned), "overdue": overdue(read, section=section),
    }  # fmt: skip


def _day(read: Read, plan: OfficeCalendar, day: date, visits: list[dict[str, Any]]) -> dict[str, Any]:
    hours = plan.hours_on(day)
    return {
        "date": day, "title": dates.DAYS[day.weekday()], "short": dates.short_date(day), "today": day == read.today,
        "past": day < read.today, "works": hours is not None, "visits": visits,
        "why_off": "" if hours else visit_plan.off_words(plan, day),
        "hours": dates.time_range(hours.opens, hours.closes) if hours else "",
        "open_hours": [start.hour for start in _whole_hours(plan, day)] if day >= read.today else [],
    }  # fmt: skip


def _whole_hours(plan: OfficeCalendar, day: date) -> list[datetime]:
    return list(visit_plan.free_slots(plan, day, [], timedelta(0), plan.at(day, time())))


def _hours(visits: Sequence[dict[str, Any]]) -> list[int]:
    """The table's rows: the usual hours, and those in which a visit stands."""
    return sorted({*range(FIRST_HOUR, LAST_HOUR + 1), *(visit["hour"] for visit in visits)})


def _visits(read: Read, section: str | None, first: date, last: date, plan: OfficeCalendar) -> list[dict[str, Any]]:
    start, end = plan.at(first, time()), plan.at(last + ONE_DAY, time())
    rule = (Visit.state.in_(("planned", "moved", "recorded")), Visit.visit_at >= start, Visit.visit_at < end)
    query = select(Visit, File).join(File, File.id == Visit.file_id).where(*rule)
    if section is not None:
        query = query.where(File.section == section)
    found = [(row.Visit, row.File) for row in read.session.execute(query.order_by(Visit.visit_at, Visit.id))]
    names = file_rows.service_names(read, [file for _, file in found])
    moved = _moved_to(read, [visit for visit, _ in found if visit.state == "moved"])
    return [_visit(read, visit, file, names[file.service_code], moved, plan) for visit, file in found]


def _visit(read: Read, visit: Visit, file: File, service: str, moved: dict[int, datetime], plan: OfficeCalendar,
           ) -> dict[str, Any]:  # fmt: skip
    at = visit.visit_at.astimezone(read.zone)
    person = persons.on_screen(read, file.applicant_id)
    waits = visit.state == "planned" and file.ended_at is None
    found = visit_plan.conflicts(read, section=file.section, at=at, file_id=file.id, days=plan) if waits else []
    to = moved.get(visit.id)
    return {
        "id": visit.id, "file_id": file.id, "registration_number": file.registration_number, "service": service,
        "loket": file.loket, "section": file.section, "section_name": "",
        "day": at.date(), "hour": at.hour, "clock": dates.clock_text(at), "at": read.iso(at),
        "applicant": person["name"], "village": person["village"] or "", "address": person["address"] or "",
        "state": visit.state if waits or visit.state != "planned" else "cancelled", "reason": visit.reason,
        "conflicts": [one.words for one in found], "past": any(one.code == "past" for one in found),
        "result_words": journey.RESULTS.get(visit.result or "", ""),
        "moved_to": file_rows.seen(read, to) if to else "", "movable": waits and file.desk == "kasi",
    }  # fmt: skip


def _moved_to(read: Read, moved: list[Visit]) -> dict[int, datetime]:
    """Where each moved visit went: the file's next plan."""
    found = {}
    for visit in moved:
        rule = (Visit.file_id == visit.file_id, Visit.id > visit.id)
        to = read.session.scalar(select(Visit.visit_at).where(*rule).order_by(Visit.id).limit(1))
        if to is not None:
            found[visit.id] = to
    return found


def overdue(read: Read, *, section: str | None) -> list[dict[str, Any]]:
    """Planned visits of earlier days that nobody recorded, oldest first: {file_id, registration_number, when}."""
    begin = datetime.combine(read.today, time(), read.zone)
    return [_brief(read, visit, file) for visit, file in _waiting(read, section, None, begin)]


def today(read: Read, *, section: str | None) -> list[dict[str, Any]]:
    """The visits of today, earliest first: {file_id, registration_number, clock, service, village, done}."""
    begin = datetime.combine(read.today, time(), read.zone)
    return [_brief(read, visit, file) for visit, file in _waiting(read, section, begin, begin + ONE_DAY)]


def _waiting(read: Read, section: str | None, start: datetime | None, end: datetime) -> list[tuple[Visit, File]]:
    rule = [Visit.state == "planned", Visit.visit_at < end, File.ended_at.is_(None), File.desk == "kasi"]
    if start is not None:
        rule.append(Visit.visit_at >= start)
    if section is not None:
        rule.append(File.section == section)
    query = select(Visit, File).join(File, File.id == Visit.file_id).where(*rule).order_by(Visit.visit_at, Visit.id)
    return [(row.Visit, row.File) for row in read.session.execute(query.limit(50))]


def _brief(read: Read, visit: Visit, file: File) -> dict[str, Any]:
    at = visit.visit_at.astimezone(read.zone)
    person = persons.on_screen(read, file.applicant_id)
    return {"file_id": file.id, "registration_number": file.registration_number, "clock": dates.clock_text(at),
            "when": file_rows.seen(read, visit.visit_at), "village": person["village"] or "",
            "service": file_rows.service_names(read, [file])[file.service_code], "over": at < read.local}  # fmt: skip


def slots(read: Read, *, section: str, file_id: int | None = None) -> list[dict[str, Any]]:
    """The section's next working days for a loket: {title, times: [{clock, value (none when taken)}]} each."""
    plan, gap = deadlines.calendar(read), timedelta(minutes=read.settings.visits.minutes_between)
    found: list[dict[str, Any]] = []
    for day in plan.working_days(read.today):
        begin, end = plan.at(day, time()), plan.at(day, time(23, 59))
        held = visit_plan.taken(read, section, begin - gap, end + gap, but=file_id)
        free = list(visit_plan.free_slots(plan, day, held, gap, read.local))
        own = [one for one in held if one.at.date() == day]
        if free or own:
            found.append(_slot_day(day, own, free))
        if len(found) == SLOT_DAYS:
            break
    return found


def _slot_day(day: date, held: list[Taken], free: list[datetime]) -> dict[str, Any]:
    times = sorted([*((at, f"{at:%Y-%m-%dT%H:%M}") for at in free), *((one.at, "") for one in held)])
    return {"title": f"{dates.DAYS[day.weekday()]} {dates.short_date(day)}",
            "times": [{"clock": dates.clock_text(at), "value": value} for at, value in times]}  # fmt: skip


def look_at(read: Read, *, section: str, at: datetime, file_id: int | None) -> list[str]:
    """What stands in the way of a time somebody thinks of, in words."""
    return [one.words for one in visit_plan.conflicts(read, section=section, at=at, file_id=file_id)]
