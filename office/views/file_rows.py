"""Files as rows of a list: what is asked for and by whom, where it lies, since when, how urgent."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from office.files.clock import OfficeCalendar
from office.procedure import STAGE_TITLES, Stage
from office.records.tables import File, Person, ServiceRow, Ticket, TicketFile, Visit
from office.records.work import Read
from office.views import clocks, due_notes
from office.words import text

Timed = tuple[File, dict[str, Any]]


def timed(read: Read, files: Sequence[File], days: OfficeCalendar) -> list[Timed]:
    """Each file with its clock (`clocks.of`)."""
    return [(file, clocks.of(read, file, days)) for file in files]


def of(read: Read, found: Sequence[Timed], days: OfficeCalendar) -> list[dict[str, Any]]:
    """One row a file, in the order given; see `office.views.worklists.worklist`."""
    files = [file for file, _ in found]
    names, services = person_names(read, files), service_names(read, files)
    visits = _planned_visits(read, files)
    return [
        {"id": file.id, "registration_number": file.registration_number, "service": file.service_code,
         "service_name": services[file.service_code], "loket": file.loket, "section": file.section, "stage": file.stage,
         "stage_title": STAGE_TITLES[Stage(file.stage)], "desk": file.desk, "since": read.iso(file.moved_at),
         "since_words": seen(read, file.moved_at), "clock": {**clock, "moved": due_notes.short(read, file, days)},
         "visit_at": read.iso(visits.get(file.id)),
         "visit_words": seen(read, visits.get(file.id)), "version": file.letter_version, "outcome": file.outcome,
         "revision": file.revision, "applicant": names.get(file.applicant_id, "")}
        for file, clock in found
    ]  # fmt: skip


def person_names(read: Read, files: Sequence[File]) -> dict[int, str]:
    """Applicants' names by persons.id."""
    wanted = {file.applicant_id for file in files}
    rows = read.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return dict(rows.all())


def service_names(read: Read, files: Sequence[File]) -> dict[str, str]:
    """Short names by code."""
    wanted = {file.service_code for file in files}
    rows = read.session.execute(select(ServiceRow.code, ServiceRow.definition).where(ServiceRow.code.in_(wanted)))
    return {code: str(definition["short_name"]) for code, definition in rows}


def seen(read: Read, moment: datetime | None) -> str:
    """A moment as a list says it: "09.41", "kemarin, 10.00", "2 Des, 08.30"."""
    return clocks.near_moment(moment.astimezone(read.zone), read.local) if moment else ""


def day_words(read: Read, day: date) -> str:
    """A day as a list says it: "hari ini", "kemarin", "Jumat", "2 Des"."""
    return clocks.near_day(day, read.today)


def about(read: Read, ticket: Ticket) -> str:
    """What a number was taken for: its service, else its purpose."""
    service = read.session.get(ServiceRow, ticket.service_code) if ticket.service_code else None
    return str(service.definition["short_name"]) if service else text(f"purpose.{ticket.purpose}")


def of_visit(read: Read, ticket_id: int) -> list[int]:
    """files.id of what was registered or gone on with in the visit of a ticket."""
    touched = select(TicketFile.file_id).where(TicketFile.ticket_id == ticket_id)
    registered = select(File.id).where(File.ticket_id == ticket_id)
    return sorted({*read.session.scalars(touched), *read.session.scalars(registered)})


def _planned_visits(read: Read, files: Sequence[File]) -> dict[int, datetime]:
    rule = (Visit.file_id.in_([file.id for file in files]), Visit.state == "planned")
    rows = read.session.execute(select(Visit.file_id, Visit.visit_at).where(*rule))
    return dict(rows.all())
