"""`python -m server run` as it really runs: how it listens, how it stops, and that nobody stands in another's way."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.commands.opening import found_office
from server.config import Config
from tests.conftest import ROOT, Running, environment, free_port, start_hall, wait_for
from tests.faults import wire
from tests.faults.inside import token_of


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A hall for the tests that leave it as it is."""
    hall = start_hall(tmp_path_factory.mktemp("running") / "var")
    yield hall
    hall.stop()


def log_of(hall: Running) -> str:
    return (hall.data.parent / f"{hall.data.name}.log").read_text()


class TestSockets:
    def test_no_socket_is_compressed(self, running: Running) -> None:
        line = wire.WebSocket(running.url, Sec_WebSocket_Extensions="permessage-deflate; client_max_window_bits")
        assert line.status == 101
        assert "sec-websocket-extensions" not in line.headers
        line.close()

    def test_the_ping_is_five_and_five_seconds(self, running: Running) -> None:
        line = wire.WebSocket(running.url)
        hello = json.loads(line.wait_for("0")[1:])
        assert (hello["pingInterval"], hello["pingTimeout"], hello["upgrades"]) == (5000, 5000, [])
        assert hello["maxPayload"] == 20_000
        line.close()

    @pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1.evil.example"])
    def test_another_site_s_origin_is_refused(self, running: Running, origin: str) -> None:
        line = wire.WebSocket(running.url, origin=origin)
        assert line.status == 400
        line.close()

    def test_its_own_origin_is_let_in(self, running: Running) -> None:
        line = wire.WebSocket(running.url, origin=running.url)
        assert line.status == 101
        line.close()

    def test_without_an_origin_a_token_is_asked_for(self, running: Running) -> None:
        line = wire.WebSocket(running.url)
        line.wait_for("0")
        assert line.join("/display").startswith("44/display,")
        assert "not_signed_in" in line.join("/counter")
        line.close()

    def test_long_polling_is_not_served(self, running: Running) -> None:
        assert wire.ask(f"{running.url}/socket.io/?EIO=4&transport=polling")[0] == 400

    def test_board_then_pulse_every_three_seconds(self, running: Running) -> None:
        line = wire.WebSocket(running.url)
        line.wait_for("0")
        token = token_of(running, "display")
        board = json.loads(line.join("/display", token, until='42/display,["board"').partition(",")[2])[1]
        status, fetched = wire.ask(f"{running.url}/api/v1/board", token=token)
        assert (status, fetched["boot"], fetched["lokets"]) == (200, board["boot"], board["lokets"])
        beats = [json.loads(line.wait_for('42/display,["pulse"').partition(",")[2])[1] for _ in range(2)]
        assert all(
            set(beat) == {"boot", "revision", "now", "assets"} and beat["boot"] == board["boot"] for beat in beats
        )
        line.close()

    def test_a_storm_of_connections_waits_in_line(self, running: Running) -> None:
        """While the server is busy elsewhere, hundreds may knock; with a backlog of 50 they would not get through."""
        web = wire.children(running.process.pid)["web"]
        os.kill(web, signal.SIGSTOP)
        try:
            knocking = [wire.connect(running.url, timeout=0.9) for _ in range(300)]
        finally:
            os.kill(web, signal.SIGCONT)
        for line in knocking:
            line.close()
        wait_for(lambda: wire.ask(f"{running.url}/api/v1/services")[0] == 200, what="the server to answer again")


def test_a_busy_connection_lets_others_through(running: Running) -> None:
    """Hundreds of requests wait on one connection: another connection's one request does not wait for them all."""
    many = 400
    busy, other = wire.connect(running.url), wire.connect(running.url)
    for line in (busy, other):
        line.sendall(wire.get("/healthz"))
        assert wire.read_head(line)[0] == 200
    web = wire.children(running.process.pid)["web"]
    os.kill(web, signal.SIGSTOP)
    busy.sendall(wire.get("/healthz") * many)
    other.sendall(wire.get("/healthz"))
    os.kill(web, signal.SIGCONT)
    assert wire.read_head(other)[0] == 200
    busy.setblocking(False)
    answered = _drain(busy).count(b"HTTP/1.1 200")
    busy.close()
    other.close()
    assert answered < many // 2, f"{answered} of {many} came first"


def _drain(line: socket.socket) -> bytes:
    data = b""
    while True:
        try:
            more = line.recv(1 << 20)
        except BlockingIOError:
            return data
        if not more:
            return data
        data += more


def test_requests_at_the_same_time_give_every_number_once(running: Running) -> None:
    token, answers, lock = token_of(running, "kiosk"), [], threading.Lock()

    def press(n: int) -> None:
        for tap in range(10):
            body = {"loket": 1 + n % 2}
            for _ in range(2):  # every button tapped twice
                found = wire.ask(f"{running.url}/api/v1/tickets", token=token, key=f"{n}-{tap}", body=body)
                with lock:
                    answers.append(found)

    pressing = [threading.Thread(target=press, args=(n,)) for n in range(8)]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join()
    assert sorted(status for status, _ in answers) == [200] * 80 + [201] * 80
    numbers = {ticket["number"] for _, ticket in answers}
    assert len(numbers) == 80
    for series in "AB":
        own = sorted(int(number[2:]) for number in numbers if number[0] == series)
        assert own == list(range(1, len(own) + 1))


