"""The print room's telephone: one connection for many words, a new one when the office was away."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from printer.desk import Desk, NoAnswer, Refused


class Office(BaseHTTPRequestHandler):
    """Answers what the last part of the path says, and counts who rang."""

    protocol_version = "HTTP/1.1"
    rang: ClassVar[list[socket.socket]] = []

    def setup(self):
        super().setup()
        self.rang.append(self.request)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        status = int(self.path.rsplit("/", 1)[1])
        body = json.dumps({"status": status}).encode() if status != 299 else b"no JSON"
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def desk():
    Office.rang = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Office) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Desk(f"http://127.0.0.1:{server.server_port}", "secret")
        server.shutdown()


def test_many_words_take_one_connection(desk):
    assert [desk.post("/200", {}, key=str(n)) for n in range(5)] == [{"status": 200}] * 5
    assert len(Office.rang) == 1


def test_a_connection_that_the_office_closed_is_made_anew(desk):
    desk.post("/200", {}, key="a")
    Office.rang[0].shutdown(socket.SHUT_RDWR)
    assert desk.post("/200", {}, key="b") == {"status": 200}
    assert len(Office.rang) == 2


@pytest.mark.parametrize(
    ("status", "trouble"), [(500, NoAnswer), (429, NoAnswer), (299, NoAnswer), (404, Refused), (302, Refused)]
)
def test_what_answers_mean(desk, status, trouble):
    with pytest.raises(trouble):
        desk.post(f"/{status}", {}, key="a")


def test_nobody_there():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        with pytest.raises(NoAnswer):
            Desk(f"http://127.0.0.1:{held.getsockname()[1]}", "secret").post("/200", {}, key="a")
