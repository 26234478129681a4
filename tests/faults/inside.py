"""The running hall's data from the test's own process: another process that reads and writes beside the server."""

from typing import Any

from office.office import SYSTEM
from office.people import devices
from office.views import verify
from tests.conftest import Running, opened


def token_of(hall: Running, role: str, **more: Any) -> str:
    """A token for `role`, made in no time (the command that does it starts another Python)."""
    with opened(hall) as office:
        return str(office.do(devices.issue_token, by=SYSTEM, role=role, **more)["token"])


def faults(hall: Running) -> list[str]:
    """What the office's own check finds wrong with the hall's data."""
    with opened(hall) as office:
        return [finding.line for finding in office.see(verify.findings) if finding.faults]
