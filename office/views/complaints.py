"""Complaints as they are read: the handler's list with its clocks, the complainant's own answer, the book."""

import hmac
import re
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from office.errors import Unknown
from office.feedback.complaints import brief
from office.files import catalogue, deadlines
from office.files.clock import OfficeCalendar
from office.paper.due_complaint import SUBJECTS
from office.people import staff
from office.records.tables import Complaint, ComplaintNote, File, Person
from office.records.vault import tidy_code
from office.records.work import Read
from office.words.dates import DAYS, day_text, plain_date, short_date

STATES = {"open": "Menunggu jawaban", "replied": "Dijawab, menunggu keputusan", "settled": "Selesai",
          "withdrawn": "Dicabut"}  # fmt: skip
CHANNELS = {"kiosk": "Kios", "loket": "Loket", "phone": "Telepon", "letter": "Surat"}
SEVERITIES = {"ringan": "Ringan", "sedang": "Sedang", "berat": "Berat"}
KINDS = {"reply": "Jawaban", "decision": "Keputusan", "step": "Langkah (hanya untuk kantor)"}
#: a clock turns amber this many working days before its day
SOON_DAYS = 2
MOST = 200
_NUMBER = re.compile(r"ADU[-/ ]?0*([1-9][0-9]{0,8})/([0-9]{4})")


def counts(read: Read) -> dict[str, int]:
    """{open, late}: complaints not yet settled, and those whose day has passed."""
    late = func.count().filter(_late(read.today))
    n, behind = read.session.execute(select(func.count(), late).where(Complaint.ended_at.is_(None))).one()
    return {"open": n, "late": behind}


def listing(read: Read, *, ended: bool = False) -> list[dict[str, Any]]:
    """Complaints under way, the nearest day first; or those that ended, the newest first. See `_row`."""
    over = Complaint.ended_at.is_not(None) if ended else Complaint.ended_at.is_(None)
    order = Complaint.ended_at.desc() if ended else Complaint.reply_by
    found = read.session.scalars(select(Complaint).where(over).order_by(order, Complaint.id).limit(MOST))
    calendar = deadlines.calendar(read)
    rows = [_row(read, row, calendar) for row in found]
    return rows if ended else sorted(rows, key=lambda row: (row["due"], row["id"]))


def one(read: Read, *, complaint_id: int) -> dict[str, Any]:
    """One complaint for its handler: the row, the words, who complains, and all that was answered or done."""
    row = read.session.get(Complaint, complaint_id)
    if row is None:
        raise Unknown("Pengaduan ini tidak ditemukan. Muat ulang daftar pengaduan.")
    person = read.session.get(Person, row.person_id) if row.person_id else None
    file = read.session.get(File, row.file_id) if row.file_id else None
    return {
        **_row(read, row, deadlines.calendar(read)), "words": row.words,
        "name": person.name if person else None, "phone": person.phone if person else None,
        "confidential": row.confidential, "file": file.id if file else None,
        "file_number": file.registration_number if file else None,
        "service": catalogue.service(read, row.service_code).short_name if row.service_code else None,
        "notes": [_note(read, note) for note in _notes(read, row.id)],
    }  # fmt: skip


def by_number(read: Read, seq: int, year: int | None) -> list[dict[str, Any]]:
    """Complaints of that number (of every year, newest first), as rows of the search: nothing of who complains."""
    rule = [Complaint.seq == seq, *([Complaint.year == year] if year else [])]
    found = read.session.scalars(select(Complaint).where(*rule).order_by(Complaint.year.desc()).limit(5))
    return [
        {"kind": "complaint", "id": row.id, "number": row.number, "about": SUBJECTS[row.about],
         "state_words": STATES[row.state], "received_words": _day(read, row)}
        for row in found
    ]  # fmt: skip


def _day(read: Read, row: Complaint) -> str:
    return day_text(row.received_at.astimezone(read.zone), read.today)


