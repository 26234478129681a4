"""Everybody at once, from several processes: no number twice, none skipped, no ticket called by two."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from office.hall import tickets
from office.office import Actor, Office, Seat
from office.records import history
from office.records.tables import Call, HistoryRow, NumberSeries, PrintJob, Request, Ticket
from tests.office.both.crowd import Job

ISSUE, CALL, SERVE = "office.hall.tickets:issue", "office.hall.tickets:call_next", "office.hall.tickets:serve"
AtOnce = Callable[[list[Job]], list[Any]]


def kiosk(n: int) -> Actor:
    return Actor("token", n, f"kios {n}", (Seat("kiosk"),))


def officer(n: int, loket: int = 1) -> Actor:
    return Actor("officer", n, f"petugas {n}", (Seat("loket", loket),))


def numbers(office: Office, series: str = "A") -> list[int]:
    return office.see(
        lambda read: list(
            read.session.scalars(select(Ticket.number).where(Ticket.series == series).order_by(Ticket.number))
        )
    )


def whole_chain(office: Office) -> None:
    assert office.see(lambda read: list(history.faults(read.session))) == []


def test_kiosks_pressed_at_once_give_every_number_once(office: Office, at_once: AtOnce) -> None:
    told = at_once(
        [Job(ISSUE, kiosk(n), {"loket": 1 + n % 2, "priority": n % 3 == 0 or None}, times=5) for n in range(1, 13)]
    )
    assert [t.refused for t in told] == [None] * 60
    per_series = Counter(t.answer["number"][0] for t in told)
    for series, count in per_series.items():
        assert numbers(office, series) == list(range(1, count + 1))
        given = office.see(
            lambda read, name=f"ticket:{series}": (
                read.session.scalars(select(NumberSeries).where(NumberSeries.name == name)).one().last
            )
        )
        assert given == count
    labels = [t.answer["number"] for t in told]
    assert len(set(labels)) == 60
    assert len({t.answer["token"] for t in told}) == 60
    jobs = office.see(lambda read: list(read.session.scalars(select(PrintJob.subject))))
    assert len(jobs) == len(set(jobs)) == 60, "one slip a ticket"
    whole_chain(office)


def test_one_key_pressed_by_many_is_one_ticket(office: Office, at_once: AtOnce) -> None:
    told = at_once([Job(ISSUE, kiosk(1), {"loket": 1}, key="tap-1", times=2) for _ in range(9)])
    assert [t.refused for t in told] == [None] * 18
    assert len({t.answer["id"] for t in told}) == 1
    assert sum(not t.repeated for t in told) == 1, "exactly one press did it; all others got its answer"
    assert numbers(office) == [1]
    assert office.see(lambda read: len(read.session.scalars(select(Request)).all())) == 1
    assert office.see(lambda read: read.session.scalars(select(NumberSeries.last)).all()) == [1]
    after = office.do(tickets.issue, by=kiosk(1), key="tap-2", loket=1)
    assert after["number"] == "A-002", "the losers' numbers were taken back"
    whole_chain(office)


def test_one_key_with_two_bodies_at_once_is_refused_for_one_of_them(office: Office, at_once: AtOnce) -> None:
    told = at_once([Job(ISSUE, kiosk(1), {"loket": 1 + n % 2}, key="tap") for n in range(6)])
    assert Counter(t.refused for t in told) == {None: 3, "key_reused": 3}
    assert len({t.answer["id"] for t in told if t.answer}) == 1


def test_officers_who_call_at_once_get_every_ticket_exactly_once(office: Office, at_once: AtOnce) -> None:
    count, officers = 24, 6
    for _ in range(count):
        office.do(tickets.issue, by=kiosk(1), loket=1)
    called: list[str] = []
    for _ in range(count // officers + 1):
        told = at_once([Job(CALL, officer(n), {"loket": 1}) for n in range(1, officers + 1)])
        assert [t.refused for t in told] == [None] * officers, "who comes second gets the next ticket, not an error"
        called += [t.answer["number"] for t in told if t.answer]
        at_once([Job(SERVE, officer(int(t.by.split(":")[1])), {"ticket_id": t.answer["id"]}) for t in told if t.answer])
    assert Counter(called) == Counter({f"A-{n:03}": 1 for n in range(1, count + 1)})
    calls = office.see(
        lambda read: list(read.session.scalars(select(HistoryRow.subject).where(HistoryRow.event == "ticket_called")))
    )
    assert len(calls) == len(set(calls)) == count, "each was called once in all"
    whole_chain(office)


def test_officers_who_call_at_once_keep_the_rules_of_turns(office: Office, at_once: AtOnce) -> None:
    """Six at one loket: at most two priority visitors are called between two regular ones, whoever calls."""
    for n in range(24):
        office.do(tickets.issue, by=kiosk(1), loket=1, priority=n % 2 == 0 or None)
    for _ in range(2):
        told = at_once([Job(CALL, officer(n), {"loket": 1}) for n in range(1, 7)])
        at_once([Job(SERVE, officer(int(t.by.split(":")[1])), {"ticket_id": t.answer["id"]}) for t in told])
    numbers = office.see(lambda read: list(read.session.scalars(select(Call.number).order_by(Call.id))))
    assert "".join(number[0] for number in numbers) == "PPAPPAPPAPPA"


def test_one_officer_who_calls_twice_at_once_holds_one_ticket(office: Office, at_once: AtOnce) -> None:
    for _ in range(6):
        office.do(tickets.issue, by=kiosk(1), loket=1)
    told = at_once([Job(CALL, officer(1), {"loket": 1}) for _ in range(6)])
    assert Counter(t.refused for t in told) == {None: 1, "still_called": 5}
    states = office.see(lambda read: Counter(read.session.scalars(select(Ticket.state))))
    assert states == {"called": 1, "waiting": 5}


def test_callers_and_movers_of_the_same_tickets_do_not_lose_each_other(office: Office, at_once: AtOnce) -> None:
    """Held, cancelled or sent elsewhere while it is called: one of both wins, the caller still gets somebody."""
    made = [office.do(tickets.issue, by=kiosk(1), loket=1)["id"] for _ in range(12)]
    movers = [
        Job("office.hall.tickets:hold", officer(50 + n), {"ticket_id": ticket}) for n, ticket in enumerate(made[:4])
    ]
    told = at_once([*movers, *(Job(CALL, officer(n), {"loket": 1}) for n in range(1, 7))])
    callers = [t for t in told if t.by in {f"officer:{n}" for n in range(1, 7)}]
    assert [t.refused for t in callers] == [None] * 6
    assert all(t.answer for t in callers), "twelve waited, at most four were held: nobody finds the hall empty"
    assert len({t.answer["id"] for t in callers}) == 6
    held = [t.answer["id"] for t in told if t.answer and t.answer["state"] == "held"]
    assert not set(held) & {t.answer["id"] for t in callers}
    whole_chain(office)


def test_a_ticket_moved_by_two_is_moved_once(office: Office, at_once: AtOnce) -> None:
    ticket = office.do(tickets.issue, by=kiosk(1), loket=1)["id"]
    told = at_once([Job("office.hall.tickets:hold", officer(n), {"ticket_id": ticket}) for n in range(1, 7)])
    assert Counter(t.refused for t in told) == {None: 1, "not_now": 5}
    rows = office.see(
        lambda read: read.session.scalars(select(HistoryRow.seq).where(HistoryRow.event == "ticket_held")).all()
    )
    assert len(rows) == 1
