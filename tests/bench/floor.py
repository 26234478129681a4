"""The floor: the least that a hall of these parts could be. Eventlet, Flask-SocketIO, one SQLite table in WAL and FULL.

`python -m tests.bench.floor PORT DATABASE PRINTER_PORT SLIP_FILE`. No rules, no history, no doors, no names.
"""

import sys
import warnings

warnings.filterwarnings("ignore", message="\\s*Eventlet is deprecated")
import eventlet  # noqa: E402

eventlet.monkey_patch()

import secrets  # noqa: E402
import socket  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from eventlet import wsgi  # noqa: E402
from flask import Flask, jsonify  # noqa: E402
from flask_socketio import SocketIO  # noqa: E402

from office.records.database import sqlite_driver  # noqa: E402

#: as long as a board of a quiet hall
BOARD = {"calls": [{"text": "Nomor antrean A nol nol tujuh, silakan menuju loket satu"}] * 10, "ticker": ["x" * 80]}


class Tickets:
    """A counter row and a ticket row in one durable transaction."""

    def __init__(self, path: str) -> None:
        self._wire = sqlite_driver().connect(path, isolation_level=None)
        for words in (
            "PRAGMA journal_mode=wal",
            "PRAGMA synchronous=FULL",
            "CREATE TABLE series (name TEXT PRIMARY KEY, last INTEGER)",
            "CREATE TABLE tickets (id INTEGER PRIMARY KEY, number INTEGER UNIQUE, token TEXT, state TEXT)",
        ):
            self._wire.execute(words)

    def issue(self) -> dict[str, Any]:
        """The next number."""
        ask, token = self._wire.execute, secrets.token_urlsafe(16)
        ask("BEGIN IMMEDIATE")
        upsert = "INSERT INTO series VALUES ('A', 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last"
        (number,) = ask(upsert).fetchone()
        ask("INSERT INTO tickets (number, token, state) VALUES (?, ?, 'waiting')", (number, token))
        ask("COMMIT")
        return {"number": f"A-{number:03}", "token": token}

    def call(self) -> None:
        """The oldest that waits."""
        ask = self._wire.execute
        ask("BEGIN IMMEDIATE")
        ask("UPDATE tickets SET state = 'called' WHERE id = (SELECT min(id) FROM tickets WHERE state = 'waiting')")
        ask("COMMIT")


def build(tickets: Tickets, printer: int, slip: bytes) -> Any:
    """The floor's app."""
    app = Flask(__name__)
    live = SocketIO(app, async_mode="eventlet", transports=["websocket"], ping_interval=5, ping_timeout=5)
    app.get("/readyz", endpoint="ready")(lambda: "ok")

    @app.post("/tickets")
    def issue() -> Any:
        answer = tickets.issue()
        if printer:
            eventlet.spawn(_print, printer, slip)
        return jsonify(answer), 201

    @app.post("/call")
    def call() -> Any:
        tickets.call()
        live.emit("board", BOARD, namespace="/display")
        return jsonify({})

    @live.on("connect", namespace="/display")
    def watch(_auth: Any = None) -> None:
        live.emit("board", BOARD, namespace="/display")

    app.teardown_request(lambda _error: time.sleep(0))
    return app


def _print(port: int, slip: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port)) as wire:
        wire.sendall(slip)


def main() -> None:
    """Serve until killed."""
    port, database, printer, slip = sys.argv[1:5]
    app = build(Tickets(database), int(printer), Path(slip).read_bytes())
    wsgi.server(eventlet.listen(("127.0.0.1", int(port)), backlog=4096), app, max_size=5000, log_output=False)


if __name__ == "__main__":
    main()
