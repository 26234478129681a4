"""What this print room did, on its own disk: neither a lost answer nor a restored office makes a second slip.

One row per slip that left, written before its first byte. An office that gives the same slip again is answered from it.
"""

import hashlib
import json
import sqlite3
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KEPT_SECONDS = 60 * 24 * 3600
UNCLEAR = "ruang cetak berhenti saat mencetak; periksa apakah lembar keluar"
SHAPE = """
CREATE TABLE IF NOT EXISTS slips (
    slip TEXT PRIMARY KEY, job INTEGER NOT NULL, worker TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
    told INTEGER NOT NULL DEFAULT 0, at REAL NOT NULL)
"""
COLUMNS = "job, worker, state, reason"


@dataclass(frozen=True)
class Entry:
    """A slip that left: `state` is begun until its end is known, then the end."""

    job: int
    worker: str
    state: str
    reason: str | None

    def body(self, worker: str | None = None) -> dict[str, Any]:
        """The result as the office is told it; what has begun and not ended is for a person to look at."""
        begun = self.state == "begun"
        return {
            "worker": worker or self.worker,
            "state": "needs_attention" if begun else self.state,
            "reason": UNCLEAR if begun else self.reason,
        }


def slip_of(job: dict[str, Any]) -> str:
    """Which slip a leased job is: its id and all it says (an id alone may come again in a restored office)."""
    said = [job["id"], job["kind"], job["copy_no"], job["facts"]]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class Journal:
    """A small SQLite file at `path` (None: in memory only). Safe between threads."""

    def __init__(self, path: Path | None = None) -> None:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._file = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False, timeout=10)
        self._file.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; {SHAPE};")
        self._write("DELETE FROM slips WHERE told AND at < ?", time.time() - KEPT_SECONDS)

    def begun(self, job: dict[str, Any], worker: str) -> None:
        """On disk when this returns: the next thing that happens is the first byte."""
        self._write(
            "INSERT OR REPLACE INTO slips VALUES (?, ?, ?, 'begun', NULL, 0, ?)",
            slip_of(job), job["id"], worker, time.time(),
        )  # fmt: skip

    def ended(self, job: dict[str, Any], state: str, reason: str | None) -> None:
        """How it ended; `queued`: no byte left after all, so nothing is remembered."""
        if state == "queued":
            self._write("DELETE FROM slips WHERE slip = ?", slip_of(job))
        else:
            self._write("UPDATE slips SET state = ?, reason = ?, told = 0 WHERE slip = ?", state, reason, slip_of(job))

    def told(self, job: int) -> None:
        """The office has heard it."""
        self._write("UPDATE slips SET told = 1 WHERE job = ?", job)

    def known(self, job: dict[str, Any]) -> Entry | None:
        """What happened to this very slip here, or None when it never left."""
        found = self._read(f"SELECT {COLUMNS} FROM slips WHERE slip = ?", slip_of(job))
        return found[0] if found else None

    def untold(self) -> list[Entry]:
        """What the office has not heard, in the order it happened."""
        return self._read(f"SELECT {COLUMNS} FROM slips WHERE NOT told ORDER BY at")

    def close(self) -> None:
        with self._lock:
            self._file.close()

    def _write(self, words: str, *values: Any) -> None:
        with self._lock:
            self._file.execute(words, values)

    def _read(self, words: str, *values: Any) -> list[Entry]:
        with self._lock:
            return [Entry(*row) for row in self._file.execute(words, values)]
