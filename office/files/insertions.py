"""Sisipan: a letter number put between two of the register, for a letter that was forgotten.

Offices do this (012.a) and auditors ask about it: the admin alone may, with a reason, after looking twice; the number
stands behind one of the series, is never used again, and the books show it for what it is.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import select

from office.errors import AlreadyDone, Invalid, NeedsMissing, NoSuchStep, NotNow, Unknown
from office.files import catalogue, registers
from office.files.number_patterns import Inserted
from office.hall.bodies import Body, Words
from office.office import verb
from office.procedure import Stage
from office.records.tables import File, LetterNumber
from office.records.work import Read, Work
from office.words.dates import plain_date

SUFFIXES = "abcdefghijklmnopqrstuvwxyz"
#: a book of last year can still be put right; an older one is closed
OLDEST = timedelta(days=366)
Text = Annotated[Words, Field(max_length=300)]


class Insert(Body):
    """A sisipan. Either `file` (its registration number: the Kasi then numbers it with this one), or what the letter
    outside the files was: `service` (its classification), `subject` and `recipient`. `seen`: the number as the second
    look showed it.
    """

    letter_date: date
    reason: Text
    file: Words | None = None
    service: str | None = None
    subject: Text = ""
    recipient: Text = ""
    seen: str = ""


@dataclass(frozen=True)
class Place:
    """Where a sisipan would stand: behind `before` and, if there is one, in front of `after`."""

    book: str
    seq: int
    suffix: str
    number: str
    before: LetterNumber
    after: LetterNumber | None
    file_id: int | None


@verb("numbers.insert", "admin")
def insert(work: Work, *, body: Insert) -> dict[str, Any]:
    """Put a number between two: {id, number, letter_date, state}; state open until the file's Kasi numbers it.

    Refuses with Invalid fields, NeedsMissing, Unknown file or service, NoSuchStep (the file does not wait for its
    number) and NotNow when the place is no longer the one that was looked at.
    """
    place = look(work, body=body)
    if body.seen != place.number:
        raise NotNow(
            f"Lihat sekali lagi: nomor sisipannya {place.number}. Periksa, lalu tegaskan.", number=place.number
        )
    outside = place.file_id is None
    row = LetterNumber(
        book=place.book, year=body.letter_date.year, seq=place.seq, suffix=place.suffix, number=place.number,
        letter_date=body.letter_date, file_id=place.file_id, state="used" if outside else "open",
        subject=body.subject or None if outside else None, recipient=body.recipient or None if outside else None,
        inserted_why=body.reason, given_by=work.actor.ref, given_at=work.now,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    work.record("number_inserted", subject=("letter", row.id), desks=("kasi", "supervisor"), book=place.book,
                year=row.year, after=place.seq, number=place.number, letter_date=row.letter_date.isoformat(),
                file=place.file_id)  # fmt: skip
    return {"id": row.id, "number": row.number, "letter_date": row.letter_date.isoformat(), "state": row.state}


@verb("numbers.void_inserted", "admin")
def void(work: Work, *, letter: int, reason: str) -> dict[str, Any]:
    """An inserted number that is not needed after all; it stays in the register as BATAL.

    A file's used number is voided with its letter (`void_letter`). Refuses with Unknown, NeedsMissing, AlreadyDone.
    """
    row = work.session.get(LetterNumber, letter)
    if row is None or not row.suffix:
        raise Unknown("Nomor sisipan ini tidak ada. Muat ulang halaman.")
    if not reason.strip():
        raise NeedsMissing(["reason"], "Tulis mengapa nomor sisipan ini dibatalkan.")
    if row.state == "void":
        raise AlreadyDone("Nomor sisipan ini sudah BATAL. Muat ulang halaman untuk melihatnya.")
    if row.state == "used" and row.file_id is not None:
        raise NotNow("Nomor ini sudah dipakai berkas. Batalkan suratnya dari berkas itu.")
    row.state, row.reason = "void", reason.strip()
    work.record("inserted_number_voided", subject=("letter", row.id), desks=("kasi", "supervisor"), number=row.number)
    return {"id": row.id, "number": row.number, "state": row.state}


def look(read: Read, *, body: Insert) -> Place:
    """The second look: where the number would stand, and what it would be. Refuses as `insert` does."""
    _require_day(read, body.letter_date)
    if not body.reason:
        raise NeedsMissing(["reason"], "Tulis mengapa surat ini disisipkan, misalnya: lupa dicatat pada harinya.")
    file, service = _about(read, body)
    rules = read.settings.numbers
    book = registers.book_of(rules, service)
    before, after = _neighbours(read, book, body.letter_date)
    taken = select(LetterNumber.suffix).where(LetterNumber.book == book, LetterNumber.year == before.year,
                                              LetterNumber.seq == before.seq, LetterNumber.suffix != "")  # fmt: skip
    used = len(list(read.session.scalars(taken)))
    if used == len(SUFFIXES):
        raise NotNow(f"Di belakang nomor {before.number} sudah ada {used} sisipan. Pakai nomor biasa.")
    at = Inserted(before.seq, SUFFIXES[used])
    written = registers.letter_written(rules, at, registers.classification(rules, service), body.letter_date)
    registers.require_free(read, written)
    return Place(book, before.seq, at.suffix, written, before, after, file.id if file else None)


def _require_day(read: Read, day: date) -> None:
    said = ""
    if day >= read.today:
        said = "Sisipan hanya untuk tanggal yang sudah lewat. Pakai nomor biasa untuk surat hari ini."
    elif read.today - day > OLDEST:
        said = "Buku tahun itu sudah ditutup. Pilih tanggal paling lama setahun ke belakang."
    if said:
        raise Invalid(said, fields={"letter_date": said})


def _about(read: Read, body: Insert) -> tuple[File | None, Any]:
    """The file that waits for its number, if one is named, and the service whose classification counts."""
    if body.file:
        rule = File.registration_number == body.file
        file = read.session.scalars(select(File).where(rule)).one_or_none()
        if file is None:
            raise Invalid(
                "Nomor pendaftaran itu tidak ada. Periksa, atau kosongkan.", fields={"file": "tidak ditemukan"}
            )
        _require_waiting(read, file)
        return file, catalogue.service(read, file.service_code)
    if not body.service:
        raise Invalid(
            "Pilih berkasnya, atau layanan yang klasifikasinya dipakai.", fields={"service": "pilih dari daftar"}
        )
    if not body.subject or not body.recipient:
        missing = [name for name in ("subject", "recipient") if not getattr(body, name)]
        raise NeedsMissing(missing, "Tulis perihal surat dan kepada siapa surat itu.")
    return None, catalogue.service(read, body.service)


def _require_waiting(read: Read, file: File) -> None:
    if file.stage != Stage.NUMBERING:
        raise NoSuchStep(
            f"Berkas {file.registration_number} tidak sedang menunggu nomor surat. Periksa nomor pendaftarannya."
        )
    rule = (LetterNumber.file_id == file.id, LetterNumber.state == "open")
    if waiting := read.session.scalar(select(LetterNumber.number).where(*rule)):
        raise AlreadyDone(f"Untuk berkas ini sudah disisihkan nomor {waiting}. Pakai nomor itu.")


def _neighbours(read: Read, book: str, day: date) -> tuple[LetterNumber, LetterNumber | None]:
    """The last number of the series on or before the day, and the one behind it."""
    own = select(LetterNumber).where(
        LetterNumber.book == book, LetterNumber.year == day.year, LetterNumber.suffix == ""
    )
    upto = own.where(LetterNumber.letter_date <= day).order_by(LetterNumber.seq.desc()).limit(1)
    before = read.session.scalars(upto).one_or_none()
    if before is None:
        said = f"Belum ada nomor di buku {book} sampai {plain_date(day)}. Pilih tanggal sesudah nomor pertamanya."
        raise Invalid(said, fields={"letter_date": said})
    after = own.where(LetterNumber.seq > before.seq).order_by(LetterNumber.seq).limit(1)
    return before, read.session.scalars(after).one_or_none()
