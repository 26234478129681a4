"""Books without files: the agenda of letters that came in, and the book of complaints."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from office.books import finding
from office.books.letters import DESKS
from office.books.shape import Asked, Book, Column, Line, day, words
from office.paper.due_complaint import SUBJECTS
from office.records.tables import Complaint, ComplaintNote, IncomingLetter, Person
from office.records.work import Read
from office.views.complaints import KINDS, STATES

AGENDA = (
    Column("No. urut", 14, "code"), Column("Tanggal terima", 22, "date"), Column("No. surat", 44, "code"),
    Column("Tanggal surat", 22, "date"), Column("Pengirim", 46, share=True), Column("Perihal", 64, share=True),
    Column("Disposisi", 54, share=True), Column("Ket.", 30, share=True),
)  # fmt: skip
COMPLAINTS = (
    Column("No.", 28, "code"), Column("Tanggal", 19, "date"), Column("Identitas", 36, share=True),
    Column("Uraian", 86, share=True), Column("Tindak lanjut", 78, share=True), Column("Tanggal tanggapan", 22, "date"),
    Column("Ket.", 26, share=True),
)  # fmt: skip
INCOMING_STATES = {"waiting": "Belum ada disposisi", "disposed": "Sudah ada disposisi", "void": "BATAL"}


def _incoming(read: Read, asked: Asked) -> Any:
    """Letters received in the period."""
    rules = [IncomingLetter.received_on >= asked.first, IncomingLetter.received_on <= asked.last,
             *_disposed(asked.state),
             *finding.in_columns(asked, IncomingLetter.seq, IncomingLetter.sender, IncomingLetter.subject,
                                 IncomingLetter.letter_number)]  # fmt: skip
    return select(IncomingLetter).where(*rules)


def _disposed(state: str) -> list[ColumnElement[bool]]:
    used = IncomingLetter.state == "used"
    known = {"waiting": used & IncomingLetter.disposition.is_(None), "void": IncomingLetter.state == "void",
             "disposed": used & IncomingLetter.disposition.is_not(None)}  # fmt: skip
    return [known[state]] if state in known else []


def _incoming_lines(read: Read, found: Sequence[Any]) -> list[Line]:
    return [_received(read, row) for (row,) in found]


def _received(read: Read, row: IncomingLetter) -> Line:
    void = row.state == "void"
    cells = (str(row.seq), day(read, row.received_on), words(row.letter_number), day(read, row.letter_date),
             words(row.sender), words(row.subject), words(row.disposition),
             words(f"BATAL: {row.reason}") if void else "")  # fmt: skip
    return Line((row.year, row.seq), cells, struck=void, tag="BATAL" if void else "", about=("incoming", row.id))


def _complaints(read: Read, asked: Asked) -> Any:
    """Complaints received in the period. Nobody is looked for by name: who complains may be unnamed."""
    begin, end = asked.moments(read)
    rules = [Complaint.year.between(*asked.years), Complaint.received_at >= begin,
             Complaint.received_at < end, *([Complaint.state == asked.state] if asked.state in STATES else []),
             *finding.in_columns(asked, Complaint.seq, Complaint.number, Complaint.words)]  # fmt: skip
    return select(Complaint, Person).outerjoin(Person, Person.id == Complaint.person_id).where(*rules)


def _complaint_lines(read: Read, found: Sequence[Any]) -> list[Line]:
    notes: dict[int, list[str]] = defaultdict(list)
    ids = [row.id for row, _ in found]
    rows = select(ComplaintNote).where(ComplaintNote.complaint_id.in_(ids)).order_by(ComplaintNote.id)
    for note in read.session.scalars(rows):
        notes[note.complaint_id].append(f"{KINDS[note.kind].partition(' (')[0]}: {note.words}")
    return [_complained(read, row, person, notes[row.id]) for row, person in found]


def _complained(read: Read, row: Complaint, person: Person | None, done: list[str]) -> Line:
    identity = "dirahasiakan" if row.confidential else person.name if person else "tanpa nama"
    what = ". ".join(part for part in (SUBJECTS[row.about], row.words) if part)
    cells = (words(row.number), day(read, row.received_at), words(identity), words(what), words(" ".join(done)),
             day(read, row.replied_at), STATES[row.state])  # fmt: skip
    return Line((row.year, row.seq), cells, about=("complaint", row.id))


INCOMING = Book(
    "incoming", "Buku Agenda Surat Masuk", AGENDA, DESKS, (IncomingLetter.year, IncomingLetter.seq), _incoming,
    _incoming_lines, states=INCOMING_STATES, by_service=False, finds="nomor, pengirim, atau perihal",
)  # fmt: skip
PENGADUAN = Book(
    "complaints", "Buku Pengaduan", COMPLAINTS, frozenset({"supervisor", "sekcam", "camat"}),
    (Complaint.year, Complaint.seq), _complaints, _complaint_lines, states=STATES, by_service=False,
    finds="nomor atau uraian",
)  # fmt: skip
