"""The office's number registers: registration, letters, handovers. Yearly, gapless, never twice.

A number is the next of its series; what was written on paper while the computer was away brings its own, from a block
(`office.files.blocks`), and the day on which it was written.
"""

from datetime import date

from sqlalchemy import select, update

from office.files import catalogue
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
    written = work.settings.numbers.registration.format(urut=seq, loket=loket, bulan=day.month, tahun=day.year)
    return day.year, seq, written


def letter(work: Work, file: File, service: Service, version: LetterVersion) -> LetterNumber:
    """The next number of the letter register (SOP S8a); the letter's date is the day of numbering."""
    rules, day = work.settings.numbers, _day(work)
    code, book = classification(rules, service), book_of(rules, service)
    seq = _number(work, f"letter:{book}", day.year)
    written = rules.letter.format(kode=code, urut=seq, unit=rules.unit, tahun=day.year, bulan=day.month)
    row = LetterNumber(book=book, year=day.year, seq=seq, number=written, letter_date=day, file_id=file.id,
                       version_id=version.id, state="used", given_by=work.actor.ref, given_at=work.now)  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row


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
    rules, month = read.settings.numbers, _Blank("__")
    if series == "registration":
        return rules.registration.format(urut=number, loket=loket or _Blank("_"), bulan=month, tahun=year)
    book = series.partition(":")[2]
    code = _Blank("________") if book == COMMON_BOOK else book
    return rules.letter.format(kode=code, urut=number, unit=rules.unit, tahun=year, bulan=month)
