"""Every move in every state of a ticket, and what a move leaves as it was."""

from typing import Any

import pytest
from sqlalchemy import func, select

from office.errors import NotNow, NotYourDesk, Refusal, StillCalled
from office.hall import tickets
from office.office import Actor, Office, Seat
from office.records.tables import HistoryRow, Ticket
from tests.conftest import Clock

KIOSK = Actor("token", 1, "kios", (Seat("kiosk"),))
MINE = Actor("officer", 1, "petugas", (Seat("loket", 1),))
COLLEAGUE = Actor("officer", 2, "rekan", (Seat("loket", 1),))
NEIGHBOUR = Actor("officer", 3, "petugas", (Seat("loket", 2),))

#: move -> (verb, more of its body, {state it is allowed in: state after})
MOVES: dict[str, tuple[Any, dict[str, Any], dict[str, str]]] = {
    "recall": (tickets.recall, {}, {"called": "called"}),
    "serve": (tickets.serve, {}, {"called": "serving", "serving": "serving"}),
    "finish": (tickets.finish, {}, {"called": "done", "serving": "done", "done": "done"}),
    "no_show": (tickets.no_show, {}, {"called": "no_show"}),
    "restore": (tickets.restore, {}, {"no_show": "waiting"}),
    "hold": (tickets.hold, {"reason": "fotokopi"}, {"waiting": "held", "called": "held", "serving": "held"}),
    "resume": (tickets.resume, {}, {"held": "waiting"}),
    "call_back": (tickets.call_back, {"at_hand": "finish"}, {"held": "called"}),
    "give_back": (tickets.give_back, {}, {"called": "waiting", "serving": "waiting"}),
    "take_over": (tickets.take_over, {}, {"called": "called", "serving": "serving"}),
    "correct": (
        tickets.correct, {"purpose": "collect", "priority": "hamil"},
        {state: state for state in ("waiting", "called", "serving", "held")},
    ),
    "transfer": (tickets.transfer, {"loket": 2}, dict.fromkeys(("waiting", "called", "serving", "held"), "waiting")),
    "cancel": (
        tickets.cancel, {}, dict.fromkeys(("waiting", "called", "serving", "held", "no_show"), "cancelled")
    ),
}  # fmt: skip
#: how a fresh ticket gets into each state
WAYS: dict[str, tuple[Any, ...]] = {
    "waiting": (), "called": (None,), "serving": (None, tickets.serve), "done": (None, tickets.finish),
    "held": (tickets.hold,), "no_show": (None, tickets.no_show), "cancelled": (tickets.cancel,),
}  # fmt: skip


def ticket_in(office: Office, state: str) -> int:
    """A ticket of loket 1 in `state`, at hand (where that is so) with MINE."""
    made = office.do(tickets.issue, by=KIOSK, loket=1)
    for act in WAYS[state]:
        if act is None:
            assert office.do(tickets.call_next, by=MINE, loket=1)["id"] == made["id"]
        else:
            office.do(act, by=MINE, ticket_id=made["id"])
    assert row(office, made["id"]).state == state
    return int(made["id"])


def row(office: Office, ticket_id: int) -> Ticket:
    return office.see(lambda read: read.session.get_one(Ticket, ticket_id))


def history(office: Office) -> int:
    return office.see(lambda read: read.session.scalar(select(func.count()).select_from(HistoryRow)))


def test_the_matrix_covers_every_state_of_a_ticket() -> None:
    assert set(WAYS) == {"waiting", "called", "serving", "done", "held", "no_show", "cancelled"}


@pytest.mark.parametrize("state", WAYS)
def test_every_move_in_this_state(office: Office, clock: Clock, state: str) -> None:
    for move, (act, body, allowed) in MOVES.items():
        ticket = ticket_in(office, state)
        clock.forward(seconds=5)
        before, rows = row(office, ticket), history(office)
        if state in allowed:
            answer = office.do(act, by=MINE, ticket_id=ticket, **body)
            assert answer["state"] == row(office, ticket).state == allowed[state], move
            repeated = move == "take_over" or (move, state) in (("serve", "serving"), ("finish", "done"))
            assert history(office) == rows + (0 if repeated else 1 + _slip_dropped(move, state)), move
        else:
            with pytest.raises(NotNow):
                office.do(act, by=MINE, ticket_id=ticket, **body)
            assert (row(office, ticket).version, history(office)) == (before.version, rows), move
        after = row(office, ticket)
        assert (after.label, after.number, after.issued_at) == (before.label, before.number, before.issued_at), move
        _put_away(office, ticket)


def _slip_dropped(move: str, state: str) -> int:
    """Cancelling a number whose slip still waits takes the slip out of the queue: a row more."""
    return int(move == "cancel" and state in ("waiting", "held"))


def _put_away(office: Office, ticket: int) -> None:
    """So that the next ticket of the matrix is the only one of its hall."""
    by = MINE if row(office, ticket).loket == 1 else NEIGHBOUR
    if row(office, ticket).state not in ("done", "cancelled"):
        office.do(tickets.cancel, by=by, ticket_id=ticket)


