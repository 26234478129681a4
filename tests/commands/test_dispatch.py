"""All commands of the contract are there, and trouble is told in words."""

import re

import pytest

from printer.slips import LAYOUTS

COMMANDS = {"run", "web", "print-room", "print-agent", "office", "officer", "device", "token", "printer", "migrate",
            "doctor", "verify", "backup", "restore", "export", "skm", "sla", "say", "slip", "simulate"}  # fmt: skip
#: something that each example says
SAYS = {"ticket": "A-012", "receipt": "0412/1/11/2026", "deficiency": "Fotokopi KK", "visit": "25-11-2026",
        "handover": "0388/2026", "leftover": "A-031", "complaint": "ADU-0007/2026", "queue_state": "P-004",
        "day_close": "9f3c", "test": "9100"}  # fmt: skip


def test_help_names_every_command(command):
    done = command("--help")
    assert done.code == 0
    assert set(re.findall(r"^    ([a-z][a-z-]+)", done.out, re.MULTILINE)) >= COMMANDS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(command, name):
    done = command(name, "--help")
    assert (done.code, done.err) == (0, "")
    assert name in done.out


def test_all_that_is_wrong_with_the_settings_is_told_at_once(process):
    done = process("verify", PENDOPO_TIMEZON="Asia/Jakarta", PENDOPO_PORT="delapan", PENDOPO_TIMEZONE="Mars/Base")
    assert done.code == 2
    assert [name for name in ("PENDOPO_TIMEZON:", "PENDOPO_PORT:", "PENDOPO_TIMEZONE:") if name not in done.err] == []
    assert "Traceback" not in done.err


def test_an_empty_setting_is_no_setting(process, tmp_path):
    done = process("verify", PENDOPO_PORT="", PENDOPO_HOST="", PENDOPO_LOG="", PENDOPO_SECRET_FILE="")
    assert (done.code, "Belum ada kantor" in done.err) == (2, True)


def test_a_database_that_is_none_is_told_in_words(command, tmp_path):
    (tmp_path / "office.db").write_bytes(b"this is no database, whatever its name says" * 100)
    done = command("verify")
    assert (done.code, "database" in done.err.lower(), "Traceback" in done.err) == (2, True, False)


@pytest.mark.parametrize("kind", sorted(LAYOUTS))
@pytest.mark.parametrize("columns", [48, 42, 32])
def test_every_kind_of_slip_can_be_looked_at(command, kind, columns):
    done = command("slip", "preview", kind, "--columns", columns)
    assert done.code == 0
    assert max(len(line) for line in done.lines if "kode QR" not in line) <= columns
    assert SAYS[kind] in done.out


def test_an_unknown_slip_and_a_voice_that_is_not_there(command, tmp_path):
    assert command("slip", "preview", "struk").code == 2
    done = command("say", "A-001", "--loket", "1", "--out", tmp_path / "a.wav")
    assert (done.code, "belum tersedia" in done.err) == (2, True)
