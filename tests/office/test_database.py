"""SQLite opened the safe way: modes that lose nothing, read back; an old library gets the slow mode, a bad one none."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from office.hall import tickets
from office.office import Actor, Office, Seat
from office.records import database as databases
from office.records.database import Database, UnsafeDatabase, journal_for, sqlite_driver
from office.records.tables import Table
from office.records.vault import Vault
from office.views import hall_board
from tests.conftest import Clock

KIOSK = Actor("token", 1, "kios", (Seat("kiosk"),))
FULL, EXTRA = 2, 3


@pytest.fixture
def path(founded: Path, tmp_path: Path) -> Path:
    (tmp_path / "office.db").write_bytes(founded.read_bytes())
    return tmp_path / "office.db"


@pytest.fixture
def opened(path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


def pragma(database: Database, name: str) -> Any:
    with database.engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def old_library(monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int] = (3, 40, 1)) -> None:
    """As if this machine had the SQLite of Debian 12."""
    module = ModuleType("old_sqlite")
    module.__dict__.update(vars(sqlite3))
    module.sqlite_version_info = version  # type: ignore[attr-defined]
    monkeypatch.setattr(databases, "sqlite_driver", lambda: module)


@pytest.mark.parametrize(("version", "modes"), [
    ((3, 7, 0), ("delete", "EXTRA")), ((3, 40, 1), ("delete", "EXTRA")), ((3, 51, 2), ("delete", "EXTRA")),
    ((3, 51, 3), ("wal", "FULL")), ((3, 53, 4), ("wal", "FULL")), ((4, 0, 0), ("wal", "FULL")),
])  # fmt: skip
def test_wal_only_where_its_fault_is_mended(version: tuple[int, ...], modes: tuple[str, str]) -> None:
    assert journal_for(version) == modes


def test_the_newest_library_is_used() -> None:
    assert sqlite_driver().sqlite_version_info >= sqlite3.sqlite_version_info


def test_the_modes_in_force(opened: Database) -> None:
    journal, synchronous = journal_for(sqlite_driver().sqlite_version_info)
    assert pragma(opened, "journal_mode") == journal
    assert pragma(opened, "synchronous") == {"FULL": FULL, "EXTRA": EXTRA}[synchronous]
    assert (pragma(opened, "foreign_keys"), pragma(opened, "secure_delete"), pragma(opened, "mmap_size")) == (1, 1, 0)
    assert pragma(opened, "busy_timeout") == databases.BUSY_MILLISECONDS


def test_every_connection_of_the_pool_has_them(opened: Database) -> None:
    held = [opened.engine.connect() for _ in range(4)]
    found = {
        tuple(c.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "foreign_keys")) for c in held
    }
    for connection in held:
        connection.close()
    assert len(found) == 1 and next(iter(found))[1] == 1


def test_an_old_library_gets_delete_and_extra(path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    old_library(monkeypatch)
    database = Database(f"sqlite:///{path}")
    assert (pragma(database, "journal_mode"), pragma(database, "synchronous")) == ("delete", EXTRA)
    office = Office(database, Vault.open_file(path.parent / "office.key"), zone=ZoneInfo("Asia/Jakarta"), clock=clock)
    for n in range(1, 4):
        assert office.do(tickets.issue, by=KIOSK, key=f"k{n}", loket=1)["number"] == f"A-{n:03}"
    assert office.see(hall_board.build)["waiting"]["1"] == 3
    assert not Path(f"{path}-wal").exists()
    database.close()


def test_modes_are_read_back_not_believed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "journal_for", _changing())
    with pytest.raises(UnsafeDatabase, match="seharusnya"):
        Database(f"sqlite:///{path}")


def _changing() -> Any:
    """What is asked for, then what is expected: never the same."""
    answers = iter([("delete", "NORMAL"), ("wal", "FULL")])
    return lambda _version: next(answers)


def test_the_migrations_make_the_tables_of_the_code(opened: Database) -> None:
    with opened.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Table.metadata) == []


def test_every_column_says_what_it_is() -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in Table.metadata.sorted_tables
        for column in table.columns
        if not column.comment
    ]
    assert silent == []


def test_a_time_without_a_zone_is_not_stored(opened: Database) -> None:
    from datetime import datetime

    from office.records.tables import Heartbeat

    with pytest.raises(Exception, match="without a zone"), opened.write() as session:
        session.add(Heartbeat(who="token:1", role="kiosk", seen_at=datetime(2026, 11, 23, 9, 41), said={}))
