"""The office at the other end of the print room's telephone: real verbs on a real database, behind a plain socket."""

import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

from sqlalchemy import select

from office.errors import Refusal
from office.office import Actor, Office, Seat, verb
from office.paper import leases, print_room, printers, spool
from office.records.database import Database
from office.records.tables import HistoryHead, Installation, PrintJob, Table
from office.records.vault import Vault

AGENT = Actor("token", 1, "Ruang cetak", (Seat("agent"),))
LOKET_1 = Actor("officer", 1, "Petugas", (Seat("loket", 1),))
ADMIN = Actor("officer", 2, "Admin", (Seat("admin"), Seat("supervisor")))
KIOSK = Actor("device", 1, "Kios", (Seat("kiosk"),))


class Clock:
    """An office clock that goes when it is told to."""

    def __init__(self):
        self.now = datetime(2026, 11, 23, 2, 41, 7, tzinfo=UTC)

    def __call__(self):
        return self.now

    def forward(self, span):
        self.now += span


def make_office(folder, clock=None):
    """An office with an empty database in `folder`."""
    database = Database(f"sqlite:///{folder / 'office.db'}")
    Table.metadata.create_all(database.engine)
    with database.write() as session:
        session.add(Installation(id=1, boot="b1", example=True, created_at=datetime.now(UTC)))
        session.add(HistoryHead(id=1, seq=0, hash="0" * 64, board_seq=0))
    return Office(database, Vault(b"k" * 32), zone=ZoneInfo("Asia/Jakarta"), clock=clock or Clock())


@verb("test.queue")
def put(work, *, kind, subject, purpose, facts, **more):
    """Queues a slip as an act of the office does."""
    return spool.queue(work, kind, subject, purpose, facts, **more)


def jobs(office):
    """Every job, oldest first, as the table has it."""
    with office.database.read() as session:
        rows = list(session.scalars(select(PrintJob).order_by(PrintJob.id)))
        session.expunge_all()
        return rows


class Telephone:
    """Serves the job API; `reachable`, and which paths were called, can be set and seen."""

    def __init__(self, office):
        self.office, self.calls, self.change = office, [], threading.Condition()
        self.refuse_once, self.lose_answers = set(), set()
        self.before, self.after = {}, {}  # what happens, once, before or after a call of this name is acted on
        office.tell(lambda _: self._wake())
        owner = self

        class Line(BaseHTTPRequestHandler):
            def do_POST(self):
                owner.answer(self)

            def log_message(self, *_):
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Line)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def _wake(self):
        with self.change:
            self.change.notify_all()

    def wait_until(self, true, seconds=10.0):
        """Waits for something to become true of the office after any of its commits."""
        with self.change:
            return self.change.wait_for(true, seconds)

    def answer(self, line):
        body = json.loads(line.rfile.read(int(line.headers["Content-Length"])))
        path, key = line.path.removeprefix("/api/v1"), line.headers["Idempotency-Key"]
        assert key
        assert line.headers["Authorization"] == "Bearer secret"
        with self.change:
            self.calls.append(path)
            self.change.notify_all()
        name = path.rpartition("/")[2]
        if name in self.refuse_once:
            self.refuse_once.discard(name)
            return self._send(line, 503, {})
        self.before.pop(name, bool)()
        try:
            status, found = 200, self.act(path, body, key)
        except Refusal as refusal:
            status, found = 409, {"code": refusal.code, "detail": refusal.detail}
        self.after.pop(name, bool)()
        if name in self.lose_answers:
            self.lose_answers.discard(name)
            line.close_connection = True
            return line.connection.close()
        return self._send(line, status, found)

    def act(self, path, body, key):
        _, thing, *rest = path.split("/")
        if rest == ["lease"]:
            return self._lease(body["worker"], body["wait"])
        if thing == "printers":
            return self.office.do(printers.report_state, by=AGENT, key=key, printer=int(rest[0]), **body)
        act = {"sending": leases.mark_sending, "result": leases.report_result}[rest[1]]
        return self.office.do(act, by=AGENT, key=key, job=int(rest[0]), **body)

    def _lease(self, worker, wait):
        with self.change:
            self.change.wait_for(lambda: self.office.see(leases.something_to_do, worker=worker), wait)
        return self.office.do(leases.lease_jobs, by=AGENT, worker=worker)

    @staticmethod
    def _send(line, status, found):
        data = json.dumps(found).encode()
        line.send_response(status)
        line.send_header("Content-Length", str(len(data)))
        line.end_headers()
        line.wfile.write(data)


def overview(office):
    return office.see(print_room.overview)
