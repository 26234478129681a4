"""The log: one record, one line, whatever was typed; a crash can be found by its id."""

import json
import logging
from collections.abc import Iterator

import pytest

from server import logs

FORGED = 'x\n2026-11-23 09:41 INFO root: all is well\r\n\x1b[2J{"level": "INFO"}\u2028y'


@pytest.fixture(autouse=True)
def logger_as_it_was() -> Iterator[None]:
    """The root logger of the other tests is left alone."""
    root = logging.getLogger()
    kept, level = list(root.handlers), root.level
    yield
    root.handlers[:] = kept
    root.setLevel(level)


def crash() -> None:
    try:
        raise ValueError(FORGED)
    except ValueError:
        logging.getLogger("pendopo").exception("crash %s on %s", "K7P2", FORGED)


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.begin("json")
    logging.getLogger("pendopo").warning("said %s", FORGED)
    crash()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    first, second = map(json.loads, lines)
    assert (first["level"], first["logger"], first["message"]) == ("WARNING", "pendopo", f"said {FORGED}")
    assert second["message"].startswith("crash K7P2") and "ValueError" in second["trace"]
    assert first["at"].endswith("+00:00")


def test_for_people_a_message_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.begin("human")
    logging.getLogger("pendopo").warning("said %s", FORGED)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.isprintable() and "\\n2026-11-23" in line and "\\x1b[2J" in line


def test_a_crash_has_its_trace(capsys: pytest.CaptureFixture[str]) -> None:
    logs.begin("human")
    crash()
    first, *trace = capsys.readouterr().err.splitlines()
    assert "K7P2" in first and "Traceback" in trace[0]
    assert all(line.startswith("    ") for line in trace), "no line of a trace looks like a record"
