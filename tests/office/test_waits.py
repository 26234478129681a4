"""How long it takes and how long one waits: from real visits, over the people really ahead."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from office.hall import estimate, tickets
from office.office import Actor, Office, Seat, verb
from office.records.tables import SettingsRow, Ticket
from tests.conftest import Clock

KIOSK = Actor("token", 1, "kios", (Seat("kiosk"),))
ANI, BUDI = (Actor("officer", n, "petugas", (Seat("loket"),)) for n in (1, 2))


@pytest.fixture
def visit(office: Office, clock: Clock) -> Any:
    """A visit from arrival to its end, so many minutes at the desk."""

    def one(minutes: float, *, by: Actor = ANI, loket: int = 1, **wish: Any) -> int:
        made = office.do(tickets.issue, by=KIOSK, loket=loket, **wish)
        called = office.do(tickets.call_next, by=by, loket=loket)
        assert called["id"] == made["id"]
        office.do(tickets.serve, by=by, ticket_id=made["id"])
        clock.forward(minutes=minutes)
        office.do(tickets.finish, by=by, ticket_id=made["id"])
        return int(made["id"])

    return one


def usual(office: Office, purpose: str = "new", loket: int = 1) -> float | None:
    found: float | None = office.see(estimate.minutes_per_visit, loket=loket, purpose=purpose)
    return found


def comes(office: Office, **wish: Any) -> dict[str, Any]:
    return dict(office.do(tickets.issue, by=KIOSK, **{"loket": 1, **wish}))


def hours(office: Office, **rules: Any) -> None:
    """The office's hours hold, with these changes."""

    @verb("test.hours")
    def change(work: Any) -> dict[str, Any]:
        row = work.session.get(SettingsRow, 1)
        row.document = {**row.document, "hours": {**row.document["hours"], "enforced": True, **rules}}
        row.version += 1
        return {}

    office.do(change, by=ANI)


def at(clock: Clock, hour: int, minute: int = 0) -> None:
    """Later the same day, or the next morning; office time is seven hours ahead of UTC."""
    local = clock.now + timedelta(hours=7)
    goal = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    clock.now = (goal if goal > local else goal + timedelta(days=1)) - timedelta(hours=7)


def test_nothing_is_said_until_five_visits_are_known(office, visit):
    for minutes in (4, 5, 6, 7):
        visit(minutes)
    assert usual(office) is None and comes(office)["wait_minutes"] is None
    visit(8, loket=2), visit(8, purpose="complete")  # elsewhere, and of another purpose
    assert usual(office) is None


def test_the_median_of_real_visits_by_purpose(office, visit):
    for minutes in (4, 5, 6, 8, 20):
        visit(minutes)
        visit(2, purpose="collect")
    assert usual(office) == pytest.approx(6, abs=0.01)
    assert usual(office, "collect") == pytest.approx(2, abs=0.01)
    assert usual(office, loket=2) is None


def test_forgotten_and_pressed_through_visits_do_not_count(office, visit):
    for minutes in (6, 6, 6, 6, 6, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 180, 180, 180, 180, 180, 180):
        visit(minutes)
    assert usual(office) == pytest.approx(6, abs=0.01)


def test_one_forgotten_within_the_hour_hardly_moves_the_range(office, visit):
    for minutes in (6, 6, 6, 6, 6, 7, 7, 7, 7, 60):
        visit(minutes)
    for _ in range(10):
        last = comes(office)
    assert last["ahead"] == 9
    assert last["wait_minutes"] == {"low": 55, "high": 65}


def test_a_visit_over_the_break_or_midnight_is_no_measure(office, clock, visit):
    hours(office, close_minutes_after=None)
    for _ in range(3):  # Tuesday to Thursday
        at(clock, 9)
        visit(10), visit(10)
        at(clock, 11, 55)
        visit(70)  # ended after the break
    at(clock, 14, 40)
    left = comes(office)
    office.do(tickets.call_next, by=ANI, loket=1)
    office.do(tickets.serve, by=ANI, ticket_id=left["id"])
    clock.forward(hours=16)  # "selesai" the next morning
    office.do(tickets.finish, by=ANI, ticket_id=left["id"])
    assert usual(office) == pytest.approx(10, abs=0.01)


