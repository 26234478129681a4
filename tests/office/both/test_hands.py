"""The number at hand: set aside and called back, put down before going, taken over; and what was chosen wrongly."""

from typing import Any

import pytest

from office.errors import AtHand, NotNow, NotYourDesk, Refusal, WrongLoket
from office.hall import hands, tickets
from office.office import Actor, Office, Seat
from office.records import history
from office.records.tables import HistoryRow, Loket, Ticket
from tests.conftest import Clock
from tests.office.both.test_moves import COLLEAGUE, KIOSK, MINE, NEIGHBOUR, row, ticket_in

BOTH = Actor("officer", 4, "di dua loket", (Seat("loket", 1), Seat("loket", 2)))


def newest(office: Office) -> HistoryRow:
    return office.see(lambda read: read.session.query(HistoryRow).order_by(HistoryRow.seq.desc()).first())


def test_set_aside_for_a_while_and_called_back_with_one_act(office: Office, clock: Clock) -> None:
    ticket = ticket_in(office, "serving")
    office.do(tickets.hold, by=MINE, ticket_id=ticket, reason="fotokopi", minutes=15)
    held = row(office, ticket)
    assert (held.held_until - clock.now).total_seconds() == pytest.approx(15 * 60, abs=1)
    clock.forward(minutes=30)
    assert row(office, ticket).state == "held", "nothing is called by itself"
    answer = office.do(tickets.call_back, by=COLLEAGUE, ticket_id=ticket)
    assert (answer["state"], answer["number"], answer["calls"]) == ("called", "A-001", 2)
    assert row(office, ticket).holder == COLLEAGUE.ref and row(office, ticket).held_until is None


def test_called_back_is_nobody_s_turn(office: Office) -> None:
    for wish in ({"priority": "lansia"}, {"priority": "lansia"}, {}, {"priority": "lansia"}):
        office.do(tickets.issue, by=KIOSK, loket=1, **wish)
    first = office.do(tickets.call_next, by=MINE, loket=1)
    office.do(tickets.hold, by=MINE, ticket_id=first["id"])
    office.do(tickets.call_back, by=MINE, ticket_id=first["id"])
    office.do(tickets.finish, by=MINE, ticket_id=first["id"])
    numbers = []
    for _ in range(3):
        numbers.append(office.do(tickets.call_next, by=MINE, loket=1)["number"])
        office.do(tickets.serve, by=MINE, ticket_id=office.see(tickets.turns.at_hand, holder=MINE.ref).id)
    assert numbers == ["P-002", "A-001", "P-003"], "two priority turns, though the voice was heard three times"


@pytest.mark.parametrize(("how", "state"), [("finish", "done"), ("hold", "held"), ("return", "waiting")])
def test_calling_back_over_a_number_at_hand_asks_what_becomes_of_it(office: Office, how: Any, state: str) -> None:
    held, at_hand = ticket_in(office, "held"), ticket_in(office, "serving")
    with pytest.raises(AtHand, match="selesai, tunda, atau kembalikan") as asked:
        office.do(tickets.call_back, by=MINE, ticket_id=held)
    assert asked.value.extra == {"ticket": at_hand, "number": "A-002", "state": "serving"}
    office.do(tickets.call_back, by=MINE, ticket_id=held, at_hand=how)
    assert (row(office, held).state, row(office, at_hand).state) == ("called", state)


def test_a_closed_loket_calls_nobody_back(office: Office) -> None:
    held = ticket_in(office, "held")
    office.do(hands.leave, by=MINE, loket=1, state="break", reason="salat")
    with pytest.raises(Refusal, match="Buka loket dahulu"):
        office.do(tickets.call_back, by=MINE, ticket_id=held)


@pytest.mark.parametrize(
    ("before", "how", "after"),
    [("serving", "finish", "done"), ("serving", "hold", "held"), ("serving", "return", "waiting"),
     ("called", "no_show", "no_show"), ("called", "return", "waiting")],
)  # fmt: skip
def test_who_goes_says_what_becomes_of_the_number(office: Office, before: str, how: Any, after: str) -> None:
    ticket = ticket_in(office, before)
    with pytest.raises(AtHand) as asked:
        office.do(hands.leave, by=MINE, loket=1, state="break", reason="salat")
    assert asked.value.extra["ticket"] == ticket
    assert _loket(office).state == "open", "not asked, not gone"
    office.do(hands.leave, by=MINE, loket=1, state="break", reason="salat", at_hand=how)
    assert (row(office, ticket).state, _loket(office).state, _loket(office).reason) == (after, "break", "salat")


def test_one_steps_away_and_the_colleague_goes_on(office: Office) -> None:
    ticket = ticket_in(office, "serving")
    office.do(hands.leave, by=MINE, loket=1, at_hand="return")
    assert _loket(office).state == "open"
    assert office.do(tickets.call_next, by=COLLEAGUE, loket=1)["id"] == ticket


