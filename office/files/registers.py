"""The office's number registers: registration, letters, handovers. Yearly, gapless, never twice.

A number is the next of its series; what was written on paper while the computer was away brings its own, from a block
(`office.files.blocks`), and the day on which it was written.
"""

from datetime import date

from sqlalchemy import select, update

from office.errors import NotNow
from office.files import catalogue
from office.files.number_patterns import Inserted, month
from office.files.services import Service
from office.hall.series import next_number
from office.records.settings import NumberRules
from office.records.tables import File, LetterNumber, LetterVersion
from office.records.work import Read, Work

COMMON_BOOK = "umum"


def registration(work: Work, loket: int) -> tuple[int, int, str]:
    """(year, number, written) of the next file: 0412/1/11/2026 (SOP S2a)."""
    day = _day(work)
    seq = _number(work, "registration", day.year)
    return day.year, seq, registration_written(work.settings.numbers, seq, loket, day)


def registration_written(rules: NumberRules, seq: int, loket: int, day: date) -> str:
    """A registration number as the office writes it."""
    return rules.registration.format(urut=seq, loket=loket, tahun=day.year, **month(day.month))


def letter_written(rules: NumberRules, seq: int | Inserted, code: str, day: date) -> str:
    """A letter number as the office writes it; `seq` may be a sisipan's place."""
    return rules.letter.format(kode=code, urut=seq, unit=rules.unit, tahun=day.year, **month(day.month))


def letter(work: Work, file: File, service: Service, version: LetterVersion) -> LetterNumber:
    """The next number of the letter register (SOP S8a); the letter's date is the day of numbering.

    A file for which a sisipan was set aside takes that one, with its date. Refuses with NotNow when the pattern writes
    a number that is already in the register (a pattern changed within the year may).
    """
    if set_aside := _set_aside(work, file):
        set_aside.state, set_aside.version_id = "used", version.id
        return set_aside
    rules, day = work.settings.numbers, _day(work)
    book = book_of(rules, service)
    seq = _number(work, f"letter:{book}", day.year)
    written = letter_written(rules, seq, classification(rules, service), day)
    require_free(work, written)
    row = LetterNumber(book=book, year=day.year, seq=seq, suffix="", number=written, letter_date=day, file_id=file.id,
                       version_id=version.id, state="used", given_by=work.actor.ref, given_at=work.now)  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row


def require_free(read: Read, written: str) -> None:
    """Refuses with NotNow when the register has that number."""
    if read.session.scalar(select(LetterNumber.id).where(LetterNumber.number == written)) is not None:
        raise NotNow(f"Nomor {written} sudah ada di register. Minta pengawas memeriksa pola nomor surat.")


def _set_aside(work: Work, file: File) -> LetterNumber | None:
    rule = (LetterNumber.file_id == file.id, LetterNumber.state == "open")
    return None if work.paper else work.session.scalars(select(LetterNumber).where(*rule)).one_or_none()


def void_letter(work: Work, file: File, reason: str) -> None:
    """The file's number stays in the register, marked BATAL."""
    rule = (LetterNumber.file_id == file.id, LetterNumber.state == "used")
    work.session.execute(update(LetterNumber).where(*rule).values(state="void", reason=reason))


def handover(work: Work) -> str:
    """The next handover number: 0388/2026."""
    year = work.today.year
    return work.settings.numbers.handover.format(urut=next_number(work, "handover", year), tahun=year)


def classification(rules: NumberRules, service: Service) -> str:
    """The service's code in the office's classification scheme: 500.16.7.4."""
    return service.archive[0] if rules.scheme == "old_permendagri_78_2012" else service.archive[1]


def book_of(rules: NumberRules, service: Service) -> str:
    """In which book the service's letters are numbered."""
    return COMMON_BOOK if rules.one_book else classification(rules, service)


def books(read: Read) -> list[str]:
    """The office's letter books."""
    if read.settings.numbers.one_book:
        return [COMMON_BOOK]
    return sorted({book_of(read.settings.numbers, service) for service in catalogue.active(read)})


def number_of(read: Read, file_id: int) -> str:
    """The registration number of a file."""
    return read.session.scalar(select(File.registration_number).where(File.id == file_id)) or ""


def _day(work: Work) -> date:
    return work.paper.day if work.paper else work.today


def _number(work: Work, series: str, year: int) -> int:
    return work.paper.number if work.paper else next_number(work, series, year)


class _Blank:
    """What is known only when a number is used: written by hand."""

    def __init__(self, marks: str) -> None:
        self._marks = marks

    def __format__(self, _spec: str) -> str:
        return self._marks


def on_sheet(read: Read, series: str, number: int, year: int, loket: int | None) -> str:
    """A number of a block as it is printed on its sheet; what depends on the day or the service stays blank.

    0412/1/__/2026, ________/214/435.000/2026.
    """
    rules = read.settings.numbers
    blank = {"bulan": _Blank("__"), "bulan_romawi": _Blank("____")}
    if series == "registration":
        return rules.registration.format(urut=number, loket=loket or _Blank("_"), tahun=year, **blank)
    book = series.partition(":")[2]
    code = _Blank("________") if book == COMMON_BOOK else book
    return rules.letter.format(kode=code, urut=number, unit=rules.unit, tahun=year, **blank)
