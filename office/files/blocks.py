"""Blocks: numbers set aside for work on paper, so that registers stay gapless when the computer is away.

A block leaves its series at once and the numbers given by the computer go on behind it. Each of its numbers is
accounted for later: used by a file or letter that is entered afterwards, or declared unused with a reason, as a spoilt
line of a paper register is struck through and kept.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, update

from office.errors import AlreadyDone, Invalid, NeedsMissing, NotNow, NotYourDesk, Unknown
from office.files import registers
from office.hall.series import next_number
from office.office import verb
from office.records.tables import BlockNumber, Loket, NumberBlock
from office.records.work import Read, Work

REGISTRATION = "registration"
#: one sheet of paper has this many lines, and nobody needs more than a few sheets at hand
MOST_AT_ONCE, MOST_OPEN = 50, 200
#: who keeps which register: the lokets register (SOP S2a), the Kasi numbers letters (SOP S8a)
KEEPERS = {"registration": ("loket", "supervisor", "admin"), "letter": ("kasi", "supervisor", "admin")}


@verb("numbers.reserve", "loket", "kasi", "supervisor", "admin")
def reserve(work: Work, *, series: str, count: int, loket: int | None = None) -> dict[str, Any]:
    """Set the next `count` numbers of `series` (registration, letter:BOOK) of this year aside for a paper sheet.

    `loket`: whose sheet, for registrations. Answers {id, series, period, first, last}; refuses with NotYourDesk,
    Unknown series or loket, Invalid count, NotNow when many are still open.
    """
    _keeps(work, series)
    if not 1 <= count <= MOST_AT_ONCE:
        said = f"Cadangkan 1 sampai {MOST_AT_ONCE} nomor sekali jalan."
        raise Invalid(said, fields={"count": said})
    _room_for(work, series, count)
    place = _loket(work, series, loket)
    year = work.today.year
    last = next_number(work, series, year, by=count)
    block = NumberBlock(series=series, period=str(year), first=last - count + 1, last=last, loket=place,
                        reserved_by=work.actor.ref, reserved_at=work.now)  # fmt: skip
    work.session.add(block)
    work.session.flush()
    work.session.add_all(BlockNumber(series=series, period=str(year), number=n, block_id=block.id)
                         for n in range(block.first, block.last + 1))  # fmt: skip
    work.record("numbers_reserved", subject=("block", block.id), desks=("supervisor",), series=series, year=year,
                first=block.first, last=block.last, loket=place)  # fmt: skip
    return {"id": block.id, "series": series, "period": block.period, "first": block.first, "last": block.last}


@verb("numbers.declare_unused", "loket", "kasi", "supervisor", "admin")
def declare_unused(work: Work, *, block: int, numbers: Sequence[int], reason: str) -> dict[str, Any]:
    """Numbers of a block that will not be used; they stay in the register as BATAL with the reason.

    Refuses with Unknown, NotYourDesk, NeedsMissing without a reason, AlreadyDone for a number no longer open.
    """
    row = find(work, block)
    _keeps(work, row.series)
    if not reason.strip():
        raise NeedsMissing(["reason"], "Tulis mengapa nomor ini tidak dipakai, misalnya: lembar rusak.")
    for number in dict.fromkeys(numbers):
        _end(work, row.series, row.period, number, state="void", reason=reason.strip())
        work.record("number_declared_unused", subject=("block", row.id), desks=("supervisor",), series=row.series,
                    year=int(row.period), number=number)  # fmt: skip
    return {"id": row.id, "void": sorted(set(numbers))}


def use(work: Work, series: str, year: int, number: int, subject: str) -> None:
    """The number was written on paper for `subject` (file:12). Refuses with Unknown, AlreadyDone."""
    _end(work, series, str(year), number, state="used", subject=subject)


def require_open(work: Work, series: str, year: int, number: int, loket: int | None = None) -> None:
    """The number stands on a sheet (of this loket) and is still open. Refuses with Unknown, AlreadyDone, Invalid."""
    row = _open(work, series, str(year), number)
    place = work.session.get_one(NumberBlock, row.block_id).loket
    if loket is not None and place not in (None, loket):
        said = f"Nomor {number} ada di lembar Loket {place}. Periksa angkanya, atau masukkan di loket itu."
        raise Invalid(said, fields={"number": said})


def open_numbers(read: Read, series: str) -> list[tuple[int, int | None]]:
    """(number, loket) still open on the sheets of this year, the smallest first."""
    rows = read.session.execute(
        select(BlockNumber.number, NumberBlock.loket).join(NumberBlock, NumberBlock.id == BlockNumber.block_id)
        .where(BlockNumber.series == series, BlockNumber.period == str(read.today.year), BlockNumber.state == "open")
        .order_by(BlockNumber.number)
    )  # fmt: skip
    return [(row.number, row.loket) for row in rows]


def _keeps(work: Work, series: str) -> None:
    kind, _, book = series.partition(":")
    known = series == REGISTRATION or (kind == "letter" and book in registers.books(work))
    if not known:
        raise Unknown("Buku nomor ini tidak ada. Pilih pendaftaran atau buku nomor surat dari daftar.")
    if not work.actor.desks & set(KEEPERS[kind]):
        who = "petugas loket" if kind == REGISTRATION else "Kasi"
        raise NotYourDesk(f"Buku ini dipegang {who}. Minta {who} atau pengawas mencadangkan nomornya.")


def _room_for(work: Work, series: str, count: int) -> None:
    rule = (BlockNumber.series == series, BlockNumber.state == "open")
    still = work.session.scalar(select(func.count()).select_from(BlockNumber).where(*rule)) or 0
    if still + count > MOST_OPEN:
        raise NotNow(f"Masih ada {still} nomor cadangan yang belum dipakai. Pakai lembar itu dahulu.")


def _loket(work: Work, series: str, loket: int | None) -> int | None:
    if series != REGISTRATION:
        return None
    seat = work.actor.seat("loket")
    place = loket or (seat.loket if seat else None)
    if place is None or work.session.get(Loket, place) is None:
        raise Invalid("Pilih loket pemilik lembar ini.", fields={"loket": "Pilih loket."})
    return place


def find(read: Read, block: int) -> NumberBlock:
    """The block, or Unknown."""
    row = read.session.get(NumberBlock, block)
    if row is None:
        raise Unknown("Lembar nomor cadangan ini tidak ada. Muat ulang halaman.")
    return row


def _open(work: Work, series: str, period: str, number: int) -> BlockNumber:
    row = work.session.get(BlockNumber, (series, period, number), populate_existing=True)
    if row is None:
        raise _problem(Unknown, f"Nomor {number} bukan nomor cadangan tahun {period}. Periksa lembar nomor cadangan.")
    if row.state != "open":
        done = f"sudah dipakai {_subject(work, row)}" if row.state == "used" else "sudah dinyatakan tidak dipakai"
        raise _problem(AlreadyDone, f"Nomor {number} {done}. Periksa angka di lembar nomor cadangan.")
    return row


def _problem(refusal: type[Unknown] | type[AlreadyDone], said: str) -> Unknown | AlreadyDone:
    return refusal(said, fields={"number": said})


def _subject(work: Work, row: BlockNumber) -> str:
    kind, _, number = (row.subject or "").partition(":")
    return f"berkas {registers.number_of(work, int(number))}" if kind == "file" else "berkas lain"


def _end(work: Work, series: str, period: str, number: int, *, state: str, **why: str) -> None:
    """Compare and swap: of two who write the same number, one is told."""
    row = _open(work, series, period, number)
    rule = (BlockNumber.series == series, BlockNumber.period == period, BlockNumber.number == number)
    done = work.session.execute(
        update(BlockNumber).where(*rule, BlockNumber.state == "open").values(state=state, at=work.now, **why)
        .returning(BlockNumber.number).execution_options(synchronize_session=False)
    ).all()  # fmt: skip
    work.session.refresh(row)
    if not done:
        _open(work, series, period, number)
