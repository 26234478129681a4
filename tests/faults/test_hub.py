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


@pytest.mark.prove
def test_ten_writers_and_a_held_database_freeze_nothing(
    tmp_path: Path, founded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten kiosks press on while another program takes the write lock for 100 ms again and again.

    The gap is a time, so it is measured once more when a busy test machine spoiled it; a freeze is there every time.
    """
    gaps = [contended(tmp_path, founded)]
    if gaps[0] >= 0.5:
        gaps.append(contended(tmp_path, founded))
    with capsys.disabled():
        print(f"\nlargest heartbeat gap with ten writers and a held database: {min(gaps) * 1000:.0f} ms")
    assert min(gaps) < 0.5


def contended(folder: Path, founded: Path) -> float:
    """The largest gap between two heartbeats of the hub, in seconds."""
    for left in folder.glob("*"):
        left.unlink()
    script = start("contention", folder, founded)
    assert script.stdout is not None and script.stdout.readline() == "writing\n"
    other = sqlite3.connect(folder / "office.db", isolation_level=None, timeout=0)
    for _ in range(4):
        wait_for(lambda: takes_the_lock(other), what="the lock")
        threading.Event().wait(0.1)
        other.execute("ROLLBACK")
        before = tickets(other)
        wait_for(lambda n=before: tickets(other) >= n + 10, what="the kiosks to go on")
    other.close()
    (folder / "enough").touch()
    said = end(script)
    assert said["numbers"] == said["different"] >= 40
    return float(said["gap"])


def takes_the_lock(other: sqlite3.Connection) -> bool:
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True


@pytest.mark.parametrize("command", ["run", "print-room", "token", "migrate", "doctor"])
def test_only_the_web_process_is_patched(command: str) -> None:
    """Importing the commands as another one loads neither eventlet nor Flask."""
    program = (
        f"import sys; sys.argv = ['server', '{command}']; import server.__main__ as m; "
        "from threading import Lock; print('eventlet' in sys.modules, 'flask' in sys.modules, type(Lock()).__module__)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["False", "False", "_thread"], done.stderr
