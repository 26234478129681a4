"""`backup` and `restore`: the whole office in one file, except its key.

A backup is a tar of the database (a consistent copy made while the hall works), the letters, the announcer's
recordings, the TV's pictures and videos and a manifest with the end of the history chain. It is read back before it
counts. The key stays out, so
the database gives no NIK away; the letters name people, so a backup is kept locked up.
"""

import io
import json
import os
import tarfile
import tempfile
from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO, Any

from office.errors import Refusal
from office.records.database import Database, sqlite_driver
from office.records.screen_rules import ScreenRules
from office.records.vault import new_token
from server.commands import opening
from server.commands.shape import Commands, command
from server.config import Config

DATABASE, LETTERS, VOICE, MEDIA = "office.db", "letters", "voice", "media"
MANIFEST = "manifest.json"
#: what an announcer recorded, cut and whole, below the folder of the voice; the machine's clips are made anew
RECORDINGS = ("*/*.wav", "*/original/*.wav", "*/original/*.json")
FORMAT = 1


class BadBackup(Refusal):
    """The file is no backup, or not all of it is there."""

    code = "bad_backup"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"Cadangan {path.name} tidak dapat dipakai: {why}. Ambil cadangan yang lain.")


class NotEmpty(Refusal):
    """Restoring goes only into an empty folder: nothing is ever overwritten."""

    code = "not_empty"


def add_to(commands: Commands) -> None:
    """Making and bringing back backups."""
    command(commands, "backup", "cadangkan kantor ke DATA/backups; boleh selagi kantor berjalan", _backup)
    restore = command(commands, "restore", "kembalikan kantor dari cadangan ke folder data yang kosong", _restore)
    restore.add_argument("file", type=Path, metavar="BERKAS")


def folder(config: Config) -> Path:
    """Where backups lie."""
    return config.data / "backups"


def newest(config: Config) -> datetime | None:
    """When the newest backup was made."""
    made = [datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in folder(config).glob("pendopo-*.tar")]
    return max(made, default=None)


def anchors(config: Config) -> list[tuple[int, str]]:
    """(seq, hash) of the history chain as each backup noted it."""
    notes = (json.loads(path.read_text("utf-8")) for path in sorted(folder(config).glob("pendopo-*.json")))
    return [(note["seq"], note["hash"]) for note in notes if note["seq"]]


def _backup(_asked: Namespace, config: Config) -> int:
    office = opening.open_office(config)
    office.database.close()
    if not office.database.is_sqlite:
        raise opening.NotReady(
            "Database ini bukan SQLite. Cadangkan dengan pg_dump; salin folder letters, voice, media."
        )
    os.umask(0o077)
    folder(config).mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(config.zone).strftime("%Y-%m-%dT%H%M%S")
    path = folder(config) / f"pendopo-{stamp}.tar"
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder(config)) as place:
        note = _write(config, Path(office.database.url.database or ""), Path(place), path.name)
        _check(Path(place) / path.name)
        (Path(place) / path.name).rename(path)
        _durable(path.with_suffix(".json"), [json.dumps(note, indent=1).encode()])
    _sync(path.parent)
    print(f"Cadangan {path} ({path.stat().st_size // 1024} KiB) dibuat dan dibaca kembali.")
    print("Salin ke luar kantor dan simpan terkunci: surat di dalamnya memuat nama.")
    print(f"Kunci {config.key_file} tidak ikut; simpan terpisah.")
    return 0


