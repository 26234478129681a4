"""How a day opens and ends, and what becomes of everybody who is still here."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from office.errors import AlreadyDone, NotNow, Unavailable, Unknown
from office.hall import closing, day, hours_setting, leftovers, opening, tickets
from office.office import SYSTEM, Actor, Office
from office.records import history
from office.records.tables import Day, HistoryRow, Leftover, PrintJob, Ticket
from office.views import invariants
from tests.conftest import Clock

FRIDAY = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)  # 08.00 in Ambunten


@pytest.fixture
def enforced(office: Office) -> Any:
    """Switch the office's hours on, with whatever else is set."""

    def switch(**more: Any) -> None:
        office.do(hours_setting.change, by=SYSTEM, hours=opening.HallHours(enforced=True, **more))

    return switch


def at(clock: Clock, text: str) -> None:
    """Set the clock to a local time of the office."""
    clock.now = datetime.fromisoformat(f"{text}+07:00").astimezone(UTC)


def rows(office: Office, table: Any) -> list[Any]:
    return office.see(lambda read: list(read.session.scalars(select(table))))


def states(office: Office) -> dict[str, str]:
    return {row.label: row.state for row in rows(office, Ticket)}


def slips(office: Office, kind: str) -> list[PrintJob]:
    return [job for job in rows(office, PrintJob) if job.kind == kind]


def whole(office: Office) -> None:
    """Every number is accounted for, and tickets are the fold of their history."""
    for check in (invariants.ticket_numbers, invariants.ticket_states, invariants.at_hand):
        assert office.see(lambda read, check=check: list(check(read))) == []
    assert office.see(lambda read: list(history.faults(read.session))) == []


def code_of(office: Office, label: str) -> str:
    """The code on the slip of that number, as people type it."""
    promised = select(Leftover.code).join(Ticket, Ticket.id == Leftover.ticket_id).where(Ticket.label == label)
    found = office.see(lambda read: read.session.scalars(promised).one())
    return f"{found[:4].lower()}-{found[4:]} "


@pytest.fixture
def full_hall(office: Office, people: dict[str, Actor]) -> dict[str, dict[str, Any]]:
    """Loket 1: A-001 being served, A-002 held, A-003 and P-001 waiting. Loket 2: B-001 called, B-002 waiting."""
    issued = [office.do(tickets.issue, by=people["kiosk"], loket=1) for _ in range(3)]
    issued.append(office.do(tickets.issue, by=people["kiosk"], loket=1, priority="lansia"))
    issued += [office.do(tickets.issue, by=people["kiosk"], loket=2, service="NP05") for _ in range(2)]
    made = {ticket["number"]: ticket for ticket in issued}
    office.do(tickets.hold, by=people["loket1"], ticket_id=made["A-002"]["id"], reason="fotokopi")
    office.do(tickets.hold, by=people["loket1"], ticket_id=made["P-001"]["id"])
    served = office.do(tickets.call_next, by=people["loket1"], loket=1)
    office.do(tickets.serve, by=people["loket1"], ticket_id=served["id"])
    office.do(tickets.resume, by=people["loket1"], ticket_id=made["P-001"]["id"])
    office.do(tickets.call_next, by=people["loket2"], loket=2)
    return made


def test_closing_promises_everybody_and_lets_the_served_one_be_finished(office, people, full_hall):
    assert {row["number"]: row["state"] for row in office.see(closing.still_here)} == {
        "A-001": "serving", "A-002": "held", "A-003": "waiting", "P-001": "waiting", "B-001": "called",
        "B-002": "waiting"}  # fmt: skip
    answer = office.do(closing.close_day, by=people["supervisor"])
    assert answer == {"day": "2026-11-23", "state": "closed", "left": 5}
    assert states(office) == {"A-001": "serving", **dict.fromkeys(("A-002", "A-003", "P-001", "B-001", "B-002"),
                                                                   "cancelled")}  # fmt: skip
    promises = rows(office, Leftover)
    assert {row.last_day for row in promises} == {date(2026, 11, 24)} and len({row.code for row in promises}) == 5
    paper = slips(office, "leftover")
    assert sorted(job.facts["number"] for job in paper) == ["A-002", "A-003", "B-001", "B-002", "P-001"]
    assert {job.facts["valid_on"] for job in paper} == {"2026-11-24"}
    assert len({job.printer_id for job in paper}) == 2, "each at the printer of its own loket"
    office.do(tickets.finish, by=people["loket1"], ticket_id=full_hall["A-001"]["id"])
    with pytest.raises(Unavailable):
        office.do(tickets.issue, by=people["kiosk"], loket=1)
    whole(office)


def test_closing_twice_promises_once(office, people, full_hall):
    assert office.do(closing.close_day, by=people["supervisor"])["left"] == 5
    before = office.see(lambda read: read.session.scalar(select(func.count()).select_from(HistoryRow)))
    assert office.do(closing.close_day, by=people["supervisor"])["left"] == 0
    assert office.see(lambda read: read.session.scalar(select(func.count()).select_from(HistoryRow))) == before


