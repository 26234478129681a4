"""Eventlet and SQLite: nobody yields inside a transaction, and a database held by another program freezes no screen."""

import json
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, environment, wait_for


def start(what: str, folder: Path, founded: Path) -> subprocess.Popen[str]:
    (folder / "office.db").write_bytes(founded.read_bytes())
    command = [sys.executable, "-m", "tests.faults.hub_script", what, str(folder)]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def end(script: subprocess.Popen[str]) -> dict[str, Any]:
    """What hub_script says at its end."""
    out, err = script.communicate(timeout=120)
    assert script.returncode == 0, err[-3000:]
    said: dict[str, Any] = json.loads(out.splitlines()[-1])
    return said


def tickets(other: sqlite3.Connection) -> int:
    return int(other.execute("SELECT count(*) FROM tickets").fetchone()[0])


def test_no_act_yields_inside_its_transaction(tmp_path: Path, founded: Path) -> None:
    """Else the next writer would stop the whole process: every socket, every screen."""
    said = end(start("tripwire", tmp_path, founded))
    assert said["tripped"] == []
    assert said["works"], "the tripwire itself trips when somebody does"
    assert said["entered"] > 250 and said["stage"] == "HANDED_OVER", said


def test_ten_writers_and_a_held_database_freeze_nothing(
    tmp_path: Path, founded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another program (this one) takes the write lock for 100 ms, five times, while ten kiosks press on."""
    script = start("contention", tmp_path, founded)
    assert script.stdout is not None and script.stdout.readline() == "writing\n"
    other = sqlite3.connect(tmp_path / "office.db", isolation_level=None, timeout=30)
    for _ in range(5):
        other.execute("BEGIN IMMEDIATE")
        threading.Event().wait(0.1)
        other.execute("ROLLBACK")
        before = tickets(other)
        wait_for(lambda n=before: tickets(other) >= n + 10, what="the kiosks to go on")
    other.close()
    (tmp_path / "enough").touch()
    said = end(script)
    with capsys.disabled():
        print(f"\nlargest heartbeat gap: {said['gap'] * 1000:.0f} ms over {said['beats']} beats")
    assert said["numbers"] == said["different"] >= 50
    assert said["gap"] < 0.5


@pytest.mark.parametrize("command", ["run", "print-room", "token", "migrate", "doctor"])
def test_only_the_web_process_is_patched(command: str) -> None:
    """Importing the commands as another one loads neither eventlet nor Flask."""
    program = (
        f"import sys; sys.argv = ['server', '{command}']; import server.__main__ as m; "
        "from threading import Lock; print('eventlet' in sys.modules, 'flask' in sys.modules, type(Lock()).__module__)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["False", "False", "_thread"], done.stderr