def test_the_log_names_nobody(running: Running) -> None:
    """Good input and bad: whatever was typed about people is not in the server's log, nor is a token."""
    token, api = token_of(running, "loket", loket=1), f"{running.url}/api/v1"
    person = {"name": "Raden Ayu Zulaikha", "nik": "3529017112850042", "phone": "081999888777"}
    for n, body in enumerate((person, person | {"nik": "12"}, {"name": "Zulaikha\n\x1b[2J" * 40}, {"name": [person]})):
        wire.ask(f"{api}/files", token=token, key=f"f{n}", body={"service": "IZ04", "applicant": body})
    wire.ask(f"{api}/track?number=Zulaikha%0A%1b&code=3529017112850042")
    wire.ask(f"{api}/files?q=Zulaikha", token=token)
    line = wire.WebSocket(running.url, Authorization="Zulaikha")
    line.send('42/display,["Zulaikha"]')
    line.close()
    log = log_of(running)
    for secret in ("Zulaikha", "3529017112850042", "081999888777", token):
        assert secret not in log
    assert "Traceback" not in log, log[-2000:]


def test_a_second_server_on_the_same_data_refuses(running: Running) -> None:
    asked = environment(running.data, PENDOPO_PORT=str(free_port()))
    done = subprocess.run(
        [sys.executable, "-m", "server", "run"], env=asked, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2 and "sudah berjalan" in done.stderr and "Traceback" not in done.stderr
    assert wire.ask(f"{running.url}/api/v1/services")[0] == 200


def test_a_second_server_on_the_same_port_refuses(running: Running, tmp_path: Path) -> None:
    """Sharing the port, each would get half of the visitors. Neither the supervisor nor its web process alone does."""
    asked = environment(tmp_path / "other", PENDOPO_PORT=running.url.rpartition(":")[2])
    found_office(Config(data=tmp_path / "other", _env_file=None), example=True)
    for command in ("run", "web"):
        arguments = [sys.executable, "-m", "server", command]
        done = subprocess.run(arguments, env=asked, cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert done.returncode == {"run": 2, "web": 1}[command], done.stderr
        assert {"run": "tidak dapat dipakai", "web": "Address already in use"}[command] in done.stderr
    assert wire.ask(f"{running.url}/api/v1/services")[0] == 200


class TestStopping:
    @pytest.mark.parametrize("how", ["twice", "ctrl-c"])
    def test_it_ends_cleanly(self, tmp_path: Path, how: str) -> None:
        hall = start_hall(tmp_path / "var")
        family = wait_for(lambda: len(found := wire.children(hall.process.pid)) == 2 and found, what="both children")
        if how == "ctrl-c":
            for pid in (hall.process.pid, *family.values()):  # what a terminal does: the whole group is told
                os.kill(pid, signal.SIGINT)
        else:
            hall.process.send_signal(signal.SIGTERM)
            hall.process.send_signal(signal.SIGTERM)
        assert hall.process.wait(20) == 0
        ended_well(hall, family)

    def test_a_request_under_way_is_answered_and_screens_are_told(self, hall: Running) -> None:
        family = wait_for(lambda: len(found := wire.children(hall.process.pid)) == 2 and found, what="both children")
        told: list[tuple[int, Any]] = []
        line = wire.WebSocket(hall.url)
        line.wait_for("0")
        line.join("/display", token_of(hall, "display"))
        lease, token = f"{hall.url}/api/v1/print-jobs/lease", token_of(hall, "agent")
        body = {"worker": "uji:1", "wait": 60}
        asking = threading.Thread(
            target=lambda: told.append(wire.ask(lease, token=token, key="k", body=body, timeout=30))
        )
        asking.start()
        wait_for(lambda: heard_of(hall, "uji"), what="the held request to begin")
        assert hall.stop() == 0
        asking.join(20)
        assert told and told[0][0] == 200 and told[0][1]["jobs"] == []
        assert closed(line), "the screen's socket was closed, not left hanging"
        ended_well(hall, family)


def ended_well(hall: Running, family: dict[str, int]) -> None:
    """Nobody is left, nothing was lost on the way, and the door is shut."""
    assert not [pid for pid in family.values() if wire.is_alive(pid)]
    assert "Traceback" not in log_of(hall), log_of(hall)[-2000:]
    with pytest.raises(OSError):
        wire.connect(hall.url, timeout=1)


def closed(line: wire.WebSocket) -> bool:
    while line.receive():
        pass
    return True


def heard_of(hall: Running, worker: str) -> bool:
    with sqlite3.connect(f"file:{hall.data / 'office.db'}?mode=ro", uri=True) as database:
        return any(worker in said for (said,) in database.execute("SELECT said FROM heartbeats WHERE role = 'agent'"))


def test_a_print_room_that_died_is_started_again(running: Running) -> None:
    first = wait_for(lambda: wire.children(running.process.pid).get("print-room"), what="the print room")
    os.kill(first, signal.SIGKILL)

    def another() -> Any:
        now = wire.children(running.process.pid).get("print-room")
        return now if now != first else None

    assert wait_for(another, what="a new print room")
    assert wire.children(running.process.pid)["web"], "the web process went on"
