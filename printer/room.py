"""The print room: its own process, plain Python threads, a client of the office's job API like any agent.

`python -m printer.room --server http://127.0.0.1:8000 --token-file F`. The server never waits for a printer; the room
never touches the database. It leases slips by a request that the office holds open, gives each to its printer's
lane, and keeps every result until the office has heard it. SIGTERM and Ctrl-C let the slip at hand end, exit 0.
"""

import argparse
import logging
import signal
import sys
import threading
import time
import uuid
from pathlib import Path
from types import FrameType
from typing import Any

from printer.desk import PAUSES, Desk, NoAnswer, Refused
from printer.journal import Journal
from printer.lanes import Lane
from printer.transports import Patience

log = logging.getLogger("pendopo.print_room")

HELD_SECONDS = 20.0
LAST_WORDS = 8.0
#: s: the slips at hand ask for their first byte before the room asks for more
SLIP_FIRST = 0.02


class Room:
    """All lanes of one print room. `name` stays the same from start to start; the worker's name does not."""

    def __init__(
        self, server: str, token: str, *, name: str = "print-room", held: float = HELD_SECONDS,
        journal: Path | None = None, patience: Patience | None = None,
    ) -> None:  # fmt: skip
        self.desk = Desk(server, token)
        self.worker = f"{name}:{uuid.uuid4().hex[:12]}"
        self.held, self.journal, self.patience = held, Journal(journal), patience
        self.lanes: dict[int, Lane] = {}
        self.over = threading.Event()
        self._wait = 0.0

    def work(self) -> None:
        """Leases until told to stop; the office being away is only a longer pause."""
        try:
            self._work()
        finally:
            self.over.set()

    def _work(self) -> None:
        self._tell_untold()
        misses = 0
        while not self.desk.stopping.is_set():
            try:
                self.work_once()
                misses = 0
            except (NoAnswer, Refused) as trouble:
                log.log(logging.WARNING if misses == 0 else logging.DEBUG, "no work from the office: %s", trouble)
                self.desk.stopping.wait(PAUSES[min(misses, len(PAUSES) - 1)])
                misses += 1

    def _tell_untold(self) -> None:
        """First what happened before this start, so that the office need not think the worst of it."""
        for entry in self.journal.untold():
            if self.desk.result(entry.job, entry.body()):
                self.journal.told(entry.job)

    def work_once(self) -> None:
        """One lease: lanes follow the office's list of printers, jobs go to their lanes."""
        answer = self.desk.lease(self.worker, self._wait)
        self._wait = self.held
        if self.desk.stopping.is_set():
            return
        self._follow(answer["printers"])
        for job in answer["jobs"]:
            self._lane(job["printer"]).give(job)
        if answer["jobs"]:
            self.desk.stopping.wait(SLIP_FIRST)

    def _follow(self, printers: list[dict[str, Any]]) -> None:
        for printer in printers:
            self._lane(printer).update(printer)
        for gone in self.lanes.keys() - {printer["id"] for printer in printers}:
            self.lanes.pop(gone).stop(0)

    def _lane(self, printer: dict[str, Any]) -> Lane:
        if printer["id"] not in self.lanes:
            self.lanes[printer["id"]] = Lane(self.desk, self.worker, printer, self.journal, self.patience)
        return self.lanes[printer["id"]]

    def stop(self) -> None:
        """No new work; what is being printed ends and is told."""
        self.desk.stopping.set()
        deadline = time.monotonic() + LAST_WORDS
        for lane in list(self.lanes.values()):
            lane.stop(max(0.0, deadline - time.monotonic()))


def main(arguments: list[str] | None = None) -> int:
    """The command. The token comes from a file (`-`: the first line of standard input), never from the command line."""
    parser = argparse.ArgumentParser(prog="python -m printer.room", description="Ruang cetak Pendopo.")
    parser.add_argument("--server", default="http://127.0.0.1:8000", help="alamat server kantor")
    parser.add_argument("--token-file", required=True, help="berkas berisi token peran agent; - untuk masukan baku")
    parser.add_argument("--name", default="print-room", help="nama ruang cetak ini, tetap dari waktu ke waktu")
    parser.add_argument("--journal", type=Path, help="berkas catatan lembar yang sudah dicetak di sini")
    chosen = parser.parse_args(arguments)
    return keep(Room(chosen.server, _token(chosen.token_file), name=chosen.name, journal=chosen.journal))


def keep(room: Room) -> int:
    """Keeps a room until SIGTERM or Ctrl-C: 0 then, 1 when its work ended by itself (which it never should)."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    told: list[int] = []

    def hear(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        room.over.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, hear)
    threading.Thread(target=room.work, name="lease", daemon=True).start()
    room.over.wait()
    room.stop()
    return 0 if told else 1


def _token(source: str) -> str:
    words = sys.stdin.readline() if source == "-" else Path(source).read_text(encoding="utf-8")
    return words.strip()


if __name__ == "__main__":
    sys.exit(main())
