"""Opening the office's data for a command: folder, key, database, schema."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from office.office import SYSTEM, Office
from office.people import devices
from office.records import founding, schema
from office.records.database import Database, UnsafeDatabase
from office.records.settings import Settings
from office.records.vault import Vault
from server.config import Config

#: label of the token that this machine's own print room holds
ROOM = "ruang cetak"
NO_OFFICE = "Belum ada kantor di folder data {}. Jalankan `make run` (contoh) atau `python -m server office new`."


class NotReady(Exception):
    """The data is not in a state to be used; the words say what to do."""


def make_folder(config: Config) -> None:
    """The data folder, private to its owner."""
    os.umask(0o077)
    config.data.mkdir(parents=True, exist_ok=True)


def connect(config: Config) -> Database:
    """The office's database. Refuses with NotReady when it cannot be reached or could not keep its word."""
    try:
        return Database(config.database)
    except UnsafeDatabase as problem:
        raise NotReady(str(problem)) from problem
    except DatabaseError as problem:
        raise NotReady(f"Database kantor tidak dapat dibuka: {problem.orig}") from problem


def open_office(config: Config) -> Office:
    """The office there is. Refuses with NotReady when none was founded, its key is lost or the schema is old."""
    url = make_url(config.database)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        # looked at first: opening a database that is not there would leave an empty one behind
        raise NotReady(NO_OFFICE.format(config.data))
    database = connect(config)
    _check_schema(config, database)
    if not config.key_file.exists():
        raise NotReady(f"Kunci kantor {config.key_file} tidak ada. Kembalikan berkas itu dari tempat penyimpanannya.")
    # a code on paper leads somewhere or is not printed: the office's Wi-Fi, or this machine where it serves nobody else
    hall = config.hall_url or (f"http://{config.host}:{config.port}" if config.is_loopback else "")
    office = Office(database, Vault.open_file(config.key_file), zone=config.zone, hall_url=hall,
                    public_url=config.public_url)  # fmt: skip
    if office.example and not config.is_loopback:
        raise NotReady("Kantor contoh hanya boleh melayani komputer ini sendiri (PENDOPO_HOST=127.0.0.1).")
    return office


@contextmanager
def opened(config: Config) -> Iterator[Office]:
    """The office there is, for one command; its connections are given back."""
    office = open_office(config)
    try:
        yield office
    finally:
        office.database.close()


def open_or_found_example(config: Config) -> Office:
    """The office there is, brought to the newest schema; in an empty data folder a new example office."""
    found_office(config, example=True)
    return open_office(config)


def found_office(config: Config, *, example: bool, settings: Settings | None = None) -> bool:
    """Make key, database and office where there is none; whether one was made."""
    make_folder(config)
    database = connect(config)
    try:
        schema.migrate(database)
        if founding.is_founded(database):
            return False
        # the key comes first: an office without its key could not be read again
        Vault.open_file(config.key_file)
        founding.found(database, example=example, now=datetime.now(UTC), settings=settings)
        return True
    finally:
        database.close()


def claim(folder: Path) -> IO[str]:
    """Hold the data folder for one server. Refuses with NotReady when another one runs on it."""
    file = (folder / "server.lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise NotReady(f"Server lain sudah berjalan pada folder data {folder}. Hentikan dahulu.") from None
    return file


def room_token(office: Office) -> str:
    """A token for the print room of this machine; the one of the start before is worth nothing any more."""
    for token in office.see(devices.token_list):
        if token["label"] == ROOM and not token["revoked"]:
            office.do(devices.revoke_token, by=SYSTEM, token_id=token["id"])
    return str(office.do(devices.issue_token, by=SYSTEM, role="agent", label=ROOM)["token"])


def _check_schema(config: Config, database: Database) -> None:
    try:
        if not schema.is_current(database):
            raise NotReady("Bentuk database belum yang terbaru. Jalankan `python -m server migrate`, atau `run`.")
        if not founding.is_founded(database):
            raise NotReady(NO_OFFICE.format(config.data))
    except OperationalError as problem:
        raise NotReady(f"Database kantor tidak dapat dibaca: {problem.orig}") from problem
