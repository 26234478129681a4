"""Sections and lokets: the office's rooms, kept by its own people."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, select, update

from office.configuration.tidy import read, wrong
from office.errors import NotNow, Unknown
from office.hall import zones
from office.records import kept
from office.records.parts import Doc
from office.records.tables import Call, File, Loket, OfficerDesk, Section, ServiceRow, Ticket
from office.records.tables.hall import FIRST_ZONE
from office.records.work import Work

MOST_LOKETS = 6
SECTION_KEY = re.compile(r"[a-z][a-z0-9_]{1,29}")
Kind = Literal["perizinan", "non_perizinan"]


class SectionDoc(BaseModel):
    """A section's name."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(min_length=3, max_length=100)]


class LoketDoc(BaseModel):
    """What is painted above a loket, the letter of its numbers, and which kinds of service it takes (SOP S1)."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(min_length=2, max_length=40)]
    series: Annotated[str, Field(pattern="^[A-OQ-Z]$")]
    kinds: Annotated[list[Kind], Field(min_length=1)]
    zone: Annotated[str, Field(min_length=2, max_length=30)] = FIRST_ZONE


def write_section(work: Work, name: str, doc: Doc | None) -> str:
    """Add, rename or remove a section. Refuses to remove one that services, officers or files belong to."""
    kept.watch(work.session, "section")
    if not SECTION_KEY.fullmatch(name):
        raise wrong("code", "Kode seksi: huruf kecil, angka dan garis bawah, misalnya pelayanan_umum.")
    row = work.session.get(Section, name)
    if doc is None:
        return _remove_section(work, name, row)
    if row is None:
        row = Section(code=name)
        work.session.add(row)
    row.name = read(SectionDoc, doc).name
    return name


def _remove_section(work: Work, name: str, row: Section | None) -> str:
    if row is None:
        raise Unknown(f"Seksi {name} tidak ada. Muat ulang halaman.")
    for table, what in ((ServiceRow, "layanan"), (OfficerDesk, "meja petugas"), (File, "berkas")):
        rule: Any = table.section == name
        if count := work.session.scalar(select(func.count()).select_from(table).where(rule)):
            raise NotNow(f"{row.name} masih dipakai {count} {what}. Pindahkan dahulu, atau ubah saja namanya.")
    work.session.delete(row)
    return name


def write_loket(work: Work, name: str, doc: Doc | None) -> str:
    """Add (the next number, at most six), change or remove (the last number) a loket.

    Refuses a letter that another loket has or that changes while today's numbers are out, kinds that its services
    are not of, and removing one that is in use.
    """
    kept.watch(work.session, "loket")
    numbers = list(work.session.scalars(select(Loket.number).order_by(Loket.number)))
    number = int(name) if name.isdecimal() else numbers[-1] + 1
    row = work.session.get(Loket, number)
    if doc is None:
        return _remove_loket(work, number, row, numbers)
    given = read(LoketDoc, doc)
    if row is None:
        row = _new_loket(work, number, numbers)
    _check_loket(work, row, given)
    row.name, row.series, row.kinds = given.name, given.series, sorted(set(given.kinds), reverse=True)
    others = list(work.session.scalars(select(Loket.zone).where(Loket.number != row.number)))
    _heard_in(work, row, zones.match(others, given.zone) or given.zone)
    return str(number)


def _heard_in(work: Work, row: Loket, zone: str) -> None:
    """The loket belongs to `zone` from now on, and what it has called and nobody has begun to say."""
    row.zone = zone
    waiting = (Call.day == work.today, Call.loket == row.number, Call.state == "pending")
    work.session.execute(update(Call).where(*waiting).values(zone=zone))


def _new_loket(work: Work, number: int, numbers: list[int]) -> Loket:
    if number != numbers[-1] + 1 or number > MOST_LOKETS:
        raise NotNow(f"Paling banyak ada {MOST_LOKETS} loket. Beri nomor berikutnya, yaitu {numbers[-1] + 1}.")
    row = Loket(number=number, name="", series="", kinds=[], state="closed", since=work.now)
    work.session.add(row)
    return row


def _check_loket(work: Work, row: Loket, given: LoketDoc) -> None:
    with work.session.no_autoflush:
        others = work.session.scalars(select(Loket.series).where(Loket.number != row.number))
        if given.series in set(others):
            raise wrong("series", f"Huruf {given.series} sudah dipakai loket lain. Pilih huruf lain.")
        if row.series and row.series != given.series and _out_today(work, row.number):
            raise NotNow("Hari ini sudah ada nomor dari loket ini. Ganti hurufnya besok pagi sebelum nomor pertama.")
        rows = work.session.scalars(select(ServiceRow).where(ServiceRow.loket == row.number))
        lost = [s.code for s in rows if s.definition["category"] not in given.kinds]
    if lost:
        raise wrong("kinds", f"Loket ini masih melayani {', '.join(lost[:6])}. Pindahkan dahulu layanan itu.")


def _out_today(work: Work, number: int) -> bool:
    rule = (Ticket.day == work.today, Ticket.loket == number)
    return work.session.scalar(select(Ticket.id).where(*rule).limit(1)) is not None


def _remove_loket(work: Work, number: int, row: Loket | None, numbers: list[int]) -> str:
    if row is None:
        raise Unknown(f"Loket {number} tidak ada. Muat ulang halaman.")
    if number != numbers[-1] or number == 1:
        raise NotNow(
            f"Hanya loket dengan nomor terakhir (Loket {numbers[-1]}) yang dapat dihapus. Hapus dari yang terakhir."
        )
    uses: tuple[tuple[Any, str], ...] = (
        (select(ServiceRow.code).where(ServiceRow.loket == number), "layanan"),
        (select(OfficerDesk.id).where(OfficerDesk.desk == "loket", OfficerDesk.loket == number), "petugas"),
        (select(Ticket.id).where(Ticket.loket == number), "nomor antrean"),
        (select(File.id).where(File.loket == number), "berkas"),
    )
    for found, what in uses:
        if work.session.scalar(found.limit(1)) is not None:
            raise NotNow(f"Loket {number} masih punya {what}. Pindahkan dahulu; yang sudah dipakai cukup ditutup.")
    work.session.delete(row)
    return str(number)
