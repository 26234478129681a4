"""Numbers from the paper pad, and what became of the kiosk's numbers meanwhile: entered after an outage.

The pad's numbers (A-900 to A-999, for each letter) are a series of their own: the day's gapless series stay gapless.
They are counted among those served; their service times are not known, so no estimate is made of them.
"""

import re
from datetime import datetime
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import select

from office.errors import AlreadyDone, Invalid, NotNow, Unknown
from office.files.bodies import Moment
from office.hall import calls, moves, outages, silence, tickets
from office.hall.bodies import Body, Purpose
from office.office import verb
from office.paper import spool
from office.records.tables import Loket, Outage, Ticket
from office.records.vault import new_token
from office.records.work import Read, Work

FIRST, LAST = 900, 999
PRIORITY = "P"
#: series of pad tickets: `pad:A`
SERIES = "pad:"
_LABEL = re.compile(r"([A-Z])[ -]?(\d{3})")
NOT_SERVED, MISTAKE = "Tidak dilayani saat gangguan.", "Salah ketik, ditarik kembali."


class PadNumber(Body):
    """One number of the pad: who was served (or went away) about when. `loket` is needed for P numbers only."""

    label: str = Field(min_length=4, max_length=6)
    at: Moment
    loket: int | None = Field(None, ge=1, le=99)
    purpose: Purpose = "new"
    served: bool = True


@verb("pad.enter", "loket", "supervisor")
def enter(work: Work, *, outage_id: int, body: PadNumber) -> dict[str, Any]:
    """Enter a pad number. Refuses with Invalid label, loket or time, and AlreadyDone for a number of that day."""
    outage = outages.being_replayed(work, outage_id)
    at = outages.within(work, outage, body.at, "at")
    letter, number = _read_label(body.label)
    counter = _loket(work, letter, body.loket)
    ticket = _known(work, at, letter, number) or _new(work, at, letter, number)
    ticket.loket, ticket.purpose, ticket.outage_id = counter.number, body.purpose, outage.id
    ticket.issued_at = ticket.finished_at = at
    ticket.state, ticket.note = ("done", None) if body.served else ("cancelled", NOT_SERVED)
    work.session.add(ticket)
    work.session.flush()
    subject, facts = ("ticket", ticket.id), {"number": ticket.label, "loket": ticket.loket}
    work.record("ticket_entered", subject=subject, desks=("supervisor",), outage=outage.id, **facts)
    work.record("ticket_finished" if body.served else "ticket_cancelled", subject=subject, desks=("loket",), **facts)
    return {"id": ticket.id, "number": ticket.label, "loket": ticket.loket}


@verb("pad.take_back", "loket", "supervisor")
def take_back(work: Work, *, outage_id: int, ticket_id: int) -> dict[str, Any]:
    """A pad number was typed wrong: it is cancelled, and may be entered again."""
    outage = outages.being_replayed(work, outage_id)
    ticket = tickets.find(work, ticket_id)
    if ticket.outage_id != outage.id or not ticket.series.startswith(SERIES):
        raise Unknown("Nomor kertas ini tidak ada pada gangguan ini. Muat ulang halaman.")
    if ticket.note != MISTAKE:
        moves.move(work, ticket, ("done", "cancelled"), "ticket_cancelled", state="cancelled", note=MISTAKE)
    return {"id": ticket.id, "number": ticket.label}


@verb("pad.settle", "loket", "supervisor")
def settle(work: Work, *, outage_id: int, ticket_id: int, how: Literal["call", "served", "gone"]) -> dict[str, Any]:
    """What became of a kiosk's number that the outage cut off: called again, served meanwhile, or gone.

    Refuses with NotNow when somebody has gone on with it already.
    """
    outage = outages.being_replayed(work, outage_id)
    ticket = tickets.find(work, ticket_id)
    if ticket.id not in [row.id for row in silence.interrupted(work, outage)]:
        raise NotNow("Nomor ini sudah diurus petugas lain. Muat ulang halaman.")
    if how == "call":
        _call_again(work, ticket)
    else:
        _ended(work, ticket, outage, served=how == "served")
    return {"id": ticket.id, "number": ticket.label, "state": ticket.state}