def test_a_promise_is_kept_once_and_first_in_its_line(office, people, full_hall, clock):
    office.do(closing.close_day, by=people["supervisor"], serving="finish")
    assert states(office)["A-001"] == "done"
    at(clock, "2026-11-24T08:05")
    early = office.do(tickets.issue, by=people["kiosk"], loket=2)
    kept = office.do(leftovers.honour, by=people["kiosk"], code=code_of(office, "B-002"))
    assert (kept["number"], kept["honoured"], kept["service"]) == ("B-002", True, "NP05")
    assert kept["said"] == "Nomor B-002 dipanggil lebih dahulu di Loket 2." and kept["print"]["state"] == "queued"
    assert office.do(tickets.call_next, by=people["loket2"], loket=2)["number"] == "B-002"
    with pytest.raises(AlreadyDone) as twice:
        office.do(leftovers.honour, by=people["kiosk"], code=code_of(office, "B-002"))
    assert twice.value.detail == "Slip dahulukan ini sudah dipakai hari ini: nomor B-002. Tunggu nomor itu dipanggil."
    assert early["number"] == "B-001"
    whole(office)


def test_priority_and_loket_are_kept(office, people, full_hall, clock):
    office.do(closing.close_day, by=people["supervisor"])
    at(clock, "2026-11-24T08:05")
    held = next(row for row in office.see(leftovers.open_ones, loket=1) if row["number"] == "P-001")
    again = office.do(leftovers.honour, by=people["loket1"], leftover=held["id"], print_at="loket:1")
    assert (again["number"], again["priority"], again["loket"]) == ("P-001", "lansia", 1)
    assert held["id"] not in [row["id"] for row in office.see(leftovers.open_ones)]


def test_past_its_last_day_it_gives_an_ordinary_number_and_says_why(office, people, full_hall, clock):
    office.do(closing.close_day, by=people["supervisor"])
    at(clock, "2026-11-25T08:05")
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    late = office.do(leftovers.honour, by=people["kiosk"], code=code_of(office, "A-003"))
    assert late["honoured"] is False and late["number"] == "A-002" and late["ahead"] == 1
    assert late["said"].startswith("Slip dahulukan ini berlaku sampai Selasa, 24 November 2026, jadi tidak dapat")
    assert office.do(leftovers.lapse, by=SYSTEM)["lapsed"] == 4
    assert {row.state for row in rows(office, Leftover)} == {"lapsed"}


def test_an_unknown_code_is_refused_with_what_to_do(office, people):
    for code in ("B4T9XMKP", "", "☃"):
        with pytest.raises(Unknown, match="Kode slip tidak dikenal"):
            office.do(leftovers.honour, by=people["kiosk"], code=code)
    with pytest.raises(Unknown):
        office.do(leftovers.honour, by=people["kiosk"], leftover=1)


def test_the_kiosk_needs_the_code_of_a_promise(office, people, full_hall):
    office.do(closing.close_day, by=people["supervisor"])
    office.do(day.open_day, by=people["supervisor"])
    with pytest.raises(Unknown):
        office.do(leftovers.honour, by=people["kiosk"], leftover=1)


def test_grace_days_are_serving_days(office, people, clock, enforced):
    enforced(leftover_grace_days=2)
    at(clock, "2026-12-23T14:00")  # Wednesday; 24 and 25 December are off, then a weekend
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(closing.close_day, by=people["supervisor"])
    assert rows(office, Leftover)[0].last_day == date(2026, 12, 30)
    facts = slips(office, "leftover")[0].facts
    assert (facts["valid_on"], facts["valid_until"]) == ("2026-12-28", "2026-12-30")


def test_the_day_opens_at_the_kiosks_hour_and_closes_by_itself(office, people, clock, enforced):
    enforced(close_minutes_after=30)
    at(clock, "2026-11-24T06:59")
    assert office.do(closing.tend, by=SYSTEM) == {"closed": []} and rows(office, Day) == []
    at(clock, "2026-11-24T07:00")
    office.do(closing.tend, by=SYSTEM)
    assert rows(office, Day)[0].state == "open"
    for _ in range(2):
        office.do(tickets.issue, by=people["kiosk"], loket=1)
    served = office.do(tickets.call_next, by=people["loket1"], loket=1)
    office.do(tickets.serve, by=people["loket1"], ticket_id=served["id"])
    at(clock, "2026-11-24T15:29")
    assert office.do(closing.tend, by=SYSTEM) == {"closed": []}
    at(clock, "2026-11-24T15:30")
    assert office.do(closing.tend, by=SYSTEM) == {"closed": ["2026-11-24"]}
    assert states(office) == {"A-001": "done", "A-002": "cancelled"}, "nobody is left behind"
    assert office.do(closing.tend, by=SYSTEM) == {"closed": []}
    whole(office)


