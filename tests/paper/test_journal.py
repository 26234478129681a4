"""The print room's own memory: what left once does not leave again, whatever the office has forgotten."""

import sqlite3

import pytest

from office.paper import leases, printers
from printer.journal import Journal
from printer.room import Room
from tests.paper.stage import QUICK
from tests.paper.telephone import ADMIN, AGENT, jobs
from tests.paper.test_room import ends_as, ticket

SLIP = {"id": 7, "kind": "ticket", "copy_no": 1, "facts": {"number": "A-001"}}


@pytest.fixture
def journal(tmp_path):
    journal = Journal(tmp_path / "deep" / "journal.db")
    yield journal
    journal.close()


def test_what_began_and_did_not_end_is_for_a_person(journal, tmp_path):
    journal.begun(SLIP, "kios:1")
    again = Journal(tmp_path / "deep" / "journal.db")
    (entry,) = again.untold()
    assert entry.body() == {"worker": "kios:1", "state": "needs_attention", "reason": entry.body()["reason"]}
    assert "periksa" in entry.body()["reason"]
    again.close()


def test_what_ended_is_told_until_the_office_has_it(journal):
    journal.begun(SLIP, "kios:1")
    journal.ended(SLIP, "printed", None)
    assert [(entry.job, entry.state) for entry in journal.untold()] == [(7, "printed")]
    journal.told(7)
    assert journal.untold() == []
    assert journal.known(SLIP).body("kios:2") == {"worker": "kios:2", "state": "printed", "reason": None}


def test_what_never_left_may_come_again(journal):
    journal.begun(SLIP, "kios:1")
    journal.ended(SLIP, "queued", "kertas habis")
    assert journal.known(SLIP) is None
    assert journal.untold() == []


def test_another_slip_with_the_same_id_is_another_slip(journal):
    journal.begun(SLIP, "kios:1")
    assert journal.known({**SLIP, "facts": {"number": "A-002"}}) is None


def forget(office):
    """The office as its backup of a minute ago remembers it."""
    with office.database.write() as session:
        for job in session.query(leases.PrintJob):
            job.state, job.worker, job.sent_at, job.ended_at = "queued", None, None, None


def test_an_office_restored_from_its_backup_gets_the_answer_and_no_second_slip(
    office, telephone, fake, add_printer, tmp_path, start_room
):
    printer = fake("B")
    add_printer(printer.at, completion_class="B")
    room = start_room(journal=tmp_path / "j.db")
    job = ticket(office)
    ends_as(telephone, office, job, "printed")
    room.stop()
    forget(office)
    start_room(journal=tmp_path / "j.db")
    ends_as(telephone, office, job, "printed")
    assert len(printer.slips) == 1
    assert jobs(office)[0].sent_at is not None


def test_a_room_that_cannot_write_its_journal_prints_nothing(
    office, telephone, fake, add_printer, start_room, monkeypatch
):
    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    printer = fake("B")
    add_printer(printer.at, completion_class="B")
    monkeypatch.setattr(Journal, "begun", full)
    job = ticket(office)
    start_room()
    assert telephone.wait_until(lambda: office.see(printers.list_printers)[0]["state"] == "error")
    ends_as(telephone, office, job, "queued")
    assert printer.slips == []


def test_an_agent_prints_only_at_its_own_printers(office, telephone, fake, add_printer):
    here, there = fake("B"), fake("B")
    add_printer(here.at, completion_class="B")
    add_printer(there.at, name="Loket", purpose="loket:1", completion_class="B", room="kios-pc")
    leased = office.do(leases.lease_jobs, by=AGENT, worker="kios-pc:1")
    assert [row["name"] for row in leased["printers"]] == ["Loket"]
    ticket(office, "B-001")
    assert not office.see(leases.something_to_do, worker="kios-pc:1")
    assert office.see(leases.something_to_do, worker="print-room:1")


def test_an_agent_works_like_the_print_room(office, telephone, fake, add_printer, tmp_path):
    printer = fake("A")
    add_printer(printer.at, completion_class="A", room="kios-pc")
    agent = Room(telephone.url, "secret", name="kios-pc", held=1, journal=tmp_path / "j.db", patience=QUICK)
    job = ticket(office)
    agent.work_once()
    ends_as(telephone, office, job, "printed")
    agent.stop()
    assert len(printer.slips) == 1


@pytest.mark.parametrize("room", ["", "a b", "x" * 41, "../x"])
def test_a_room_has_a_name_that_can_be_typed(office, room):
    with pytest.raises(printers.Invalid, match="ruang cetak"):
        office.do(printers.add_printer, by=ADMIN, name="P", at="preview:", purpose="kiosk", room=room)