def _call_again(work: Work, ticket: Ticket) -> None:
    if ticket.day != work.today:
        raise NotNow("Nomor ini dari hari lain. Catat hasilnya; orangnya mengambil nomor baru.")
    moves.move(work, ticket, ("called",), "ticket_called_again", calls=ticket.calls + 1)
    calls.announce(work, ticket)


def _ended(work: Work, ticket: Ticket, outage: Outage, *, served: bool) -> None:
    """The service time is not known: it must not spoil the estimate."""
    state = "done" if served else "no_show"
    moves.move(work, ticket, ("waiting", "held", "called", "serving"), "ticket_finished" if served else "ticket_absent",
               state=state, holder=None, finished_at=outage.to_at, served_at=None, outage_id=outage.id)  # fmt: skip
    calls.withdraw(work, ticket)
    spool.drop(work, f"ticket:{ticket.id}", "nomor sudah selesai")


def of(read: Read, outage: Outage) -> list[Ticket]:
    """The pad numbers entered so far, in the order of the pad; those taken back left out."""
    rule = (Ticket.outage_id == outage.id, Ticket.series.startswith(SERIES))
    rows = read.session.scalars(select(Ticket).where(*rule).order_by(Ticket.series, Ticket.number))
    return [row for row in rows if row.note != MISTAKE]


def by_label(read: Read, outage: Outage, label: str) -> Ticket:
    """The pad ticket of this outage with this label. Refuses with Invalid."""
    letter, number = _read_label(label, "pad")
    rule = (Ticket.outage_id == outage.id, Ticket.series == SERIES + letter, Ticket.number == number)
    row = read.session.scalars(select(Ticket).where(*rule).limit(1)).one_or_none()
    if row is None:
        raise _wrong("pad", f"Karcis kertas {letter}-{number} belum dimasukkan. Masukkan dahulu atau kosongkan.")
    return row


def _read_label(text: str, field: str = "label") -> tuple[str, int]:
    found = _LABEL.fullmatch(text.strip().upper())
    if found is None:
        raise _wrong(field, "Tulis huruf dan tiga angka seperti pada karcis kertas, misalnya A-901.")
    number = int(found[2])
    if not FIRST <= number <= LAST:
        raise _wrong(field, f"Karcis kertas bernomor {FIRST} sampai {LAST}. Nomor kios diurus di daftar di sebelahnya.")
    return found[1], number


def _loket(work: Work, letter: str, given: int | None) -> Loket:
    if letter == PRIORITY:
        row = work.session.get(Loket, given) if given else None
    else:
        row = work.session.scalars(select(Loket).where(Loket.series == letter)).first()
        if row is None:
            raise _wrong("label", f"Tidak ada loket dengan huruf {letter}. Periksa karcis kertasnya.")
        row = (work.session.get(Loket, given) if given else None) or row
    if row is None:
        raise _wrong("loket", "Pilih loket yang melayani nomor prioritas ini.")
    return row


def _known(work: Work, at: datetime, letter: str, number: int) -> Ticket | None:
    """The same number of the same day: once taken back it may be entered again, else it is refused."""
    day = at.astimezone(work.zone).date()
    rule = (Ticket.day == day, Ticket.series == SERIES + letter, Ticket.number == number)
    row = work.session.scalars(select(Ticket).where(*rule)).one_or_none()
    if row is not None and row.note != MISTAKE:
        raise AlreadyDone(f"{row.label} sudah dimasukkan untuk hari itu di Loket {row.loket}. Periksa angkanya.",
                          fields={"label": "sudah dimasukkan"})  # fmt: skip
    return row


def _new(work: Work, at: datetime, letter: str, number: int) -> Ticket:
    return Ticket(
        day=at.astimezone(work.zone).date(), series=SERIES + letter, number=number, label=f"{letter}-{number}",
        token=new_token(), priority="yes" if letter == PRIORITY else None, calls=0, version=1,
        issued_by=work.actor.ref,
    )  # fmt: skip


def _wrong(field: str, said: str) -> Invalid:
    return Invalid(said, fields={field: said})
