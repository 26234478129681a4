"""Slips on their way: a real office, the print room, and printers that misbehave."""

import subprocess
import sys
from datetime import timedelta

import pytest

from office.office import SYSTEM
from office.paper import leases, printers, rooms, spool
from office.paper.slips import TicketFacts
from office.people import devices
from printer.fakes import FakePrinter
from server.chores import RoomWatch
from tests.paper.samples import SAMPLES
from tests.paper.telephone import ADMIN, AGENT, KIOSK, LOKET_1, jobs, overview, put


def ticket(office, number="B-012", **more):
    facts = TicketFacts.model_validate({**SAMPLES["ticket"], "number": number})
    return office.do(put, by=KIOSK, kind="ticket", subject=f"ticket:{number}", purpose="kiosk", facts=facts, **more)


def state(office, job):
    return next(row.state for row in jobs(office) if row.id == job["job"])


def ends_as(telephone, office, job, wanted):
    assert telephone.wait_until(lambda: state(office, job) == wanted), state(office, job)


def printer_is(telephone, office, wanted):
    def now():
        return [row["state"] for row in overview(office)["printers"]]

    assert telephone.wait_until(lambda: wanted in now()), now()


@pytest.mark.parametrize(("completion", "wanted"), [("A", "printed"), ("B", "printed"), ("D", "sent")])
def test_a_ticket_reaches_paper_and_the_office_hears_as_much_as_is_known(
    office, telephone, start_room, fake, add_printer, completion, wanted
):
    printer = fake(completion)
    add_printer(printer.at, completion_class=completion)
    job = ticket(office)
    start_room()
    assert printer.wait_until(lambda p: p.slips)
    ends_as(telephone, office, job, wanted)
    assert "B-012" in printer.slips[0].text
    row = jobs(office)[0]
    assert row.payload == printer.slips[0].raw
    assert row.laid_out[-1] == {"cut": True}


def test_an_unknown_printer_is_asked_for_its_class_and_nothing_is_printed(
    office, telephone, start_room, fake, add_printer
):
    printer = fake("B")
    assert add_printer(printer.at)["completion_class"] == printers.NOT_PROBED
    start_room()
    printer_is(telephone, office, "ready")
    assert office.see(printers.list_printers)[0]["completion_class"] == "B"
    assert not printer.slips
    assert not printer.scraps


def test_paper_out_is_the_printers_trouble_and_heals_without_a_button(office, telephone, start_room, fake, add_printer):
    printer = fake("B")
    printer.run_out_of_paper()
    add_printer(printer.at, completion_class="B")
    start_room()
    printer_is(telephone, office, "paper_out")
    waiting = [ticket(office, f"B-{n:03}") for n in (1, 2, 3)]
    assert overview(office)["printers"][0]["waiting"] == 3
    printer.new_roll()
    for job in waiting:
        ends_as(telephone, office, job, "printed")
    assert [slip.rows for slip in printer.slips] and len(printer.slips) == 3
    assert not any("SALINAN" in slip.text for slip in printer.slips)


def test_a_slip_whose_end_is_unknown_is_not_sent_again_and_the_next_one_comes_out_whole(
    office, telephone, start_room, fake, add_printer
):
    printer = fake("B")
    add_printer(printer.at, completion_class="B")
    printer.reset_after(len_of_half_a_ticket := 240)
    first = ticket(office, "B-001")
    start_room()
    ends_as(telephone, office, first, "needs_attention")
    second = ticket(office, "B-002")
    ends_as(telephone, office, second, "printed")
    assert "B-002" in printer.slips[-1].text
    assert sum("B-002" in slip.text for slip in printer.slips) == 1
    assert len(printer.received) > len_of_half_a_ticket
    assert overview(office)["attention"][0]["id"] == first["job"]


def test_the_resident_says_no_and_gets_a_marked_copy(office, telephone, start_room, fake, add_printer):
    printer = fake("B")
    add_printer(printer.at, completion_class="B")
    printer.reset_after(40)
    first = ticket(office)
    start_room()
    ends_as(telephone, office, first, "needs_attention")
    answer = office.do(spool.resolve, by=KIOSK, job=first["job"], came_out=False)
    ends_as(telephone, office, answer["reprint"], "printed")
    assert "SALINAN ke-2" in printer.slips[-1].text
    assert "dicetak ulang 23-11-2026 09.41, kios" in printer.slips[-1].text


def test_an_answer_lost_on_the_way_is_not_a_second_slip(office, telephone, start_room, fake, add_printer):
    printer = fake("B")
    add_printer(printer.at, completion_class="B")
    telephone.lose_answers.update({"sending", "result"})
    telephone.refuse_once.add("lease")
    job = ticket(office)
    start_room()
    ends_as(telephone, office, job, "printed")
    assert len(printer.slips) == 1
    assert telephone.calls.count(f"/print-jobs/{job['job']}/sending") == 2


