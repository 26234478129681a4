"""Two web processes over one database: Redis carries the hint from where somebody acts to the other one's screens."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.commands.opening import found_office
from server.config import Config
from tests.conftest import ROOT, Running, environment, free_port, wait_for
from tests.faults import wire
from tests.faults.inside import token_of


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """A Redis of our own, that writes nothing."""
    port = free_port()
    asked = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    server = subprocess.Popen(asked, stdout=subprocess.DEVNULL)
    url = f"redis://127.0.0.1:{port}/0"
    wait_for(lambda: wire.listens(url), what="Redis")
    yield url
    server.terminate()
    server.wait(10)


@pytest.fixture
def two(tmp_path: Path, redis: str) -> Iterator[tuple[Running, Running]]:
    """The office founded, then two web processes on it."""
    data = tmp_path / "var"
    found_office(Config(data=data, _env_file=None), example=True)
    halls = [_web(data, redis) for _ in range(2)]
    for hall in halls:
        wait_for(lambda hall=hall: wire.listens(hall.url), what="a web process")
    yield halls[0], halls[1]
    assert [hall.stop() for hall in halls] == [0, 0]


def _web(data: Path, redis: str) -> Running:
    port = free_port()
    settings = environment(data, PENDOPO_PORT=str(port), PENDOPO_REDIS_URL=redis)
    return Running(
        f"http://127.0.0.1:{port}",
        data,
        subprocess.Popen([sys.executable, "-m", "server", "web"], env=settings, cwd=ROOT),
    )


def test_a_number_given_by_one_is_told_by_the_other(two: tuple[Running, Running]) -> None:
    """`changed` is never repeated by a pulse: only Redis can have brought it."""
    here, there = two
    line = wire.WebSocket(there.url)
    line.wait_for("0")
    line.join("/counter", token_of(here, "loket", loket=1))
    status, ticket = wire.ask(
        f"{here.url}/api/v1/tickets", token=token_of(here, "kiosk"), key="one-press", body={"loket": 1}
    )
    assert (status, ticket["number"]) == (201, "A-001")
    told = json.loads(line.wait_for('42/counter,["changed"').partition(",")[2])
    assert "loket" in told[1]["desks"]
    line.close()


def test_a_phone_at_one_hears_of_a_call_at_the_other(two: tuple[Running, Running]) -> None:
    here, there = two
    status, ticket = wire.ask(
        f"{here.url}/api/v1/tickets", token=token_of(here, "kiosk"), key="one-press", body={"loket": 1}
    )
    line = wire.WebSocket(there.url)
    line.wait_for("0")
    line.join("/ticket", ticket["token"])
    status, _ = wire.ask(
        f"{here.url}/api/v1/lokets/1/call-next", token=token_of(here, "loket", loket=1), key="call", body={}
    )
    assert status == 200
    wait_for(lambda: '"state":"called"' in line.wait_for('42/ticket,["ticket"'), what="the call on the phone")
    line.close()
