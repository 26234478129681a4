"""The spool's rules, through its verbs on a database: one slip per key, and no second slip without a mark."""

import base64
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from office.errors import AlreadyDone, Invalid, NotNow, NotYourDesk, Unknown
from office.office import SYSTEM, verb
from office.paper import leases, print_room, printers, spool
from office.paper.slips import HandoverFacts, TicketFacts
from office.records.tables import PrintJob
from tests.paper.samples import SAMPLES
from tests.paper.telephone import ADMIN, AGENT, KIOSK, LOKET_1, jobs, put

ROOM = "print-room:1"
PAYLOAD = base64.b64encode(b"\x1b@hello").decode()
LINES = [{"runs": [["hello", False, 1, 1, False]]}, {"cut": True}]


@pytest.fixture
def place(office):
    """A real-looking printer for the kiosk."""
    return office.do(printers.add_printer, by=ADMIN, name="Kios uji", at="tcp://127.0.0.1:9100", purpose="kiosk")


def ticket(office, number="A-001", by=KIOSK, **more):
    facts = TicketFacts.model_validate({**SAMPLES["ticket"], "number": number})
    more = {"subject": f"ticket:{number}", "purpose": "kiosk", **more}
    return office.do(put, by=by, kind="ticket", facts=facts, **more)


def lease(office, worker=ROOM):
    return office.do(leases.lease_jobs, by=AGENT, worker=worker)


def begin(office, job, worker=ROOM):
    return office.do(leases.mark_sending, by=AGENT, job=job["job"], worker=worker, payload_b64=PAYLOAD, laid_out=LINES)


def say(office, job, state, worker=ROOM, reason=None):
    return office.do(leases.report_result, by=AGENT, job=job["job"], worker=worker, state=state, reason=reason)


def state(office, job):
    return next(row.state for row in jobs(office) if row.id == job["job"])


def printing(office):
    job = ticket(office)
    lease(office)
    begin(office, job)
    return job


def test_the_same_slip_is_the_job_there_already_is(office, place):
    assert ticket(office) == ticket(office) == {"job": 1, "state": "queued"}
    assert len(jobs(office)) == 1


def test_the_same_slip_with_other_words_is_refused(office, place):
    ticket(office)
    other = TicketFacts.model_validate({**SAMPLES["ticket"], "number": "A-001", "ahead": 9})
    with pytest.raises(AlreadyDone, match="slip_differs"):
        office.do(put, by=KIOSK, kind="ticket", subject="ticket:A-001", purpose="kiosk", facts=other)


@verb("test.refused")
def queue_then_refuse(work):
    facts = TicketFacts.model_validate(SAMPLES["ticket"])
    spool.queue(work, "ticket", "ticket:1", "kiosk", facts)
    raise NotNow


def test_a_refused_act_leaves_no_slip(office, place):
    with pytest.raises(NotNow):
        office.do(queue_then_refuse, by=KIOSK)
    assert jobs(office) == []


def test_a_job_walks_from_queued_to_printed(office, place):
    job = ticket(office)
    leased = lease(office)
    assert [(row["id"], row["printer"]["name"], row["office"]["training"]) for row in leased["jobs"]] == [
        (job["job"], "Kios uji", True)
    ]
    assert state(office, job) == "leased"
    assert begin(office, job)["state"] == "sending"
    assert say(office, job, "printed")["state"] == "printed"
    assert say(office, job, "printed")["state"] == "printed"
    row = jobs(office)[0]
    assert (row.payload, row.laid_out, row.ended_at) == (b"\x1b@hello", LINES, office.clock())


def test_one_job_at_a_time_for_each_printer_in_order(office, place):
    first, second = ticket(office, "A-001"), ticket(office, "A-002")
    assert [job["id"] for job in lease(office)["jobs"]] == [first["job"]]
    assert lease(office)["jobs"] == []
    begin(office, first)
    assert lease(office)["jobs"] == []
    say(office, first, "printed")
    assert [job["id"] for job in lease(office)["jobs"]] == [second["job"]]


