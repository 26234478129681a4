"""Ways to a printer, against printers of every class in every kind of trouble."""

import socket

import pytest

from office.paper.addresses import BadAddress, read_address
from printer import escpos as encoder
from printer.layout import Paper, layout
from printer.slips import build
from printer.transports import State, open_transport
from printer.transports.status import GS_R, Fence, Replies, read_status
from printer.transports.tcp import Patience, Socket, Tcp
from tests.paper.samples import OFFICE, SAMPLES

TICKET = encoder.encode(layout(build("ticket", SAMPLES["ticket"], OFFICE), Paper()))
QUICK = Patience(connect=1.0, answer=0.3, fence=0.3, settle=0.0, reset=0.2, slow=0.3, stall=1.0)
TROUBLE = {
    "run_out_of_paper": State.PAPER_OUT,
    "open_cover": State.COVER_OPEN,
    "jam": State.ERROR,
    "go_offline": State.OFFLINE,
}
NOTHING_SENT = {"A": "not_sent", "B": "not_sent", "C": "not_sent", "D": "sent"}


def way_to(printer, completion=None):
    return Tcp("127.0.0.1", printer.port, completion=completion or printer.completion, patience=QUICK)


def yes():
    return True


@pytest.mark.parametrize(("completion", "result"), [("A", "printed"), ("B", "printed"), ("C", "sent"), ("D", "sent")])
def test_a_healthy_printer_prints_once_and_claims_no_more_than_it_knows(fake, completion, result):
    printer = fake(completion)
    outcome = way_to(printer).deliver(TICKET, yes)
    assert outcome.result == result
    assert printer.wait_until(lambda p: len(p.slips) == 1)
    assert printer.slips[0].raw == TICKET


@pytest.mark.parametrize("completion", "ABC")
@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_before_the_first_byte_is_the_printers_state(fake, completion, trouble):
    printer = fake(completion)
    getattr(printer, trouble)()
    outcome = way_to(printer).deliver(TICKET, yes)
    assert (outcome.result, outcome.status.state) == ("not_sent", TROUBLE[trouble])
    assert outcome.reason
    assert printer.received == b""


@pytest.mark.parametrize("completion", "ABC")
def test_near_end_prints_and_says_so(fake, completion):
    printer = fake(completion)
    printer.near_end()
    outcome = way_to(printer).deliver(TICKET, yes)
    assert outcome.result in ("printed", "sent")
    assert outcome.status.state == State.NEAR_END
    assert len(printer.slips) == 1


@pytest.mark.parametrize("completion", "AB")
def test_paper_that_ends_after_the_preflight_is_never_called_printed(fake, completion):
    printer = fake(completion)

    def permit():
        printer.run_out_of_paper()
        return True

    outcome = way_to(printer).deliver(TICKET, permit)
    assert (outcome.result, outcome.status.state) == ("needs_attention", State.PAPER_OUT)
    assert printer.slips == []
    printer.new_roll()
    assert len(printer.slips) == 1


@pytest.mark.parametrize("completion", "AB")
@pytest.mark.parametrize("trouble", ["run_out_of_paper", "open_cover", "go_offline"])
def test_a_slip_held_back_is_printed_once_when_the_trouble_is_over(fake, completion, trouble):
    printer, told = fake(completion), []

    def permit():
        getattr(printer, trouble)()
        return True

    def meanwhile(outcome):
        told.append(outcome)
        if len(told) == 2:
            printer.new_roll()
        return True

    outcome = way_to(printer).deliver(TICKET, permit, meanwhile=meanwhile)
    assert (outcome.result, outcome.status.state) == ("printed", State.READY)
    assert {(one.result, one.status.state) for one in told} == {("needs_attention", TROUBLE[trouble])}
    assert len(printer.slips) == 1


def test_a_printer_switched_off_while_it_held_a_slip_is_for_a_person(fake):
    printer = fake("B")

    def permit():
        printer.run_out_of_paper()
        return True

    def meanwhile(_):
        printer.power_cycle()
        return True

    outcome = way_to(printer).deliver(TICKET, permit, meanwhile=meanwhile)
    assert outcome.result == "needs_attention"
    assert printer.slips == []


def test_class_c_sees_trouble_after_sending(fake):
    printer = fake("C")

    def permit():
        printer.open_cover()
        return True

    assert way_to(printer).deliver(TICKET, permit).result == "needs_attention"


@pytest.mark.parametrize("completion", "ABC")
def test_a_printer_that_fell_silent_gets_nothing(fake, completion):
    printer = fake(completion)
    printer.go_silent()
    outcome = way_to(printer).deliver(TICKET, yes)
    assert (outcome.result, outcome.status.state) == ("not_sent", State.OFFLINE)
    assert printer.received == b""


@pytest.mark.parametrize("completion", "ABCD")
def test_an_unplugged_printer_is_absent(fake, completion):
    printer = fake(completion)
    printer.unplug()
    outcome = way_to(printer).deliver(TICKET, yes)
    assert (outcome.result, outcome.status.state) == ("not_sent", State.ABSENT)