def test_who_is_ahead_is_who_will_be_called_before(office, visit):
    for minutes in (5, 5, 5, 5, 5):
        visit(minutes)
    first, second = comes(office), comes(office)
    assert (first["ahead"], second["ahead"]) == (0, 1)
    priority = comes(office, priority="lansia")
    assert priority["ahead"] == 0, "before both of them"
    short = comes(office, purpose="complete")
    assert short["ahead"] == 1, "the short visit is due: five long ones were called; only the priority is before it"
    others = [office.see(_seen, token=one["token"])["ahead"] for one in (first, second)]
    assert others == [2, 3], "and both of those before them, though they came later"
    order = []
    while found := office.do(tickets.call_next, by=ANI, loket=1):
        order.append(found["id"])
        office.do(tickets.serve, by=ANI, ticket_id=found["id"])
    assert order == [priority["id"], short["id"], first["id"], second["id"]], "as they were told"


def _seen(read, token):
    from office.views import tickets as views

    return views.by_token(read, token=token)


def test_short_visits_have_their_own_time_in_the_turns_of_the_rhythm(office, visit):
    for _ in range(5):
        visit(20)
        visit(2, purpose="collect")
    visit(20)
    for _ in range(5):
        comes(office, purpose="collect")
    long = [comes(office) for _ in range(3)]
    seen = [office.see(_seen, token=one["token"]) for one in long]
    assert [one["ahead"] for one in seen] == [0, 2, 3], "one short visit between two long ones, not five before them"
    assert [one["wait_minutes"]["low"] for one in seen] == [0, 20, 40], "its two minutes count, not twenty"


def test_two_officers_halve_the_wait_and_one_at_both_lokets_lengthens_it(office, clock, visit):
    for by in (ANI, BUDI, ANI, BUDI, ANI, BUDI):
        visit(10, by=by)
    clock.forward(hours=2)
    assert office.see(estimate.officers, loket=1) == 1, "nobody called lately; an open loket has one all the same"
    for _ in range(6):
        comes(office)
    alone = comes(office)["wait_minutes"]
    for by in (ANI, BUDI):
        office.do(tickets.call_next, by=by, loket=1)
    assert office.see(estimate.officers, loket=1) == 2
    for _ in range(2):
        comes(office)  # as many ahead as before
    two = comes(office)["wait_minutes"]
    assert alone["low"] >= 60 and 35 <= two["low"] <= 50
    office.do(tickets.finish, by=BUDI, ticket_id=office.see(tickets.turns.at_hand, holder=BUDI.ref).id)
    comes(office, loket=2)
    office.do(tickets.call_next, by=BUDI, loket=2)
    shared = comes(office)["wait_minutes"]
    assert office.see(estimate.officers, loket=1) == 2 and shared["low"] > two["low"]


def test_before_the_lokets_open_the_wait_begins_when_they_do(office, clock, visit):
    for minutes in (5, 5, 5, 5, 5):
        visit(minutes)
    hours(office, close_minutes_after=None)
    at(clock, 7, 20)
    assert comes(office)["wait_minutes"] == {"low": 40, "high": 45}
    assert comes(office)["wait_minutes"] == {"low": 45, "high": 50}, "at eight, after one visit of five minutes"


def test_the_break_is_waited_for(office, clock, visit):
    for minutes in (10, 10, 10, 10, 10):
        visit(minutes)
    hours(office, tickets_in_break=True)
    at(clock, 11, 45)
    waits = [comes(office)["wait_minutes"] for _ in range(3)]
    assert [one["low"] for one in waits] == [0, 10, 80], (
        "the third one's turn is at 11.65 by the clock: after the break"
    )


def test_it_stays_cheap_after_five_thousand_visits(office, clock):
    """As many questions with five thousand visits behind as with five, and none of them reads the past."""
    asked = []
    event.listen(office.database.engine, "before_cursor_execute", lambda *args: asked.append((args[2], args[3])))
    counts = []
    for past in (5, 5000):
        office.do(_remember, by=ANI, past=past)
        one = comes(office)
        asked.clear()
        office.see(_seen, token=one["token"])
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
    with office.database.engine.connect() as connection:
        for statement, parameters in list(asked):
            if statement.startswith("SELECT") and " tickets" in statement:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
                assert not [row for row in plan if row[3].startswith("SCAN tickets")], (statement, plan)


@verb("test.remember")
def _remember(work: Any, *, past: int) -> dict[str, Any]:
    """Visits of the days before, ten minutes each."""
    begun: datetime = work.now - timedelta(days=20)
    offset = work.session.query(Ticket).count()
    for n in range(offset, offset + past):
        served = begun + timedelta(minutes=5 * n % 25000)
        work.session.add(Ticket(
            day=served.date(), series="Z", number=n, label=f"Z-{n}", token=f"past-{n}", loket=1, purpose="new",
            state="done", issued_by="token:1", issued_at=served, served_at=served, first_called_at=served,
            finished_at=served + timedelta(minutes=10), calls=1, version=4,
        ))  # fmt: skip
    return {}