def track(read: Read, *, number: str, code: str) -> dict[str, Any]:
    """The complainant's own answer, by the receipt's number and code; a wrong number and a wrong code refuse alike.

    {number, about, subject, state, title, received_at, reply_by, decide_by, answers: [{kind, words, at}], now}:
    nothing about the person, and not the complaint itself.
    """
    asked = _NUMBER.fullmatch(number.strip().upper())
    seq, year = (int(asked[1]), int(asked[2])) if asked else (0, 0)
    row = read.session.scalars(select(Complaint).where(Complaint.year == year, Complaint.seq == seq)).one_or_none()
    given = read.vault.index("complaint", tidy_code(code))
    if not hmac.compare_digest(given, row.track_index if row else "0" * 64) or row is None:
        raise Unknown("Nomor pengaduan atau kode tidak cocok. Periksa tanda terima Anda.")
    answers = [note for note in _notes(read, row.id) if note.kind != "step"]
    return {
        "number": row.number, "about": row.about, "subject": SUBJECTS[row.about], "state": row.state,
        "title": STATES[row.state], "received_at": read.iso(row.received_at), "reply_by": row.reply_by.isoformat(),
        "decide_by": row.decide_by.isoformat(), "now": read.iso(read.now),
        "answers": [{"kind": note.kind, "words": note.words, "at": read.iso(note.at)} for note in answers],
    }  # fmt: skip


def is_number(number: str) -> bool:
    """Whether this is meant as a complaint's number."""
    return number.strip().upper().startswith("ADU")


def book(read: Read, *, year: int) -> list[dict[str, Any]]:
    """Buku pengaduan: number, day, identity (as far as it may be told), what, what was done, when it was answered."""
    rows = read.session.scalars(select(Complaint).where(Complaint.year == year).order_by(Complaint.seq))
    return [_booked(read, row) for row in rows]


def _booked(read: Read, row: Complaint) -> dict[str, Any]:
    person = read.session.get(Person, row.person_id) if row.person_id else None
    identity = "dirahasiakan" if row.confidential else person.name if person else "tanpa nama"
    done = [f"{KINDS[note.kind].partition(' (')[0]}: {note.words}" for note in _notes(read, row.id)]
    return {
        "number": row.number, "day": row.received_at.astimezone(read.zone).date(), "identity": identity,
        "what": ". ".join(part for part in (SUBJECTS[row.about], row.words) if part), "done": done,
        "replied_on": row.replied_at.astimezone(read.zone).date() if row.replied_at else None,
        "state": STATES[row.state],
    }  # fmt: skip


def _late(today: date) -> ColumnElement[bool]:
    waiting, decided = Complaint.state == "open", Complaint.state == "replied"
    return or_(waiting & (Complaint.reply_by < today), decided & (Complaint.decide_by < today))


def _row(read: Read, row: Complaint, calendar: OfficeCalendar) -> dict[str, Any]:
    """`brief` with words for screens, and its clock: {due, tone, clock}; tone late | soon | later | none."""
    return {
        **brief(row), "subject": SUBJECTS[row.about], "title": STATES[row.state], "channel": CHANNELS[row.channel],
        "severity_title": SEVERITIES[row.severity], "received_at": read.iso(row.received_at),
        "received_words": day_text(row.received_at.astimezone(read.zone), read.today),
        "replied_at": read.iso(row.replied_at), "ended_at": read.iso(row.ended_at), **_clock(read, row, calendar),
    }  # fmt: skip


def _clock(read: Read, row: Complaint, calendar: OfficeCalendar) -> dict[str, Any]:
    if row.ended_at is not None:
        ended = plain_date(row.ended_at.astimezone(read.zone).date())
        return {"due": row.decide_by, "tone": "none", "clock": f"{STATES[row.state].lower()} {ended}"}
    due, what = (row.reply_by, "jawab") if row.state == "open" else (row.decide_by, "putuskan")
    if due < read.today:
        return {"due": due, "tone": "late", "clock": f"terlambat {(read.today - due).days} hari"}
    soon = due <= calendar.working_day_after(read.today, SOON_DAYS)
    near = (due - read.today).days <= 1
    day = day_text(due, read.today) if near else f"{DAYS[due.weekday()]}, {short_date(due)}"
    return {"due": due, "tone": "soon" if soon else "later", "clock": f"{what} paling lambat {day}"}


def _notes(read: Read, complaint_id: int) -> list[ComplaintNote]:
    rows = select(ComplaintNote).where(ComplaintNote.complaint_id == complaint_id).order_by(ComplaintNote.id)
    return list(read.session.scalars(rows))


def _note(read: Read, row: ComplaintNote) -> dict[str, Any]:
    return {"id": row.id, "kind": row.kind, "title": KINDS[row.kind], "words": row.words, "at": read.iso(row.at),
            "by": staff.name_of(read, row.by)}  # fmt: skip
