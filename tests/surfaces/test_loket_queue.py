"""The loket's queue: what is drawn, what may be pressed, and what becomes of the press."""

import re

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from office.hall import tickets, turns
from office.office import verb
from office.paper import leases, spool
from office.people import devices, staff
from office.records.tables import Call, Loket, Printer, PrintJob, Ticket
from office.records.work import SYSTEM
from office.views import hall_board
from tests.surfaces.loket_hands import Hands

NUMBER = re.compile(r"\b[ABP]-\d{3}\b")


@pytest.fixture
def take(office, people):
    """A resident at the kiosk: answers the ticket's id."""
    return lambda loket=2, **more: office.do(tickets.issue, by=people["kiosk"], loket=loket, **more)["id"]


@pytest.fixture
def hands(client, office):
    return Hands(client, office, 2)


@pytest.fixture
def other(app, office):
    return Hands(app.test_client(), office, 1)


def ticket(office, ticket_id):
    return office.see(lambda read: read.session.get_one(Ticket, ticket_id))


def test_who_waits_stands_in_calling_order_with_the_priority_first(take, hands):
    take()
    take(purpose="complete")
    take(priority="lansia")
    hands.look()
    assert NUMBER.findall(hands.queue.words) == ["P-001", "B-001", "B-002"]
    assert "Lansia" in hands.queue.words and "Melengkapi berkas" in hands.queue.words
    assert "P-001 · prioritas" in hands.acts.words


def test_a_visit_from_call_to_done(office, clock, take, hands):
    first = take(service="NP02")
    hands.look()
    hands.press("act-call-next")
    assert ticket(office, first).state == "called"
    assert "Sedang dipanggil B-001" in hands.current.words and "Pengantar Kartu Keluarga" in hands.current.words
    hands.press("act-recall")
    assert "B-001 baru saja dipanggil. Tunggu 5 detik" in hands.said.words
    clock.forward(seconds=5)
    hands.press("act-recall")
    assert "2× dipanggil" in hands.current.words
    hands.press("act-serve")
    assert "Sedang dilayani B-001" in hands.current.words
    assert "disabled" in hands.acts.buttons["act-serve"] and "disabled" in hands.acts.buttons["act-no-show"]
    hands.press("act-finish")
    assert ticket(office, first).state == "done"
    assert "B-001" in hands.acts.words.partition("Baru saja")[2]


def test_calling_over_somebody_who_was_called_asks_whether_they_came(office, take, hands):
    first, second = take(), take()
    hands.look()
    hands.press("act-call-next")
    hands.press("act-call-next")
    assert hands.status == 409
    assert "B-001: orangnya datang?" in hands.said.words
    assert ticket(office, second).state == "waiting"
    assert {"Datang, layani", "Tidak hadir"} <= set(re.findall(r"Datang, layani|Tidak hadir", hands.said.words))
    hands.press("act-no-show")
    assert hands.said.words == "" and ticket(office, first).state == "no_show"
    hands.press(f"restore-{first}")
    assert ticket(office, first).state == "waiting"


def test_calling_the_next_one_finishes_the_one_being_served(office, take, hands):
    first, second = take(), take()
    hands.look()
    hands.press("act-call-next")
    hands.press("act-serve")
    assert "menutup B-001" in hands.acts.words
    hands.press("act-call-next")
    assert (ticket(office, first).state, ticket(office, second).state) == ("done", "called")


def test_one_drawn_button_pressed_twice_calls_once(office, take, hands):
    take(), take()
    hands.look()
    drawn = dict(hands.panels)
    hands.press("act-call-next")
    hands.panels = drawn
    hands.press("act-call-next")
    assert hands.status == 200
    states = office.see(lambda read: list(read.session.scalars(select(Ticket.state).order_by(Ticket.id))))
    assert states == ["called", "waiting"]


def test_a_press_without_the_sessions_token_changes_nothing(office, take, hands):
    take()
    hands.look()
    hands.send(f"{hands.url}/call-next", MultiDict({"key": "1"}), csrf="forged")
    assert hands.status == 400
    assert not office.see(lambda read: list(read.session.scalars(select(Call.id))))


