"""Tickets as others see them."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from office.errors import Unknown
from office.hall import waits
from office.records.tables import Loket, Ticket
from office.records.work import Read


def of(read: Read, ticket: Ticket) -> dict[str, Any]:
    """A ticket for its holder or the loket: number, state, people ahead, waiting range; no personal data."""
    ahead, wait = waits.outlook(read, ticket) if ticket.state == "waiting" else (0, None)
    return {
        "id": ticket.id, "number": ticket.label, "loket": ticket.loket, "purpose": ticket.purpose,
        "service": ticket.service_code, "priority": ticket.priority, "state": ticket.state, "ahead": ahead,
        "wait_minutes": wait,
        "issued_at": read.iso(ticket.issued_at), "calls": ticket.calls, "note": ticket.note,
        "token": ticket.token, "url": f"{read.hall_url}/kiosk/t/{ticket.token}",
    }  # fmt: skip


def by_token(read: Read, *, token: str) -> dict[str, Any]:
    """The resident's view of a ticket; tokens live a day. `room` names its feed. Refuses with Unknown."""
    ticket = read.session.scalars(select(Ticket).where(Ticket.token == token)).one_or_none()
    if ticket is None or ticket.issued_at < read.now - timedelta(days=1):
        raise Unknown("Nomor ini sudah tidak berlaku. Ambil nomor baru di kios atau loket.")
    return {**_public(read, ticket), "room": ticket.id}


def public_of(read: Read, *, ticket_id: int) -> dict[str, Any] | None:
    """The same for the ticket's feed."""
    ticket = read.session.get(Ticket, ticket_id)
    return _public(read, ticket) if ticket else None


def _public(read: Read, ticket: Ticket) -> dict[str, Any]:
    loket = read.session.get(Loket, ticket.loket)
    rule = (Ticket.day == ticket.day, Ticket.loket == ticket.loket, Ticket.state.in_(("called", "serving")))
    serving = read.session.scalar(select(Ticket.label).where(*rule).order_by(Ticket.first_called_at.desc()).limit(1))
    seen = {key: value for key, value in of(read, ticket).items() if key not in ("id", "note", "token", "url")}
    return {**seen, "loket_name": loket.name if loket else "", "serving": serving}