def test_what_the_office_cancelled_never_reaches_the_printer(office, telephone, fake, add_printer, start_room):
    printer = fake("B")
    add_printer(printer.at, completion_class="B")
    gone, stays = ticket(office, "B-001"), ticket(office, "B-002")
    office.do(spool.cancel, by=LOKET_1, job=gone["job"], reason="salah tekan")
    start_room()
    ends_as(telephone, office, stays, "printed")
    assert [("B-001" in slip.text, "B-002" in slip.text) for slip in printer.slips] == [(False, True)]


def test_a_printer_added_later_takes_the_next_slip_without_a_restart(office, telephone, start_room, fake, add_printer):
    office.do(printers.add_defaults, by=ADMIN)
    start_room()
    on_screen = ticket(office, "B-001")
    ends_as(telephone, office, on_screen, "sent")
    printer = fake("B")
    add_printer(printer.at)
    ends_as(telephone, office, ticket(office, "B-002"), "printed")
    assert len(printer.slips) == 1


def test_a_file_collects_slips(office, telephone, start_room, add_printer, tmp_path):
    add_printer(f"file://{tmp_path}/paper.bin")
    start_room()
    for number in ("B-001", "B-002"):
        ends_as(telephone, office, ticket(office, number), "sent")
    assert (tmp_path / "paper.bin").read_bytes() == b"".join(row.payload for row in jobs(office))


def test_a_printer_that_is_not_there_is_absent_and_its_slip_waits(office, telephone, start_room, add_printer):
    printer = FakePrinter("B")
    printer.plug_in()
    add_printer(printer.at, completion_class="B")
    printer.unplug()
    job = ticket(office)
    start_room()
    printer_is(telephone, office, "absent")
    ends_as(telephone, office, job, "queued")
    printer.plug_in()
    ends_as(telephone, office, job, "printed")
    assert len(printer.slips) == 1
    printer.unplug()


def test_a_new_print_room_takes_over_at_once_from_one_that_died(office, telephone, start_room, fake, add_printer):
    printer = fake("B")
    add_printer(printer.at, completion_class="B")
    begun, waiting = ticket(office, "B-001"), ticket(office, "B-002")
    office.do(leases.lease_jobs, by=AGENT, worker="print-room:dead")
    office.do(leases.mark_sending, by=AGENT, job=begun["job"], worker="print-room:dead", payload_b64="", laid_out=[])
    start_room()
    ends_as(telephone, office, begun, "needs_attention")
    ends_as(telephone, office, waiting, "printed")
    assert not any("B-001" in slip.text for slip in printer.slips)


def test_a_stale_ticket_is_not_printed(office, telephone, start_room, fake, add_printer, clock):
    printer = fake("B")
    add_printer(printer.at, completion_class="B")
    job = ticket(office, "B-001", not_after=clock.now + timedelta(minutes=5))
    clock.forward(timedelta(minutes=6))
    fresh = ticket(office, "B-002")
    start_room()
    ends_as(telephone, office, fresh, "printed")
    assert state(office, job) == "expired"
    assert len(printer.slips) == 1


def test_the_command_ends_cleanly(telephone, tmp_path):
    (tmp_path / "token").write_text("secret\n")
    room = subprocess.Popen(
        [sys.executable, "-m", "printer.room", "--server", telephone.url, "--token-file", tmp_path / "token"]
    )
    assert telephone.wait_until(lambda: "/print-jobs/lease" in telephone.calls, 30)
    room.terminate()
    assert room.wait(20) == 0


def falls_silent(office, watch):
    watch()
    return [row["words"] for row in overview(office)["printers"]] == [rooms.SILENT]


def test_a_print_room_that_fell_silent_is_told_and_heals_by_itself(office, telephone, start_room, fake, add_printer):
    printer, watch = fake("B"), RoomWatch(office, patience=0.3)
    add_printer(printer.at, completion_class="B")
    office.do(devices.heartbeat, by=AGENT, role="agent", said={"worker": "print-room:one"})
    room = start_room()
    printer_is(telephone, office, "ready")
    room.stop()
    assert telephone.wait_until(lambda: falls_silent(office, watch))
    job = ticket(office)
    assert overview(office)["printers"][0]["blocked"] and state(office, job) == "queued"
    start_room()
    printer_is(telephone, office, "ready")
    ends_as(telephone, office, job, "printed")
    assert len(printer.slips) == 1


def test_a_room_thought_silent_that_is_there_says_so(office, telephone, start_room, fake, add_printer):
    printer = fake("B")
    row = add_printer(printer.at, completion_class="B")
    start_room()
    printer_is(telephone, office, "ready")
    assert office.do(rooms.fell_silent, by=SYSTEM, rooms=["print-room"]) == {"printers": [row["id"]]}
    printer_is(telephone, office, "ready")
    assert office.do(rooms.fell_silent, by=SYSTEM, rooms=["elsewhere"]) == {"printers": []}


def test_a_moved_clock_is_no_silence(office, add_printer, clock):
    add_printer("file:///dev/null")
    office.do(devices.heartbeat, by=AGENT, role="agent", said={"worker": "print-room:one"})
    watch = RoomWatch(office, patience=600)
    watch()
    clock.now += timedelta(hours=9)
    watch()
    assert overview(office)["printers"][0]["state"] == "unknown"
