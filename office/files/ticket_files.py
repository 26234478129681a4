"""What was done in a visit: one ticket may carry several files, and a file comes back with other tickets."""

from office.hall import turns
from office.records.tables import File, Ticket, TicketFile
from office.records.work import Work

#: beside the acts of the procedure, what may be done for a file in a visit
REGISTER = "register"


def note(work: Work, file: File, act: str, ticket: Ticket | None) -> None:
    """Keep that `act` was done for `file` in the visit of `ticket`; without a ticket there is no visit."""
    if ticket is not None:
        work.session.add(TicketFile(ticket_id=ticket.id, file_id=file.id, act=str(act), at=work.now))


def at_hand(work: Work) -> Ticket | None:
    """The ticket that who acts is serving now; one that was only called has not come yet.

    What is entered afterwards for an earlier time belongs to no visit of now.
    """
    ticket = turns.at_hand(work, work.actor.ref)
    here = ticket is not None and ticket.state == "serving" and (ticket.served_at or work.now) <= work.now
    return ticket if here else None