@pytest.mark.parametrize("completion", "ABCD")
@pytest.mark.parametrize("k", [1, 2, 30, len(TICKET) // 2, len(TICKET) - 1, len(TICKET)])
def test_a_connection_reset_after_k_bytes_is_never_called_printed(fake, completion, k):
    printer = fake(completion)
    printer.reset_after(k)
    outcome = way_to(printer).deliver(TICKET, yes)
    assert outcome.result == "needs_attention"
    assert printer.received == TICKET[:k]


@pytest.mark.parametrize("k", [*range(1, len(TICKET), 7)])
def test_after_a_half_job_the_recovery_saves_the_next_slip(fake, k):
    printer = fake("B")
    printer.reset_after(k)
    way_to(printer).deliver(TICKET, yes)
    next_ticket = TICKET.replace(b"B-012", b"B-013")
    assert way_to(printer).deliver(encoder.recovery() + next_ticket, yes).result == "printed"
    assert printer.slips[-1].raw == next_ticket
    assert sum("B-013" in slip.text for slip in printer.slips) == 1


@pytest.mark.parametrize("completion", "ABCD")
def test_without_permission_no_byte_leaves(fake, completion):
    printer = fake(completion)
    assert way_to(printer).deliver(TICKET, lambda: False).result == "not_sent"
    assert printer.received == b""


def test_a_slow_printer_is_waited_for(fake):
    printer = fake("B")
    printer.pause()

    def permit():
        printer.go_on()
        return True

    assert way_to(printer).deliver(TICKET, permit).result == "printed"


@pytest.mark.parametrize(("completion", "found"), [("A", "B"), ("B", "B"), ("C", "C"), ("D", "D")])
def test_the_class_of_an_unknown_printer_is_found_without_paper(fake, completion, found):
    printer = fake(completion)
    way = way_to(printer, "?")
    way.look()
    assert way.completion == found
    assert printer.slips == printer.scraps == []


def test_a_printer_without_paper_is_not_judged_by_its_silence(fake):
    printer = fake("B")
    printer.run_out_of_paper()
    way = way_to(printer, "?")
    assert way.look().state == State.PAPER_OUT
    assert way.completion == "?"
    printer.new_roll()
    assert way.look().state == State.READY
    assert way.completion == "B"


def test_stray_status_blocks_and_flow_control_are_not_taken_for_answers():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        replies = Replies(Socket(ours))
        theirs.sendall(b"\x13\x11" + b"\x18\x00\x0f\x0f" + b"\x12")
        assert replies.reached(Fence.of("B"), 0.1) is False
        theirs.sendall(b"\x10\x00\x00\x00" + b"\x00")
        assert replies.reached(Fence.of("B"), 0.5) is True
        theirs.sendall(b"\x10\x00\x0c\x00")
        assert read_status(replies, 0.1) is None


def test_another_jobs_answer_is_not_taken_for_this_ones():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        replies, fence = Replies(Socket(ours)), Fence.of("A")
        theirs.sendall(b"\x37\x22OLD1\x00" + b"\x00")
        assert replies.reached(fence, 0.1) is False
        theirs.sendall(b"\x37\x22" + fence.mark[:2] + b"\x12" + fence.mark[2:] + b"\x00")
        assert replies.reached(fence, 0.5) is True
        after_two, late = Fence.of("B", stale=2), Replies(Socket(ours))
        assert after_two.command == 3 * GS_R
        theirs.sendall(b"\x00\x00")
        assert late.reached(after_two, 0.1) is False
        theirs.sendall(b"\x00")
        assert late.reached(after_two, 0.5) is True


def test_a_file_keeps_the_bytes_and_a_missing_device_is_absent(tmp_path):
    out = tmp_path / "out.bin"
    assert open_transport(f"file://{out}").deliver(TICKET, yes).result == "sent"
    assert out.read_bytes() == TICKET
    assert open_transport("file:///dev/usb/no-such-printer").look().state == State.ABSENT
    assert open_transport(f"file://{tmp_path}").deliver(TICKET, yes).status.state == State.ERROR


def test_a_preview_is_always_ready():
    outcome = open_transport("preview:").deliver(TICKET, yes)
    assert (outcome.result, outcome.status.state) == ("sent", State.READY)


@pytest.mark.parametrize("text", ["tcp://192.168.1.50:9100", "tcp://[fe80::1]:9100", "file:///dev/usb/lp0", "preview:"])
def test_an_address_reads_back_as_it_was_written(text):
    assert str(read_address(f" {text} ")) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "192.168.1.50", "tcp://192.168.1.50", "tcp://:9100", "tcp://printer:80", "tcp://printer:0", "tcp://printer:99999",
        "tcp://printer:٩١٠٠", "tcp://a b:9100", "tcp://user@host:9100", "http://printer:9100", "file://dev/lp0", "file:///",
        "file:///dev/../etc/passwd", "file:///a\nb", "preview:x",
    ],
)  # fmt: skip
def test_nonsense_is_refused_in_words(text):
    with pytest.raises(BadAddress) as refused:
        read_address(text)
    assert len(str(refused.value)) > 20


def test_an_address_that_leads_nowhere_is_a_printer_in_error():
    way = open_transport("lpt1")
    assert way.look().state == State.ERROR
    assert way.deliver(TICKET, yes).result == "not_sent"