def test_the_database_itself_allows_one_sending_per_printer(office, place):
    ticket(office, "A-001")
    ticket(office, "A-002")
    with pytest.raises(IntegrityError), office.database.write() as session:
        for row in session.query(PrintJob):
            row.state = "sending"


@pytest.mark.parametrize("trouble", printers.BLOCKED)
def test_a_printer_in_trouble_gets_no_job_and_loses_none(office, place, trouble):
    job = ticket(office)
    office.do(printers.report_state, by=AGENT, printer=place["id"], state=trouble, reason="…")
    assert not office.see(leases.something_to_do, worker=ROOM)
    assert lease(office)["jobs"] == []
    office.do(printers.report_state, by=AGENT, printer=place["id"], state="near_end")
    assert office.see(leases.something_to_do, worker=ROOM)
    assert lease(office)["jobs"][0]["id"] == job["job"]


def test_not_sent_goes_back_to_the_queue_as_if_nothing_had_been(office, place):
    job = printing(office)
    assert say(office, job, "queued", reason="kertas habis")["state"] == "queued"
    row = jobs(office)[0]
    assert (row.worker, row.payload, row.sent_at, row.reason) == (None, None, None, "kertas habis")


def test_a_lapsed_lease_waits_again_and_its_owner_may_not_print(office, place, clock):
    job = ticket(office)
    lease(office)
    clock.forward(timedelta(seconds=31))
    with pytest.raises(NotNow, match="lease_lost"):
        begin(office, job)
    assert lease(office, "print-room:2")["jobs"][0]["id"] == job["job"]
    with pytest.raises(NotNow, match="lease_lost"):
        begin(office, job)


def test_a_lapsed_sending_is_for_a_person_to_look_at_but_a_late_answer_still_counts(office, place, clock):
    job = printing(office)
    clock.forward(timedelta(seconds=31))
    assert office.see(leases.something_to_do, worker=ROOM)
    lease(office)
    assert state(office, job) == "needs_attention"
    assert say(office, job, "printed")["state"] == "printed"


def test_what_a_person_decided_stays(office, place, clock):
    job = printing(office)
    say(office, job, "needs_attention", reason="sambungan putus")
    office.do(spool.resolve, by=LOKET_1, job=job["job"], came_out=False)
    with pytest.raises(NotNow):
        say(office, job, "printed")
    assert state(office, job) == "failed"


def test_only_the_owner_may_say_what_became_of_a_job(office, place):
    job = printing(office)
    with pytest.raises(NotNow, match="lease_lost"):
        say(office, job, "printed", worker="other:1")
    with pytest.raises(NotYourDesk):
        office.do(leases.report_result, by=KIOSK, job=job["job"], worker=ROOM, state="printed")


def test_a_cancelled_slip_may_not_be_sent(office, place):
    job = ticket(office)
    office.do(spool.cancel, by=LOKET_1, job=job["job"], reason="salah tekan")
    with pytest.raises(NotNow, match="lease_lost"):
        begin(office, job)
    assert not office.see(leases.something_to_do, worker=ROOM)


def test_a_slip_that_is_being_printed_can_neither_be_cancelled_nor_reprinted(office, place):
    job = printing(office)
    with pytest.raises(NotNow):
        office.do(spool.cancel, by=LOKET_1, job=job["job"], reason="…")
    with pytest.raises(NotNow):
        office.do(spool.reprint, by=LOKET_1, job=job["job"], reason="…")


def test_a_stale_slip_expires_even_between_lease_and_first_byte(office, place, clock):
    job = ticket(office, not_after=clock.now + timedelta(seconds=10))
    lease(office)
    clock.forward(timedelta(seconds=11))
    with pytest.raises(NotNow):
        begin(office, job)
    clock.forward(timedelta(seconds=30))
    lease(office)
    assert state(office, job) == "expired"


