"""A backup brings everything back but the key, and a bad one brings nothing."""

import shutil
import tarfile
from hashlib import sha256

import pytest
from sqlalchemy import select

from display.voice import sound
from display.voice.pack import Pack
from display.voice.workshop import Made
from office.configuration import changes
from office.office import SYSTEM
from office.records import history, parts
from office.records.tables import File, HistoryHead
from server.commands import opening
from server.config import Config

NIK = b"3529010101010001"


@pytest.fixture
def backup(command, busy, tmp_path):
    """A backup of an office with letters."""
    assert command("backup").code == 0
    (path,) = (tmp_path / "backups").glob("pendopo-*.tar")
    return path


def restored(folder, key):
    shutil.copy(key, folder / "office.key")
    return opening.opened(Config(data=folder, _env_file=None))


def test_everything_comes_back_under_a_new_boot(command, busy, backup, tmp_path):
    folder = tmp_path / "new"
    done = command("restore", backup, data=folder)
    assert (done.code, done.err) == (0, "")
    with restored(folder, tmp_path / "office.key") as again:
        head = [place.see(lambda read: read.session.get_one(HistoryHead, 1).hash) for place in (busy, again)]
        assert head[0] == head[1]
        assert again.boot != busy.boot
        assert again.see(lambda read: [*history.faults(read.session)]) == []
        stages = [
            place.see(lambda read: [*read.session.scalars(select(File.stage).order_by(File.id))])
            for place in (busy, again)
        ]
        assert stages[0] == stages[1] == ["RETURNED", "DRAFTING", "HANDED_OVER"]
    assert command("verify", data=folder).code == 0


def test_a_backup_is_private_without_the_key_and_its_database_without_nik(backup, tmp_path):
    assert backup.stat().st_mode & 0o077 == 0
    assert (tmp_path / "office.key").read_bytes() not in backup.read_bytes()
    with tarfile.open(backup) as tar:
        names = tar.getnames()
        assert NIK not in tar.extractfile("office.db").read()
    assert {"office.db", "manifest.json"} < set(names)
    assert any(name.startswith("letters/") and name.endswith(".pdf") for name in names)


def test_an_announcers_recordings_come_back_and_the_machines_clips_are_made_anew(command, busy, tmp_path):
    pack = Pack(tmp_path / "voice")
    pack.keep(pack.machine_made("satu"), sound.silence(300))
    pack.keep_recording("nol", Made(sound.silence(300), sound.silence(900), 100, 400))
    assert command("backup").code == 0
    (path,) = (tmp_path / "backups").glob("pendopo-*.tar")
    assert command("restore", path, data=tmp_path / "new").code == 0
    again = Pack(tmp_path / "new" / "voice", stock=tmp_path / "none")
    assert (again.source("nol"), again.source("satu")) == ("recorded", None)
    assert (again.pcm("nol"), again.whole("nol"), again.cut("nol")) == (*map(sound.silence, (300, 900)), (100, 400))


def test_the_tv_s_pictures_come_back_and_a_lost_one_is_told(command, busy, tmp_path):
    listed = [_kept(tmp_path, name, data) for name, data in (("Pasar", b"a picture"), ("Sawah", b"another"))]
    _kept(tmp_path, "Lama", b"no list names it any more")
    seen = busy.see(lambda read: parts.read(read.session, "screen"))
    busy.do(changes.change, by=SYSTEM, part="screen", seen=parts.fingerprint(seen), document=seen | {"media": listed})
    assert "2 gambar dan video TV ada" in command("doctor").out
    assert command("backup").code == 0
    (path,) = (tmp_path / "backups").glob("pendopo-*.tar")
    again = tmp_path / "new"
    assert command("restore", path, data=again).code == 0
    shutil.copy(tmp_path / "office.key", again / "office.key")
    assert {kept.read_bytes() for kept in (again / "media").iterdir()} == {b"a picture", b"another"}
    (again / "media" / f"{listed[1]['file']}.jpg").unlink()
    assert "Gambar atau video TV tidak ada: Sawah." in command("doctor", data=again).out
    assert command("backup", data=again).code == 0
    spoilt = path.read_bytes().replace(b"a picture", b"A picture")
    path.write_bytes(spoilt)
    done = command("restore", path, data=tmp_path / "newer")
    assert (done.code, "di dalamnya berubah" in done.err) == (1, True)


def _kept(data, name, content):
    """A picture in the data folder and its line in the list."""
    sha = sha256(content).hexdigest()
    (data / "media").mkdir(exist_ok=True)
    (data / "media" / f"{sha}.jpg").write_bytes(content)
    return {"name": name, "kind": "picture", "file": sha, "on": True, "seconds": 12}


def test_nothing_is_overwritten(command, backup, tmp_path):
    before = (tmp_path / "office.db").read_bytes()
    done = command("restore", backup)
    assert (done.code, "tidak kosong" in done.err) == (1, True)
    assert (tmp_path / "office.db").read_bytes() == before


def test_a_key_may_lie_there_already(command, backup, tmp_path):
    (tmp_path / "new").mkdir()
    shutil.copy(tmp_path / "office.key", tmp_path / "new" / "office.key")
    assert command("restore", backup, data=tmp_path / "new").code == 0
    assert command("verify", data=tmp_path / "new").code == 0


def broken(path, how):
    """The backup, spoilt."""
    data = bytearray(path.read_bytes())
    if how == "cut":
        return bytes(data[: len(data) // 2])
    if how == "no tar":
        return b"x" * 2000
    place = data.index(b"SQLite format 3" if how == "database" else b"%PDF")
    data[place + 3000 if how == "database" else place + 100] ^= 1
    return bytes(data)


@pytest.mark.parametrize("how", ["cut", "no tar", "database", "letter"])
def test_a_spoilt_backup_brings_nothing(command, backup, tmp_path, how):
    spoilt = tmp_path / "spoilt.tar"
    spoilt.write_bytes(broken(backup, how))
    done = command("restore", spoilt, data=tmp_path / "new")
    assert (done.code, "tidak dapat dipakai" in done.err) == (1, True)
    assert not (tmp_path / "new" / "office.db").exists()


def test_a_file_that_is_not_there(command, tmp_path):
    assert command("restore", tmp_path / "none.tar", data=tmp_path / "new").code == 2


def test_only_finished_backups_lie_in_the_folder(command, backup):
    assert command("backup").code == 0
    assert {path.suffix for path in backup.parent.iterdir()} == {".tar", ".json"}
