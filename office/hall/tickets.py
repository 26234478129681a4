"""The queue: issuing numbers and moving them. Every move is a compare-and-swap; uniqueness is the database's.

States: waiting -> called -> serving -> done, and held, no_show, cancelled. A ticket waits from the moment its number is
durable; it keeps its number and its waiting time through transfer, hold and restore.
"""

from typing import Any

from sqlalchemy import update

from office.errors import NotNow, NotYourDesk, StillCalled, Unavailable, Unknown, WrongLoket
from office.hall import calls, day, issuing, turns
from office.office import verb
from office.paper import spool
from office.records.tables import File, Loket, Ticket
from office.records.work import Work
from office.views import tickets as views

AT_HAND = ("called", "serving")


@verb("tickets.issue", "kiosk", "loket")
def issue(
    work: Work, *, service: str | None = None, loket: int | None = None, purpose: str = "new",
    priority: str | bool | None = None, lang: str = "id", count: int = 1, print_at: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Give the next number (SOP S1: Loket 1 perizinan, Loket 2 non perizinan) and queue its slip.

    Answers the contract's ticket with `print`; with `count` > 1 (loket only) also `tickets`, the list of all.
    Refuses with Unavailable (why: `code`), Unknown service or loket.
    """
    counter, chosen = issuing.where(work, service, loket, purpose)
    count = count if "loket" in work.actor.desks else 1
    day.require_open(work, counter.number)
    issued = [issuing.one(work, counter, chosen, purpose, priority, lang) for _ in range(count)]
    answers = [issuing.answer(work, ticket, counter, print_at) for ticket in issued]
    return answers[0] if count == 1 else {**answers[0], "tickets": answers}


@verb("tickets.call_next", "loket")
def call_next(work: Work, *, loket: int) -> dict[str, Any]:
    """Call the next ticket of `loket` by the rules of turns; the one being served there is finished.

    Answers the ticket, or {} when nobody waits. Refuses with StillCalled while a called one is
    neither served nor absent.
    """
    _open_loket(work, loket)
    at_hand = turns.at_hand(work, work.actor.ref)
    if at_hand is not None and at_hand.state == "called":
        raise StillCalled(ticket=at_hand.id, number=at_hand.label)
    if at_hand is not None:
        _move(work, at_hand, ("serving",), "ticket_finished", state="done", finished_at=work.now)
    chosen = _take_next(work, loket)
    if chosen is None:
        return {}
    calls.announce(work, chosen)
    spool.drop(work, f"ticket:{chosen.id}", "nomor sudah dipanggil")
    return views.of(work, chosen)


@verb("tickets.recall", "loket")
def recall(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """Call again a ticket that was called and has not come."""
    ticket = _mine(work, ticket_id)
    _move(work, ticket, ("called",), "ticket_called_again", calls=ticket.calls + 1)
    calls.announce(work, ticket, again=True)
    return views.of(work, ticket)


@verb("tickets.serve", "loket")
def serve(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """The person came. Twice by the same officer is harmless."""
    ticket = _mine(work, ticket_id)
    if ticket.state == "serving":
        return views.of(work, ticket)
    _move(work, ticket, ("called",), "ticket_serving", state="serving", served_at=work.now)
    calls.withdraw(work, ticket)
    return views.of(work, ticket)


@verb("tickets.finish", "loket")
def finish(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """The visit is over."""
    ticket = _mine(work, ticket_id)
    if ticket.state == "done":
        return views.of(work, ticket)
    _move(work, ticket, AT_HAND, "ticket_finished", state="done", finished_at=work.now,
          served_at=ticket.served_at or work.now)  # fmt: skip
    calls.withdraw(work, ticket)
    return views.of(work, ticket)


@verb("tickets.no_show", "loket")
def no_show(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """Nobody came (allowed after the first call; suggested after three)."""
    ticket = _mine(work, ticket_id)
    _move(work, ticket, ("called",), "ticket_absent", state="no_show", holder=None, finished_at=work.now)
    calls.withdraw(work, ticket)
    return views.of(work, ticket)


@verb("tickets.restore", "loket")
def restore(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """Somebody marked absent came after all: the same day, with the old place in the queue."""
    ticket = _here(work, ticket_id)
    if ticket.day != work.today:
        raise NotNow("Nomor ini dari hari lain. Silakan ambilkan nomor baru.")
    _move(work, ticket, ("no_show",), "ticket_restored", state="waiting", finished_at=None)
    return views.of(work, ticket)


@verb("tickets.hold", "loket")
def hold(work: Work, *, ticket_id: int, reason: str | None = None) -> dict[str, Any]:
    """Set aside with a reason (a photocopy is fetched, say)."""
    ticket = _mine(work, ticket_id)
    _move(work, ticket, ("waiting", *AT_HAND), "ticket_held", state="held", holder=None, note=reason)
    calls.withdraw(work, ticket)
    return views.of(work, ticket)


@verb("tickets.resume", "loket")
def resume(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """Back from hold to the queue, in its place by time of issue."""
    ticket = _here(work, ticket_id)
    _move(work, ticket, ("held",), "ticket_resumed", state="waiting")
    return views.of(work, ticket)


@verb("tickets.transfer", "loket")
def transfer(work: Work, *, ticket_id: int, loket: int, reason: str | None = None) -> dict[str, Any]:
    """Send to another loket; number and waiting time stay."""
    ticket = _mine(work, ticket_id)
    if work.session.get(Loket, loket) is None:
        raise Unknown(f"Loket {loket} tidak ada.")
    if ticket.loket == loket:
        raise WrongLoket(f"Nomor ini sudah di Loket {loket}.")
    _move(work, ticket, ("waiting", "held", *AT_HAND), "ticket_transferred", state="waiting", holder=None,
          loket=loket, note=reason)  # fmt: skip
    calls.withdraw(work, ticket)
    return views.of(work, ticket)


@verb("tickets.cancel", "loket")
def cancel(work: Work, *, ticket_id: int, reason: str | None = None) -> dict[str, Any]:
    """The person left or the number was taken by mistake; the number stays used."""
    ticket = _mine(work, ticket_id)
    _move(work, ticket, ("waiting", "held", "no_show", *AT_HAND), "ticket_cancelled", state="cancelled", holder=None,
          note=reason, finished_at=work.now)  # fmt: skip
    calls.withdraw(work, ticket)
    spool.drop(work, f"ticket:{ticket.id}", "nomor dibatalkan", state="cancelled")
    return views.of(work, ticket)


def find(work: Work, ticket_id: int) -> Ticket:
    """The ticket, or Unknown."""
    ticket = work.session.get(Ticket, ticket_id)
    if ticket is None:
        raise Unknown("Nomor antrean tidak ditemukan.")
    return ticket


def serving_for(work: Work, file: File) -> None:
    """Registering a file implies serving its ticket."""
    ticket = work.session.get(Ticket, file.ticket_id) if file.ticket_id else None
    if ticket is not None and ticket.state == "called":
        serve(work, ticket_id=ticket.id)


def _here(work: Work, ticket_id: int) -> Ticket:
    """A ticket is moved at the loket where it waits. Refuses with NotYourDesk."""
    ticket = find(work, ticket_id)
    if work.actor.seat("loket", loket=ticket.loket) is None:
        raise NotYourDesk(f"Nomor ini ada di Loket {ticket.loket}. Minta petugas loket itu.")
    return ticket


def _mine(work: Work, ticket_id: int) -> Ticket:
    """The same; at hand it belongs to who called it."""
    ticket = _here(work, ticket_id)
    if ticket.state in AT_HAND and ticket.holder != work.actor.ref:
        raise NotNow("Nomor ini sedang dilayani petugas lain.")
    return ticket


def _take_next(work: Work, loket: int) -> Ticket | None:
    """Whose turn it is, now called; one that somebody moved at this very moment is passed over."""
    while (chosen := turns.choose(work, loket)) is not None:
        changes = {"first_called_at": chosen.first_called_at or work.now, "calls": chosen.calls + 1, "served_at": None}
        if _swap(work, chosen, ("waiting",), "ticket_called", state="called", holder=work.actor.ref, **changes):
            return chosen
        work.session.expire(chosen)
    return None


def _open_loket(work: Work, loket: int) -> None:
    """Refuse a closed loket; its row is held, so that who calls at the same loket does so one after the other."""
    counter = work.session.get(Loket, loket, with_for_update=True)
    if counter is None:
        raise Unknown(f"Loket {loket} tidak ada.")
    if counter.state != "open":
        raise Unavailable("Loket sedang tutup atau istirahat. Buka loket dahulu.", code="loket_closed")


def _move(work: Work, ticket: Ticket, from_states: tuple[str, ...], event: str, **changes: Any) -> None:
    """The move happens once, or the loser is told."""
    if ticket.state not in from_states:
        raise NotNow
    if not _swap(work, ticket, from_states, event, **changes):
        raise NotNow("Petugas lain lebih dahulu memproses nomor ini. Muat ulang daftar antrean.")


def _swap(work: Work, ticket: Ticket, from_states: tuple[str, ...], event: str, **changes: Any) -> bool:
    """Compare and swap: whether the ticket was still as seen, and moved."""
    done = work.session.execute(
        update(Ticket).where(Ticket.id == ticket.id, Ticket.version == ticket.version, Ticket.state.in_(from_states))
        .values(version=Ticket.version + 1, **changes).returning(Ticket.id).execution_options(synchronize_session=False)
    ).all()  # fmt: skip
    if not done:
        return False
    work.session.refresh(ticket)
    work.record(event, subject=("ticket", ticket.id), desks=("loket",), number=ticket.label, loket=ticket.loket)
    return True
