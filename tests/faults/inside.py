"""The running hall's data from the test's own process: another process that reads and writes beside the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from office.office import SYSTEM, Office
from office.people import devices
from office.records.database import Database
from office.records.vault import Vault
from office.views import verify
from tests.conftest import Running


@contextmanager
def opened(hall: Running) -> Iterator[Office]:
    """The hall's office, opened beside the server."""
    database = Database(f"sqlite:///{hall.data / 'office.db'}")
    try:
        yield Office(database, Vault.open_file(hall.data / "office.key"), zone=ZoneInfo("Asia/Jakarta"))
    finally:
        database.close()


def token_of(hall: Running, role: str, **more: Any) -> str:
    """A token for `role`, made in no time (the command that does it starts another Python)."""
    with opened(hall) as office:
        return str(office.do(devices.issue_token, by=SYSTEM, role=role, **more)["token"])


def faults(hall: Running) -> list[str]:
    """What the office's own check finds wrong with the hall's data."""
    with opened(hall) as office:
        return [finding.line for finding in office.see(verify.findings) if finding.faults]
