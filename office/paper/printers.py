"""Printers: where paper comes out, for whom, and how each one is. A printer's trouble is its state, never a
job's failure.
"""

import re
from typing import Any

from sqlalchemy import bindparam, case, select

from office.errors import Invalid, Unknown
from office.office import verb
from office.paper.addresses import Address, BadAddress, read_address
from office.records import kept
from office.records.tables import Device, Printer
from office.records.work import Actor, Read, Work

STATES = ("ready", "near_end", "paper_out", "cover_open", "offline", "error", "absent", "unknown")
BLOCKED = ("paper_out", "cover_open", "offline", "error", "absent")
DOTS = {48: 576, 42: 512, 32: 384}
#: metres of the rolls that shops sell, by paper width
ROLLS = {48: 50, 42: 50, 32: 15}
CUTS = ("full", "partial", "none")
CODEPAGES = ("CP437", "CP850", "CP858", "CP1252", "ASCII")
NOT_PROBED = "?"
#: the print room of the server's own machine
ROOM = "print-room"
ROOM_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
PURPOSE = re.compile(r"kiosk|loket:[1-9][0-9]?")
DEFAULTS = (("Kios", "kiosk"), ("Loket 1", "loket:1"), ("Loket 2", "loket:2"))
TOLD = ("agent", "kiosk", "loket", "supervisor", "admin")
#: the printers at a place, previews last; asked at every press, so made once
_FITTING = (
    select(Printer).where(Printer.purpose == bindparam("for"), Printer.enabled)
    .order_by(case((Printer.at == "preview:", 1), else_=0), Printer.created_at.desc(), Printer.id.desc())
)  # fmt: skip


@verb("printer.add", "admin", "supervisor", "system")
def add_printer(
    work: Work, *, name: str, at: str, purpose: str, columns: int = 48, codepage: str = "CP437",
    cut: str = "partial", native_qr: bool = True, completion_class: str | None = None, room: str = ROOM,
) -> dict[str, Any]:  # fmt: skip
    """A printer named `name` at `at` for `purpose` (kiosk or loket:N); takes jobs at once, prints nothing.

    A known name is the same printer moved to another place. Refuses an address that cannot be printed to, a
    purpose or a paper width that does not exist.
    """
    address = _address(at)
    _check(name, purpose, columns, codepage, cut, room)
    kept.watch(work.session, "printer")
    printer = work.session.scalars(select(Printer).where(Printer.name == name.strip())).one_or_none()
    if printer is None:
        printer = Printer(name=name.strip(), roll_m=ROLLS[columns])
        work.session.add(printer)
    printer.at, printer.purpose, printer.columns = str(address), purpose, columns
    printer.codepage, printer.cut, printer.native_qr = codepage, cut, native_qr
    put_up(printer)
    printer.completion_class = completion_class or printer.completion_class
    printer.room, printer.enabled, printer.created_at = room, True, work.now
    work.session.flush()
    work.record("printer_added", subject=("printer", printer.id), desks=TOLD, at=printer.at, purpose=purpose)
    return view(work, printer)


def put_up(printer: Printer) -> None:
    """What follows from a new place or paper width: nothing is known of the printer any more."""
    printer.dots = DOTS[printer.columns]
    printer.completion_class = NOT_PROBED if _address(printer.at).talks else "D"
    printer.probe, printer.probed_at = None, None
    printer.state, printer.state_reason = "unknown", None


def check(at: str, name: str, purpose: str, columns: int, codepage: str, cut: str) -> None:
    """Refuses what `add_printer` refuses, by field."""
    _address(at)
    _check(name, purpose, columns, codepage, cut, ROOM)


def _address(at: str) -> Address:
    try:
        return read_address(at)
    except BadAddress as bad:
        raise Invalid(str(bad), fields={"at": str(bad)}) from bad


def _check(name: str, purpose: str, columns: int, codepage: str, cut: str, room: str) -> None:
    wrong = {
        "name": None
        if 1 <= len(name.strip()) <= 40 and name.isprintable()
        else "Isi nama printer, paling panjang 40 huruf.",
        "purpose": None if PURPOSE.fullmatch(purpose) else "Tulis kiosk atau loket:N, misalnya loket:1.",
        "columns": None if columns in DOTS else "Lebar kertas: 48 atau 42 kolom (80 mm), 32 kolom (58 mm).",
        "codepage": None if codepage in CODEPAGES else f"Pilih salah satu: {', '.join(CODEPAGES)}.",
        "room": None if ROOM_NAME.fullmatch(room) else "Nama ruang cetak: huruf, angka, titik, atau tanda hubung.",
        "cut": None if cut in CUTS else f"Pilih salah satu: {', '.join(CUTS)}.",
    }
    fields = {field: words for field, words in wrong.items() if words}
    if fields:
        raise Invalid(" ".join(fields.values()), fields=fields)


