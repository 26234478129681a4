"""What a loket's registration panel shows: the services it takes in, and one file with its checklist and its acts."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select

from office.errors import Unknown
from office.files import case, catalogue, deadlines, needs, persons, visit_plan
from office.files.case import Case
from office.files.services import Field, Service
from office.procedure import ACT_TITLES, STAGE_TITLES, Act, Desk, Stage, Step, steps_at
from office.records.tables import File, HistoryRow, LetterNumber, Visit
from office.records.work import Read, Seat
from office.views import clocks, visit_calendar
from office.words.masks import mask_phone

#: needs that look at the checklist: where one of them is asked for, the ticks are shown
TICKS = frozenset({"documents", "known_documents", "what_was_missing", "missing"})
VISIT_HOUR = 9


def offered(read: Read, *, loket: int) -> list[dict[str, Any]]:
    """What this loket takes in, most used first: {code, short_name, name}; all services where the office allows it."""
    everywhere = read.settings.files.any_loket_registers
    found = catalogue.active(read, loket=None if everywhere else loket)
    return [{"code": s.code, "short_name": s.short_name, "name": s.name} for s in found]


def service(read: Read, *, code: str) -> dict[str, Any]:
    """One service as the panel shows it. Refuses with Unknown."""
    return _service(read, catalogue.service(read, code, must_be_active=True))


def known(read: Read, *, nik: str) -> dict[str, Any] | None:
    """A returning applicant by NIK: {name, address, village, phone}, or None."""
    found = persons.by_nik(read, nik=nik)
    return {key: found[key] for key in ("name", "address", "village", "phone")} if found else None


def like(read: Read, *, file_id: int) -> dict[str, Any] | None:
    """Whom a file came from, for the next one of the same visit: {file, service, applicant, bearer, relation}.

    Persons are masked as on every staff screen; `bearer` is the proxy, or the applicant who came himself. None when
    there is no such file.
    """
    row = read.session.get(File, file_id)
    if row is None:
        return None
    return {
        "file": row.id, "service": row.service_code, "applicant": _person(read, row.applicant_id),
        "bearer": _person(read, row.proxy_id or row.applicant_id), "proxied": row.proxy_id is not None,
        "relation": row.proxy_relation or "",
    }  # fmt: skip


def file(read: Read, *, file_id: int) -> dict[str, Any]:
    """One file at the loket: data (NIK and telephone masked), checklist, clock, and the acts the table offers here.

    `acts`: act -> {title, needs} in the table's order; `ticks`: whether the checklist is asked for now. Refuses with
    Unknown.
    """
    row = read.session.get(File, file_id)
    if row is None:
        raise Unknown("Berkas tidak ditemukan. Periksa nomor pendaftarannya.")
    kind = catalogue.service(read, row.service_code)
    steps = steps_at(Stage(row.stage), [Desk.LOKET], case.situation(read, row, kind))
    return {
        **_facts(row), "service": _service(read, kind), "applicant": _person(read, row.applicant_id),
        "proxy": {**_person(read, row.proxy_id), "relation": row.proxy_relation, "letter": row.proxy_letter}
        if row.proxy_id else None,
        "stage_title": STAGE_TITLES[Stage(row.stage)], "clock": clocks.of(read, row, deadlines.calendar(read)),
        "acts": {step.act.value: {"title": ACT_TITLES[step.act], "needs": step.needs} for step in steps},
        "ticks": any(TICKS & set(step.needs) for step in steps), "checklist": _checklist(read, row, kind, steps),
        "fields": [{**_field(field), "value": row.fields.get(field.id, "")} for field in kind.fields],
        "levy": sum(line["amount"] for line in row.levy) if row.outcome == "granted" else 0,
        "letter_number": _letter_number(read, row), "visit_at": read.iso(_planned_visit(read, row)),
        **_visit_to_plan(read, row, kind, steps), "deadline": row.deadline.isoformat() if row.deadline else None,
        "arrived_at": read.iso(_arrived(read, row)), "since": read.iso(row.moved_at),
        "handed": row.ended_at is not None and row.ready_at is not None,
    }  # fmt: skip


def _facts(row: File) -> dict[str, Any]:
    names = ("id", "registration_number", "stage", "desk", "loket", "revision", "outcome", "note", "visit_recorded",
             "ticket_id")  # fmt: skip
    return {**{name: getattr(row, name) for name in names}, "file_version": row.version}


def _service(read: Read, kind: Service) -> dict[str, Any]:
    return {
        "code": kind.code, "short_name": kind.short_name, "name": kind.name, "loket": kind.loket, "visit": kind.visit,
        "days": kind.sla_days, "days_with_visit": kind.sla_with_visit, "fee": kind.fee, "skd": kind.skd != "never",
        "section": catalogue.section_name(read, kind.section), "note": kind.note,
        "requirements": [_requirement(r) for r in kind.requirements],
        "fields": [_field(field) for field in kind.fields],
    }  # fmt: skip


def _requirement(r: Any) -> dict[str, Any]:
    return {"id": r.id, "label": r.label, "brief": r.brief, "mandatory": r.mandatory, "copies": r.copies,
            "kind": r.kind, "when": r.when_text}  # fmt: skip


def _field(field: Field) -> dict[str, Any]:
    return {
        "id": field.id,
        "label": field.label,
        "kind": field.kind,
        "optional": field.optional,
        "options": field.options,
    }


def _checklist(read: Read, row: File, kind: Service, steps: list[Step]) -> list[dict[str, Any]]:
    """{…requirement, mandatory, present, asked}: a mandatory one is asked until it is there; old ticks stay."""
    ticks = needs.ticked(read, row.id)
    act = steps[0] if steps else None
    must = needs.required(Case(row, kind, act.act, None, act, Seat(Desk.LOKET))) if act else []
    again = act is not None and act.act == Act.RESUBMIT
    only_missing = any("what_was_missing" in step.needs for step in steps)
    return [
        {**_requirement(r), "mandatory": r.id in must, "present": ticks.get(r.id, False),
         "missed": ticks.get(r.id) is False,
         "asked": (again and ticks.get(r.id) is False)
         or (not only_missing and r.id in must and not ticks.get(r.id, False))}
        for r in kind.requirements
    ]  # fmt: skip


def _person(read: Read, person_id: int) -> dict[str, Any]:
    person = persons.on_screen(read, person_id)
    return {**person, "phone": mask_phone(person["phone"]) if person["phone"] else ""}


def _letter_number(read: Read, row: File) -> str | None:
    rule = (LetterNumber.file_id == row.id, LetterNumber.state == "used")
    return read.session.scalar(select(LetterNumber.number).where(*rule).limit(1))


def _planned_visit(read: Read, row: File) -> datetime | None:
    rule = (Visit.file_id == row.id, Visit.state == "planned")
    return read.session.scalar(select(Visit.visit_at).where(*rule).order_by(Visit.id.desc()).limit(1))


def _arrived(read: Read, row: File) -> datetime | None:
    """When the loket said that the letter lies there, unless it was released again since."""
    rule = (HistoryRow.subject == f"file:{row.id}", HistoryRow.event == "file_act")
    for told in read.session.scalars(select(HistoryRow).where(*rule).order_by(HistoryRow.seq.desc()).limit(5)):
        act = json.loads(told.facts).get("act")
        if act in (Act.CONFIRM_ARRIVAL, Act.RELEASE):
            return told.at if act == Act.CONFIRM_ARRIVAL else None
    return None


def _visit_to_plan(read: Read, row: File, kind: Service, steps: list[Step]) -> dict[str, Any]:
    """Where the loket may plan a visit: the section's next free time from nine o'clock on, and its calendar (A9)."""
    if kind.visit == "never" or not any(step.act == Act.ACCEPT for step in steps):
        return {"suggested_visit": "", "visit_slots": []}
    slot = visit_plan.first_free(read, row.section, deadlines.calendar(read), hour=VISIT_HOUR)
    slots = visit_calendar.slots(read, section=row.section, file_id=row.id)
    return {"suggested_visit": f"{slot:%Y-%m-%dT%H:%M}", "visit_slots": slots}
