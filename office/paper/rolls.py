"""How much paper is left on a roll: counted in metres since "rol diganti", because cheap printers have no sensor for
a roll that ends soon.
"""

from typing import Any

from sqlalchemy import func, select

from office.errors import Invalid
from office.office import verb
from office.paper import printers
from office.records.tables import Printer, PrintJob
from office.records.work import Read, Work

#: the warning comes when about so many tickets still fit
WARN_TICKETS = 30
#: a ticket as long as most, where none was printed yet
TICKET_MM = 120
SEEN = 20
#: … among so many slips of the office: years of them are not gone through
LOOKED_AT = 2000
LENGTHS = (3, 200)


@verb("printer.roll", "loket", "supervisor", "admin", "system")
def new_roll(work: Work, *, printer: int, metres: int | None = None) -> dict[str, Any]:
    """A new roll is in the printer: counting begins anew. `metres`: its length, where it is another.

    Refuses a length that no roll has.
    """
    row = printers.get(work, printer)
    if metres is not None and not LENGTHS[0] <= metres <= LENGTHS[1]:
        words = f"Panjang rol {LENGTHS[0]} sampai {LENGTHS[1]} meter; lihat tulisan pada bungkusnya."
        raise Invalid(words, fields={"metres": words})
    row.roll_m, row.roll_since, row.roll_used_mm = metres or row.roll_m, work.now, 0
    work.record("printer_changed", subject=("printer", row.id), desks=printers.TOLD, roll=row.roll_m)
    return {"id": row.id, "name": row.name, **left(work, row)}


def count(work: Work, job: PrintJob) -> None:
    """A slip's paper is off the roll, once its bytes have left."""
    if job.millimetres:
        row = printers.get(work, job.printer_id)
        row.roll_used_mm += job.millimetres


def left(read: Read, row: Printer) -> dict[str, Any]:
    """{roll_m, used_m, left_m, tickets, low, since}. Before the first "rol diganti" nothing is known: never low."""
    remaining = max(0, row.roll_m * 1000 - row.roll_used_mm)
    tickets = int(remaining // _ticket_mm(read, row))
    return {
        "roll_m": row.roll_m, "used_m": round(row.roll_used_mm / 1000, 1), "left_m": round(remaining / 1000, 1),
        "tickets": tickets, "low": row.roll_since is not None and tickets <= WARN_TICKETS,
        "since": read.iso(row.roll_since),
    }  # fmt: skip


def _ticket_mm(read: Read, row: Printer) -> float:
    """How long tickets are on this printer, by the last ones."""
    newest = select(func.max(PrintJob.id)).scalar_subquery()
    last = (
        select(PrintJob.millimetres)
        .where(PrintJob.printer_id == row.id, PrintJob.state.in_(("printed", "sent")), PrintJob.id > newest - LOOKED_AT)
        .where(PrintJob.kind == "ticket", PrintJob.millimetres > 0)
        .order_by(PrintJob.id.desc()).limit(SEEN).subquery()
    )  # fmt: skip
    return float(read.session.scalar(select(func.avg(last.c.millimetres))) or TICKET_MM)
