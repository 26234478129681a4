"""Register izin/surat keterangan and the agenda of letters that went out: one register, read in two ways.

Both stand in the order of their numbers, book by book; BATAL stays where it was, a sisipan behind its number.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from office.books import finding
from office.books.registration import said_of, unused
from office.books.shape import Asked, Book, Column, Key, Line, day, services, words
from office.files import catalogue, registers
from office.files.services import Service
from office.records.tables import BlockNumber, File, LetterNumber, LetterVersion, Mark, Person
from office.records.work import Read

REGISTER = (
    Column("No. urut", 13, "code"), Column("No. surat", 48, "code"), Column("Tanggal", 19, "date"),
    Column("Nama", 36, share=True), Column("Alamat", 38, share=True), Column("Isi/keperluan", 52, share=True),
    Column("Masa berlaku", 24), Column("Penanda tangan", 34, share=True), Column("Ket.", 32, share=True),
)  # fmt: skip
AGENDA = (
    Column("No. urut", 13, "code"), Column("Tanggal", 19, "date"), Column("No. surat", 48, "code"),
    Column("Perihal", 66, share=True), Column("Kepada", 44, share=True), Column("Pengolah", 40, share=True),
    Column("No. pendaftaran", 30, "code"), Column("Ket.", 34, share=True),
)  # fmt: skip
STATES = {"used": "Terpakai", "void": "BATAL", "inserted": "Sisipan"}
DESKS = frozenset({"kasi", "operator", "sekcam", "camat", "supervisor"})
KEYS = (LetterNumber.year, LetterNumber.book, LetterNumber.seq, LetterNumber.suffix)


def rows(read: Read, asked: Asked) -> Any:
    """Numbers of letters dated in the period, with file and applicant where they have one."""
    rules = [LetterNumber.year.between(*asked.years), LetterNumber.letter_date >= asked.first,
             LetterNumber.letter_date <= asked.last, *finding.file_rules(asked), *_state(asked.state),
             *finding.of_files(asked, LetterNumber.file_id, LetterNumber.seq, LetterNumber.number)]  # fmt: skip
    found = select(LetterNumber, File, Person).outerjoin(File, File.id == LetterNumber.file_id)
    return found.outerjoin(Person, Person.id == File.applicant_id).where(*rules)


def _state(state: str) -> list[ColumnElement[bool]]:
    known = {"used": LetterNumber.state == "used", "void": LetterNumber.state == "void",
             "inserted": LetterNumber.suffix != ""}  # fmt: skip
    return [known[state]] if state in known else []


def register_lines(read: Read, found: Sequence[Any]) -> list[Line]:
    """As the register of permits and statements says them."""
    signers = _signers(read, [row.file_id for row, _, _ in found if row.file_id])
    known = services(read)
    return [_registered(read, row, file, person, signers, known) for row, file, person in found]


def _registered(read: Read, row: LetterNumber, file: File | None, person: Person | None, signers: dict[int, str],
                known: Callable[[str], Service]) -> Line:  # fmt: skip
    address = ", ".join(part for part in (person.address, person.village) if part) if person else ""
    service = known(file.service_code) if file else None
    cells = (
        _place(row), words(row.number), day(read, row.letter_date), words(person.name if person else row.recipient),
        words(address), _matter(file, service, row), words(service.validity if service else ""),
        words(signers.get(row.version_id or 0)), _note(row),
    )  # fmt: skip
    return _line(row, file, cells)


def agenda_lines(read: Read, found: Sequence[Any]) -> list[Line]:
    """As the agenda of outgoing letters says them."""
    known = services(read)
    return [_sent(read, row, file, person, known) for row, file, person in found]


def _sent(read: Read, row: LetterNumber, file: File | None, person: Person | None, known: Callable[[str], Service],
          ) -> Line:  # fmt: skip
    service = known(file.service_code) if file else None
    section = catalogue.section_name(read, file.section) if file else ""
    cells = (
        _place(row), day(read, row.letter_date), words(row.number), _matter(file, service, row),
        words(person.name if person else row.recipient), words(section),
        words(file.registration_number if file else ""), _note(row),
    )  # fmt: skip
    return _line(row, file, cells)


def _place(row: LetterNumber) -> str:
    return f"{row.seq}.{row.suffix}" if row.suffix else str(row.seq)


def _matter(file: File | None, service: Any, row: LetterNumber) -> str:
    """What the letter is about: the service, and what the resident wants it for."""
    if file is None:
        return words(row.subject)
    wanted = file.fields.get("keperluan") or file.fields.get("acara") or ""
    title = f"Penolakan {service.short_name}" if file.outcome == "rejected" else service.short_name
    return words(f"{title}: {wanted}" if wanted else title, limit=240)


def _note(row: LetterNumber) -> str:
    said = []
    if row.suffix:
        said.append(f"SISIPAN: {row.inserted_why}" if row.state != "open" else "SISIPAN, menunggu penomoran berkas")
    if row.state == "void":
        said.append(f"BATAL: {row.reason or ''}")
    return words("; ".join(said))


def _line(row: LetterNumber, file: File | None, cells: tuple[str, ...]) -> Line:
    key: Key = (row.year, row.book, row.seq, row.suffix)
    tag = "BATAL" if row.state == "void" else "sisipan" if row.suffix else ""
    return Line(key, cells, struck=row.state == "void", tag=tag, about=("file", file.id) if file else None)


def _signers(read: Read, files: list[int]) -> dict[int, str]:
    """version -> who signed it: the name, and in whose place."""
    held = and_(Mark.version_id == LetterVersion.id, Mark.kind == "signature")
    found = select(LetterVersion.id, LetterVersion.signer_line, Mark.name, Mark.recorded_for).join(Mark, held)
    found = found.where(LetterVersion.file_id.in_(files), Mark.file_id.in_(files)).order_by(Mark.id)
    return {row.id: _signer(row.recorded_for or row.name, row.signer_line) for row in read.session.execute(found)}


def _signer(name: str, line: str) -> str:
    stood_in = line.partition(" ")[0] in ("a.n.", "Plt.", "Plh.", "Pj.")
    return f"{name} ({line.rstrip(',')})" if stood_in else name


def _fillers(width: int, number: int, noted: int) -> Any:
    """Lines for reserved numbers in a table of `width` columns, with number and note at their places."""

    def fillers(read: Read, asked: Asked) -> list[Line]:
        found = unused(read, asked, BlockNumber.series.startswith("letter:")) if asked.section is None else []
        return [_filler(read, row, block, width, number, noted) for row, block in found]

    return fillers


def _filler(read: Read, row: BlockNumber, block: Any, width: int, number: int, noted: int) -> Line:
    note, tag = said_of(row)
    cells = [""] * width
    cells[0], cells[noted] = str(row.number), note
    cells[number] = registers.on_sheet(read, row.series, row.number, int(row.period), None)
    cells[1 if number == 2 else 2] = day(read, block.reserved_at)
    key: Key = (int(row.period), row.series.partition(":")[2], row.number, "")
    return Line(key, tuple(cells), struck=row.state == "void", tag=tag)


LETTERS = Book(
    "letters", "Register Izin dan Surat Keterangan", REGISTER, DESKS, KEYS, rows, register_lines,
    _fillers(len(REGISTER), 1, 8), STATES,
)  # fmt: skip
OUTGOING = Book(
    "outgoing", "Buku Agenda Surat Keluar", AGENDA, DESKS, KEYS, rows, agenda_lines, _fillers(len(AGENDA), 2, 7),
    STATES,
)  # fmt: skip
