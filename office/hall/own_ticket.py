"""What the holder of a number may do with it on a telephone: give it up. Its token is the only right needed."""

from typing import Any

from sqlalchemy import select

from office.errors import NotNow, Unknown
from office.hall import calls
from office.hall.moves import move
from office.office import verb
from office.paper import spool
from office.records.tables import Ticket
from office.records.work import Work
from office.views import tickets as views

#: a called number is the loket's: the officer sees who comes
FREE = ("waiting", "held")


@verb("tickets.give_up")
def give_up(work: Work, *, token: str) -> dict[str, Any]:
    """The holder does not need the number any more; it stays used. Answers the resident's view of the ticket.

    Refuses with Unknown (no such token, or past its day) and NotNow (already called). Twice is harmless.
    """
    views.by_token(work, token=token)
    ticket = work.session.scalars(select(Ticket).where(Ticket.token == token)).one_or_none()
    if ticket is None:
        raise Unknown("Nomor ini sudah tidak berlaku. Ambil nomor baru di kios atau loket.")
    if ticket.state != "cancelled":
        if ticket.state not in FREE:
            raise NotNow(f"Nomor {ticket.label} sudah dipanggil. Silakan ke petugas Loket {ticket.loket}.")
        move(work, ticket, FREE, "ticket_cancelled", state="cancelled", holder=None, finished_at=work.now)
        calls.withdraw(work, ticket)
        spool.drop(work, f"ticket:{ticket.id}", "nomor dibatalkan", state="cancelled")
    return {key: value for key, value in views.by_token(work, token=token).items() if key != "room"}
