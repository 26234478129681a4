"""Fixtures everybody may use: an example office in a temporary folder, its app, and a real running hall."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect

from office.office import SYSTEM, Actor, Office, Seat
from office.people import devices
from office.records import founding, schema
from office.records.database import Database
from office.records.vault import Vault
from printer.letters.desk import LetterDesk
from printer.letters.press import LetterPress
from printer.letters.store import LetterStore
from server.config import Config
from tests import once  # what is made once in a process; before any app is built
from tests.browser import chromium, close_all
from tests.walk import Walk

ROOT = Path(__file__).parent.parent
# a busy machine is slow, not wrong: browsers wait for conditions, and this long at most
expect.set_options(timeout=40_000)
MONDAY = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)  # 09.41 in Ambunten
#: what a run's temporary folders may need
MEMORY_BYTES = 1024**3
#: folders whose tests mostly wait (for browsers, processes, paper)
SLOW = ("stories", "faults", "surfaces", "commands")


def pytest_configure() -> None:
    """Temporary folders in memory, where there is enough: offices that live for one test need not outlive the power."""
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > MEMORY_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


def pytest_unconfigure() -> None:
    close_all()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow folders first: at the end the workers share what is quick, and none is left alone with a long file."""
    items.sort(key=lambda item: SLOW.index(folder) if (folder := item.path.parent.name) in SLOW else len(SLOW))


class Clock:
    """A clock the test moves."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def forward(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A freshly founded example office to copy: migrating once is enough."""
    path = tmp_path_factory.mktemp("founded") / "office.db"
    database = Database(f"sqlite:///{path}")
    schema.migrate(database)
    founding.found(database, example=True, now=MONDAY)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture(scope="session")
def browser() -> Browser:
    """The one Chromium of this process; every test opens contexts of its own."""
    with chromium() as launch:
        return launch()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(founded: Path, tmp_path: Path, clock: Clock) -> Iterator[Office]:
    """An example office with a clock of its own."""
    (tmp_path / "office.db").write_bytes(founded.read_bytes())
    database = Database(f"sqlite:///{tmp_path / 'office.db'}")
    vault = Vault.open_file(tmp_path / "office.key")
    yield Office(database, vault, zone=ZoneInfo("Asia/Jakarta"), clock=clock)
    database.close()


@pytest.fixture(scope="session")
def press() -> Iterator[LetterPress]:
    with LetterPress() as shared:
        yield shared


@pytest.fixture
def letters(office: Office, press: LetterPress, tmp_path: Path) -> LetterDesk:
    return LetterDesk(office, press, LetterStore(tmp_path / "letters"))


@pytest.fixture
def hall_parts(office: Office, letters: LetterDesk, tmp_path: Path) -> Any:
    """The parts of one web process: app, socketio, teller."""
    from server import app as assembly  # only for tests of pages: it imports every surface

    return assembly.build(office, letters, Config(data=tmp_path, _env_file=None))


@pytest.fixture
def app(hall_parts: Any) -> Any:
    return hall_parts.app


@pytest.fixture
def client(app: Any) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def people() -> dict[str, Actor]:
    """One officer per desk, as the example office has them."""
    desks = [Seat("loket", 1), Seat("loket", 2), Seat("kasi"), Seat("operator"), Seat("sekcam"), Seat("camat"),
             Seat("supervisor"), Seat("kiosk"), Seat("display")]  # fmt: skip
    names = ("loket1", "loket2", "kasi", "operator", "sekcam", "camat", "supervisor", "kiosk", "display")
    return {
        name: Actor("officer", n, name, (seat,)) for n, (name, seat) in enumerate(zip(names, desks, strict=True), 1)
    }


@dataclass
class Running:
    """A hall as its users run it: `python -m server run` on a free port with its own data."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, role: str, *more: str) -> str:
        """A bearer token for `role`, with what the command would be told: `token("loket", "--loket", "2")`."""
        name = " ".join((role, *more))
        if name not in self.tokens:
            about = {option.removeprefix("--"): said for option, said in zip(more[::2], more[1::2], strict=True)}
            given = {option: int(said) if said.isdigit() else said for option, said in about.items()}
            with opened(self) as office:
                self.tokens[name] = office.do(devices.issue_token, by=SYSTEM, role=role, **given)["token"]
        return self.tokens[name]

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


@contextmanager
def opened(hall: Running) -> Iterator[Office]:
    """The running hall's office, opened beside its server; a command that does the same starts another Python."""
    database = Database(f"sqlite:///{hall.data / 'office.db'}")
    try:
        yield Office(database, Vault.open_file(hall.data / "office.key"), zone=ZoneInfo("Asia/Jakarta"))
    finally:
        database.close()


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of a hall of our own: nothing of the caller's PENDOPO_ settings."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("PENDOPO_")}
    return own | {"PENDOPO_DATA": str(data)} | more


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], Any], *, seconds: float = 40.0, what: str = "the condition") -> Any:
    """Whatever `condition` answers once it is true; fails after `seconds` naming `what`."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


def start_hall(data: Path, port: int | None = None, *, empty: bool = False) -> Running:
    """Start `python -m server run` and wait until it is ready; `empty`: it founds its office itself."""
    port = port or free_port()
    if not empty and not data.exists():
        shutil.copytree(once.example(), data)
    settings = environment(data, PENDOPO_PORT=str(port))
    log = (data.parent / f"{data.name}.log").open("ab")
    process = subprocess.Popen([sys.executable, "-m", "server", "run"], env=settings, cwd=ROOT, stdout=log, stderr=log)
    hall = Running(f"http://127.0.0.1:{port}", data, process)
    wait_for(lambda: process.poll() is not None or _ready(hall.url), seconds=60, what="the hall to open")
    assert process.poll() is None, (data.parent / f"{data.name}.log").read_text()[-3000:]
    return hall


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Running]:
    """A running hall with its own fresh data."""
    running = start_hall(tmp_path / "var")
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture
def token(office: Office) -> Callable[..., str]:
    """Issue a bearer token in the test's office: `token("loket", loket=1)`."""
    return lambda role, **more: office.do(devices.issue_token, by=SYSTEM, role=role, **more)["token"]


@pytest.fixture
def walk(office: Office, letters: LetterDesk, people: dict[str, Actor]) -> Walk:
    """Files at any stage through the real verbs."""
    return Walk(office, letters, people)
