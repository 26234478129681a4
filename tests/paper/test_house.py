"""Who may load what: the encoder only in the print room, nothing of the web in it."""

import subprocess
import sys

import pytest

from printer import escpos as encoder
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
