"""Printers as parts of the settings: added, changed, switched off."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from office.configuration.tidy import read, wrong
from office.errors import Unknown
from office.paper import printers
from office.records import kept
from office.records.parts import PRINTER, Doc
from office.records.tables import Printer
from office.records.work import Work


class PrinterDoc(BaseModel):
    """A printer as the office sets it up."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(min_length=1, max_length=40)]
    at: Annotated[str, Field(min_length=1, max_length=200)]
    purpose: str
    columns: int = 48
    codepage: str = "CP437"
    cut: str = "partial"
    native_qr: bool = True
    enabled: bool = True


def write(work: Work, name: str, doc: Doc | None) -> str:
    """Add (`name` new) or change a printer; no document: it is switched off, for its slips refer to it.

    Refuses a taken name and what `printers.add_printer` refuses.
    """
    kept.watch(work.session, "printer")
    row = work.session.get(Printer, int(name)) if name.isdecimal() else None
    if row is None:
        if name.isdecimal():
            raise Unknown("Printer itu tidak ada. Muat ulang daftar printer.")
        return _add(work, read(PrinterDoc, doc))
    given = read(PrinterDoc, doc or {**{key: getattr(row, key) for key in PRINTER}, "enabled": False})
    _free(work, given.name, row.id)
    printers.check(given.at, given.name, given.purpose, given.columns, given.codepage, given.cut)
    wider, moved = row.columns != given.columns, (row.at, row.columns) != (given.at, given.columns)
    for key in PRINTER:
        setattr(row, key, getattr(given, key))
    if moved:
        printers.put_up(row)
    if wider:  # another paper, another roll
        row.roll_m, row.roll_since, row.roll_used_mm = printers.ROLLS[given.columns], None, 0
    work.record("printer_changed", subject=("printer", row.id), desks=printers.TOLD, enabled=given.enabled)
    return str(row.id)


def _add(work: Work, given: PrinterDoc) -> str:
    _free(work, given.name, 0)
    made = printers.add_printer(work, **given.model_dump(exclude={"enabled"}))
    if not given.enabled:
        work.session.get_one(Printer, made["id"]).enabled = False
    return str(made["id"])


def _free(work: Work, name: str, own: int) -> None:
    if work.session.scalar(select(Printer.id).where(Printer.name == name.strip(), Printer.id != own)):
        raise wrong("name", f"Nama {name} sudah dipakai printer lain. Pilih nama lain.")