@verb("printer.defaults", "system", "admin")
def add_defaults(work: Work) -> dict[str, Any]:
    """The example printers Kios, Loket 1 and Loket 2 at preview:, where their names are free."""
    known = set(work.session.scalars(select(Printer.name)))
    added = [
        add_printer(work, name=name, at="preview:", purpose=purpose) for name, purpose in DEFAULTS if name not in known
    ]
    return {"printers": added}


@verb("printer.switch", "admin", "supervisor", "system")
def switch_printer(work: Work, *, printer: int, enabled: bool) -> dict[str, Any]:
    """Stop a printer (its jobs wait, new ones go elsewhere) or let it work again."""
    kept.watch(work.session, "printer")
    row = get(work, printer)
    row.enabled = enabled
    work.record("printer_changed", subject=("printer", row.id), desks=TOLD, enabled=enabled)
    return view(work, row)


@verb("printer.state", "agent", "system")
def report_state(
    work: Work, *, printer: int, state: str, reason: str | None = None, completion_class: str | None = None
) -> dict[str, Any]:
    """The print room says how a printer is, and its class when it found out. History has only changes."""
    if state not in STATES:
        raise Invalid(f"Pilih keadaan printer dari: {', '.join(STATES)}.")
    row = get(work, printer)
    if completion_class in ("A", "B", "C") and row.completion_class == NOT_PROBED:
        row.completion_class = completion_class
    changed = (row.state, row.state_reason) != (state, reason)
    row.state, row.state_reason, row.state_at = state, reason, work.now
    if changed:
        work.record("printer_state", subject=("printer", row.id), desks=TOLD, state=state)
    return view(work, row)


def get(read: Read, printer: int) -> Printer:
    """The printer with this id. Refuses with Unknown."""
    row = read.session.get(Printer, printer)
    if row is None:
        raise Unknown("Printer itu tidak ada. Lihat daftar printer.")
    return row


def named(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """The printer of `list_printers` with this name or id. Refuses with Unknown."""
    found = next((row for row in rows if name in (row["name"], str(row["id"]))), None)
    if found is None:
        raise Unknown(f"Printer {name} tidak ada. Lihat `printer list`.")
    return found


def printer_for(work: Work, purpose: str) -> Printer:
    """The printer at `purpose`; a preview is made where there is none."""
    return own_printer(work, work.actor, purpose) or printer_at(work, purpose) or _make_preview(work, purpose)


def own_printer(read: Read, actor: Actor, purpose: str = "kiosk") -> Printer | None:
    """The printer beside a paired kiosk, where it was given one that is switched on."""
    device = read.session.get(Device, actor.id) if (actor.kind, purpose) == ("device", "kiosk") else None
    own = read.session.get(Printer, device.printer_id) if device is not None and device.printer_id else None
    return own if own is not None and own.enabled else None


def printer_at(read: Read, purpose: str) -> Printer | None:
    """Where a slip for `purpose` comes out: the newest real printer that is switched on, else a preview."""
    return read.session.scalars(_FITTING, {"for": purpose}).first()


def _make_preview(work: Work, purpose: str) -> Printer:
    words = "Layar kios" if purpose == "kiosk" else f"Layar loket {purpose.removeprefix('loket:')}"
    return get(work, add_printer(work, name=words, at="preview:", purpose=purpose)["id"])


def list_printers(read: Read) -> list[dict[str, Any]]:
    """All printers with their states, in the order they were added."""
    return [view(read, row) for row in read.session.scalars(select(Printer).order_by(Printer.id))]


def view(read: Read, row: Printer) -> dict[str, Any]:
    """A printer as plain data."""
    fields = ("id", "name", "at", "purpose", "columns", "dots", "codepage", "cut", "native_qr", "completion_class",
              "room", "enabled", "state", "state_reason")  # fmt: skip
    return {**{field: getattr(row, field) for field in fields}, "state_at": read.iso(row.state_at)}
