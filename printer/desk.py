"""The print room's telephone to the office: a few POSTs with a bearer token, and what their answers mean."""

import json
import logging
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

import urllib3

log = logging.getLogger("pendopo.print_room")

PAUSES = (0.2, 1.0, 2.0, 5.0, 10.0)
"""Seconds between tries while the office does not answer; the last one goes on for ever."""
#: connections kept open: the lease's and one for each lane of a large office
LINES = 16


class NoAnswer(Exception):
    """The office could not be reached, or answered that it cannot now: worth another try with the same key."""


class Refused(Exception):
    """The office said no (4xx); trying again would not help. `status` is the HTTP status."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(f"{status}: {words}")
        self.status = status


@dataclass
class Desk:
    """The office's job API under `server` ("http://127.0.0.1:8000"). Safe to use from several threads."""

    server: str
    token: str
    stopping: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        # connections stay open, as slips wait for every one made anew; never through a proxy: the office is near
        self._wire = urllib3.PoolManager(maxsize=LINES, retries=False)

    def post(self, path: str, body: dict[str, Any], *, key: str, patience: float = 10.0) -> dict[str, Any]:
        """One POST to `/api/v1{path}`. Raises `NoAnswer` or `Refused`."""
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        try:
            answer = self._wire.request("POST", f"{self.server.rstrip('/')}/api/v1{path}", json=body, headers=headers,
                                        timeout=patience, redirect=False)  # fmt: skip
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise NoAnswer(str(error)) from error
        if answer.status >= 500 or answer.status == 429:
            raise NoAnswer(f"{answer.status}: {_words(answer.data)}")
        if answer.status >= 300:
            raise Refused(answer.status, _words(answer.data))
        try:
            return dict(json.loads(answer.data or b"{}"))
        except ValueError as error:
            raise NoAnswer(str(error)) from error

    def insist(self, path: str, body: dict[str, Any], *, tries: int | None = None) -> dict[str, Any]:
        """POST until the office answers, always with the same key; at most `tries` times, else until told to stop.

        Raises `Refused`, or `NoAnswer` when the tries are used up or the room is stopping.
        """
        key, count = str(uuid.uuid4()), 0
        while True:
            try:
                return self.post(path, body, key=key)
            except NoAnswer:
                count += 1
                if tries is not None and count >= tries:
                    raise
                if self.stopping.wait(PAUSES[min(count - 1, len(PAUSES) - 1)]):
                    tries = count + 1

    # the four things a print room says -----------------------------------------------------------------------

    def lease(self, worker: str, wait: float) -> dict[str, Any]:
        """Jobs and printers; held open by the office for up to `wait` seconds while there is nothing to do."""
        body = {"worker": worker, "wait": wait}
        return self.post("/print-jobs/lease", body, key=str(uuid.uuid4()), patience=wait + 10)

    def sending(self, job: int, body: dict[str, Any]) -> bool:
        """Whether the office committed `sending`. Without a clear yes nothing is printed."""
        try:
            self.insist(f"/print-jobs/{job}/sending", body, tries=3)
        except (NoAnswer, Refused):
            return False
        return True

    def result(self, job: int, body: dict[str, Any]) -> bool:
        """What became of a job, sent again until the office has it; False when this room stopped before."""
        return self._tell(f"/print-jobs/{job}/result", body)

    def state(self, printer: int, body: dict[str, Any]) -> None:
        """How a printer is."""
        self._tell(f"/printers/{printer}/state", body)

    def _tell(self, path: str, body: dict[str, Any]) -> bool:
        try:
            self.insist(path, body)
        except Refused as refused:
            log.warning("the office refused %s: %s", path, refused)
        except NoAnswer:
            log.warning("stopping before the office heard %s", path)
            return False
        return True


def _words(body: bytes) -> str:
    return body[:2000].decode("utf-8", "replace")
