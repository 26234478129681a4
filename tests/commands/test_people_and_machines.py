"""An office of one's own, its officers, tokens and printers."""

import re

import pytest
from sqlalchemy import select

from office.errors import NotSignedIn
from office.office import SYSTEM
from office.paper import printers
from office.people import devices, paired, pairing, staff
from office.records.tables import Officer, PrintJob
from printer import probe
from printer.fakes import FakePrinter
from server.commands import opening
from server.config import Config

NEW = ("office", "new", "--name", "Kecamatan Dasuk", "--regency", "Kabupaten Sumenep", "--admin", "admin")


def config(folder):
    return Config(data=folder, _env_file=None)


def password_of(done):
    return re.search(r"Kata sandi: (\S+)", done.out)[1]


def fits(folder, username, password):
    with opening.opened(config(folder)) as own:
        hashed = own.see(lambda read: read.session.scalars(select(Officer).where(Officer.username == username)).one())
        return staff.check_password(hashed.password_hash, password)


def test_a_new_office_has_one_admin_and_no_password_that_anybody_knows(command, tmp_path):
    done = command(*NEW)
    assert done.code == 0
    password = password_of(done)
    assert fits(tmp_path, "admin", password)
    assert not fits(tmp_path, "admin", "admin")
    with opening.opened(config(tmp_path)) as own:
        assert not own.example
        assert own.see(lambda read: read.settings.letterhead.office) == "Kecamatan Dasuk"
        assert [officer["username"] for officer in own.see(staff.roster)] == ["admin"]
    assert (tmp_path / "office.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "office.db").stat().st_mode & 0o077 == 0


def test_a_folder_holds_one_office(command, tmp_path):
    command(*NEW)
    before = (tmp_path / "office.db").read_bytes()
    done = command(*NEW)
    assert (done.code, "sudah memuat kantor" in done.err) == (1, True)
    assert (tmp_path / "office.db").read_bytes() == before


def test_the_example_office_is_not_taken_over(command, office):
    assert command(*NEW).code == 1


def test_password_from_standard_input(process, tmp_path):
    assert process(*NEW, "--password-stdin", say="kuda kuning\n").code == 0
    assert fits(tmp_path, "admin", "kuda kuning")
    done = process("officer", "reset", "admin", "--password-stdin", say="pendek\n")
    assert (done.code, "terlalu pendek" in done.err) == (2, True)
    assert fits(tmp_path, "admin", "kuda kuning")


def test_a_name_is_asked_for(process, tmp_path):
    done = process("office", "new")
    assert (done.code, "--name" in done.err) == (2, True)
    assert not tmp_path.joinpath("office.db").exists()


def test_officers_come_are_listed_and_get_a_new_password(command, tmp_path):
    command(*NEW)
    added = command("officer", "add", "siti", "--name", "Siti Rahma", "--desk", "loket:1", "--desk", "kasi:pmd")
    assert fits(tmp_path, "siti", password_of(added))
    assert re.search(r"^siti +Siti Rahma +loket:1, kasi:pmd$", command("officer", "list").out, re.MULTILINE)
    again = command("officer", "reset", "siti")
    assert fits(tmp_path, "siti", password_of(again))
    assert not fits(tmp_path, "siti", password_of(added))
    assert command("officer", "add", "siti", "--name", "Siti", "--desk", "camat").code == 1
    assert command("officer", "reset", "nobody").code == 1


@pytest.mark.parametrize("desk", ["loket", "loket:x", "camat:1"])
def test_a_desk_that_is_none(command, office, desk):
    assert command("officer", "add", "a", "--name", "A", "--desk", desk).code == 2
    assert command("officer", "add", "a", "--name", "A", "--desk", "raja").code == 1


def test_a_token_stands_alone_on_stdout_and_opens_the_office(process, office):
    done = process("token", "issue", "--as", "loket", "--loket", "2")
    assert (done.code, done.err) == (0, "")
    actor = office.see(devices.bearer, token=done.out.removesuffix("\n"))
    assert (actor.seats[0].desk, actor.seats[0].loket) == ("loket", 2)


def test_tokens_are_listed_without_their_text_and_revoked(command, office):
    token = command("token", "issue", "--as", "kasi", "--section", "pmd", "--label", "Uji").out.strip()
    listed = command("device", "list")
    assert "kasi" in listed.out
    assert "Uji" in listed.out
    assert token not in listed.out
    assert command("device", "revoke", "1").code == 0
    assert "dicabut" in command("device", "list").out
    with pytest.raises(NotSignedIn):
        office.see(devices.bearer, token=token)


def test_a_screen_is_let_in_listed_and_shut_out_by_commands(command, office, tmp_path):
    with opening.opened(config(tmp_path)) as today:  # a command knows no clock but the machine's
        given = today.do(pairing.begin, by=SYSTEM)
    wrong = command("device", "approve", "BBB-BBB", "--as", "kiosk", "--name", "Kios pintu masuk")
    assert (wrong.code, "Lihat kode di layar" in wrong.err) == (1, True)
    words = ("--as", "display", "--name", "TV ruang tunggu", "--zone", "Ruang tunggu", "--speaker")
    assert "/display/" in command("device", "approve", given["user_code"], *words).out
    with opening.opened(config(tmp_path)) as today:
        made = today.do(pairing.collect, by=SYSTEM, device_code=given["device_code"])
    assert office.see(paired.holder, token=made["token"]).desks == {"display"}
    listed = command("device", "list").out
    assert re.search(r"L1 +display +TV ruang tunggu: belum pernah terdengar", listed) and made["token"] not in listed
    assert command("device", "revoke", "L1").code == 0
    assert office.see(paired.holder, token=made["token"]) is None
    assert (command("device", "revoke", "L9").code, command("device", "revoke", "x").code) == (1, 1)


def test_an_own_office_wants_to_know_whose_acts_a_token_does(command):
    command(*NEW)
    done = command("token", "issue", "--as", "loket", "--loket", "1")
    assert (done.code, done.out, "--officer" in done.err) == (1, "", True)
    assert command("token", "issue", "--as", "loket", "--loket", "1", "--officer", "admin").code == 0
    assert command("token", "issue", "--as", "loket", "--loket", "9", "--officer", "admin").code == 1
    assert command("token", "issue", "--as", "kiosk").code == 0


def test_without_an_office_nothing_is_made(command, tmp_path):
    for words in (("token", "issue", "--as", "kiosk"), ("officer", "list"), ("verify",), ("backup",), ("migrate",)):
        done = command(*words, data=tmp_path / "nowhere")
        assert (done.code, "Belum ada kantor" in done.err) == (2, True), words
    assert not (tmp_path / "nowhere").exists()


def test_an_office_without_its_key_is_not_opened_and_gets_no_new_one(command, office, tmp_path):
    (tmp_path / "office.key").unlink()
    done = command("officer", "list")
    assert (done.code, "Kunci kantor" in done.err) == (2, True)
    assert not (tmp_path / "office.key").exists()


def test_printers_are_added_listed_and_moved(command, office):
    assert command("printer", "add", "Depan", "--at", "tcp://127.0.0.1:9100", "--for", "kiosk").code == 0
    assert (
        command("printer", "add", "Depan", "--at", "tcp://127.0.0.1:9101", "--for", "loket:1", "--columns", "32").code
        == 0
    )
    rows = [line for line in command("printer", "list").lines if line.startswith("Depan")]
    assert len(rows) == 1
    assert "loket:1" in rows[0]
    assert "tcp://127.0.0.1:9101" in rows[0]
    for at, place in (("tcp://127.0.0.1:22", "kiosk"), ("http://x", "kiosk"), ("preview:", "dapur")):
        assert command("printer", "add", "Salah", "--at", at, "--for", place).code == 1


def test_probing_prints_nothing_and_says_how_the_printer_is(command, office):
    with FakePrinter("B") as printer:
        command("printer", "add", "Depan", "--at", printer.at, "--for", "kiosk")
        good = command("printer", "probe", "Depan")
        assert (good.code, "siap" in good.out) == (0, True)
        printer.run_out_of_paper()
        bad = command("printer", "probe", "Depan")
        assert (bad.code, "kertas habis" in bad.out) == (1, True)
        assert printer.slips == []
    gone = command("printer", "probe", "Depan")
    assert (gone.code, "tidak terhubung" in gone.out) == (1, True)
    assert command("printer", "probe", "Belakang").code == 1


def test_a_test_slip_waits_for_the_print_room(command, office):
    assert command("printer", "test", "Kios").code == 0
    jobs = office.see(lambda read: list(read.session.scalars(select(PrintJob))))
    assert [(job.kind, job.state) for job in jobs] == [("test", "queued")]


def test_a_printer_at_an_agents_computer_is_probed_there(command, office):
    command("printer", "add", "Jauh", "--at", "usb://04b8:0e15", "--for", "kiosk", "--room", "kios-pc")
    told = command("printer", "probe", "Jauh")
    assert told.code == 1 and "python -m printer.probe 'usb://04b8:0e15'" in told.out
    with FakePrinter("C") as printer:
        assert probe.main([printer.at, "--quick"]) == 0
    command("printer", "add", "Jauh", "--at", "usb://04b8:0e15", "--for", "kiosk", "--room", "kios-pc", "--class", "C")
    assert office.see(printers.list_printers)[-1]["completion_class"] == "C"


def test_a_roll_is_counted_and_a_printer_stopped(command, office):
    command("printer", "add", "Depan", "--at", "tcp://127.0.0.1:9100", "--for", "kiosk")
    assert "sekitar 416 karcis" in command("printer", "roll", "Depan").out
    assert command("printer", "roll", "Depan", "--metres", "1").code == 1
    command("printer", "stop", "Depan")
    assert "dimatikan" in command("printer", "list").out
    command("printer", "resume", "Depan")
    assert "dimatikan" not in command("printer", "list").out
