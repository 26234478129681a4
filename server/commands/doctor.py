"""What `doctor` looks at: one light a line, green, amber or red, each saying what to do."""

import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from office.office import Office
from office.paper import print_room, printers
from office.people import devices, staff
from office.records.database import WAL_SAFE, sqlite_driver
from office.records.screen_rules import ScreenItem
from office.records.tables import HistoryRow, Officer
from office.records.work import Read
from server import assets
from server.commands import backups, opening
from server.config import Config

GOOD, WATCH, BAD = 0, 1, 2
SIGNS = {GOOD: "[baik] ", WATCH: "[awas] ", BAD: "[SALAH]"}
GIB = 1024**3
OLDEST_BACKUP = timedelta(hours=26)
#: seconds of one durable write: slower makes people wait, faster than any disk is none
SLOW_SYNC, UNREAL_SYNC = 0.05, 0.00005


@dataclass(frozen=True)
class Light:
    """One line of the report. `level`: 0 good, 1 watch, 2 bad."""

    level: int
    words: str

    @property
    def line(self) -> str:
        """As printed."""
        return f"{SIGNS[self.level]} {self.words}"


def examine(config: Config) -> list[Light]:
    """All lights; those of the office only when it can be opened."""
    lights = [_python(), _sqlite(), _browser_files(), *_disk(config)]
    try:
        with opening.opened(config) as office:
            lights.append(_modes(office))
            for look in INSIDE:
                lights += list(look(office, config))
    except opening.NotReady as problem:
        lights.append(Light(BAD, str(problem)))
    return lights


def _python() -> Light:
    found = ".".join(map(str, sys.version_info[:3]))
    return Light(GOOD if sys.version_info >= (3, 11) else BAD, f"Python {found} (perlu 3.11 atau lebih baru)")


def _sqlite() -> Light:
    driver = sqlite_driver()
    if driver.sqlite_version_info >= WAL_SAFE:
        return Light(GOOD, f"SQLite {driver.sqlite_version}")
    return Light(WATCH, f"SQLite {driver.sqlite_version}: lama, maka dipakai cara tulis yang lebih lambat tetapi aman")


def _browser_files() -> Light:
    missing = [name for name in (*assets.SERVED, "icons") if not assets.path_of(name).exists()]
    if missing:
        return Light(BAD, f"Berkas peramban belum ada ({', '.join(missing)}). Jalankan `make install`.")
    return Light(GOOD, "Berkas peramban lengkap")


def _disk(config: Config) -> Iterator[Light]:
    folder = config.data
    if not folder.exists():
        return
    usage = shutil.disk_usage(folder)
    share, words = usage.free / usage.total, f"Ruang kosong {usage.free // GIB} GiB"
    level = BAD if share < 0.1 and usage.free < 5 * GIB else WATCH if share < 0.2 and usage.free < 20 * GIB else GOOD
    yield Light(level, words if level == GOOD else f"{words}: kosongkan disk atau pindahkan cadangan lama")
    if folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Light(WATCH, f"Folder data dapat dibaca pengguna lain. Jalankan: chmod 700 {folder}")
    yield _sync(folder)


def _sync(folder: Path) -> Light:
    """How long one durable write takes (the slowest but one of twenty)."""
    trial, times = folder / ".doctor", []
    with trial.open("wb") as file:
        for _ in range(20):
            begun = time.perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - begun)
    trial.unlink()
    slow = sorted(times)[-2]
    shown = f"{slow * 1000:.1f}".replace(".", ",")
    words = f"Tulis sampai ke disk {shown} milidetik"
    if slow > SLOW_SYNC:
        return Light(WATCH, f"{words}: lambat, pakai disk SSD")
    if slow < UNREAL_SYNC:
        return Light(WATCH, f"{words}: terlalu cepat, mungkin bukan disk sungguhan")
    return Light(GOOD, words)


def _modes(office: Office) -> Light:
    """Opening a database reads its modes back and refuses unsafe ones, so here they only need saying."""
    if not office.database.is_sqlite:
        return Light(GOOD, f"Database {office.database.url.get_backend_name()} terhubung, bentuknya terbaru")
    with office.database.engine.connect() as connection:
        names = ("journal_mode", "synchronous")
        found = " ".join(str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in names)
    return Light(GOOD, f"Database terbuka (journal_mode dan synchronous: {found}), bentuknya terbaru")