def test_a_press_without_a_key_is_refused_in_words(hands):
    hands.send(f"{hands.url}/call-next", MultiDict())
    assert hands.status == 409 and "Muat ulang halaman" in hands.said.words


def test_another_lokets_screen_stays_shut(hands):
    assert hands.client.get("/counter/loket/1").status_code == 403
    hands.send("/counter/loket/1/call-next", MultiDict({"key": "1"}))
    assert hands.status == 403


def test_hold_with_a_reason_and_go_on(office, take, hands):
    first = take()
    hands.look()
    hands.press("act-call-next")
    hands.open("act-hold")
    form = f"{hands.url}/tickets/{first}/hold"
    hands.submit(form, reason="Mengambil fotokopi")
    assert ticket(office, first).note == "Mengambil fotokopi" and "Mengambil fotokopi" in hands.queue.words
    assert hands.panels["sheet-body"].words == ""
    hands.press(f"call-back-{first}")
    assert ticket(office, first).state == "called" and "Sedang dipanggil B-001" in hands.current.words


def test_who_was_set_aside_is_looked_at_again_in_time(office, clock, take, hands):
    first, second = take(), take()
    for one, minutes in ((first, 10), (second, 5)):
        hands.look()
        hands.press("act-call-next")
        hands.open("act-hold")
        hands.submit(f"{hands.url}/tickets/{one}/hold", reason="Mengambil fotokopi", minutes=str(minutes))
    assert "B-002 5 mnt lagi" in hands.queue.words and "B-001 10 mnt lagi" in hands.queue.words
    assert hands.queue.words.index("B-002") < hands.queue.words.index("B-001"), "whose time is over first"
    clock.forward(minutes=6)
    hands.look()
    assert "B-002 waktunya habis" in hands.queue.words and "B-001 4 mnt lagi" in hands.queue.words


def test_called_back_while_another_is_served_it_is_asked_what_becomes_of_that_one(office, take, hands):
    first, second = take(), take()
    hands.look()
    hands.press("act-call-next")
    hands.open("act-hold")
    hands.submit(f"{hands.url}/tickets/{first}/hold", reason="Mengambil fotokopi")
    hands.press("act-call-next")
    hands.press("act-serve")
    hands.press(f"call-back-{first}")
    assert hands.status == 409 and "B-002 masih di tangan Anda" in hands.said.words
    hands.press("then-hold")
    assert (ticket(office, first).state, ticket(office, second).state) == ("called", "held")


def test_a_colleague_at_the_same_loket_is_seen_and_relieved(office, people, take, hands):
    first, second = take(), take()
    other = office.do(staff.add, by=SYSTEM, username="siti", name="Siti Rahmawati, S.Sos.", desks=[("loket", 2, None)])
    siti = office.see(staff.actor_of, officer_id=other["id"])
    office.do(tickets.call_next, by=siti, loket=2)
    hands.look()
    assert "Bersama Anda: Siti Rahmawati – B-001" in hands.current.words
    assert "B-001" not in hands.queue.words
    hands.open(f"take-over-{first}")
    assert "Siti Rahmawati, S.Sos. sedang memanggil nomor ini" in hands.panels["sheet-body"].words
    hands.press("do-take-over")
    assert ticket(office, first).holder == "officer:2" and "Sedang dipanggil B-001" in hands.current.words
    office.do(tickets.call_next, by=siti, loket=2)
    hands.open("break")
    assert "Saya saja; Siti Rahmawati, S.Sos. tetap melayani" in hands.panels["sheet-body"].words
    hands.submit(f"{hands.url}/state", state="away", at_hand="return")
    assert (ticket(office, first).state, ticket(office, second).holder) == ("waiting", siti.ref)
    assert office.see(lambda read: read.session.get_one(Loket, 2).state) == "open"


