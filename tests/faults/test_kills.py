"""kill -9 of the web process under load: whoever was given a number has it, and no number is missing or given twice."""

import itertools
import json
import os
import random
import signal
import threading
import urllib.error
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from office.records.tables import Ticket
from tests.conftest import Running, start_hall, wait_for
from tests.faults import inside, wire


@dataclass
class Kiosks:
    """Kiosks that press on whatever happens; every answer is noted on disk before the next press."""

    hall: Running
    token: str
    note: Path
    over: threading.Event = field(default_factory=threading.Event)
    acknowledged: int = 0
    webs: list[int] = field(default_factory=list)

    def press_on(self, name: int) -> None:
        for tap in itertools.count():
            answer = self.insist(f"kiosk-{name}-{tap}", {"loket": 1 + name % 2, "priority": tap % 5 == 0})
            if answer is None:
                return
            with self.note.open("a") as file:
                file.write(json.dumps({name: answer[name] for name in ("id", "number", "token", "loket")}) + "\n")
            self.acknowledged += 1
            self.over.wait(0.02)

    def insist(self, key: str, body: dict[str, Any]) -> Any:
        """The same press until it is answered: what a kiosk does while the server is away."""
        while not self.over.is_set():
            try:
                status, answer = wire.ask(
                    f"{self.hall.url}/api/v1/tickets", token=self.token, key=key, body=body, timeout=5
                )
            except (urllib.error.URLError, OSError, ValueError):
                self.over.wait(0.05)
                continue
            if status in (200, 201):
                return answer
            assert status == 503, (status, answer)
        return None


@pytest.fixture
def kiosks(tmp_path: Path) -> Iterator[Kiosks]:
    """Four kiosks that press on a hall of their own; in the end nobody is left, however the test went."""
    hall = start_hall(tmp_path / "var")
    kiosks = Kiosks(hall, inside.token_of(hall, "kiosk"), tmp_path / "acknowledged")
    pressing = [threading.Thread(target=kiosks.press_on, args=(n,)) for n in range(4)]
    for thread in pressing:
        thread.start()
    yield kiosks
    kiosks.over.set()
    for thread in pressing:
        thread.join(20)
    for pid in {kiosks.hall.process.pid, *kiosks.webs}:
        if wire.is_alive(pid):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.prove)])
def test_nothing_acknowledged_is_lost(kiosks: Kiosks, kills: int) -> None:
    """The supervisor starts the web process again each time; then it is killed itself, and started by hand."""
    chance, first = random.Random(20261123), kiosks.hall
    for _ in range(kills):
        _kill_web(kiosks, chance.uniform(0.05, 0.5))
    _given_again(kiosks)
    kiosks.webs.append(wire.children(first.process.pid)["web"])
    first.process.kill()
    first.process.wait(10)
    wait_for(lambda: not wire.listens(first.url), what="the orphan to end")
    kiosks.hall = start_hall(first.data, int(first.url.rpartition(":")[2]))
    _given_again(kiosks)
    kiosks.over.set()
    assert kiosks.hall.stop() == 0
    assert inside.faults(kiosks.hall) == []
    _compare(kiosks.hall, kiosks.note)


def _kill_web(kiosks: Kiosks, after: float) -> None:
    """Kill the web process a moment after it gave numbers again."""
    _given_again(kiosks)
    web = wire.children(kiosks.hall.process.pid)["web"]
    threading.Event().wait(after)
    os.kill(web, signal.SIGKILL)
    wait_for(lambda: not wire.is_alive(web), what="the web process to be gone")


def _given_again(kiosks: Kiosks) -> None:
    before = kiosks.acknowledged
    wait_for(lambda: kiosks.acknowledged > before + 4, seconds=40, what="numbers to be given")


def _compare(hall: Running, note: Path) -> None:
    acknowledged = [json.loads(line) for line in note.read_text().splitlines()]
    with inside.opened(hall) as office:
        kept = office.see(lambda read: {t.id: t for t in read.session.query(Ticket)})
    assert len(acknowledged) >= 20
    assert len({row["number"] for row in acknowledged}) == len(acknowledged), "one press, one number"
    for row in acknowledged:
        ticket = kept[row["id"]]
        assert (ticket.label, ticket.token, ticket.loket) == (row["number"], row["token"], row["loket"])
    for series in "ABP":
        own = sorted(ticket.number for ticket in kept.values() if ticket.series == series)
        assert own == list(range(1, len(own) + 1)), series