def _key(_office: Office, config: Config) -> Iterator[Light]:
    mode = stat.S_IMODE(config.key_file.stat().st_mode)
    if mode & 0o077:
        yield Light(BAD, f"Kunci kantor dapat dibaca pengguna lain. Jalankan: chmod 600 {config.key_file}")
    else:
        yield Light(GOOD, "Kunci kantor hanya dapat dibaca pemiliknya; simpan salinannya di tempat aman")


def _clock(office: Office, _config: Config) -> Iterator[Light]:
    newest: datetime | None = office.see(lambda read: read.session.scalar(
        select(HistoryRow.at).order_by(HistoryRow.seq.desc()).limit(1)))  # fmt: skip
    now = office.clock()
    said = f"Jam komputer {now.astimezone(office.zone):%d-%m-%Y %H.%M}"
    if newest is not None and newest - now > timedelta(minutes=5):
        yield Light(BAD, f"{said} berada sebelum catatan terakhir: betulkan jamnya")
    else:
        yield Light(GOOD, f"{said} ({office.zone})")


def _paper(office: Office, _config: Config) -> Iterator[Light]:
    heard = [sign["seconds"] for sign in office.see(devices.signs_of_life) if sign["role"] == "agent"]
    if min(heard, default=61) > 60:
        yield Light(WATCH, "Ruang cetak tidak berjalan. Jalankan `python -m server run` atau `print-room`.")
    for row in office.see(printers.list_printers):
        words = f"Printer {row['name']} ({row['purpose']}, {row['at']}): "
        if not row["enabled"]:
            yield Light(WATCH, words + "dimatikan")
        elif row["state"] in printers.BLOCKED:
            yield Light(WATCH, words + (row["state_reason"] or print_room.PRINTER_WORDS[row["state"]]))
        else:
            yield Light(GOOD, words + ("tampil di layar ruang cetak" if row["at"] == "preview:" else
                                       print_room.PRINTER_WORDS[row["state"]]))  # fmt: skip


def _people(office: Office, _config: Config) -> Iterator[Light]:
    if office.example:
        yield Light(GOOD, "MODE LATIHAN: kantor contoh, tanpa kata sandi, hanya untuk komputer ini")
        return
    found: list[Officer] = office.see(lambda read: list(read.session.scalars(select(Officer).where(Officer.active))))
    silent = [officer.username for officer in found if officer.password_hash is None]
    if silent:
        yield Light(WATCH, f"Belum punya kata sandi: {', '.join(silent)}. Jalankan `officer reset`.")
    missing = office.see(_missing_desks)
    if missing:
        yield Light(WATCH, f"Meja tanpa petugas: {', '.join(missing)}. Jalankan `officer add`.")


def _missing_desks(read: Read) -> list[str]:
    needed = ("loket", "kasi", "operator", "sekcam", "camat", "admin")
    return [desk for desk in needed if staff.holder_of(read, desk) is None]


def _backup(office: Office, config: Config) -> Iterator[Light]:
    if not office.database.is_sqlite:
        return
    newest = backups.newest(config)
    if newest is not None and datetime.now(UTC) - newest <= OLDEST_BACKUP:
        yield Light(GOOD, f"Cadangan terakhir {newest.astimezone(office.zone):%d-%m-%Y %H.%M}")
    elif not office.example:
        yield Light(WATCH, "Belum ada cadangan dalam 26 jam terakhir. Jalankan `python -m server backup`.")


def _screen(office: Office, config: Config) -> Iterator[Light]:
    """Whether the TV's pictures and videos are on this computer: a list from another office names files of that one."""
    media: list[ScreenItem] = office.see(lambda read: read.settings.screen.media)
    lost = [item.name for item in media if not (config.data / backups.MEDIA / item.stored).is_file()]
    if lost:
        yield Light(WATCH, f"Gambar atau video TV tidak ada: {', '.join(lost)}. Unggah lagi di Pengaturan > Layar TV.")
    elif media:
        yield Light(GOOD, f"{len(media)} gambar dan video TV ada")


INSIDE: tuple[Callable[[Office, Config], Iterator[Light]], ...] = (
    _key, _clock, _paper, _people, _screen, _backup,
)  # fmt: skip
