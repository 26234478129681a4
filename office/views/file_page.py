"""A file as its officers see it: who asks for what, how far it is, its letters, and what may be done now."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from office.errors import NotYourDesk, Unknown
from office.files import catalogue, deadlines, letters, persons
from office.files.case import situation
from office.files.services import Service
from office.people import staff
from office.procedure import STAGE_TITLES, Stage
from office.records.tables import (
    Archive,
    File,
    FileDocument,
    HistoryRow,
    LetterNumber,
    Loket,
    Ticket,
)
from office.records.work import Actor, Read
from office.views import buttons, clocks, desk_stays, due_notes, journey, letter_versions, visits
from office.words import dates
from office.words.numerals import rupiah

VISIT_DAYS = 15
LOOK_BACK_DAYS = 14


def file(read: Read, *, file_id: int, actor: Actor) -> dict[str, Any]:
    """Everything the page of a file and `GET /files/{id}` show; `buttons` are what `actor` may do now.

    NIK masked; times ISO with offset. Refuses with Unknown, and with NotYourDesk a Kasi of another section.
    """
    row = check(read, file_id=file_id, actor=actor)
    service = catalogue.service(read, row.service_code)
    now, days = situation(read, row, service), deadlines.calendar(read)
    path = journey.of(read, row)
    acts = buttons.of(read, row, service, actor)
    stays = desk_stays.of(read, row, path, now, days)
    return {
        **_head(read, row, service), **_people(read, row), **_papers(read, row, service, actor), **_ends(read, row),
        "clock": clocks.of(read, row, days), "due": due_notes.of(read, row, days), "stays": stays,
        "letters": letter_versions.of(read, row), "journey": path,
        "here": {"title": journey.here(row), "since": read.iso(row.moved_at), "ended": row.ended_at is not None},
        "ahead": journey.ahead(row, now), "buttons": acts, "signer": _signer(read, row), "days": _days(read, days),
        "warnings": [*_warnings(row, now.signer_changed, path, acts, actor), *visits.warnings(read, row, days)],
    }  # fmt: skip


def check(read: Read, *, file_id: int, actor: Actor) -> File:
    """The file, if `actor` may see it. Refuses with Unknown, and with NotYourDesk a Kasi of another section."""
    row = read.session.get(File, file_id)
    if row is None:
        raise Unknown("Berkas tidak ditemukan. Periksa nomor pendaftarannya.")
    if not buttons.desks_at(row, actor):
        owner = catalogue.section_name(read, row.section)
        raise NotYourDesk(f"Berkas ini milik Kasi {owner}. Minta Kasi itu membukanya.")
    return row


def last_act(read: Read, *, file_id: int) -> dict[str, Any] | None:
    """What was done last to a file, to be told on the next page: {registration_number, title, detail, here, tone}."""
    row = read.session.get(File, file_id)
    path = journey.of(read, row) if row else []
    if row is None or not path:
        return None
    last = next((entry for entry in reversed(path) if entry["tone"] not in journey.TOLD.values()), path[-1])
    told = {name: last[name] for name in ("title", "detail", "tone", "version")}
    return {"id": row.id, "registration_number": row.registration_number, "here": journey.here(row), **told}


def moved(read: Read, *, file_id: int, since: int) -> dict[str, Any] | None:
    """Who moved the file after version `since` of it, {title, by, at}; None when nobody did."""
    row = read.session.get(File, file_id)
    if row is None or row.version <= since:
        return None
    rule = (HistoryRow.subject == f"file:{row.id}", HistoryRow.event == "file_act")
    last = read.session.scalars(select(HistoryRow).where(*rule).order_by(HistoryRow.seq.desc()).limit(1)).one()
    return {"title": STAGE_TITLES[Stage(row.stage)], "by": staff.name_of(read, last.actor), "at": read.iso(last.at)}


def _head(read: Read, row: File, service: Service) -> dict[str, Any]:
    loket = read.session.get(Loket, row.loket)
    ticket = read.session.get(Ticket, row.ticket_id) if row.ticket_id else None
    return {
        "id": row.id, "registration_number": row.registration_number, "stage": row.stage,
        "stage_title": STAGE_TITLES[Stage(row.stage)], "desk": row.desk, "file_version": row.version,
        "revision": row.revision, "version": row.letter_version, "outcome": row.outcome, "reason": row.reason,
        "note": row.note,
        "deadline": row.deadline.isoformat() if row.deadline else None, "registered_at": read.iso(row.registered_at),
        "loket": row.loket, "loket_name": loket.name if loket else "", "ticket": ticket.label if ticket else None,
        "service": {"code": service.code, "name": service.name, "short_name": service.short_name, "kind": service.kind,
                    "endorsement": service.endorsement, "visit": service.visit, "skd": service.skd,
                    "section": service.section, "section_name": catalogue.section_name(read, row.section)},
    }  # fmt: skip


def _people(read: Read, row: File) -> dict[str, Any]:
    proxy = {**persons.on_screen(read, row.proxy_id), "relation": row.proxy_relation} if row.proxy_id else None
    return {"applicant": persons.on_screen(read, row.applicant_id), "proxy": proxy}


def _papers(read: Read, row: File, service: Service, actor: Actor) -> dict[str, Any]:
    return {
        "fields": [{"id": f.id, "label": f.label, "kind": f.kind, "optional": f.optional, "value": kept,
                    "options": f.options,
                    "text": f.text(kept)} for f in service.fields for kept in [row.fields.get(f.id, "")]],
        "levy": _levy(row, service), "checklist": _checklist(read, row, service), "visits": visits.of(read, row),
        "visit_form": visits.form(read, row, service, actor), "attachments": visits.attachments_of(read, row),
    }  # fmt: skip


def _levy(row: File, service: Service) -> dict[str, Any] | None:
    """The levy's lines and total, and how the tariff goes; None for a service without one."""
    if service.skd == "never":
        return None
    total = sum(int(line["amount"]) for line in row.levy)
    field = service.field(service.levy.field) if service.levy else None
    tariff = {"label": service.levy.label, "rate": rupiah(service.levy.rate), "unit": service.levy.unit,
              "field": field.label if field else service.levy.field} if service.levy else None  # fmt: skip
    return {"lines": row.levy, "total": total, "total_text": rupiah(total), "tariff": tariff}


