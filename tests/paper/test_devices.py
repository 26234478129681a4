"""Printers at a serial line, behind the kernel's driver and on the USB bus: the same classes, the same honesty."""

import pytest

from office.paper.addresses import BadAddress, read_address
from printer.fake_tty import FakeTty
from printer.transports import State, open_transport, talking
from printer.transports.devices import Serial
from printer.transports.talking import Patience
from printer.transports.usb import Usb
from tests.paper.test_transports import QUICK, TICKET, TROUBLE, yes
from tests.paper.usb_bus import PRODUCT, VENDOR, Bus, UsbPrinter

RESULTS = {"A": "printed", "B": "printed", "C": "sent", "D": "sent"}


@pytest.fixture
def tty(request):
    with FakeTty(request.param) as printer:
        yield printer


@pytest.fixture(params=["serial", "file"])
def device(request, tty):
    """The same terminal as a serial port and as a device file of the printer driver."""
    way = talking(read_address(tty.at if request.param == "serial" else f"file://{tty.path}"), tty.completion)
    way.patience = QUICK
    return tty, way


def on_bus(completion="B", number="", **more):
    bus = Bus(UsbPrinter(completion), **more)
    return bus, Usb(VENDOR, PRODUCT, number, backend=bus, completion=completion, patience=QUICK)


@pytest.mark.parametrize("tty", RESULTS, indirect=True)
def test_a_device_prints_once_and_claims_no_more_than_it_knows(device):
    printer, way = device
    assert way.deliver(TICKET, yes).result == RESULTS[printer.completion]
    assert printer.wait_until(lambda p: len(p.slips) == 1)
    assert printer.slips[0].raw == TICKET


@pytest.mark.parametrize("tty", "AC", indirect=True)
@pytest.mark.parametrize("trouble", TROUBLE)
def test_a_device_in_trouble_gets_nothing(device, trouble):
    printer, way = device
    getattr(printer, trouble)()
    outcome = way.deliver(TICKET, yes)
    assert (outcome.result, outcome.status.state) == ("not_sent", TROUBLE[trouble])
    assert printer.received == b""


@pytest.mark.parametrize("tty", "B", indirect=True)
def test_a_slip_held_at_a_device_is_printed_when_the_paper_is_back(device):
    printer, way = device
    held = []

    def permit():
        printer.run_out_of_paper()
        return True

    def meanwhile(outcome):
        held.append(outcome)
        printer.new_roll()
        return True

    assert way.deliver(TICKET, permit, meanwhile=meanwhile).result == "printed"
    assert [(one.result, one.status.state) for one in held] == [("needs_attention", State.PAPER_OUT)]
    assert len(printer.slips) == 1


@pytest.mark.parametrize("tty", "B", indirect=True)
def test_an_unknown_device_is_asked(device):
    _, way = device
    way.completion = "?"
    assert way.look().state == State.READY
    assert way.completion == "B"


def test_a_serial_line_to_nowhere(tmp_path):
    assert open_transport("serial:///dev/ttyNO_SUCH").look().state == State.ABSENT
    not_serial = Serial("/dev/null", patience=QUICK)
    assert not_serial.deliver(TICKET, yes).status.state == State.ERROR


def test_a_slow_line_gets_the_time_its_bytes_need():
    slow, fast = (Serial("/dev/ttyS0", baud).patience.stall for baud in (1200, 115200))
    assert slow > fast > Patience().stall


@pytest.mark.parametrize("completion", RESULTS)
def test_a_usb_printer_prints_once_and_never_waits_for_ever(completion):
    bus, way = on_bus(completion, number="X123")
    assert way.deliver(TICKET, yes).result == RESULTS[completion]
    assert bus.printer.slips[0].raw == TICKET
    assert bus.timeouts and all(0 < one <= 10_000 for one in bus.timeouts), "zero would be for ever"
    assert bus.claimed == 0, "given back after the job"


@pytest.mark.parametrize("trouble", TROUBLE)
def test_a_usb_printer_in_trouble_gets_nothing(trouble):
    bus, way = on_bus()
    getattr(bus.printer, trouble)()
    outcome = way.deliver(TICKET, yes)
    assert (outcome.result, outcome.status.state) == ("not_sent", TROUBLE[trouble])
    assert bus.printer.received == b""


def test_a_usb_printer_that_stops_taking_bytes_is_for_a_person():
    bus, way = on_bus("D")
    bus.stuck_after = 100
    assert way.deliver(TICKET, yes).result == "needs_attention"


def test_a_usb_printer_that_is_not_there_or_is_another_is_absent():
    bus, way = on_bus(number="OTHER")
    assert way.look().state == State.ABSENT
    bus.unplugged = True
    assert Usb(VENDOR, PRODUCT, backend=bus).deliver(TICKET, yes).status.state == State.ABSENT


def test_the_kernels_driver_is_asked_to_let_go():
    bus, way = on_bus()
    bus.driver = True
    assert way.deliver(TICKET, yes).result == "printed"


def test_a_usb_printer_without_a_way_back_is_never_believed():
    _, way = on_bus("D", back=False)
    way.completion = "?"
    assert way.look().state == State.UNKNOWN
    assert way.completion == "D"
    assert way.deliver(TICKET, yes).result == "sent"


@pytest.mark.parametrize(
    "text",
    [
        "usb://04b8:0e15",
        "usb://04b8:0e15/X123",
        "serial:///dev/ttyUSB0?baud=19200",
        "serial:///dev/ttyS0?baud=9600&flow=xon",
    ],
)
def test_an_address_of_a_device_reads_back_as_it_was_written(text):
    assert str(read_address(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "usb://", "usb://04b8", "usb://4b8:0e15", "usb://04b8:0e15/a b", "usb://zzzz:0000", "serial:///dev/sda", "serial:///etc/tty",
        "serial:///dev/tty/../sda", "serial:///dev/ttyS0?baud=12345", "serial:///dev/ttyS0?baud=٩٦٠٠", "serial:///dev/ttyS0?flow=x",
        "serial:///dev/ttyS0?parity=e", "serial://COM1",
    ],
)  # fmt: skip
def test_an_address_of_no_device_is_refused_in_words(text):
    with pytest.raises(BadAddress) as refused:
        read_address(text)
    assert "Contoh:" in str(refused.value)
