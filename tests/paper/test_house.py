"""Who may load what: the encoder only in the print room, nothing of the web in it."""

import subprocess
import sys

import pytest

from printer import escpos as encoder
from printer.fake_desk import HELP, ORDERS, obey
from printer.fake_machine import COVER_OPEN
from printer.fake_tty import FakeTty
from printer.fakes import FakePrinter
from printer.layout import Paper, layout
from printer.slips import build
from printer.transports.tcp import Tcp
from tests.paper.samples import OFFICE, SAMPLES


def loaded(module):
    """Names of all modules that importing `module` loads."""
    code = f"import {module}, sys; print(' '.join(sys.modules))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_the_print_room_knows_nothing_of_the_web_or_the_database():
    assert not loaded("printer.room") & {"flask", "eventlet", "socketio", "flask_socketio", "sqlalchemy", "typst"}


@pytest.mark.parametrize("module", ["printer.paper_html", "printer.slips", "printer.layout", "printer.transports"])
def test_pages_may_show_paper_without_loading_the_encoder(module):
    assert not loaded(module) & {"escpos", "PIL", "barcode", "qrcode"}


def test_the_fake_printer_can_be_tried_from_the_command_line(tmp_path):
    payload = encoder.encode(layout(build("ticket", SAMPLES["ticket"], OFFICE), Paper()))
    command = [sys.executable, "-m", "printer.fakes", "--port", "0", "--class", "B", "--pictures", str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as fake:
        try:
            port = int(fake.stdout.readline().partition("127.0.0.1:")[2].partition(".")[0])
            fake.stdin.write("paper\n")
            fake.stdin.flush()
            assert fake.stdout.readline() == "kertas habis\n"
            way = Tcp("127.0.0.1", port, completion="B")
            assert way.deliver(payload, lambda: True).result == "not_sent"
            fake.stdin.write("roll\n")
            fake.stdin.flush()
            assert fake.stdout.readline() == "gulungan baru\n"
            assert way.deliver(payload, lambda: True).result == "printed"
            assert fake.stdout.readline() == "--- lembar 1 ---\n"
            while "Nomor antrean gratis." not in fake.stdout.readline():
                pass
        finally:
            fake.terminate()


def test_the_keyboard_puts_a_fake_printer_into_every_trouble():
    with FakePrinter("B") as printer, FakeTty("B") as at_a_cable:
        orders = ["power", *ORDERS, "unplug", "plug", "reset 5", "after 2", "slow 1"]
        assert not [order for order in orders if obey(printer, f"{order}\n") == HELP]
        assert [obey(printer, words) for words in ("", "slow", "reset x", "fly")] == [HELP] * 4
        assert obey(at_a_cable, "unplug") == HELP
        assert obey(at_a_cable, "open") == "penutup dibuka"
        assert at_a_cable.bits == COVER_OPEN
