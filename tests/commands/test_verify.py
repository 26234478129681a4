"""`verify` finds what somebody changed behind the office's back: one tampering, one line."""

import contextlib
import json

import pytest
from sqlalchemy import delete, select, update

from office.records.database import sqlite_driver
from office.records.tables import (
    File,
    HistoryRow,
    LetterNumber,
    LetterVersion,
    Mark,
    NumberSeries,
    Person,
    PrintJob,
    SurveyTotal,
    Ticket,
)


def wrong(done):
    """The names of the findings that do not hold."""
    return [line.removeprefix("[SALAH] ").partition(":")[0] for line in done.lines if line.startswith("[SALAH]")]


def test_after_honest_work_everything_holds(command, busy):
    done = command("verify")
    assert (done.code, wrong(done)) == (0, [])
    assert len(done.lines) >= 14
    assert all(line.startswith("[baik]") for line in done.lines)


def change(office, statement):
    with office.database.write() as session:
        assert session.execute(statement).rowcount >= 1


def pick(table, **values):
    return update(table).where(*(getattr(table, name) == value for name, value in values.items()))


TAMPERED = {
    "Nomor antrean urut tanpa celah dan tanpa ganda": pick(NumberSeries, name="ticket:A").values(last=7),
    "Nomor pendaftaran urut tanpa celah dan tanpa ganda": pick(NumberSeries, name="registration").values(last=9),
    "Nomor surat urut tanpa celah, terpakai atau BATAL": pick(LetterNumber, state="void").values(state="hilang"),
    "Nomor penyerahan urut tanpa celah": pick(NumberSeries, name="handover").values(last=5),
    "Setiap nomor, pendaftaran, dan penyerahan punya lembarnya": delete(PrintJob).where(PrintJob.kind == "receipt"),
    "Keadaan nomor antrean sama dengan riwayatnya": pick(Ticket, state="cancelled").values(state="waiting"),
    "Tahap berkas sama dengan riwayatnya": pick(File, stage="RETURNED").values(stage="PROCESSING"),
    "Berkas yang bernomor sudah ditandatangani": delete(Mark).where(Mark.kind == "signature"),
    "Sidik versi surat sama dengan riwayatnya": update(LetterVersion).values(letter_sha=LetterVersion.content_sha),
    "Rekap survei sama dengan jawabannya": pick(SurveyTotal, element="waktu").values(total=1),
    "Tidak ada catatan yang menunjuk ke ruang kosong": delete(Person),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_each_tampering_is_found_by_its_name(command, busy, name):
    change(busy, TAMPERED[name])
    done = command("verify")
    assert done.code == 1
    assert name in wrong(done)
    # swapping a letter's hash also points to a file that is not in the store
    assert len(wrong(done)) <= (2 if "Sidik" in name else 1)


def raw(tmp_path):
    """The database as somebody with a SQLite shell has it."""
    return contextlib.closing(sqlite_driver().connect(str(tmp_path / "office.db"), isolation_level=None))


@pytest.mark.parametrize("column", ["event", "actor", "subject", "facts", "day", "at", "on_board", "prev_hash", "hash"])
def test_a_changed_history_row_breaks_the_chain(command, busy, tmp_path, column):
    with raw(tmp_path) as wire:
        for (trigger,) in wire.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            wire.execute(f"DROP TRIGGER {trigger}")
        value = {"day": "2020-01-01", "at": "2020-01-01 00:00:00.000000", "on_board": 0, "facts": "{}"}.get(column, "x")
        where = "event = 'ticket_issued'" if column != "on_board" else "on_board AND event = 'ticket_issued'"
        wire.execute(f"UPDATE history SET {column} = ? WHERE {where}", (value,))
    done = command("verify")
    assert (done.code, "Rantai riwayat utuh" in wrong(done)) == (1, True)


def test_a_row_taken_from_the_end_is_missed(command, busy, tmp_path):
    with raw(tmp_path) as wire:
        for (trigger,) in wire.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            wire.execute(f"DROP TRIGGER {trigger}")
        wire.execute("DELETE FROM history WHERE seq = (SELECT max(seq) FROM history)")
    assert "Rantai riwayat utuh" in wrong(command("verify"))


def test_a_whole_chain_written_anew_does_not_fit_the_backup(command, busy, tmp_path):
    assert command("backup").code == 0
    (note,) = (tmp_path / "backups").glob("*.json")
    note.write_text(json.dumps({**json.loads(note.read_text()), "hash": "0" * 64}))
    assert wrong(command("verify")) == ["Rantai riwayat sesuai catatan cadangan"]


def test_a_swapped_letter_is_named(command, busy, tmp_path):
    version = busy.see(lambda read: read.session.scalars(select(LetterVersion)).first())
    path = tmp_path / "letters" / version.letter_sha[:2] / f"{version.letter_sha[2:]}.pdf"
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"%PDF", b"%FDP"))
    done = command("verify")
    assert wrong(done) == ["Isi surat tersimpan sesuai sidiknya"]
    assert f"berkas {version.file_id} versi {version.n}" in done.out


def test_an_officer_with_two_tickets_is_found(command, busy, tmp_path):
    with raw(tmp_path) as wire:
        wire.execute("DROP INDEX uq_tickets_one_at_hand")
        wire.execute("UPDATE tickets SET state = 'called', holder = 'officer:1'")
    assert "Setiap petugas memegang paling banyak satu nomor" in wrong(command("verify"))


def test_the_history_refuses_change_by_itself(busy):
    with pytest.raises(Exception, match=r"(?i)history|append"), busy.database.write() as session:
        session.execute(update(HistoryRow).values(actor="officer:9"))
