"""Print rooms that fell silent: their printers cannot be reached, and people are told so until the room is back."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from office.office import verb
from office.paper import printers
from office.records.tables import Heartbeat, Printer
from office.records.work import Read, Work

SILENT = "ruang cetak tidak menjawab; lembar menunggu dan keluar sendiri setelah ruang cetak hidup lagi"


def last_signs(read: Read) -> dict[str, datetime]:
    """When each print room last asked for work (UTC), by its name; a room nobody ever heard of is not in it."""
    signs: dict[str, datetime] = {}
    for row in read.session.scalars(select(Heartbeat).where(Heartbeat.role == "agent")):
        room = str(row.said.get("worker", printers.ROOM)).partition(":")[0]
        signs[room] = max(signs.get(room, row.seen_at), row.seen_at)
    return signs


@verb("printer.rooms", "system")
def fell_silent(work: Work, *, rooms: list[str]) -> dict[str, Any]:
    """The printers of these rooms are offline from now on; the room says how they are once it is back."""
    told = []
    working = select(Printer).where(Printer.room.in_(rooms), Printer.enabled, Printer.state.not_in(printers.BLOCKED))
    for row in work.session.scalars(working):
        printers.report_state(work, printer=row.id, state="offline", reason=SILENT)
        told.append(row.id)
    return {"printers": told}