def _loket(office: Office) -> Loket:
    return office.see(lambda read: read.session.get_one(Loket, 1))


def test_a_number_left_by_a_colleague_is_taken_over_and_that_is_recorded(office: Office) -> None:
    ticket = ticket_in(office, "serving")
    with pytest.raises(NotNow, match="Ambil alih bila petugas itu sudah pergi"):
        office.do(tickets.finish, by=COLLEAGUE, ticket_id=ticket)
    office.do(tickets.take_over, by=COLLEAGUE, ticket_id=ticket)
    told = newest(office)
    assert (told.event, told.actor, MINE.ref in told.facts) == ("ticket_taken_over", COLLEAGUE.ref, True)
    office.do(tickets.finish, by=COLLEAGUE, ticket_id=ticket)
    with pytest.raises(NotNow):
        office.do(tickets.take_over, by=MINE, ticket_id=ticket)
    assert not office.see(lambda read: list(history.faults(read.session)))


def test_one_officer_has_one_number_at_hand(office: Office) -> None:
    theirs = ticket_in(office, "called")
    mine = office.do(tickets.issue, by=KIOSK, loket=1)["id"]
    office.do(tickets.call_next, by=COLLEAGUE, loket=1)
    with pytest.raises(AtHand) as asked:
        office.do(tickets.take_over, by=COLLEAGUE, ticket_id=theirs)
    assert asked.value.extra["ticket"] == mine and row(office, theirs).holder == MINE.ref
    with pytest.raises(NotYourDesk):
        office.do(tickets.take_over, by=NEIGHBOUR, ticket_id=theirs)


def test_one_officer_at_both_lokets(office: Office) -> None:
    first = office.do(tickets.issue, by=KIOSK, loket=1)["id"]
    second = office.do(tickets.issue, by=KIOSK, loket=2)["id"]
    office.do(tickets.call_next, by=BOTH, loket=1)
    office.do(tickets.serve, by=BOTH, ticket_id=first)
    assert office.do(tickets.call_next, by=BOTH, loket=2)["id"] == second
    assert (row(office, first).state, row(office, second).holder) == ("done", BOTH.ref)


def test_the_wrong_button_at_the_kiosk_is_put_right(office: Office) -> None:
    for _ in range(3):
        office.do(tickets.issue, by=KIOSK, loket=1)
    last = office.do(tickets.issue, by=KIOSK, loket=1)["id"]
    office.do(tickets.correct, by=MINE, ticket_id=last, priority="hamil")
    fixed = row(office, last)
    assert (fixed.label, fixed.priority, fixed.purpose) == ("A-004", "hamil", "new")
    assert newest(office).event == "ticket_corrected" and "hamil" not in newest(office).facts
    assert office.do(tickets.call_next, by=MINE, loket=1)["id"] == last, "its turn is that of its class"
    office.do(tickets.correct, by=MINE, ticket_id=last, priority=False, purpose="complete")
    assert (row(office, last).priority, row(office, last).purpose) == (None, "complete")
    rows = newest(office).seq
    office.do(tickets.correct, by=MINE, ticket_id=last, purpose="complete")
    assert newest(office).seq == rows, "nothing was wrong any more"


def test_a_service_of_another_loket_is_no_correction_but_a_transfer(office: Office) -> None:
    ticket = ticket_in(office, "waiting")
    with pytest.raises(WrongLoket) as refused:
        office.do(tickets.correct, by=MINE, ticket_id=ticket, service="NP02")
    assert refused.value.extra == {"loket": 2}
    moved = office.do(tickets.transfer, by=MINE, ticket_id=ticket, service="NP02")
    assert (moved["loket"], moved["service"], moved["number"]) == (2, "NP02", "A-001")


def test_a_promise_comes_first_in_its_class_in_the_order_of_the_promises(office: Office) -> None:
    wishes: list[dict[str, Any]] = [{}, {"priority": "lansia"}, {}, {"purpose": "collect"}, {}]
    made = [office.do(tickets.issue, by=KIOSK, loket=1, **wish)["id"] for wish in wishes]
    for ticket, promise in ((made[4], 1), (made[2], 2)):
        office.do(_promised, by=MINE, ticket=ticket, promise=promise)
    order = []
    while found := office.do(tickets.call_next, by=MINE, loket=1):
        order.append(made.index(found["id"]))
        office.do(tickets.serve, by=MINE, ticket_id=found["id"])
    assert order == [1, 4, 2, 3, 0], "priority, the promises, the short visit that is due, and then who came first"


def _promised(work: Any, *, ticket: int, promise: int) -> dict[str, Any]:
    work.session.get(Ticket, ticket).leftover_id = promise
    return {}


_promised.verb = tickets.issue.verb.__class__("test.promised", frozenset())  # type: ignore[attr-defined]
