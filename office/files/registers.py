"""The office's number registers: registration, letters, handovers. Yearly, gapless, never twice."""

from sqlalchemy import update

from office.files.services import Service
from office.hall.series import next_number
from office.records.tables import File, LetterNumber, LetterVersion
from office.records.work import Work


def registration(work: Work, loket: int) -> tuple[int, int, str]:
    """(year, number, written) of the next file: 0412/1/11/2026 (SOP S2a)."""
    today = work.today
    seq = next_number(work, "registration", today.year)
    written = work.settings.numbers.registration.format(urut=seq, loket=loket, bulan=today.month, tahun=today.year)
    return today.year, seq, written


def letter(work: Work, file: File, service: Service, version: LetterVersion) -> LetterNumber:
    """The next number of the letter register (SOP S8a); the letter's date is the day of numbering."""
    rules, today = work.settings.numbers, work.today
    code = service.archive[0] if rules.scheme == "old_permendagri_78_2012" else service.archive[1]
    book = "umum" if rules.one_book else code
    seq = next_number(work, f"letter:{book}", today.year)
    written = rules.letter.format(kode=code, urut=seq, unit=rules.unit, tahun=today.year, bulan=today.month)
    row = LetterNumber(book=book, year=today.year, seq=seq, number=written, letter_date=today, file_id=file.id,
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
