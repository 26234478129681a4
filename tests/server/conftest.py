"""The server of one module's tests, and its callers: machines with tokens, browsers with seats."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from office.office import SYSTEM, Actor, Office
from office.people import devices, sessions
from office.records.database import Database
from office.records.vault import Vault
from printer.letters.desk import LetterDesk
from printer.letters.press import LetterPress
from printer.letters.store import LetterStore
from server import app as assembly
from server.config import Config
from server.doors import COOKIE
from tests.conftest import Clock
from tests.walk import Walk

#: every kind of machine there is: name -> what its token is issued for
ROLES: dict[str, dict[str, Any]] = {
    "kiosk": {"role": "kiosk"},
    "display": {"role": "display"},
    "loket1": {"role": "loket", "loket": 1},
    "loket2": {"role": "loket", "loket": 2},
    "kasi": {"role": "kasi"},
    "kasi_kesra": {"role": "kasi", "section": "kesra"},
    "operator": {"role": "operator"},
    "sekcam": {"role": "sekcam"},
    "camat": {"role": "camat"},
    "supervisor": {"role": "supervisor"},
    "admin": {"role": "admin"},
    "agent": {"role": "agent"},
}
_keys = itertools.count()


def fresh_key() -> str:
    return f"key-{next(_keys)}"


@dataclass
class Served:
    """One web process's parts, over an office of its own."""

    office: Office
    hall: Any
    clock: Clock
    walk: Walk
    tokens: dict[str, str]

    @property
    def client(self) -> FlaskClient:
        """A caller with nothing in its pockets."""
        client: FlaskClient = self.hall.app.test_client()
        return client

    def ask(self, who: str | None, method: str, url: str, *, key: str | None = "", **more: Any) -> TestResponse:
        """A request of the machine `who` (None: of nobody), with a fresh key unless one (or None) is given."""
        headers = {**more.pop("headers", {})}
        if who is not None:
            headers["Authorization"] = f"Bearer {self.tokens[who]}"
        if key is not None and method not in ("GET", "HEAD"):
            headers["Idempotency-Key"] = key or fresh_key()
        return self.client.open(url, method=method, headers=headers, **more)

    def post(self, who: str | None, url: str, body: Any = None, **more: Any) -> TestResponse:
        """POST with a JSON body, under /api/v1."""
        return self.ask(who, "POST", f"/api/v1{url}", json=body if body is not None else {}, **more)

    def get(self, who: str | None, url: str, **more: Any) -> TestResponse:
        """GET under /api/v1."""
        return self.ask(who, "GET", f"/api/v1{url}", **more)

    def browser(self, *usernames: str) -> tuple[FlaskClient, str]:
        """A browser where these officers sit, and the CSRF token of its session."""
        client, cookie = self.client, None
        for username in usernames:
            officer = self.office.see(_officer, username=username)
            anyone = Actor("anyone")
            made = self.office.do(sessions.enter, by=anyone, officer_id=officer, cookie=cookie, keep_seats=True)
            cookie = made["cookie"]
        assert cookie is not None
        client.set_cookie(COOKIE, cookie)
        return client, str(self.office.see(sessions.seated, cookie=cookie)["csrf"])


def _officer(read: Any, *, username: str) -> int:
    from sqlalchemy import select

    from office.records.tables import Officer

    return int(read.session.scalars(select(Officer.id).where(Officer.username == username)).one())


@pytest.fixture(scope="module")
def served(founded: Path, press: LetterPress, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server that a module's tests share."""
    from tests.conftest import people

    folder = tmp_path_factory.mktemp("served")
    (folder / "office.db").write_bytes(founded.read_bytes())
    database, clock = Database(f"sqlite:///{folder / 'office.db'}"), Clock()
    office = Office(database, Vault.open_file(folder / "office.key"), zone=ZoneInfo("Asia/Jakarta"), clock=clock)
    letters = LetterDesk(office, press, LetterStore(folder / "letters"))
    hall = assembly.build(office, letters, Config(data=folder, _env_file=None))
    tokens = {name: office.do(devices.issue_token, by=SYSTEM, **how)["token"] for name, how in ROLES.items()}
    yield Served(office, hall, clock, Walk(office, letters, people.__wrapped__()), tokens)
    database.close()
