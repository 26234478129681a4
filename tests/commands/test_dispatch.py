"""All commands of the contract are there, and trouble is told in words."""

import re
import shutil
import wave

import pytest

from printer.slips import LAYOUTS

COMMANDS = {"run", "web", "print-room", "print-agent", "office", "officer", "device", "token", "printer", "migrate",
            "doctor", "verify", "backup", "restore", "export", "skm", "sla", "say", "slip", "simulate",
            "voice"}  # fmt: skip
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


def test_an_unknown_slip_is_no_command(command):
    assert command("slip", "preview", "struk").code == 2


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs Debian's espeak-ng")
def test_a_call_is_said_into_a_file_without_an_office(command, tmp_path):
    done = command("say", "A-007", "--loket", "2", "--out", tmp_path / "a.wav")
    assert (done.code, "A nol nol tujuh, silakan menuju loket dua" in done.out) == (0, True)
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        assert 6 < file.getnframes() / 22_050 < 15


@pytest.mark.parametrize(("number", "loket", "words"), [("7A", "1", "seperti A-007"), ("A-001", "9", "--loket 1")])
def test_what_is_no_call_is_refused_in_words(command, tmp_path, number, loket, words):
    done = command("say", number, "--loket", loket, "--out", tmp_path / "a.wav")
    assert (done.code, words in done.err, (tmp_path / "a.wav").exists()) == (1, True, False)
