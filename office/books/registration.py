"""Register pendaftaran: every file in the order of its number, and the numbers of reserved sheets that none has."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from office.books import finding
from office.books.shape import Asked, Book, Column, Line, day, services, words
from office.files import deadlines, registers
from office.files.services import Service
from office.procedure import ENDED, Stage
from office.records.tables import BlockNumber, File, Handover, HandoverFile, NumberBlock, Person, Visit
from office.records.work import Read
from office.words import stage_name
from office.words.dates import parse_date

COLUMNS = (
    Column("No.", 11, "code"), Column("No. pendaftaran", 27, "code"), Column("Tanggal", 18, "date"),
    Column("Nama", 33, share=True),
    Column("Alamat/desa", 33, share=True), Column("Layanan", 32, share=True), Column("Kelengkapan", 22),
    Column("Verifikasi", 22), Column("Tenggat", 18, "date"), Column("Selesai", 18, "date"),
    Column("Penerima", 26, share=True), Column("Tanda tangan", 18, "blank"), Column("Ket.", 24, share=True),
)  # fmt: skip
STATES = {"running": "Berjalan", "ended": "Selesai", "rejected": "Ditolak", "withdrawn": "Dibatalkan", "void": "BATAL"}
RESULTS = {"sesuai": "sesuai", "tidak_sesuai": "tidak sesuai", "bersyarat": "bersyarat"}


def rows(read: Read, asked: Asked) -> Any:
    """Files registered in the period."""
    begin, end = asked.moments(read)
    rules = [File.year.between(*asked.years), File.registered_at >= begin,
             File.registered_at < end, *finding.file_rules(asked), *_state(asked.state),
             *finding.of_files(asked, File.id, File.seq, File.registration_number)]  # fmt: skip
    return select(File, Person).join(Person, Person.id == File.applicant_id).where(*rules)


def _state(state: str) -> list[ColumnElement[bool]]:
    known: dict[str, ColumnElement[bool]] = {
        "running": File.ended_at.is_(None), "ended": File.stage == Stage.HANDED_OVER,
        "rejected": File.outcome == "rejected", "withdrawn": File.stage.in_(ENDED) & (File.stage != Stage.HANDED_OVER),
        "void": File.id.is_(None),
    }  # fmt: skip
    return [known[state]] if state in known else []


def lines(read: Read, found: Sequence[Any]) -> list[Line]:
    """The files as lines; what belongs to them is read for all at once."""
    ids = [file.id for file, _ in found]
    visits, receivers = _visits(read, ids), _receivers(read, ids)
    calendar, known = deadlines.calendar(read), services(read)
    return [_line(read, file, person, visits.get(file.id), receivers.get(file.id), calendar, known(file.service_code))
            for file, person in found]  # fmt: skip


def _line(read: Read, file: File, person: Person, visit: str | None, receiver: str | None, calendar: Any,
          service: Service) -> Line:  # fmt: skip
    due = deadlines.of(read, file, calendar)["due_at"]
    address = ", ".join(part for part in (person.address, person.village) if part)
    complete = f"lengkap {day(read, file.accepted_at)}" if file.accepted_at else "belum lengkap"
    cells = (
        str(file.seq), words(file.registration_number), day(read, file.registered_at), words(person.name),
        words(address),
        words(service.short_name), complete, _visit(file, visit),
        day(read, parse_date(due)) if due else "", day(read, file.ready_at), words(receiver), "", _note(file),
    )  # fmt: skip
    return Line((file.year, file.seq), cells, about=("file", file.id))


def _visit(file: File, result: str | None) -> str:
    if not file.visit_needed and result is None:
        return "tidak perlu"
    return result or "menunggu"


def _note(file: File) -> str:
    said = "ditolak, " if file.outcome == "rejected" else ""
    late = " (didaftar saat gangguan)" if file.outage_id else ""
    return words(f"{said}{stage_name(file.stage).lower()}{late}")


def _visits(read: Read, ids: list[int]) -> dict[int, str]:
    """file -> what its recorded visit found, with the day."""
    rule = (Visit.file_id.in_(ids), Visit.state == "recorded")
    found = read.session.scalars(select(Visit).where(*rule).order_by(Visit.id))
    return {
        visit.file_id: f"{RESULTS.get(visit.result or '', '')} {day(read, visit.done_at)}".strip() for visit in found
    }


def _receivers(read: Read, ids: list[int]) -> dict[int, str]:
    found = select(HandoverFile.file_id, Person.name, Handover.relation, Handover.receiver_kind)
    found = found.join(Handover, Handover.id == HandoverFile.handover_id)
    found = found.join(Person, Person.id == Handover.receiver_id).where(HandoverFile.file_id.in_(ids))
    return {row.file_id: f"{row.name} ({row.relation or 'kuasa'})" if row.receiver_kind == "kuasa" else row.name
            for row in read.session.execute(found)}  # fmt: skip


def fillers(read: Read, asked: Asked) -> list[Line]:
    """Numbers of reserved sheets that no file has: unused (BATAL), or still on the sheet."""
    found = unused(read, asked, BlockNumber.series == "registration")
    return [_filler(read, row, block) for row, block in found]


def unused(read: Read, asked: Asked, series: ColumnElement[bool]) -> list[tuple[BlockNumber, NumberBlock]]:
    """Numbers reserved in the period that nothing uses; none when the book is narrowed to what they are not."""
    if asked.service or asked.q or asked.state not in ("", "void"):
        return []
    begin, end = asked.moments(read)
    states = ("void",) if asked.state else ("void", "open")
    found = select(BlockNumber, NumberBlock).join(NumberBlock, NumberBlock.id == BlockNumber.block_id)
    found = found.where(series, BlockNumber.state.in_(states), NumberBlock.reserved_at >= begin,
                        NumberBlock.reserved_at < end)  # fmt: skip
    return [(row, block) for row, block in read.session.execute(found)]


def _filler(read: Read, row: BlockNumber, block: NumberBlock) -> Line:
    number = registers.on_sheet(read, row.series, row.number, int(row.period), block.loket)
    note, tag = said_of(row)
    cells = (str(row.number), number, day(read, block.reserved_at), *[""] * 9, note)
    return Line((int(row.period), row.number), cells, struck=row.state == "void", tag=tag)


def said_of(row: BlockNumber) -> tuple[str, str]:
    """What a book notes at a reserved number that nothing uses, and its tag."""
    if row.state == "void":
        return words(f"BATAL: {row.reason or ''}"), "BATAL"
    return "nomor cadangan, belum dipakai", "cadangan"


REGISTRATION = Book(
    "registration", "Register Pendaftaran", COLUMNS, frozenset({"kasi", "operator", "sekcam", "camat", "supervisor"}),
    (File.year, File.seq), rows, lines, fillers, STATES,
)  # fmt: skip