def test_a_reprint_is_a_new_row_with_the_next_copy_number(office, place):
    job = printing(office)
    say(office, job, "printed")
    again = office.do(spool.reprint, by=LOKET_1, job=job["job"], reason="kertas sobek")
    third = office.do(spool.reprint, by=ADMIN, job=again["job"], reason="hilang") if _print(office, again) else None
    rows = jobs(office)
    assert [(row.copy_no, row.reprint_of, row.idem_key) for row in rows] == [
        (1, None, "ticket:ticket:A-001:1"),
        (2, 1, "ticket:ticket:A-001:2"),
        (3, 1, "ticket:ticket:A-001:3"),
    ]
    assert rows[1].facts["copied"] == {"at": "2026-11-23T09:41:07+07:00", "by": "Petugas Loket 1"}
    assert third["copy_no"] == 3
    assert rows[0].state == "printed"


def _print(office, job):
    lease(office)
    begin(office, job)
    return say(office, job, "printed")


def test_a_slip_that_never_left_is_printed_at_the_loket_without_a_mark(office, place):
    job = ticket(office)
    office.do(printers.report_state, by=AGENT, printer=place["id"], state="paper_out")
    moved = office.do(spool.reprint, by=LOKET_1, job=job["job"], reason="cetak di sini", purpose="loket:1")
    assert (moved["job"], moved["copy_no"]) == (job["job"], 1)
    leased = lease(office)["jobs"]
    assert [(row["id"], row["printer"]["purpose"]) for row in leased] == [(job["job"], "loket:1")]


def test_a_person_decides_what_software_cannot(office, place):
    job = printing(office)
    with pytest.raises(NotNow):
        office.do(spool.resolve, by=KIOSK, job=job["job"], came_out=True)
    say(office, job, "needs_attention", reason="sambungan putus")
    other = ticket(office, "B-013")
    assert lease(office)["jobs"][0]["printer"]["recover"] is True
    say(office, other, "queued")
    assert office.see(print_room.overview)["attention"][0]["words"].startswith("perlu diperiksa")
    assert office.do(spool.resolve, by=KIOSK, job=job["job"], came_out=True)["state"] == "printed"
    assert lease(office)["jobs"][0]["printer"]["recover"] is False


@verb("test.drop")
def drop_first(work):
    return {"dropped": spool.drop(work, "ticket:A-001", "nomor sudah dipanggil")}


def test_a_called_tickets_slip_is_dropped(office, place):
    job, other = ticket(office, "A-001"), ticket(office, "A-002")
    assert office.do(drop_first, by=LOKET_1) == {"dropped": 1}
    assert (state(office, job), state(office, other)) == ("expired", "queued")


def handed_over(office):
    facts = HandoverFacts.model_validate(SAMPLES["handover"])
    return office.do(put, by=LOKET_1, kind="handover", subject="handover:1", purpose="loket:1", facts=facts)


def test_the_handover_is_two_sheets_and_its_survey_code_is_forgotten_once_printed(office):
    office.do(printers.add_printer, by=ADMIN, name="Loket", at="tcp://127.0.0.1:9100", purpose="loket:1")
    job = handed_over(office)
    assert [row.idem_key for row in jobs(office)] == ["handover:handover:1:1", "handover:handover:1:1/2"]
    lines = [{"runs": [["K7P2-M4QX", True, 2, 2, False]]}, {"qr": SAMPLES["handover"]["survey_url"], "module": 5}]
    lease(office)
    office.do(leases.mark_sending, by=AGENT, job=job["job"], worker=ROOM, payload_b64=PAYLOAD, laid_out=lines)
    assert "K7P2-M4QX" in str(jobs(office)[0].facts)
    say(office, job, "printed")
    row = jobs(office)[0]
    assert row.payload is None
    assert "K7P2" not in f"{row.facts}{row.laid_out}"
    assert "q8Xn2v5Tz1" not in f"{row.facts}{row.laid_out}"
    again = office.do(spool.reprint, by=LOKET_1, job=job["job"], reason="sobek")
    assert "K7P2" not in str(next(row for row in jobs(office) if row.id == again["job"]).facts)