def test_what_was_chosen_wrongly_at_the_kiosk_is_put_right(office, take, hands):
    first, second = take(), take()
    hands.look()
    hands.take(hands.client.get(f"{hands.url}/sheets/correct?ticket={second}"), "sheet-body")
    hands.submit(f"{hands.url}/tickets/{second}/correct", purpose="new", priority="hamil", service="NP02")
    assert (ticket(office, second).priority, ticket(office, second).service_code) == ("hamil", "NP02")
    assert NUMBER.findall(hands.queue.words) == ["B-002", "B-001"] and "Berikutnya: prioritas" in hands.queue.words
    hands.take(hands.client.get(f"{hands.url}/sheets/correct?ticket={second}"), "sheet-body")
    hands.submit(f"{hands.url}/tickets/{second}/correct", priority="false")
    assert ticket(office, second).priority is None and NUMBER.findall(hands.queue.words) == ["B-001", "B-002"]
    assert ticket(office, first).version == 1


def test_a_full_hall_is_the_next_few_and_the_others_by_class(office, take, hands):
    for n in range(20):
        take(**({"priority": "lansia"} if n % 5 == 4 else {"purpose": "collect"} if n % 4 == 3 else {}))
    hands.look()
    words = hands.queue.words
    assert "20 orang" in words and "Berikutnya: prioritas" in words
    assert {f"{name} {count}" for name, count in (("Prioritas", 4), ("Umum", 12), ("Singkat", 4))} <= set(
        re.findall(r"(?:Prioritas|Umum|Singkat) \d+", words)
    )
    assert len(set(NUMBER.findall(words))) == 20, "everybody stands somewhere"
    assert NUMBER.findall(words)[:4] == office.see(lambda read: [one.label for one in turns.upcoming(read, 2, 4)]), (
        "the next few in calling order"
    )


def test_a_promise_of_the_day_before_is_seen(office, take, hands):
    take()
    second = take()
    office.do(_promise, by=SYSTEM, ticket_id=second)
    hands.look()
    assert NUMBER.findall(hands.queue.words) == ["B-002", "B-001"]
    assert "Berikutnya: janji kemarin" in hands.queue.words and "Janji ·" in hands.queue.words


@verb("test.promise")
def _promise(work, *, ticket_id):
    work.session.get(Ticket, ticket_id).leftover_id = 1
    return {}


def test_a_number_sent_to_the_other_loket_is_called_there(office, take, hands, other):
    first = take()
    hands.look()
    hands.press("act-call-next")
    hands.open("act-transfer")
    hands.submit(f"{hands.url}/tickets/{first}/transfer", loket="1")
    assert ticket(office, first).state == "waiting"
    other.look()
    other.press("act-call-next")
    assert "B-001" in other.current.words


def test_two_screens_at_one_number_the_late_one_is_told(office, take, hands, app):
    first = take()
    hands.look()
    hands.press("act-call-next")
    hands.press("act-serve")
    late = Hands(app.test_client(), office, 2)
    late.press("act-finish")
    hands.open("act-hold")
    hands.submit(f"{hands.url}/tickets/{first}/hold", reason="x")
    assert hands.status == 409 and "Muat ulang" in hands.said.words


def test_going_with_a_number_at_hand_is_asked_about(office, take, hands):
    first = take()
    hands.look()
    hands.press("act-call-next")
    hands.press("act-serve")
    hands.send(f"{hands.url}/state", MultiDict({"key": "1", "state": "break", "reason": "Salat"}))
    assert hands.status == 409 and "masih di tangan Anda" in hands.said.words
    hands.open("break")
    assert "B-001 masih di tangan Anda. Apa jadinya?" in hands.panels["sheet-body"].words
    hands.submit(f"{hands.url}/state", state="break", reason="Salat", at_hand="finish")
    assert ticket(office, first).state == "done" and "Istirahat: Salat" in hands.acts.words


def test_the_reason_of_a_break_is_told_to_colleagues_only(office, client, hands, other):
    hands.open("break")
    hands.submit(f"{hands.url}/state", state="break", reason="Salat")
    other.look()
    assert "Loket 2: istirahat (Salat)" in other.queue.words
    board = office.see(hall_board.build)
    assert board["lokets"][1]["state"] == "break" and "Salat" not in str(board)


def test_numbers_for_those_who_wait_outside_come_out_of_this_lokets_printer(office, hands):
    hands.open("act-issue")
    hands.submit(f"{hands.url}/issue", count="3", priority="hamil", loket="2", purpose="new")
    assert "P-001 sampai P-003" in hands.said.words
    hands.open("act-issue")
    hands.submit(f"{hands.url}/issue", loket="1", purpose="collect")
    assert "A-001 untuk Loket 1" in hands.said.words
    places = office.see(_places)
    assert places == ["loket:2"] * 4


