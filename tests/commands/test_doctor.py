"""`doctor`: for each fault exactly its line changes colour."""

from datetime import timedelta

import pytest

from office.office import SYSTEM
from office.paper import printers
from office.people import devices
from office.records.database import sqlite_driver
from server import assets

NEW = ("office", "new", "--name", "Kecamatan Dasuk", "--regency", "Kabupaten Sumenep", "--admin", "admin")


@pytest.fixture
def healthy(office, tmp_path, people):
    """The example office with a print room that was just heard of."""
    tmp_path.chmod(0o700)
    office.clock.now = office.clock.now.now(office.clock.now.tzinfo)
    room = office.do(devices.issue_token, by=SYSTEM, role="agent")["token"]
    office.do(devices.heartbeat, by=office.see(devices.bearer, token=room), role="agent")
    return office


def coloured(done):
    """The lines that are not green."""
    return [line for line in done.lines if not line.startswith("[baik]")]


def machine(line):
    """Lines that depend on this computer: its disk, and the browser files that set-up brings."""
    return "disk" in line or "Ruang kosong" in line or "Berkas peramban" in line


def faults(done):
    return [line for line in coloured(done) if not machine(line)]


def test_a_healthy_hall_is_green(command, healthy):
    done = command("doctor")
    assert faults(done) == []
    assert any("journal_mode" in line for line in done.lines)
    assert any(sqlite_driver().sqlite_version in line for line in done.lines)


def test_a_readable_key(command, healthy, tmp_path):
    (tmp_path / "office.key").chmod(0o644)
    done = command("doctor")
    assert (done.code, [line[:22] for line in faults(done)]) == (2, ["[SALAH] Kunci kantor d"])
    assert "chmod 600" in faults(done)[0]


def test_an_open_folder(command, healthy, tmp_path):
    tmp_path.chmod(0o755)
    done = command("doctor")
    assert [("chmod 700" in line, line[:6]) for line in faults(done)] == [(True, "[awas]")]


def test_a_clock_that_stands_before_the_newest_record(command, healthy):
    healthy.clock.forward(hours=2)
    healthy.do(devices.issue_token, by=SYSTEM, role="kiosk")
    done = command("doctor")
    assert [line for line in faults(done) if "Jam komputer" in line]
    assert done.code == 2


def test_a_silent_print_room(command, office):
    assert any("Ruang cetak tidak berjalan" in line for line in faults(command("doctor")))


def test_a_printer_in_trouble_and_one_switched_off(command, healthy):
    healthy.do(printers.report_state, by=SYSTEM, printer=1, state="paper_out", reason="kertas habis")
    healthy.do(printers.switch_printer, by=SYSTEM, printer=2, enabled=False)
    lines = faults(command("doctor"))
    assert ["kertas habis" in lines[0], "dimatikan" in lines[1], len(lines)] == [True, True, 2]


def test_missing_browser_files(command, healthy, monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "MODULES", tmp_path / "none")
    assert any("make install" in line for line in coloured(command("doctor")))


def test_an_own_office_lacks_people_and_a_backup_until_it_has_them(command):
    command(*NEW)
    lines = faults(command("doctor"))
    assert any("Meja tanpa petugas: loket" in line for line in lines)
    assert any("Belum ada cadangan" in line for line in lines)
    assert command("backup").code == 0
    for desk in ("loket:1", "kasi", "operator", "sekcam", "camat"):
        command("officer", "add", desk[:4], "--name", desk, "--desk", desk)
    lines = faults(command("doctor"))
    assert not [line for line in lines if "Meja" in line or "cadangan" in line]


def test_without_an_office_it_says_how_to_make_one(command, tmp_path):
    done = command("doctor", data=tmp_path / "nowhere")
    assert (done.code, "office new" in done.out) == (2, True)


def test_old_backups_are_called_old(command, tmp_path):
    import os
    import time

    command(*NEW)
    command("backup")
    (path,) = (tmp_path / "backups").glob("*.tar")
    old = time.time() - timedelta(hours=27).total_seconds()
    os.utime(path, (old, old))
    assert any("26 jam" in line for line in faults(command("doctor")))
