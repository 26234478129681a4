"""The number that an officer has at hand: set aside, called back, put down before going away, taken over."""

from datetime import timedelta
from typing import Any, Literal

from office.errors import AtHand, NotNow
from office.hall import calls, day, turns
from office.hall.moves import here, mine, move, open_loket
from office.hall.turns import AT_HAND
from office.office import verb
from office.records.tables import Ticket
from office.records.work import Work
from office.views import tickets as views

#: what becomes of the number at hand: its visit is over · set aside · back to the queue · nobody came
PutDown = Literal["finish", "hold", "return", "no_show"]


@verb("tickets.hold", "loket")
def hold(work: Work, *, ticket_id: int, reason: str | None = None, minutes: int | None = None) -> dict[str, Any]:
    """Set aside with a reason (a photocopy is fetched); after `minutes` the loket is reminded, nothing is called."""
    ticket = mine(work, ticket_id)
    until = work.now + timedelta(minutes=minutes) if minutes else None
    move(work, ticket, ("waiting", *AT_HAND), "ticket_held", state="held", holder=None, note=reason, held_until=until)
    calls.withdraw(work, ticket)
    return views.of(work, ticket)


@verb("tickets.resume", "loket")
def resume(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """Back from hold to the queue, in its place by time of issue."""
    ticket = here(work, ticket_id)
    move(work, ticket, ("held",), "ticket_resumed", state="waiting", held_until=None)
    return views.of(work, ticket)


@verb("tickets.call_back", "loket")
def call_back(work: Work, *, ticket_id: int, at_hand: PutDown | None = None) -> dict[str, Any]:
    """Call somebody who was set aside, out of turn: the turn was theirs before. Refuses with AtHand, Unavailable."""
    ticket = here(work, ticket_id)
    open_loket(work, ticket.loket)
    put_down(work, at_hand)
    move(work, ticket, ("held",), "ticket_called_back", state="called", holder=work.actor.ref, held_until=None,
         calls=ticket.calls + 1, first_called_at=ticket.first_called_at or work.now, served_at=None)  # fmt: skip
    calls.announce(work, ticket)
    return views.of(work, ticket)


@verb("tickets.give_back", "loket")
def give_back(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """The number at hand goes back to the queue, to its place by time of issue."""
    ticket = mine(work, ticket_id)
    move(work, ticket, AT_HAND, "ticket_given_back", state="waiting", holder=None, served_at=None)
    calls.withdraw(work, ticket)
    return views.of(work, ticket)


@verb("tickets.take_over", "loket")
def take_over(work: Work, *, ticket_id: int) -> dict[str, Any]:
    """Go on with a number that a colleague left at this loket; recorded. Refuses with NotNow, AtHand."""
    ticket = here(work, ticket_id)
    if ticket.holder == work.actor.ref and ticket.state in AT_HAND:
        return views.of(work, ticket)
    if ticket.state not in AT_HAND:
        raise NotNow(f"Nomor {ticket.label} tidak sedang dilayani siapa pun. Muat ulang daftar antrean.")
    put_down(work, None)
    move(work, ticket, AT_HAND, "ticket_taken_over", facts={"before": ticket.holder}, holder=work.actor.ref)
    return views.of(work, ticket)


@verb("lokets.leave", "loket", "supervisor")
def leave(
    work: Work, *, loket: int, state: str | None = None, reason: str | None = None, at_hand: PutDown | None = None
) -> dict[str, Any]:
    """Pause (`break`), close (`closed`) or only step away (no state): the officer's number at hand is put down first.

    Refuses with AtHand while it is not said what becomes of it. The loket's state is that of all its officers.
    """
    put_down(work, at_hand)
    return day.set_loket(work, loket=loket, state=state, reason=reason) if state else {"loket": loket}


def put_down(work: Work, how: PutDown | None) -> None:
    """Nothing is at hand any more. Refuses with AtHand when something is and nobody says what becomes of it."""
    ticket = turns.at_hand(work, work.actor.ref)
    if ticket is None:
        return
    if how is None:
        raise AtHand(
            f"{ticket.label} masih di tangan Anda. Pilih dahulu: selesai, tunda, atau kembalikan ke antrean.",
            ticket=ticket.id, number=ticket.label, state=ticket.state,
        )  # fmt: skip
    _ENDS[how](work, ticket)


def finished(work: Work, ticket: Ticket) -> None:
    """The visit at hand is over."""
    move(work, ticket, AT_HAND, "ticket_finished", state="done", finished_at=work.now,
         served_at=ticket.served_at or work.now)  # fmt: skip
    calls.withdraw(work, ticket)


def absent(work: Work, ticket: Ticket) -> None:
    """Who was called did not come."""
    move(work, ticket, ("called",), "ticket_absent", state="no_show", holder=None, finished_at=work.now)
    calls.withdraw(work, ticket)


_ENDS: dict[PutDown, Any] = {
    "finish": finished,
    "hold": lambda work, ticket: hold(work, ticket_id=ticket.id),
    "return": lambda work, ticket: give_back(work, ticket_id=ticket.id),
    "no_show": absent,
}
