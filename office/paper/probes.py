"""What the installer's probe found out about a printer, kept with the raw answers."""

from typing import Any

from office.errors import Invalid
from office.office import verb
from office.paper import printers
from office.records.work import Work

CLASSES = {
    "A": "mengatakan setiap lembar selesai dicetak",
    "B": "mengatakan akhir cetakan tercapai",
    "C": "hanya mengatakan keadaannya",
    "D": "tidak menjawab",
    "?": "belum diketahui",
}


@verb("printer.probed", "system", "admin", "agent")
def record_probe(work: Work, *, printer: int, completion_class: str, heard: dict[str, Any]) -> dict[str, Any]:
    """Keep a probe: the class from now on, and `heard` (question -> answer in hexadecimal). Refuses another class."""
    if completion_class not in ("A", "B", "C", "D"):
        raise Invalid("Pilih kelas printer: A, B, C, atau D.")
    row = printers.get(work, printer)
    row.completion_class, row.probe, row.probed_at = completion_class, heard, work.now
    work.record("printer_changed", subject=("printer", row.id), desks=printers.TOLD, completion=completion_class)
    return printers.view(work, row)