def _write(config: Config, source: Path, place: Path, name: str) -> dict[str, Any]:
    """The tar in `place`, durable; answers its manifest."""
    copy = place / DATABASE
    connection = sqlite_driver().connect(str(source), timeout=30)
    connection.execute("VACUUM INTO ?", (str(copy),))
    connection.close()
    letters = sorted((config.data / LETTERS).glob("??/[!.]*.*"))
    media = [path for path in _screen_files(copy, config.data / MEDIA) if path.is_file()]
    note = {"format": FORMAT, "made_at": datetime.now(UTC).isoformat(timespec="seconds"), **_head(copy),
            "database_sha256": _digest(copy.open("rb")), "letters": len(letters), "media": len(media)}  # fmt: skip
    with (place / name).open("wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
        _add(tar, MANIFEST, json.dumps(note).encode())
        tar.add(copy, DATABASE)
        for path in letters:
            tar.add(path, f"{LETTERS}/{path.parent.name}/{path.name}")
        voice = config.data / VOICE
        for path in sorted(path for kept in RECORDINGS for path in voice.glob(kept)):
            tar.add(path, f"{VOICE}/{path.relative_to(voice)}")
        for path in media:
            tar.add(path, f"{MEDIA}/{path.name}")
    _sync(place / name)
    copy.unlink()
    return note


def _screen_files(copy: Path, folder: Path) -> list[Path]:
    """The pictures and videos that the copied database's list names; what it no longer names stays out."""
    connection = sqlite_driver().connect(str(copy))
    try:
        (document,) = connection.execute("SELECT document FROM settings").fetchone()
    finally:
        connection.close()
    rules = ScreenRules.model_validate(json.loads(document).get("screen", {}))
    return [folder / item.stored for item in rules.media]


def _head(copy: Path) -> dict[str, Any]:
    """The end of the chain in a copied database; refuses a copy that is not whole."""
    connection = sqlite_driver().connect(str(copy))
    try:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
        seq, digest = connection.execute("SELECT seq, hash FROM history_head").fetchone()
    finally:
        connection.close()
    if said != "ok":
        raise BadBackup(copy, f"database rusak ({said})")
    return {"seq": seq, "hash": digest}


def _restore(asked: Namespace, config: Config) -> int:
    path: Path = asked.file
    if not path.is_file():
        raise opening.NotReady(f"Berkas {path} tidak ada.")
    if config.database_url:
        raise opening.NotReady("Cadangan ini untuk SQLite; kosongkan PENDOPO_DATABASE_URL.")
    opening.make_folder(config)
    kept = {config.key_file.name}
    if found := sorted(item.name for item in config.data.iterdir() if item.name not in kept):
        raise NotEmpty(f"Folder data {config.data} tidak kosong ({', '.join(found[:3])}). Pilih folder kosong.")
    note = _check(path)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=config.data) as place:
        with tarfile.open(path) as tar:
            tar.extractall(place, filter="data")
        _new_boot(Path(place) / DATABASE)
        for part in (LETTERS, VOICE, MEDIA):
            if (Path(place) / part).exists():
                (Path(place) / part).rename(config.data / part)
        (Path(place) / DATABASE).rename(config.data / DATABASE)
    _sync(config.data)
    print(f"Kantor dikembalikan ke {config.data}: keadaan {note['made_at']}, {note['seq']} baris riwayat.")
    if not config.key_file.exists():
        print(f"Letakkan kunci kantor di {config.key_file}, lalu jalankan `python -m server verify`.")
    return 0


def _new_boot(path: Path) -> None:
    """Screens forget what they had before: this database is not the one they knew."""
    connection = sqlite_driver().connect(str(path))
    connection.execute("UPDATE installation SET boot = ?", (new_token(),))
    connection.commit()
    connection.close()
    Database(f"sqlite:///{path.resolve()}").close()


def _check(path: Path) -> dict[str, Any]:
    """The manifest of a backup whose every member is as it was. Refuses with BadBackup."""
    try:
        with tarfile.open(path) as tar:
            manifest = tar.extractfile(MANIFEST)
            note: dict[str, Any] = json.load(manifest) if manifest else {}
            found = dict(_digests(tar))
    except (tarfile.TarError, KeyError, ValueError, OSError) as problem:
        raise BadBackup(path, "bukan cadangan Pendopo yang utuh") from problem
    if note.get("format") != FORMAT:
        raise BadBackup(path, "dibuat oleh versi lain")
    if found.get(DATABASE) != note["database_sha256"]:
        raise BadBackup(path, "database di dalamnya berubah")
    for folder, what, count in ((LETTERS, "surat", note["letters"]), (MEDIA, "gambar TV", note.get("media", 0))):
        inside = ((name.split("/", 1), digest) for name, digest in found.items() if "/" in name)
        held = {rest: digest for (first, rest), digest in inside if first == folder}
        if len(held) != count:
            raise BadBackup(path, f"{what} di dalamnya tidak lengkap")
        for name, digest in held.items():
            if not name.endswith(".json") and name.replace("/", "").split(".")[0] != digest:
                raise BadBackup(path, f"{folder}/{name} di dalamnya berubah")
    return note


def _digests(tar: tarfile.TarFile) -> Iterator[tuple[str, str]]:
    for member in tar:
        if member.isfile() and (inside := tar.extractfile(member)) is not None:
            yield member.name, _digest(inside)


def _digest(file: IO[bytes]) -> str:
    with file:
        return file_digest(file, sha256).hexdigest()  # type: ignore[arg-type]


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    tar.addfile(info, io.BytesIO(data))


def _durable(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())


def _sync(place: Path) -> None:
    """Until the file or folder is on disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
