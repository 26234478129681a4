"""The simulation's way to the server: the public API with a bearer token a desk, every request timed."""

import random
import secrets
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

PATIENCE = 30.0
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)


class Refused(Exception):
    """The server said no: its `code` and `detail`."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        self.status, self.code, self.detail = status, code, detail
        super().__init__(f"{status} {code}: {detail}")


@dataclass
class Figures:
    """What was measured: seconds by kind of request, and every answer that should not have come."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    double_taps: int = 0
    lost_answers: int = 0


class Server:
    """The running server, for all desks of the simulation."""

    def __init__(self, url: str, tokens: Mapping[str, str], chance: random.Random) -> None:
        self.url, self.figures, self._chance = url.rstrip("/"), Figures(), chance
        self._sessions = {desk: self._session(token) for desk, token in tokens.items()}

    @staticmethod
    def _session(token: str) -> requests.Session:
        session = requests.Session()
        # no proxy, no .netrc: the server is this computer
        session.trust_env = False
        session.headers["Authorization"] = f"Bearer {token}"
        return session

    def get(self, desk: str, kind: str, path: str, **query: Any) -> Any:
        """`GET path` as `desk`; `kind` names it in the figures. Raises Refused."""
        return self._send(desk, kind, "GET", path, {"params": query})

    def post(self, desk: str, kind: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """`POST path` as `desk` with a fresh idempotency key; None for 204. Raises Refused.

        Now and then the button is tapped twice: the same key must give the same answer.
        """
        asked = {"json": body or {}, "headers": {"Idempotency-Key": secrets.token_urlsafe(16)}}
        answer = self._send(desk, kind, "POST", path, asked)
        if answer is not None and self._chance.random() < 0.03:
            self.figures.double_taps += 1
            if self._send(desk, kind, "POST", path, asked) != answer:
                self.figures.errors[f"{kind}: dua jawaban untuk satu kunci"] += 1
        return answer

    def close(self) -> None:
        """Hang up."""
        for session in self._sessions.values():
            session.close()

    def _send(self, desk: str, kind: str, method: str, path: str, asked: dict[str, Any]) -> Any:
        begun = time.perf_counter()
        answer = self._until_answered(desk, method, path, asked)
        self.figures.seconds[kind].append(time.perf_counter() - begun)
        if answer.status_code < 400:
            return answer.json() if answer.content else None
        try:
            said = answer.json()
        except ValueError:
            said = {}
        raise Refused(answer.status_code, said.get("code", "?"), said.get("detail", answer.reason))

    def _until_answered(self, desk: str, method: str, path: str, asked: dict[str, Any]) -> requests.Response:
        """A request whose answer was lost is sent again with its key: that is what keys are for."""
        for pause in (*PAUSES, None):
            try:
                return self._sessions[desk].request(method, self.url + path, timeout=PATIENCE, **asked)
            except (requests.ConnectionError, requests.Timeout):
                if pause is None:
                    raise
                self.figures.lost_answers += 1
                time.sleep(pause)
        raise AssertionError("the loop ends with an answer or an error")
