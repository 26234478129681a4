"""Another program holds the database: an act waits for it, and gives up in words, with nothing written."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg2
import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from office import office as door
from office.errors import Busy
from office.hall import tickets
from office.office import Actor, Office, Seat
from office.records import database as databases
from office.records.database import Database
from office.records.tables import Request, Ticket
from office.records.vault import Vault
from office.views import hall_board
from tests.conftest import Clock

KIOSK = Actor("token", 1, "kios", (Seat("kiosk"),))
#: a program that takes the write lock, says so, and lets go when a line comes
HOLDER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
held.execute("ROLLBACK")
print("free", flush=True)
"""


class SqliteHolder:
    """Another process in a writing transaction."""

    def __init__(self, path: str) -> None:
        command = [sys.executable, "-c", HOLDER, path]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._read() == "held\n"

    def release(self) -> None:
        if self._process.poll() is None:
            self._process.communicate("\n", timeout=10)

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


class PostgresHolder:
    """Another connection that holds what every act needs."""

    def __init__(self, address: str) -> None:
        url = make_url(address)
        self._connection = psycopg2.connect(host=url.query["host"], user=url.username, dbname=url.database)
        self._connection.cursor().execute(
            "LOCK TABLE history_head IN ROW EXCLUSIVE MODE; UPDATE history_head SET seq = seq"
        )

    def release(self) -> None:
        self._connection.close()


@pytest.fixture
def hold(database_url: str) -> Iterator[Callable[[], Any]]:
    """`hold()`: somebody holds the database until `.release()`."""
    held: list[Any] = []

    def take() -> Any:
        sqlite = database_url.startswith("sqlite")
        held.append(SqliteHolder(database_url.removeprefix("sqlite:///")) if sqlite else PostgresHolder(database_url))
        return held[-1]

    yield take
    for holder in held:
        holder.release()


@pytest.fixture
def naps() -> list[float]:
    return []


@pytest.fixture
def office(
    database_url: str, tmp_path: Path, clock: Clock, naps: list[float], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """An office that notes its naps and waits 50 ms for a row at most."""
    monkeypatch.setattr(databases, "LOCK_MILLISECONDS", 50)
    database = Database(database_url)
    vault = Vault.open_file(tmp_path / "office.key")
    yield Office(database, vault, zone=ZoneInfo("Asia/Jakarta"), clock=clock, sleep=naps.append)
    database.close()


def test_an_act_waits_until_the_database_is_free(office: Office, naps: list[float], hold: Any) -> None:
    told: list[Any] = []
    office.tell(told.append)
    holder = hold()

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            holder.release()

    office._sleep = sleep
    assert office.do(tickets.issue, by=KIOSK, key="k", loket=1)["number"] == "A-001"
    assert len(naps) == 3 and naps == sorted(naps), "it looked again after each nap, each longer than the one before"
    assert len(told) == 1


def test_an_act_gives_up_in_words_and_leaves_nothing(
    office: Office, hold: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "BUSY_SECONDS", 0.2)
    told: list[Any] = []
    office.tell(told.append)
    holder = hold()
    with pytest.raises(Busy, match="Belum ada yang tersimpan"):
        office.do(tickets.issue, by=KIOSK, key="k", loket=1)
    holder.release()
    for table in (Ticket, Request):
        assert office.see(lambda read, t=table: read.session.scalar(select(func.count()).select_from(t))) == 0
    assert told == []
    assert office.do(tickets.issue, by=KIOSK, key="k", loket=1)["number"] == "A-001", "the same key goes through now"


def test_screens_read_on_while_somebody_writes(office: Office, naps: list[float], hold: Any) -> None:
    office.do(tickets.issue, by=KIOSK, loket=1)
    hold()
    assert office.see(hall_board.build)["waiting"] == {"1": 1, "2": 0}
    assert naps == []


def test_how_long_an_act_waits_is_what_the_office_promises() -> None:
    assert door.BUSY_SECONDS == 5.0
    assert databases.BUSY_MILLISECONDS <= 50, "waiting inside SQLite stops every screen of the process"
    assert databases.LOCK_MILLISECONDS <= door.BUSY_SECONDS * 1000


def test_many_waits_do_not_count_as_meetings(office: Office, naps: list[float], hold: Any) -> None:
    """Busy ten times, then a race for one key: still the first answer, not a crash."""
    from sqlalchemy.exc import IntegrityError

    office.do(tickets.issue, by=KIOSK, key="k", loket=1)
    holder = hold()
    tried = []

    def attempt() -> str:
        tried.append(1)
        if len(tried) <= 10:
            office._try(tickets.issue, KIOSK, None, "", {"loket": 1})
        holder.release()
        if len(tried) <= 13:
            raise IntegrityError("INSERT", {}, Exception("requests"))
        return "answered"

    assert office._insist(attempt) == "answered"
