"""A ticket moves once: at its loket, by who may, as compare and swap on its version, with its row in history."""

from typing import Any

from sqlalchemy import update

from office.errors import NotNow, NotYourDesk, Unavailable, Unknown
from office.hall.turns import AT_HAND
from office.records.tables import Loket, Ticket
from office.records.work import Work


def find(work: Work, ticket_id: int) -> Ticket:
    """The ticket, or Unknown."""
    ticket = work.session.get(Ticket, ticket_id)
    if ticket is None:
        raise Unknown("Nomor antrean tidak ditemukan. Muat ulang daftar antrean.")
    return ticket


def here(work: Work, ticket_id: int) -> Ticket:
    """A ticket is moved at the loket where it waits. Refuses with Unknown, NotYourDesk."""
    ticket = find(work, ticket_id)
    if work.actor.seat("loket", loket=ticket.loket) is None:
        raise NotYourDesk(f"Nomor ini ada di Loket {ticket.loket}. Minta petugas loket itu.")
    return ticket


def mine(work: Work, ticket_id: int) -> Ticket:
    """The same; at hand it belongs to who called it. Refuses with NotNow too."""
    ticket = here(work, ticket_id)
    if ticket.state in AT_HAND and ticket.holder != work.actor.ref:
        raise NotNow(
            f"Nomor {ticket.label} sedang dilayani petugas lain. Ambil alih bila petugas itu sudah pergi.",
            ticket=ticket.id, number=ticket.label,
        )  # fmt: skip
    return ticket


def open_loket(work: Work, loket: int) -> None:
    """Refuse a closed loket; its row is held, so that who calls at the same loket does so one after the other."""
    counter = work.session.get(Loket, loket, with_for_update=True)
    if counter is None:
        raise Unknown(f"Loket {loket} tidak ada. Pilih loket dari daftar.")
    if counter.state != "open":
        raise Unavailable("Loket sedang tutup atau istirahat. Buka loket dahulu.", code="loket_closed")


def move(work: Work, ticket: Ticket, from_states: tuple[str, ...], event: str, **changes: Any) -> None:
    """The move happens once, or the loser is told; `changes` as for swap. Refuses with NotNow."""
    if ticket.state not in from_states:
        raise _late(work, ticket)
    if not swap(work, ticket, from_states, event, **changes):
        raise NotNow("Petugas lain lebih dahulu memproses nomor ini. Muat ulang daftar antrean.")


def _late(work: Work, ticket: Ticket) -> NotNow:
    if ticket.state in AT_HAND and ticket.holder != work.actor.ref:
        return NotNow(f"{ticket.label} sudah dipanggil petugas lain. Silakan panggil nomor berikutnya.")
    return NotNow()


def swap(
    work: Work, ticket: Ticket, from_states: tuple[str, ...], event: str, *, facts: dict[str, Any] | None = None,
    **changes: Any,
) -> bool:  # fmt: skip
    """Compare and swap: whether the ticket was still as seen, and moved. `facts` go into the row of history."""
    done = work.session.execute(
        update(Ticket).where(Ticket.id == ticket.id, Ticket.version == ticket.version, Ticket.state.in_(from_states))
        .values(version=Ticket.version + 1, **changes).returning(Ticket.id).execution_options(synchronize_session=False)
    ).all()  # fmt: skip
    if not done:
        return False
    work.session.refresh(ticket)
    work.record(
        event, subject=("ticket", ticket.id), desks=("loket",), number=ticket.label, loket=ticket.loket, **(facts or {})
    )
    return True
