"""`power battery|mains`: what a UPS tells, the paper that comes of it, and a start after the machine went off."""

from datetime import UTC, datetime

from sqlalchemy import select, update

from office.hall import outages, tickets
from office.office import SYSTEM, Actor, Seat
from office.paper import due_outage
from office.records.tables import Heartbeat, Outage, PrintJob
from office.views import hall_board, verify
from server import chores

LOKET = Actor("officer", 9, "pengganti", (Seat("loket", 1),))


def rows(office, what):
    return office.see(lambda read: list(read.session.scalars(select(what).order_by(what.id))))


def test_battery_and_mains_as_a_script_says_them(command, busy):
    busy.clock.now = datetime.now(UTC)  # a command knows no other time
    busy.do(tickets.issue, by=LOKET, loket=1)
    busy.do(tickets.call_next, by=LOKET, loket=1)
    said = command("power", "battery")
    assert (said.code, said.out) == (0, "Listrik padam tercatat. 2 lembar keadaan antrean masuk antrean cetak.\n")
    slips = [job for job in rows(busy, PrintJob) if job.kind == "queue_state"]
    assert [job.state for job in slips] == ["queued", "queued"]
    assert slips[0].facts["lokets"][0]["serving"] == "A-001" and slips[0].facts["last"] == ["A-001"]
    assert slips[0].facts["next_registration"] == busy.see(due_outage.next_registration)
    assert busy.see(hall_board.build)["power"] == "battery"
    assert command("power", "battery").lines == ["Kantor sudah tercatat memakai baterai."]
    assert command("power", "mains").lines == ["Listrik kembali, tercatat."]
    assert command("power", "mains").lines == ["Kantor memang tidak memakai baterai."]
    assert busy.see(hall_board.build)["power"] == "mains"
    assert not [one.line for one in busy.see(verify.findings) if one.faults]


def test_without_a_word_it_says_what_it_can(command, busy):
    said = command("power")
    assert said.code == 2 and "PERINTAH" in said.err


def test_a_server_that_starts_looks_back_before_it_serves(busy):
    chores.look_back(busy)
    busy.clock.forward(minutes=20)
    chores.look_back(busy)
    assert [(row.how, row.state) for row in rows(busy, Outage)] == [("noticed", "open")]


def test_a_trouble_while_looking_back_does_not_keep_the_hall_shut(busy, caplog):
    busy.do(outages.notice, by=SYSTEM)
    with busy.database.write() as session:
        session.execute(update(Heartbeat).where(Heartbeat.role == "office").values(said="rusak"))
    chores.look_back(busy)
    assert "chore failed" in caplog.text
