"""`run` as the service manager sees it, and `simulate` against it. Real processes, real signals."""

import contextlib
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from office.people import devices
from office.records.tables import PrintJob, Ticket, Token
from office.records.vault import hash_token
from server.commands import opening
from server.config import Config
from tests.conftest import ROOT, environment, start_hall, wait_for

pytestmark = pytest.mark.story


@pytest.fixture(scope="module")
def open_hall(tmp_path_factory):
    """A hall for the tests that leave it as it is, or only work in it."""
    running = start_hall(tmp_path_factory.mktemp("processes") / "var", empty=True)
    yield running
    running.stop()


def children(pid):
    """Name of the work -> process id, of the supervisor's children."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        with contextlib.suppress(FileNotFoundError):  # it ended while we looked
            words = Path(f"/proc/{child}/cmdline").read_bytes().decode().split("\0")
            found |= {words[3]: int(child)} if len(words) > 3 else {}
    return found


def both_workers(hall):
    """Their names and process ids, once both are there under their names."""
    both = {"web", "print-room"}
    return wait_for(lambda: set(found := children(hall.process.pid)) == both and found, seconds=40, what="workers")


def printed(hall):
    with opening.opened(Config(data=hall.data, _env_file=None)) as office:
        return office.see(lambda read: [job.state for job in read.session.query(PrintJob)])


def test_one_signal_or_two_end_everything_cleanly(hall):
    workers = both_workers(hall)
    group = os.getpgid(hall.process.pid)
    assert [os.getpgid(pid) for pid in workers.values()] == [group, group]
    hall.process.send_signal(signal.SIGTERM)
    hall.process.send_signal(signal.SIGTERM)
    assert hall.process.wait(20) == 0
    assert [pid for pid in workers.values() if Path(f"/proc/{pid}").exists()] == []


def test_a_dead_worker_is_started_again(hall):
    first = both_workers(hall)["print-room"]
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: children(hall.process.pid).get("print-room") not in (None, first), seconds=40, what="another")
    assert hall.stop() == 0


def test_the_print_room_s_token_is_nowhere_to_be_read(open_hall):
    workers = both_workers(open_hall)
    with opening.opened(Config(data=open_hall.data, _env_file=None)) as office:
        known = set(office.see(lambda read: [token.hash for token in read.session.query(Token)]))
    assert known
    for pid in (open_hall.process.pid, *workers.values()):
        seen = Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes()
        assert [word for word in seen.split(b"\0") if hash_token(word.decode().rpartition("=")[2]) in known] == []


def test_a_second_hall_on_the_same_data_is_refused(open_hall):
    done = subprocess.run([sys.executable, "-m", "server", "run"], env=environment(open_hall.data, PENDOPO_PORT="1"),
                          cwd=ROOT, capture_output=True, text=True, timeout=60)  # fmt: skip
    assert (done.returncode, "sudah berjalan" in done.stderr, done.stdout) == (2, True, "")
    with urllib.request.urlopen(f"{open_hall.url}/healthz") as answer:
        assert answer.status == 200


def simulate(hall, *more):
    asked = [
        sys.executable,
        "-m",
        "server",
        "simulate",
        "--applicants",
        "6",
        "--speed",
        "0",
        "--server",
        hall.url,
        *more,
    ]
    return subprocess.run(asked, env=environment(hall.data), cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_a_simulated_day_leaves_an_office_in_order(open_hall):
    done = simulate(open_hall, "--seed", "3")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Tidak ada galat." in done.stdout
    assert "6/6" in done.stderr, "the progress bar"
    for words in ("Nomor antrean", "Berkas terdaftar", "IKM", "per detik", "POST /tickets", "p99"):
        assert words in done.stdout
    checked = subprocess.run([sys.executable, "-m", "server", "verify"], env=environment(open_hall.data), cwd=ROOT,
                             capture_output=True, text=True, timeout=60)  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    with opening.opened(Config(data=open_hall.data, _env_file=None)) as office:
        assert not [t for t in office.see(devices.token_list) if t["label"] == "simulasi" and not t["revoked"]]
        states = office.see(lambda read: {ticket.state for ticket in read.session.query(Ticket)})
    assert states <= {"done", "no_show"}
    wait_for(lambda: not {"queued", "leased", "sending"} & set(printed(open_hall)), what="all slips on paper")


def test_made_up_people_never_come_to_a_real_office(process, tmp_path):
    process("office", "new", "--name", "Kecamatan Dasuk", "--regency", "Kabupaten Sumenep", "--admin", "admin")
    before = (tmp_path / "office.db").stat().st_mtime_ns
    done = process("simulate", "--applicants", "1", "--speed", "0")
    assert (done.code, "kantor contoh" in done.err) == (1, True)
    with opening.opened(Config(data=tmp_path, _env_file=None)) as office:
        assert office.see(lambda read: read.session.query(Ticket).count()) == 0
    assert (tmp_path / "office.db").stat().st_mtime_ns == before


def test_another_office_s_server_is_left_alone(open_hall, command, office):
    done = command("simulate", "--applicants", "1", "--speed", "0", "--server", open_hall.url)
    assert (done.code, "folder data lain" in done.err) == (1, True)
