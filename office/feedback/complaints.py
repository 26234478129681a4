"""Complaints (pengaduan): a receipt at once, an answer and a decision within days that count (A22: beside the SOP).

UU 25/2009 on public services asks every office to take complaints, to confirm them at once, to answer within 14 days
and to decide within 60. A published service standard grades them in working days: 2, 5, 14 and 60. What is complained
about is nobody's business but the handler's: history holds references only.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from office.errors import AlreadyDone, Invalid, NeedsMissing, Unknown
from office.feedback.bodies import Complain, Decide, Grade, Note
from office.files import catalogue, deadlines, persons
from office.files.bodies import Applicant
from office.hall.series import next_number
from office.office import verb
from office.paper import due_complaint
from office.records.settings import Severity
from office.records.tables import Complaint, ComplaintNote, File
from office.records.vault import new_code
from office.records.work import Read, Work

#: how a complaint weighs until the supervisor has read it: money asked for is looked into
FIRST_SEVERITY: dict[str, Severity] = {
    "pelayanan": "sedang", "waktu": "ringan", "biaya": "berat", "sikap": "sedang", "lainnya": "sedang",
}  # fmt: skip
#: the law's own limits, in days (UU 25/2009)
LAST_REPLY, LAST_DECISION = timedelta(days=14), timedelta(days=60)
HANDLER = "supervisor"
UNNAMED = "Pelapor"


@verb("complaints.receive", "kiosk", "loket", HANDLER)
def receive(work: Work, *, body: Complain) -> dict[str, Any]:
    """Take a complaint in: number ADU-0007/2026 of a gapless yearly series, a code to ask by, the receipt printed.

    Refuses with NeedsMissing (an officer writes down what was said), Unknown service, Invalid (no such file).
    """
    at_kiosk = not {"loket", HANDLER} & work.actor.desks
    if not body.words and not at_kiosk:
        raise NeedsMissing(["words"], "Tulis dahulu apa yang diadukan, dengan kata-kata pelapor.")
    year, code = work.today.year, new_code()
    seq = next_number(work, "complaint", year)
    severity = FIRST_SEVERITY[body.about]
    row = Complaint(
        number=f"ADU-{seq:04}/{year}", year=year, seq=seq, track_index=work.vault.index("complaint", code),
        track_sealed=work.vault.seal(code), channel="kiosk" if at_kiosk else body.channel or "loket",
        person_id=_complainant(work, body), confidential=body.confidential, **_matter(work, body), about=body.about,
        words=body.words, severity=severity, **due_dates(work, work.today, severity), state="open",
        received_by=work.actor.ref, received_at=work.now,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    work.record("complaint_received", subject=("complaint", row.id), desks=(HANDLER,), number=row.number,
                channel=row.channel, about=row.about, severity=severity)  # fmt: skip
    return {**brief(row), "code": f"{code[:4]}-{code[4:]}", "print": due_complaint.receipt(work, row, code)}


@verb("complaints.note", HANDLER)
def note(work: Work, *, complaint_id: int, body: Note) -> dict[str, Any]:
    """Answer (the first one stops the first clock), or a step. Refuses with Unknown, AlreadyDone, NeedsMissing."""
    row = _under_way(work, complaint_id, body.words)
    if body.kind == "reply":
        row.state, row.replied_at = "replied", row.replied_at or work.now
    return _noted(work, row, body.kind, body.words)


@verb("complaints.settle", HANDLER)
def settle(work: Work, *, complaint_id: int, body: Decide) -> dict[str, Any]:
    """Decide: the complaint is answered for good. Refuses with Unknown, AlreadyDone, NeedsMissing."""
    row = _under_way(work, complaint_id, body.words)
    row.state, row.ended_at, row.replied_at = "settled", work.now, row.replied_at or work.now
    return _ended(work, row, body.words)


@verb("complaints.withdraw", HANDLER)
def withdraw(work: Work, *, complaint_id: int, body: Decide) -> dict[str, Any]:
    """The complainant takes it back; the number stays in the book. Refuses with Unknown, AlreadyDone, NeedsMissing."""
    row = _under_way(work, complaint_id, body.words)
    row.state, row.ended_at = "withdrawn", work.now
    return _ended(work, row, body.words)


@verb("complaints.grade", HANDLER)
def grade(work: Work, *, complaint_id: int, body: Grade) -> dict[str, Any]:
    """Weigh a complaint anew: its days are counted again from the day it came. Refuses with Unknown, AlreadyDone."""
    row = _under_way(work, complaint_id)
    days = due_dates(work, row.received_at.astimezone(work.zone).date(), body.severity)
    row.severity, row.reply_by, row.decide_by = body.severity, days["reply_by"], days["decide_by"]
    work.record("complaint_noted", subject=("complaint", row.id), desks=(HANDLER,), severity=body.severity)
    return brief(row)


def due_dates(read: Read, received: date, severity: Severity) -> dict[str, date]:
    """{reply_by, decide_by}: the office's working days after the day of receipt, never beyond the law's days."""
    rules = read.settings.complaints
    return {"reply_by": _last_day(read, received, rules.reply_days[severity], LAST_REPLY),
            "decide_by": _last_day(read, received, rules.decide_days[severity], LAST_DECISION)}  # fmt: skip


def _last_day(read: Read, received: date, days: int, most: timedelta) -> date:
    calendar = deadlines.calendar(read)
    last = min(calendar.working_day_after(received, days), received + most)
    while not calendar.is_working(last) and last > received:
        last -= deadlines.ONE_DAY
    return last


def brief(row: Complaint) -> dict[str, Any]:
    """What every answer tells of a complaint: {id, number, state, about, severity, reply_by, decide_by}."""
    return {"id": row.id, "number": row.number, "state": row.state, "about": row.about, "severity": row.severity,
            "reply_by": row.reply_by.isoformat(), "decide_by": row.decide_by.isoformat()}  # fmt: skip


def _complainant(work: Work, body: Complain) -> int | None:
    """Who complains, if that was told; somebody with a telephone and no name stays unnamed."""
    if not body.name and not body.phone:
        return None
    return persons.keep(work, Applicant(name=body.name or UNNAMED, phone=body.phone)).id


def _matter(work: Work, body: Complain) -> dict[str, Any]:
    """What it is about, where that was told: the file by its registration number, the service by its code."""
    if body.file is None:
        return {"service_code": catalogue.service(work, body.service).code if body.service else None}
    file = work.session.scalars(select(File).where(File.registration_number == body.file)).one_or_none()
    if file is None:
        raise Invalid("Nomor pendaftaran itu tidak ada. Periksa, atau kosongkan.", fields={"file": "tidak ditemukan"})
    return {"file_id": file.id, "service_code": file.service_code}


def _under_way(work: Work, complaint_id: int, words: str | None = None) -> Complaint:
    row = work.session.scalars(select(Complaint).where(Complaint.id == complaint_id).with_for_update()).one_or_none()
    if row is None:
        raise Unknown("Pengaduan ini tidak ditemukan. Muat ulang daftar pengaduan.")
    if row.ended_at is not None:
        raise AlreadyDone("Pengaduan ini sudah selesai. Muat ulang halamannya.", code="complaint_ended")
    if words == "":
        raise NeedsMissing(["words"], "Tulis dahulu isinya, lalu simpan lagi.")
    return row


def _noted(work: Work, row: Complaint, kind: str, words: str) -> dict[str, Any]:
    work.session.add(ComplaintNote(complaint_id=row.id, kind=kind, words=words, by=work.actor.ref, at=work.now))
    work.record("complaint_noted", subject=("complaint", row.id), desks=(HANDLER,), kind=kind)
    return brief(row)


def _ended(work: Work, row: Complaint, words: str) -> dict[str, Any]:
    answer = _noted(work, row, "decision", words)
    work.record("complaint_ended", subject=("complaint", row.id), desks=(HANDLER,), state=row.state)
    return answer