def test_a_survey_code_shown_on_screen_is_forgotten_after_a_day(office, clock):
    job = handed_over(office)
    lease(office)
    begin(office, job)
    say(office, job, "sent")
    assert "K7P2-M4QX" in str(jobs(office)[0].facts)
    clock.forward(timedelta(days=1, seconds=1))
    office.do(leases.expire, by=SYSTEM)
    assert "K7P2-M4QX" not in str(jobs(office)[0].facts)


def test_the_newest_real_printer_serves_a_purpose_and_a_stopped_one_does_not(office, clock):
    office.do(printers.add_defaults, by=ADMIN)
    assert ticket(office, "A-001")["job"]
    clock.forward(timedelta(seconds=1))
    for name, at in (("Lama", "tcp://10.0.0.1:9100"), ("Baru", "tcp://10.0.0.2:9100")):
        added = office.do(printers.add_printer, by=ADMIN, name=name, at=at, purpose="kiosk")
        clock.forward(timedelta(seconds=1))
    ticket(office, "A-002")
    office.do(printers.switch_printer, by=ADMIN, printer=added["id"], enabled=False)
    ticket(office, "A-003")
    names = {row["id"]: row["name"] for row in office.see(printers.list_printers)}
    assert [names[row.printer_id] for row in jobs(office)] == ["Kios", "Baru", "Lama"]


def test_a_slip_always_finds_a_printer(office):
    job = ticket(office, purpose="loket:3")
    assert jobs(office)[0].id == job["job"]
    assert office.see(printers.list_printers)[0]["at"] == "preview:"


def test_a_known_name_is_the_same_printer_moved(office, place):
    moved = office.do(printers.add_printer, by=ADMIN, name="Kios uji", at="preview:", purpose="loket:2", columns=32)
    assert moved["id"] == place["id"]
    assert (moved["at"], moved["dots"], moved["state"]) == ("preview:", 384, "unknown")


@pytest.mark.parametrize(
    "wrong",
    [{"at": "tcp://x:80"}, {"purpose": "loket:0"}, {"columns": 40}, {"cut": "half"}, {"name": " "}, {"codepage": "X"}],
)
def test_a_printer_that_cannot_be_is_refused(office, wrong):
    good = {"name": "P", "at": "preview:", "purpose": "kiosk"}
    with pytest.raises(Invalid) as refused:
        office.do(printers.add_printer, by=ADMIN, **{**good, **wrong})
    assert refused.value.detail.strip()


def test_history_has_every_step_and_only_changes_of_a_printer(office, place):
    told = []
    office.tell(lambda events: told.extend(event.name for event in events))
    for _ in range(3):
        office.do(printers.report_state, by=AGENT, printer=place["id"], state="ready", reason="siap")
    say(office, printing(office), "printed")
    assert told == ["printer_state", "slip_queued", "slip_sending", "slip_ended"]


def test_lists_say_it_in_words_and_hold_no_facts(office, place):
    job = printing(office)
    say(office, job, "sent", reason="terkirim, status printer baik sesudahnya")
    listed = office.see(print_room.list_jobs, subject="ticket:A-001")
    assert listed[0]["title"] == "Karcis antrean"
    assert listed[0]["words"] == "terkirim, status printer baik sesudahnya"
    shown = office.see(print_room.one_job, job=job["job"])
    assert shown["laid_out"] == LINES
    assert shown["paper"]["columns"] == 48
    assert "facts" not in shown
    with pytest.raises(Unknown):
        office.see(print_room.one_job, job=99)


def test_a_test_slip_goes_to_the_printer_that_was_named(office, place):
    office.do(printers.add_printer, by=ADMIN, name="Kios baru", at="tcp://10.0.0.2:9100", purpose="kiosk")
    tests = [office.do(spool.print_test, by=ADMIN, printer=place["id"]) for _ in range(2)]
    assert [job["state"] for job in tests] == ["queued", "queued"]
    assert {row.printer_id for row in jobs(office)} == {place["id"]}
    assert len(jobs(office)) == 2


def test_every_state_of_the_spool_has_its_words():
    assert set(print_room.JOB_WORDS) == set(spool.STATES)
    assert set(print_room.PRINTER_WORDS) == set(printers.STATES)