@pytest.mark.parametrize(
    "move", ["recall", "serve", "finish", "no_show", "hold", "transfer", "cancel", "give_back", "correct"]
)
def test_a_ticket_at_hand_is_moved_only_by_who_called_it(office: Office, move: str) -> None:
    act, body, _ = MOVES[move]
    ticket = ticket_in(office, "called")
    with pytest.raises(NotNow, match="petugas lain"):
        office.do(act, by=COLLEAGUE, ticket_id=ticket, **body)
    assert row(office, ticket).holder == MINE.ref


@pytest.mark.parametrize("state", WAYS)
def test_a_ticket_is_moved_only_at_its_loket(office: Office, state: str) -> None:
    ticket = ticket_in(office, state)
    before = row(office, ticket).version
    for act, body, _ in MOVES.values():
        with pytest.raises(NotYourDesk):
            office.do(act, by=NEIGHBOUR, ticket_id=ticket, **body)
    assert row(office, ticket).version == before


def test_still_called_until_it_is_said_whether_the_person_came(office: Office, clock: Clock) -> None:
    first, second = (office.do(tickets.issue, by=KIOSK, loket=1)["id"] for _ in range(2))
    office.do(tickets.call_next, by=MINE, loket=1)
    clock.forward(seconds=5)
    office.do(tickets.recall, by=MINE, ticket_id=first)
    with pytest.raises(StillCalled) as refused:
        office.do(tickets.call_next, by=MINE, loket=1)
    assert refused.value.extra == {"ticket": first, "number": "A-001"}
    assert office.do(tickets.call_next, by=COLLEAGUE, loket=1)["id"] == second, "it is about one officer, not the loket"
    office.do(tickets.serve, by=MINE, ticket_id=first)
    assert office.do(tickets.call_next, by=MINE, loket=1) == {}
    assert row(office, first).state == "done", "calling on finishes the one being served, though nobody waits"


def test_transfer_keeps_number_and_waiting_time(office: Office, clock: Clock) -> None:
    first = office.do(tickets.issue, by=KIOSK, loket=1)["id"]
    clock.forward(minutes=1)
    later = office.do(tickets.issue, by=KIOSK, loket=2)
    clock.forward(minutes=20)
    office.do(tickets.call_next, by=MINE, loket=1)
    moved = office.do(tickets.transfer, by=MINE, ticket_id=first, loket=2, reason="salah loket")
    assert (moved["number"], moved["loket"], moved["state"]) == ("A-001", 2, "waiting")
    assert office.do(tickets.call_next, by=NEIGHBOUR, loket=2)["number"] == "A-001", "it has waited longest"
    office.do(tickets.finish, by=NEIGHBOUR, ticket_id=first)
    assert office.do(tickets.call_next, by=NEIGHBOUR, loket=2)["id"] == later["id"]


def test_restored_and_resumed_tickets_have_their_old_place(office: Office, clock: Clock) -> None:
    first, second, third = (office.do(tickets.issue, by=KIOSK, loket=1)["id"] for _ in range(3))
    office.do(tickets.call_next, by=MINE, loket=1)
    office.do(tickets.no_show, by=MINE, ticket_id=first)
    office.do(tickets.hold, by=MINE, ticket_id=second)
    clock.forward(minutes=5)
    office.do(tickets.restore, by=MINE, ticket_id=first)
    office.do(tickets.resume, by=MINE, ticket_id=second)
    order = []
    for _ in range(3):
        order.append(office.do(tickets.call_next, by=MINE, loket=1)["id"])
        office.do(tickets.serve, by=MINE, ticket_id=order[-1])
    assert order == [first, second, third]


def test_a_number_of_another_day_is_not_restored(office: Office, clock: Clock) -> None:
    ticket = ticket_in(office, "no_show")
    clock.forward(days=1)
    with pytest.raises(NotNow, match="hari lain"):
        office.do(tickets.restore, by=MINE, ticket_id=ticket)


def test_each_day_s_numbers_begin_at_one(office: Office, clock: Clock) -> None:
    labels = []
    for _ in range(2):
        labels += [office.do(tickets.issue, by=KIOSK, loket=1, priority=p)["number"] for p in (None, True, None)]
        clock.forward(days=1)
    assert labels == ["A-001", "P-001", "A-002"] * 2


def test_several_at_once_only_at_a_loket(office: Office) -> None:
    made = office.do(tickets.issue, by=MINE, loket=1, count=3)
    assert [t["number"] for t in made["tickets"]] == ["A-001", "A-002", "A-003"]
    assert "tickets" not in office.do(tickets.issue, by=KIOSK, loket=1, count=3)
    assert office.do(tickets.issue, by=KIOSK, loket=1)["number"] == "A-005", "the kiosk was given one"


@pytest.mark.parametrize("state", ["break", "closed"])
def test_a_loket_that_is_not_open_calls_nobody(office: Office, state: str) -> None:
    from office.hall import day

    office.do(tickets.issue, by=KIOSK, loket=1)
    office.do(day.set_loket, by=MINE, loket=1, state=state)
    with pytest.raises(Refusal) as refused:
        office.do(tickets.call_next, by=MINE, loket=1)
    assert refused.value.code == "loket_closed"
