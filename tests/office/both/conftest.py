"""An office on either database, and a crowd of processes that use it at once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from office.office import Office
from office.records import founding, schema
from office.records.database import Database
from office.records.tables import Table
from office.records.vault import Vault
from tests import postgres
from tests.conftest import MONDAY, Clock
from tests.office.both.crowd import Crowd


@pytest.fixture(scope="session")
def pg_founded() -> Iterator[tuple[str, postgres.Seed]]:
    """An office in a private cluster: its address, and how to make it fresh again."""
    if postgres.programs() is None:
        pytest.skip(postgres.MISSING)
    with postgres.cluster() as cluster:
        url = postgres.new_database(cluster, "office")
        address = url.render_as_string(hide_password=False)
        database = Database(address)
        schema.migrate(database)
        founding.found(database, example=True, now=MONDAY)
        database.close()
        seed = postgres.Seed(url, list(Table.metadata.tables))
        yield address, seed
        seed.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh office's database: once on SQLite, once on PostgreSQL."""
    if request.param == "sqlite":
        path = request.getfixturevalue("tmp_path") / "office.db"
        path.write_bytes(request.getfixturevalue("founded").read_bytes())
        return f"sqlite:///{path}"
    address, seed = request.getfixturevalue("pg_founded")
    seed.bring_back()
    return address


@pytest.fixture
def office(database_url: str, tmp_path: Path, clock: Clock) -> Iterator[Office]:
    """The example office on the database at hand (shadows the one of all tests, which is SQLite only)."""
    database = Database(database_url)
    yield Office(database, Vault.open_file(tmp_path / "office.key"), zone=ZoneInfo("Asia/Jakarta"), clock=clock)
    database.close()


@pytest.fixture(scope="session")
def crowd_of_processes() -> Iterator[Crowd]:
    with Crowd(processes=3) as crowd:
        yield crowd


@pytest.fixture
def at_once(crowd_of_processes: Crowd, office: Office, database_url: str, tmp_path: Path) -> Callable[..., list[Any]]:
    """`at_once(jobs)`: every job (see `crowd.Job`) begun at the same moment, spread over processes and threads."""
    return lambda jobs: crowd_of_processes.run(database_url, tmp_path / "office.key", jobs)
