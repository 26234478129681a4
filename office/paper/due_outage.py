"""Keadaan antrean: what the hall needs to go on by paper, one slip at every loket's printer."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import select

from office.files import blocks, registers
from office.hall import turns
from office.paper import slips, spool
from office.records.tables import Loket, NumberSeries, Outage, Ticket
from office.records.work import Read, Work

#: in one line of the slip
MOST_WAITING = 60


def queue_state(work: Work, outage: Outage) -> list[dict[str, Any]]:
    """Who is served, who waits in calling order, the last numbers, and which sheets are open."""
    lokets = list(work.session.scalars(select(Loket).order_by(Loket.number)))
    facts = slips.QueueStateFacts(
        at=work.iso(work.now) or "", reason="Listrik padam: kantor memakai baterai", training=work.example,
        lokets=[_line(work, loket) for loket in lokets], last=last_numbers(work),
        next_registration=next_registration(work), reserved=list(reserved(work)),
    )  # fmt: skip
    return [spool.queue(work, "queue_state", f"outage:{outage.id}-{loket.number}", f"loket:{loket.number}", facts)
            for loket in lokets]  # fmt: skip


def _line(read: Read, loket: Loket) -> slips.QueueLine:
    rule = (Ticket.day == read.today, Ticket.loket == loket.number, Ticket.state.in_(("called", "serving")))
    served = read.session.scalars(select(Ticket.label).where(*rule).order_by(Ticket.first_called_at))
    waiting = [ticket.label for ticket in turns.upcoming(read, loket.number, MOST_WAITING)]
    return slips.QueueLine(loket=loket.number, loket_name=loket.name, serving=", ".join(served) or None,
                           waiting=waiting)  # fmt: skip


def last_numbers(read: Read) -> list[str]:
    """The last number of each ticket series of today: A-009."""
    rule = (NumberSeries.name.startswith("ticket:", autoescape=True), NumberSeries.period == read.today.isoformat())
    rows = read.session.scalars(select(NumberSeries).where(*rule).order_by(NumberSeries.name))
    return [f"{row.name.partition(':')[2]}-{row.last:03}" for row in rows]


def next_registration(read: Read) -> str:
    """The number that the computer would give next: 0421/2026."""
    row = read.session.get(NumberSeries, (blocks.REGISTRATION, str(read.today.year)))
    return f"{(row.last if row else 0) + 1:04}/{read.today.year}"


def reserved(read: Read) -> Iterator[str]:
    """Open numbers, the sheets of lokets first: "Loket 1: 0413-0420", "surat umum: 215-219"."""
    for loket, rows in groupby(sorted(blocks.open_numbers(read, blocks.REGISTRATION), key=_by_loket), key=_by_loket):
        yield f"Loket {loket}: {', '.join(_runs([number for number, _ in rows], 4))}"
    for book in registers.books(read):
        if found := blocks.open_numbers(read, f"letter:{book}"):
            yield f"surat {book}: {', '.join(_runs([number for number, _ in found], 3))}"


def _by_loket(row: tuple[int, int | None]) -> int:
    return row[1] or 0


def _runs(numbers: list[int], width: int) -> Iterator[str]:
    """Consecutive numbers as first-last."""
    for _, part in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in part]
        yield f"{run[0]:0{width}}" + (f"-{run[-1]:0{width}}" if len(run) > 1 else "")
