"""One lane per printer: one thread, one job at a time, and all status questions through the same lane.

Two threads talking to one thermal printer mix their slips; so whatever is asked of a printer is asked here.
"""

import base64
import logging
import queue
import sqlite3
import threading
import time
from typing import Any

from printer import rows as paper_rows
from printer.desk import Desk
from printer.escpos import encode, recovery
from printer.journal import Journal
from printer.layout import Paper, layout
from printer.rows import Row
from printer.slips import build
from printer.transports import Outcome, Patience, State, Status, Talking, Transport, Trouble, open_transport

log = logging.getLogger("pendopo.print_room")

IDLE_PAUSE = 8.0
NEVER = 3600.0


class Lane:
    """The way to one printer. `give` it jobs; it tells the office about them and about the printer."""

    def __init__(
        self, desk: Desk, worker: str, printer: dict[str, Any], journal: Journal, patience: Patience | None = None
    ) -> None:
        self.desk, self.worker, self.journal, self.patience = desk, worker, journal, patience or Patience()
        self.printer: dict[str, Any] = {}
        self.transport: Transport
        self._jobs: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._told: tuple[Status, str | None] | None = None
        self._unconfirmed = self._over = False
        self._blocked_looks = 0
        self._look_at = 0.0
        self.update(printer)
        self._thread = threading.Thread(target=self._run, name=f"lane-{printer['id']}", daemon=True)
        self._thread.start()

    def update(self, printer: dict[str, Any]) -> None:
        """The printer as the office knows it now; a new place or class is a new transport, looked at soon."""
        if any(self.printer.get(name) != printer[name] for name in ("at", "completion_class")):
            self.transport = open_transport(printer["at"], printer["completion_class"], self.patience)
            self._told, self._look_at = None, 0.0
        if self._told and self._told[0].state != printer["state"]:  # the office thinks otherwise: look and say it again
            self._told, self._look_at = None, 0.0
        self.printer = printer

    def give(self, job: dict[str, Any]) -> None:
        """A leased job."""
        self._jobs.put(job)

    def stop(self, patience: float) -> bool:
        """Finishes the job at hand; True when the lane ended within `patience` seconds."""
        self._over = True
        self._jobs.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    # -- the lane's own thread -------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._over:
            try:
                job = self._jobs.get(timeout=min(max(self._look_at - time.monotonic(), 0.01), IDLE_PAUSE))
            except queue.Empty:
                self._look_when_due()
                continue
            if job is not None and not self._over:
                self._print_safely(job)

    def _print_safely(self, job: dict[str, Any]) -> None:
        """A lane outlives its own defects: what became of the slip is then for a person to see."""
        try:
            self.print(job)
        except Exception:
            log.exception("job %s (%s) broke the lane of printer %s", job["id"], job["kind"], self.printer["id"])
            self._unconfirmed = True
            self._result(job, "needs_attention", "kesalahan di ruang cetak; periksa apakah lembar keluar")

    def _look_when_due(self) -> None:
        if time.monotonic() >= self._look_at:
            self._tell(self.transport.look())

    def print(self, job: dict[str, Any]) -> None:
        """One job, to its end or back to the queue. One that left here before is answered from the journal."""
        self.update(job["printer"])
        if before := self.journal.known(job):
            log.warning("job %s left this room before: %s", job["id"], before.state)
            self.desk.result(job["id"], before.body(self.worker))
            return
        try:
            lines, payload = prepare(job)
        except Exception:
            log.exception("job %s (%s) cannot be laid out", job["id"], job["kind"])
            self._result(job, "failed", "lembar tidak dapat disusun, hubungi pengelola aplikasi")
            return
        outcome = self._deliver(job, lines, payload)
        self._unconfirmed = outcome.result == "needs_attention" or (self._unconfirmed and outcome.result == "not_sent")
        state = "queued" if outcome.result == "not_sent" else outcome.result
        self.journal.ended(job, state, outcome.reason or None)
        self._tell(outcome.status)
        self._result(job, state, outcome.reason or None)

    def _deliver(self, job: dict[str, Any], lines: list[Row], payload: bytes) -> Outcome:
        body = {
            "worker": self.worker,
            "payload_b64": base64.b64encode(payload).decode(),
            "laid_out": paper_rows.to_json(lines),
            "millimetres": round(paper_rows.height_mm(lines)),
        }
        unclear = self._unconfirmed or job["printer"]["recover"]
        return self.transport.deliver(
            (recovery() if unclear else b"") + payload,
            lambda: self._may_begin(job, body),
            millimetres=paper_rows.height_mm(lines),
            stale=max(job["printer"]["stale"], int(self._unconfirmed)),
            meanwhile=lambda outcome: self._held(job, outcome),
        )

    def _may_begin(self, job: dict[str, Any], body: dict[str, Any]) -> bool:
        """The office agrees and the journal knows: only then the first byte may leave."""
        if self._over or not self.desk.sending(job["id"], body):
            return False
        try:
            self.journal.begun(job, self.worker)
        except sqlite3.Error as trouble:
            raise Trouble(
                Status(State.ERROR, "cakram ruang cetak penuh atau rusak; kosongkan, lalu tunggu")
            ) from trouble
        return True

    def _held(self, job: dict[str, Any], outcome: Outcome) -> bool:
        """The printer holds a sent slip back: people are told, and the lane waits until it is stopped."""
        if self._told is None or self._told[0] != outcome.status:
            self._tell(outcome.status)
            self._result(job, outcome.result, f"{outcome.reason}; lembar ini lalu keluar sendiri")
        return not self._over

    def _result(self, job: dict[str, Any], state: str, reason: str | None) -> None:
        if self.desk.result(job["id"], {"worker": self.worker, "state": state, "reason": reason}):
            self.journal.told(job["id"])

    def _tell(self, status: Status) -> None:
        """The office hears of a printer's state when it changes; a printer in trouble is looked at more often."""
        found = getattr(self.transport, "completion", None)
        if (status, found) != self._told:
            body = {"state": status.state, "reason": status.reason}
            if found in ("A", "B", "C") and self.printer["completion_class"] == "?":
                body["completion_class"] = found
            self.desk.state(self.printer["id"], body)
            self._told = (status, found)
        self._look_at = time.monotonic() + self._pause(status.state)

    def _pause(self, state: State) -> float:
        if not state.takes_jobs:
            self._blocked_looks += 1
            pauses = self.patience.blocked
            return pauses[min(self._blocked_looks, len(pauses)) - 1]
        self._blocked_looks = 0
        return IDLE_PAUSE if isinstance(self.transport, Talking) and state != State.UNKNOWN else NEVER


def prepare(job: dict[str, Any]) -> tuple[list[Row], bytes]:
    """A leased job's rows and bytes for its printer."""
    printer = job["printer"]
    paper = Paper(printer["columns"], printer["dots"], printer["codepage"], printer["native_qr"])
    lines = layout(build(job["kind"], job["facts"], job["office"], copy_no=job["copy_no"]), paper)
    return lines, encode(lines, codepage=paper.codepage, cut=printer["cut"])
