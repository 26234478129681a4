"""Books of what left the office and of what was paid and kept: ekspedisi, SKD, archive."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import String, and_, cast, select

from office.books import finding
from office.books.letters import DESKS, KEYS
from office.books.shape import Asked, Book, Column, Line, day, services, words
from office.files import registers
from office.files.services import Service
from office.records.tables import Archive, File, Handover, HandoverFile, LetterNumber, Person
from office.records.work import Read

EXPEDITION = (
    Column("No.", 11, "ordinal"), Column("Tanggal", 19, "date"), Column("No. surat", 50, "code"),
    Column("Isi singkat", 62, share=True), Column("Tujuan", 42, share=True), Column("No. serah", 24, "code"),
    Column("Nama penerima", 42, share=True), Column("Tanda tangan penerima", 34, "blank"),
)  # fmt: skip
SKD = (
    Column("No.", 11, "ordinal"), Column("Tanggal", 19, "date"), Column("Wajib retribusi", 44, share=True),
    Column("No. surat", 48, "code"), Column("Dasar", 60, share=True), Column("Jumlah (Rp)", 28, "money"),
    Column("Bukti dicatat", 22, "date"), Column("No. STS/bukti bayar", 34), Column("Ket.", 20, share=True),
)  # fmt: skip
KEPT = (
    Column("No.", 11, "ordinal"), Column("Kode klasifikasi", 28, "code"), Column("No. surat", 48, "code"),
    Column("Tanggal surat", 22, "date"), Column("Uraian", 62, share=True), Column("No. pendaftaran", 30, "code"),
    Column("Lokasi simpan", 46, share=True), Column("Dicatat", 19, "date"), Column("Ket.", 22, share=True),
)  # fmt: skip
_IN_FORCE = and_(LetterNumber.file_id == File.id, LetterNumber.state == "used")


def _expedition(read: Read, asked: Asked) -> Any:
    """Letters handed over in the period, in the order of the handovers."""
    begin, end = asked.moments(read)
    rules = [Handover.at >= begin, Handover.at < end, *finding.file_rules(asked),
             *finding.of_files(asked, File.id, LetterNumber.seq, LetterNumber.number)]  # fmt: skip
    found = select(HandoverFile, Handover, File, LetterNumber, Person)
    found = found.join(Handover, Handover.id == HandoverFile.handover_id).join(File, File.id == HandoverFile.file_id)
    return found.outerjoin(LetterNumber, _IN_FORCE).join(Person, Person.id == Handover.receiver_id).where(*rules)


def _expedition_lines(read: Read, found: Sequence[Any]) -> list[Line]:
    names = dict(read.session.execute(
        select(File.id, Person.name).join(Person, Person.id == File.applicant_id)
        .where(File.id.in_([file.id for _, _, file, _, _ in found]))
    ).all())  # fmt: skip
    known = services(read)
    return [_handed(read, row, names.get(row[2].id, ""), known(row[2].service_code)) for row in found]


def _handed(read: Read, row: Any, applicant: str, service: Service) -> Line:
    one, handover, file, letter, receiver = row
    who = f"{receiver.name} ({handover.relation or 'kuasa'})" if handover.receiver_kind == "kuasa" else receiver.name
    sheets = f", {one.sheets} lembar" if one.sheets > 1 else ""
    cells = (
        "", day(read, handover.at), words(letter.number if letter else ""),
        words(service.short_name + sheets), words(applicant),
        words(handover.number), words(who), "",
    )  # fmt: skip
    return Line((one.handover_id, one.file_id), cells, about=("file", file.id))


def _levies(read: Read, asked: Asked) -> Any:
    """Letters in force with a levy, by their number."""
    rules = [LetterNumber.year.between(*asked.years), LetterNumber.letter_date >= asked.first,
             LetterNumber.letter_date <= asked.last, LetterNumber.state == "used",
             cast(File.levy, String) != "[]", *finding.file_rules(asked), *_paid(asked.state),
             *finding.of_files(asked, File.id, LetterNumber.seq, LetterNumber.number)]  # fmt: skip
    found = select(LetterNumber, File, Person, HandoverFile.payment_proof, Handover.at)
    found = found.join(File, File.id == LetterNumber.file_id).join(Person, Person.id == File.applicant_id)
    found = found.outerjoin(HandoverFile, HandoverFile.file_id == File.id)
    return found.outerjoin(Handover, Handover.id == HandoverFile.handover_id).where(*rules)


def _paid(state: str) -> list[Any]:
    known = {"paid": HandoverFile.payment_proof.is_not(None), "unpaid": HandoverFile.payment_proof.is_(None)}
    return [known[state]] if state in known else []


def _levy_lines(read: Read, found: Sequence[Any]) -> list[Line]:
    known = services(read)
    return [_assessed(read, known(row[1].service_code), *row) for row in found]


def _assessed(read: Read, service: Service, letter: LetterNumber, file: File, person: Person,
              proof: str | None, at: Any) -> Line:  # fmt: skip
    basis = "; ".join(f"{line['label']} ({line['code']})" for line in file.levy) or service.short_name
    amount = sum(int(line["amount"]) for line in file.levy)
    cells = ("", day(read, letter.letter_date), words(person.name), words(letter.number), words(basis), amount,
             day(read, at) if proof else "", words(proof), "" if proof else "belum tercatat lunas")  # fmt: skip
    key = (letter.year, letter.book, letter.seq, letter.suffix)
    return Line(key, cells, about=("file", file.id))


def _archives(read: Read, asked: Asked) -> Any:
    """Files whose place in the archive was noted in the period."""
    begin, end = asked.moments(read)
    rules = [Archive.at >= begin, Archive.at < end, *finding.file_rules(asked),
             *finding.of_files(asked, File.id, File.seq, File.registration_number)]  # fmt: skip
    found = select(Archive, File, LetterNumber).join(File, File.id == Archive.file_id)
    return found.outerjoin(LetterNumber, _IN_FORCE).where(*rules)


def _archive_lines(read: Read, found: Sequence[Any]) -> list[Line]:
    known = services(read)
    return [_kept(read, known(row[1].service_code), *row) for row in found]


def _kept(read: Read, service: Service, archive: Archive, file: File, letter: LetterNumber | None) -> Line:
    code = registers.classification(read.settings.numbers, service)
    cells = ("", words(code), words(letter.number if letter else ""), day(read, letter.letter_date if letter else None),
             words(service.name), words(file.registration_number), words(archive.location), day(read, archive.at),
             "ditolak" if file.outcome == "rejected" else "")  # fmt: skip
    return Line((archive.file_id,), cells, about=("file", file.id))


DISPATCH = Book(
    "dispatch", "Buku Ekspedisi", EXPEDITION, DESKS, (HandoverFile.handover_id, HandoverFile.file_id),
    _expedition, _expedition_lines, finds="nomor surat atau nama pemohon",
)  # fmt: skip
LEVY = Book(
    "levy", "Register SKD", SKD, DESKS, KEYS, _levies, _levy_lines,
    states={"paid": "Bukti tercatat", "unpaid": "Belum tercatat"}, finds="nomor surat atau nama",
)  # fmt: skip
ARCHIVE = Book(
    "archive", "Daftar Arsip", KEPT, DESKS, (Archive.file_id,), _archives, _archive_lines,
    finds="nomor pendaftaran atau nama",
)  # fmt: skip