def _checklist(read: Read, row: File, service: Service) -> list[dict[str, Any]]:
    """The papers asked for, ticked or missing (null: nobody looked yet)."""
    ticks = {t.requirement: t for t in read.session.scalars(select(FileDocument).where(FileDocument.file_id == row.id))}
    proxied = row.proxy_id is not None
    return [
        {"id": r.id, "label": r.label, "brief": r.brief, "kind": r.kind, "copies": r.copies, "when": r.when_text,
         "mandatory": r.mandatory or (proxied and r.when == "dikuasakan"),
         "present": ticks[r.id].present if r.id in ticks else None,
         "by": staff.name_of(read, ticks[r.id].checked_by) if r.id in ticks else None}
        for r in (*service.requirements, *(r for r in service.former if r.id in ticks))
    ]  # fmt: skip


def _ends(read: Read, row: File) -> dict[str, Any]:
    """The letter's number (and those kept as BATAL) and where the office's copy is."""
    numbers = list(
        read.session.scalars(select(LetterNumber).where(LetterNumber.file_id == row.id).order_by(LetterNumber.id))
    )
    used = next((n for n in numbers if n.state == "used"), None)
    archive = read.session.get(Archive, row.id)
    return {
        "number": {"number": used.number, "letter_date": used.letter_date.isoformat()} if used else None,
        "void_numbers": [{"number": n.number, "reason": n.reason} for n in numbers if n.state == "void"],
        "archive": {"location": archive.location, "at": read.iso(archive.at)} if archive else None,
        "archive_due": archive is None and row.ready_at is not None,
        "archive_lacks": visits.archive_lacks(read, row),
    }  # fmt: skip


def _warnings(
    row: File, signer_changed: bool, path: list[dict[str, Any]], acts: list[dict[str, Any]], actor: Actor
) -> list[str]:
    found = []
    if row.outcome == "rejected":
        found.append(f"Permohonan ini ditolak: {row.reason}" if row.reason else "Permohonan ini ditolak.")
    if signer_changed:
        found.append("Penanda tangan sudah berganti. Operator perlu mencetak ulang surat ini.")
    desks = {entry["desk"] for entry in path if entry["by_ref"] == actor.ref and entry["desk"]}
    mine = {act["desk"] for act in acts if act["rank"] == "primary"}
    if desks - mine and mine - desks:
        names = " dan ".join(sorted(journey.DESK_NAMES[desk] for desk in desks - mine))
        found.append(f"Anda sudah bertindak sebagai {names} pada berkas ini. Bila ada, minta petugas lain di meja ini.")
    return found


def _signer(read: Read, row: File) -> dict[str, Any]:
    """Who signs now: for the recorder of a wet signature."""
    signer = letters.signer_now(read, row.section)
    return {"role": signer.role, "name": signer.name or "", "heading": signer.line}


def _days(read: Read, calendar: Any) -> dict[str, list[dict[str, str]]]:
    """Days to choose from: `next` working days for a visit to come, `past` days for one that took place."""
    coming = (day for day, _ in zip(calendar.working_days(read.today), range(VISIT_DAYS), strict=False))
    past = (read.today - timedelta(days=back) for back in range(LOOK_BACK_DAYS))
    return {name: [{"value": day.isoformat(), "title": _day_title(read, day)} for day in days]
            for name, days in (("next", coming), ("past", past))}  # fmt: skip


def _day_title(read: Read, day: Any) -> str:
    title = f"{dates.DAYS[day.weekday()]}, {dates.short_date(day)}"
    near = clocks.near_day(day, read.today)
    return f"{title} ({near})" if abs((day - read.today).days) < 2 else title
