"""What the acts on field visits change: planned, moved, recorded with a berita acara (SOP S2f, S3a)."""

from typing import Any

from sqlalchemy import select, update

from office.errors import Invalid
from office.files import visit_plan, visit_report
from office.files.case import Case
from office.paper import due
from office.records.tables import Attachment, Visit
from office.records.work import Work


def plan(work: Work, case: Case, reason: str | None, *, moved: bool = False) -> None:
    """Plan the visit anew and print its schedule; the old plan stays on record as moved, its photos go along.

    The answer's `visit_warnings` says what stands in the way. Refuses Invalid a past time and a day off.
    """
    at = _aware(work, case.body.visit_at)
    found = visit_plan.conflicts(work, section=case.file.section, at=at, file_id=case.file.id)
    visit_plan.refuse_impossible(work, found)
    old = _planned(work, case.file.id)
    visit = Visit(file_id=case.file.id, visit_at=at, state="planned", reason=reason)
    work.session.add(visit)
    work.session.flush()
    for one in old:
        one.state = "moved"
        rule = (Attachment.file_id == case.file.id, Attachment.visit_id == one.id)
        work.session.execute(update(Attachment).where(*rule).values(visit_id=visit.id))
    case.extra["print"] = due.visit(work, case.file, case.service, visit, moved=moved)
    case.extra["visit_warnings"] = [{"code": one.code, "detail": one.words} for one in found]


def move(work: Work, case: Case) -> None:
    """Another time for the same visit."""
    plan(work, case, case.body.note, moved=True)


def cancel(work: Work, file_id: int) -> None:
    """The file goes on without its visit, or ends: the hour is free again."""
    for visit in _planned(work, file_id):
        visit.state = "cancelled"


def record(work: Work, case: Case) -> None:
    """The berita acara: result and findings, point by point where they were given, and its photos."""
    report = visit_report.kept(case.service, case.body)
    case.body.findings = case.body.findings or visit_report.summary(report["items"] if report else [])
    told = {"state": "recorded", "done_at": _aware(work, case.body.at), "result": case.body.result,
            "findings": case.body.findings, "by": work.actor.ref, "report": report}  # fmt: skip
    for visit in _planned(work, case.file.id):
        for name, value in told.items():
            setattr(visit, name, value)
        _take_photos(work, case, visit)
    case.file.visit_recorded = True
    case.facts["result"] = case.body.result


def _planned(work: Work, file_id: int) -> list[Visit]:
    rule = (Visit.file_id == file_id, Visit.state == "planned")
    return list(work.session.scalars(select(Visit).where(*rule).order_by(Visit.id)))


def _take_photos(work: Work, case: Case, visit: Visit) -> None:
    """The photos named belong to this berita acara; the others of this visit do not. None named: all of them."""
    wanted = set(case.body.photos)
    if not wanted:
        return
    rule = (Attachment.file_id == case.file.id, Attachment.removed_at.is_(None), Attachment.kind == "visit_photo")
    photos = {one.id: one for one in work.session.scalars(select(Attachment).where(*rule))}
    if unknown := sorted(wanted - photos.keys()):
        said = f"Foto {', '.join(map(str, unknown))} tidak ada pada berkas ini. Unggah fotonya dahulu."
        raise Invalid(said, fields={"photos": "tidak dikenal"})
    for one in photos.values():
        if one.id in wanted:
            one.visit_id = visit.id
        elif one.visit_id == visit.id:
            one.visit_id = None


def _aware(work: Work, moment: Any) -> Any:
    """A time without a zone is office time."""
    return moment if moment.tzinfo else moment.replace(tzinfo=work.zone)
