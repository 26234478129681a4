"""Field visits, their photos and the archive's to-do, as the page of a file shows them."""

from typing import Any

from sqlalchemy import select

from office.files import attachments, persons, visit_plan, visit_report
from office.files.clock import OfficeCalendar
from office.files.services import Service
from office.people import staff
from office.records.tables import Archive, Attachment, File, Officer, Visit
from office.records.work import Actor, Read
from office.views import journey

#: what the archive's record asks for, in words
PLACE, SCAN = "tempat arsip", "scan surat"


def of(read: Read, row: File) -> list[dict[str, Any]]:
    """The file's visits, oldest first: {id, visit_at, state, reason, done_at, result, …, report, photos}."""
    found = read.session.scalars(select(Visit).where(Visit.file_id == row.id).order_by(Visit.id))
    photos = attachments.of_file(read, row.id, kind="visit_photo")
    return [
        {"id": v.id, "visit_at": read.iso(v.visit_at), "state": v.state, "reason": v.reason,
         "done_at": read.iso(v.done_at), "result": v.result, "result_words": journey.RESULTS.get(v.result or "", ""),
         "findings": v.findings, "told": visit_report.told(v.findings, v.report),
         "by": staff.name_of(read, v.by) if v.by else None, "report": v.report,
         "photos": [_attachment(one) for one in photos if one.visit_id == v.id]}
        for v in found
    ]  # fmt: skip


def attachments_of(read: Read, row: File) -> list[dict[str, Any]]:
    """Everything on the file: {id, kind, name, caption, media_type, size, sha256}."""
    return [_attachment(one) for one in attachments.of_file(read, row.id)]


def _attachment(one: Attachment) -> dict[str, Any]:
    return {"id": one.id, **attachments.shown(one), "visit": one.visit_id}


def form(read: Read, row: File, service: Service, actor: Actor) -> dict[str, Any] | None:
    """What the berita acara asks, None when no visit is planned: {visit, items, place, village, head, me}."""
    planned = next((one for one in reversed(of(read, row)) if one["state"] == "planned"), None)
    if planned is None:
        return None
    home = str(persons.on_screen(read, row.applicant_id)["village"] or "")
    village = next((one for one in read.settings.villages if one.name.lower() == home.lower()), None)
    officer = read.session.get(Officer, actor.id) if actor.kind == "officer" else None
    return {
        "visit": planned, "items": [item.model_dump() for item in visit_report.items_of(service)],
        "place": str(row.fields.get("lokasi") or row.fields.get("tempat") or home),
        "village": village.name if village else "", "head": village.head if village else "",
        "me": {"name": officer.name, "title": officer.title, "nip": officer.nip or ""} if officer else
        {"name": actor.name, "title": "", "nip": ""},
    }  # fmt: skip


def warnings(read: Read, row: File, days: OfficeCalendar) -> list[str]:
    """What stands in the way of the visit that is planned; a plan that is over says so."""
    rule = (Visit.file_id == row.id, Visit.state == "planned")
    visit = read.session.scalars(select(Visit).where(*rule).order_by(Visit.id.desc()).limit(1)).one_or_none()
    if visit is None or row.ended_at is not None:
        return []
    found = visit_plan.conflicts(read, section=row.section, at=visit.visit_at, file_id=row.id, days=days)
    return [f"Jadwal verlap: {_from_small(one.words)}" for one in found]


def _from_small(words: str) -> str:
    return words.removeprefix("Jadwal ")


def archive_lacks(read: Read, row: File) -> list[str]:
    """What the archive's record of a released file still lacks (SOP S8c): its place, a scan; [] before the release."""
    if row.ready_at is None:
        return []
    lacking = [] if read.session.get(Archive, row.id) else [PLACE]
    scans = attachments.of_file(read, row.id, kind="archive_scan") if read.settings.visits.scan_archived else [row]
    return lacking if scans else [*lacking, SCAN]