def test_a_service_decides_the_loket_of_the_number(office, hands):
    hands.open("act-issue")
    hands.submit(f"{hands.url}/issue", service="NP02", loket="1", count="2")
    assert "B-001 sampai B-002" in hands.said.words


def _places(read):
    rule = Printer.id == PrintJob.printer_id
    return list(read.session.scalars(select(Printer.purpose).join(PrintJob, rule).where(PrintJob.kind == "ticket")))


def fail(office, ticket_id, state="failed"):
    """The kiosk's printer could not print this ticket, or nobody knows whether it did."""
    leased = office.do(leases.lease_jobs, by=SYSTEM, worker="print-room:1")["jobs"]
    job = next(job["id"] for job in leased if job["kind"] == "ticket")
    if state == "needs_attention":
        office.do(leases.mark_sending, by=SYSTEM, job=job, worker="print-room:1", payload_b64="QQ==", laid_out=[])
    office.do(leases.report_result, by=SYSTEM, job=job, worker="print-room:1", state=state, reason="kertas habis")
    return job


def test_a_ticket_that_failed_at_the_kiosk_is_printed_here(office, take, hands):
    first = take()
    job = fail(office, first)
    hands.look()
    assert "B-001 gagal di kios" in hands.acts.words and "Cetak B-001" in hands.acts.words
    hands.press(f"print-{job}")
    row = office.see(lambda read: spool.get(read, job))
    assert row.state == "queued" and row.copy_no == 1
    assert office.see(lambda read: read.session.get_one(Printer, row.printer_id).purpose) == "loket:2"
    assert f"print-{job}" not in hands.acts.buttons


def test_an_unclear_end_is_looked_at_by_a_person(office, take, hands):
    job = fail(office, take(), "needs_attention")
    hands.look()
    assert "B-001: belum pasti keluar" in hands.acts.words
    hands.press(f"again-{job}")
    copies = office.see(lambda read: list(read.session.scalars(select(PrintJob.copy_no).order_by(PrintJob.id))))
    assert copies == [1, 2]
    assert office.see(lambda read: spool.get(read, job)).state == "failed"
    assert "belum pasti" not in hands.acts.words


def test_a_break_rests_the_call_and_says_so(office, take, hands):
    take()
    hands.look()
    hands.open("break")
    hands.submit(f"{hands.url}/state", state="break", reason="Salat")
    assert office.see(lambda read: read.session.get_one(Loket, 2).state) == "break"
    assert "act-call-next" not in hands.acts.buttons and "Istirahat: Salat" in hands.acts.words
    hands.send(f"{hands.url}/call-next", MultiDict({"key": "while-resting"}))
    assert hands.status == 409 and "Buka loket dahulu" in hands.said.words
    hands.press("act-open")
    assert "act-call-next" in hands.acts.buttons


def test_the_voice_is_told_as_it_is(office, people, take, hands, clock):
    take()
    hands.look()
    assert "Layar TV tidak terhubung" in hands.acts.words
    office.do(devices.heartbeat, by=people["display"], role="display", said={})
    hands.press("act-call-next")
    assert "Sedang dibunyikan: B-001 ke Loket 2" in hands.acts.words
    clock.forward(minutes=5)
    hands.look()
    assert "Panggil dengan lisan: B-001 belum terdengar" in hands.acts.words


def test_the_hall_is_redrawn_without_the_desk(take, hands):
    take()
    hands.take(hands.client.get(f"{hands.url}/panels"))
    assert sorted(hands.swapped) == ["acts", "current", "queue", "tools"]


def test_a_waiting_number_may_be_cancelled_and_stays_used(office, take, hands):
    first = take()
    hands.look()
    hands.open(f"row-{first}")
    hands.take(hands.client.get(f"{hands.url}/sheets/cancel?ticket={first}"), "sheet-body")
    hands.submit(f"{hands.url}/tickets/{first}/cancel", reason="Salah ambil")
    assert ticket(office, first).state == "cancelled"
    assert ticket(office, take()).label == "B-002"
