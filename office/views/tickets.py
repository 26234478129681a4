"""Tickets as others see them."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from office.errors import Unknown
from office.hall import turns
from office.records.tables import Loket, Ticket
from office.records.work import Read

#: service times looked at for the waiting estimate
SAMPLE = 20
LEAST_SAMPLE = 3


def of(read: Read, ticket: Ticket) -> dict[str, Any]:
    """A ticket for its holder or the loket: number, state, people ahead, waiting range; no personal data."""
    ahead = _ahead(read, ticket) if ticket.state == "waiting" else 0
    return {
        "id": ticket.id, "number": ticket.label, "loket": ticket.loket, "purpose": ticket.purpose,
        "service": ticket.service_code, "priority": ticket.priority, "state": ticket.state, "ahead": ahead,
        "wait_minutes": wait_range(read, ticket.loket, ahead) if ticket.state == "waiting" else None,
        "issued_at": read.iso(ticket.issued_at), "calls": ticket.calls, "note": ticket.note,
        "token": ticket.token, "url": f"{read.hall_url}/kiosk/t/{ticket.token}",
    }  # fmt: skip


def by_token(read: Read, *, token: str) -> dict[str, Any]:
    """The resident's view of a ticket; tokens live a day. `room` names its feed. Refuses with Unknown."""
    ticket = read.session.scalars(select(Ticket).where(Ticket.token == token)).one_or_none()
    if ticket is None or ticket.issued_at < read.now - timedelta(days=1):
        raise Unknown("Nomor ini sudah tidak berlaku.")
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


def queue(read: Read, *, loket: int, holder: str) -> dict[str, Any]:
    """The loket's left side: who waits in calling order, held, absent, at hand, just finished, the other lokets."""
    waiting = turns.upcoming(read, loket, 50)
    return {
        "loket": loket, "name": getattr(read.session.get(Loket, loket), "name", ""),
        "state": getattr(read.session.get(Loket, loket), "state", "closed"),
        "waiting": [_row(read, t) for t in waiting], "waiting_count": turns.waiting_count(read, loket),
        "held": _rows(read, loket, ("held",)), "absent": _rows(read, loket, ("no_show",)),
        "recent": _rows(read, loket, ("done",), latest=True)[:3],
        "current": (lambda t: _row(read, t) if t else None)(turns.at_hand(read, holder)),
        "others": [{"loket": n, "waiting": turns.waiting_count(read, n), "number": _current_of(read, n)}
                   for n in read.session.scalars(select(Loket.number).where(Loket.number != loket))],
    }  # fmt: skip


def wait_range(read: Read, loket: int, ahead: int) -> dict[str, int] | None:
    """An honest range in minutes from the latest real service times; None while too few are known."""
    rows = read.session.execute(
        select(Ticket.served_at, Ticket.finished_at)
        .where(Ticket.loket == loket, Ticket.state == "done", Ticket.served_at.is_not(None), Ticket.purpose == "new",
               Ticket.day >= read.today - timedelta(days=14))
        .order_by(Ticket.id.desc()).limit(SAMPLE)
    ).all()  # fmt: skip
    if len(rows) < LEAST_SAMPLE:
        return None
    minutes = sorted((row.finished_at - row.served_at).total_seconds() / 60 for row in rows)
    low, high = minutes[len(minutes) // 4], minutes[(3 * len(minutes)) // 4]
    return {"low": _round5(ahead * low), "high": max(5, _round5(ahead * high + 4))}


def _round5(minutes: float) -> int:
    return int(minutes // 5 * 5)


def _ahead(read: Read, ticket: Ticket) -> int:
    """People of the same loket who came earlier, and priority visitors before a regular one."""
    earlier = (Ticket.day == ticket.day, Ticket.loket == ticket.loket, Ticket.state == "waiting", Ticket.id < ticket.id)
    rule = (*earlier, Ticket.priority.is_not(None)) if ticket.priority else earlier
    return read.session.scalar(select(func.count()).select_from(Ticket).where(*rule)) or 0


def _row(read: Read, ticket: Ticket) -> dict[str, Any]:
    # never negative, even when the server's clock was set back
    minutes = max(0, int((read.now - ticket.issued_at).total_seconds() // 60))
    served = ticket.served_at
    return {
        "id": ticket.id, "number": ticket.label, "purpose": ticket.purpose, "service": ticket.service_code,
        "priority": ticket.priority, "state": ticket.state, "calls": ticket.calls, "note": ticket.note,
        "minutes": minutes, "serving_seconds": max(0, int((read.now - served).total_seconds())) if served else None,
        "finished_at": read.iso(ticket.finished_at), "loket": ticket.loket,
    }  # fmt: skip


def _rows(read: Read, loket: int, states: tuple[str, ...], *, latest: bool = False) -> list[dict[str, Any]]:
    order = Ticket.finished_at.desc() if latest else Ticket.issued_at
    rule = (Ticket.day == read.today, Ticket.loket == loket, Ticket.state.in_(states))
    return [_row(read, t) for t in read.session.scalars(select(Ticket).where(*rule).order_by(order).limit(20))]


def _current_of(read: Read, loket: int) -> str | None:
    rule = (Ticket.day == read.today, Ticket.loket == loket, Ticket.state.in_(("called", "serving")))
    return read.session.scalar(select(Ticket.label).where(*rule).order_by(Ticket.first_called_at.desc()).limit(1))