def test_a_day_opened_again_in_the_evening_is_not_closed_at_once(office, people, clock, enforced):
    enforced()
    at(clock, "2026-11-24T08:00")
    office.do(closing.tend, by=SYSTEM)
    at(clock, "2026-11-24T15:30")
    assert office.do(closing.tend, by=SYSTEM)["closed"]
    office.do(day.open_day, by=people["supervisor"])
    clock.forward(minutes=5)
    assert office.do(closing.tend, by=SYSTEM)["closed"] == []
    at(clock, "2026-11-25T07:00")
    assert office.do(closing.tend, by=SYSTEM)["closed"] == ["2026-11-24"]


def test_without_hours_a_day_is_closed_only_by_hand(office, people, clock):
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    at(clock, "2026-11-23T23:50")
    assert office.do(closing.tend, by=SYSTEM) == {"closed": []}
    assert states(office) == {"A-001": "waiting"}


def test_midnight_with_a_full_hall_harms_nobody(office, people, full_hall, clock):
    at(clock, "2026-11-24T00:10")
    assert office.do(closing.tend, by=SYSTEM) == {"closed": []}, "the night leaves everybody where they are"
    assert states(office)["A-003"] == "waiting"
    office.do(tickets.finish, by=people["loket1"], ticket_id=full_hall["A-001"]["id"])  # served across midnight
    at(clock, "2026-11-24T07:30")
    first = office.do(tickets.issue, by=people["kiosk"], loket=1)
    assert office.do(closing.tend, by=SYSTEM) == {"closed": ["2026-11-23"]}
    promises = rows(office, Leftover)
    assert len(promises) == 5 and {row.last_day for row in promises} == {date(2026, 11, 24)}, (
        "today, while they are here"
    )
    kept = office.do(leftovers.honour, by=people["kiosk"], code=code_of(office, "A-003"))
    assert kept["ahead"] == 0 and first["number"] == "A-001"
    assert {row.day.day: row.state for row in rows(office, Day)} == {23: "closed", 24: "open"}
    whole(office)


def test_who_was_let_be_served_and_forgotten_is_finished_at_the_next_opening(office, people, full_hall, clock):
    office.do(closing.close_day, by=people["supervisor"])
    at(clock, "2026-11-24T08:00")
    office.do(tickets.issue, by=people["kiosk"], loket=2)
    office.do(closing.tend, by=SYSTEM)
    assert full_hall["A-001"] and {t.label: t.state for t in rows(office, Ticket) if t.day.day == 23}["A-001"] == "done"
    assert office.do(tickets.call_next, by=people["loket1"], loket=1) == {}


def test_the_closing_sheet_adds_up_and_anchors_the_chain(office, people, full_hall):
    with pytest.raises(NotNow):
        office.do(closing.close_slip, by=people["supervisor"], on="2026-11-23")
    office.do(tickets.no_show, by=people["loket2"], ticket_id=full_hall["B-001"]["id"])
    office.do(closing.close_day, by=people["supervisor"])
    first = office.do(closing.close_slip, by=people["supervisor"], on="2026-11-23", print_at="kiosk")
    assert office.do(closing.close_slip, by=people["supervisor"], on="2026-11-23", print_at="loket:1") == first
    facts = slips(office, "day_close")[0].facts
    assert [(c["label"], c["value"]) for c in facts["counts"]] == [
        ("Loket 1", "4 nomor"), ("- dilayani", "0"), ("- tidak hadir", "0"), ("- di loket", "1"),
        ("- besok", "3"),
        ("Loket 2", "2 nomor"), ("- dilayani", "0"), ("- tidak hadir", "1"), ("- besok", "1"),
        ("Nomor akhir", "A-003, B-002, P-001"), ("Berkas masuk", "0"), ("Diserahkan", "0"),
    ]  # fmt: skip
    row = office.see(lambda read: read.session.get_one(HistoryRow, facts["history_seq"]))
    assert row.hash == facts["history_hash"] and facts["closed_by"] == "Pengawas"
    closed = select(HistoryRow.seq).where(HistoryRow.event == "day_closed")
    assert office.see(lambda read: read.session.scalars(closed).one()) <= facts["history_seq"]


def test_opened_by_hand_the_day_is_open_on_a_day_off(office, people, clock, enforced):
    enforced()
    at(clock, "2026-11-28T09:00")
    with pytest.raises(Unavailable):
        office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(day.open_day, by=people["supervisor"])
    assert office.do(tickets.issue, by=people["kiosk"], loket=1)["number"] == "A-001"


def test_quiet_is_for_a_while_and_can_be_ended(office, people, clock):
    assert office.see(day.quiet_until) is None
    assert office.do(day.quiet, by=people["loket1"])["quiet_until"] == "2026-11-23T09:51:00+07:00"
    assert office.see(day.quiet_until) == "2026-11-23T09:51:00+07:00"
    clock.forward(minutes=11)
    assert office.see(day.quiet_until) is None
    office.do(day.quiet, by=people["supervisor"], minutes=999)
    assert office.see(day.quiet_until) == "2026-11-23T11:52:00+07:00", "two hours at most"
    office.do(day.speak_again, by=people["loket2"])
    assert office.see(day.quiet_until) is None
