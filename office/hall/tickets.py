"""The queue: issuing numbers and moving them. Every move is a compare-and-swap; uniqueness is the database's.

States: waiting -> called -> serving -> done, and held, no_show, cancelled. A ticket waits from the moment its number is
durable; it keeps its number and its waiting time through transfer, hold and restore.
"""

from typing import Any

from office.errors import NotNow, StillCalled, WrongLoket
from office.hall import calls, day, hands, issuing, turns
from office.hall.hands import call_back, give_back, hold, resume, take_over
from office.hall.moves import find, here, mine, move, open_loket, swap
from office.hall.turns import AT_HAND
from office.office import verb
from office.paper import spool
from office.records.tables import File, Ticket
from office.records.work import Work
from office.views import tickets as views

__all__ = [
    "call_back", "call_next", "cancel", "correct", "find", "finish", "give_back", "hold", "issue", "no_show", "recall",
    "restore", "resume", "serve", "serving_for", "take_over", "transfer",
]  # fmt: skip


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
    open_loket(work, loket)
    at_hand = turns.at_hand(work, work.actor.ref)
    if at_hand is not None and at_hand.state == "called":
        raise StillCalled(ticket=at_hand.id, number=at_hand.label)
    if at_hand is not None:
        hands.finished(work, at_hand)
    chosen = _take_next(work, loket)
    if chosen is None:
        return {}
    calls.announce(work, chosen, turn=turns.kind_of(chosen))
    spool.drop(work, f"ticket:{chosen.id}", "nomor sudah dipanggil")
    return views.of(work, chosen)


@verb("tickets.recall", "loket")
def recall(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """Call again a ticket that was called and has not come. Refuses with TooMany within the first seconds."""
    ticket = mine(work, ticket_id)
    move(work, ticket, ("called",), "ticket_called_again", calls=ticket.calls + 1)
    calls.say_again(work, ticket)
    return views.of(work, ticket)


@verb("tickets.serve", "loket")
def serve(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """The person came. Twice by the same officer is harmless."""
    ticket = mine(work, ticket_id)
    if ticket.state == "serving":
        return views.of(work, ticket)
    move(work, ticket, ("called",), "ticket_serving", state="serving", served_at=work.now)
    calls.withdraw(work, ticket)
    return views.of(work, ticket)


@verb("tickets.finish", "loket")
def finish(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """The visit is over."""
    ticket = mine(work, ticket_id)
    if ticket.state != "done":
        hands.finished(work, ticket)
    return views.of(work, ticket)


@verb("tickets.no_show", "loket")
def no_show(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """Nobody came (allowed after the first call; suggested after three)."""
    ticket = mine(work, ticket_id)
    hands.absent(work, ticket)
    return views.of(work, ticket)


@verb("tickets.restore", "loket")
def restore(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """Somebody marked absent came after all: the same day, with the old place in the queue."""
    ticket = here(work, ticket_id)
    if ticket.day != work.today:
        raise NotNow("Nomor ini dari hari lain. Silakan ambilkan nomor baru.")
    move(work, ticket, ("no_show",), "ticket_restored", state="waiting", finished_at=None)
    return views.of(work, ticket)


@verb("tickets.transfer", "loket")
def transfer(
    work: Work, *, ticket_id: int, loket: int | None = None, service: str | None = None, reason: str | None = None
) -> dict[str, Any]:
    """Send to another loket, named or that of `service`; number and waiting time stay. Refuses with WrongLoket."""
    ticket = mine(work, ticket_id)
    counter, chosen = issuing.where(work, service, loket, ticket.purpose)
    if ticket.loket == counter.number:
        raise WrongLoket(f"Nomor ini sudah di Loket {counter.number}. Pilih loket lain, atau betulkan keperluannya.")
    wanted = {"service_code": chosen.code, "purpose": "new"} if chosen else {}
    move(work, ticket, ("waiting", "held", *AT_HAND), "ticket_transferred", state="waiting", holder=None,
         loket=counter.number, note=reason, held_until=None, **wanted)  # fmt: skip
    calls.withdraw(work, ticket)
    return views.of(work, ticket)


@verb("tickets.correct", "loket")
def correct(
    work: Work, *, ticket_id: int, purpose: str | None = None, priority: str | bool | None = None,
    service: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Put right what was chosen wrongly at the kiosk; None leaves as it is, priority False takes it away.

    Number and waiting time stay; the turn is then that of the right class. Refuses with WrongLoket where the service
    belongs to another loket (`loket`), to which the number may be transferred.
    """
    ticket = mine(work, ticket_id)
    if service:
        issuing.where(work, service, ticket.loket, "new")
    right = {
        "purpose": purpose or ("new" if service else ticket.purpose),
        "priority": ticket.priority if priority is None else issuing.priority_code(priority),
        "service_code": service or (ticket.service_code if purpose in (None, ticket.purpose) else None),
    }
    if any(getattr(ticket, name) != value for name, value in right.items()):
        facts = {"purpose": right["purpose"], "priority": bool(right["priority"]), "service": right["service_code"]}
        move(work, ticket, ("waiting", "held", *AT_HAND), "ticket_corrected", facts=facts, **right)
    return views.of(work, ticket)


@verb("tickets.cancel", "loket")
def cancel(work: Work, *, ticket_id: int, reason: str | None = None) -> dict[str, Any]:
    """The person left or the number was taken by mistake; the number stays used."""
    ticket = mine(work, ticket_id)
    move(work, ticket, ("waiting", "held", "no_show", *AT_HAND), "ticket_cancelled", state="cancelled", holder=None,
          note=reason, finished_at=work.now)  # fmt: skip
    calls.withdraw(work, ticket)
    spool.drop(work, f"ticket:{ticket.id}", "nomor dibatalkan", state="cancelled")
    return views.of(work, ticket)


def serving_for(work: Work, file: File) -> None:
    """Registering a file implies serving its ticket."""
    ticket = work.session.get(Ticket, file.ticket_id) if file.ticket_id else None
    if ticket is not None and ticket.state == "called":
        serve(work, ticket_id=ticket.id)


def _take_next(work: Work, loket: int) -> Ticket | None:
    """Whose turn it is, now called; one that somebody moved at this very moment is passed over."""
    while (chosen := turns.choose(work, loket)) is not None:
        changes: dict[str, Any] = {
            "first_called_at": chosen.first_called_at or work.now,
            "calls": chosen.calls + 1,
            "served_at": None,
        }
        if swap(work, chosen, ("waiting",), "ticket_called", state="called", holder=work.actor.ref, **changes):
            return chosen
        work.session.expire(chosen)
    return None
