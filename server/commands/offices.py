"""`office new` and `migrate`: an office of one's own, and the newest shape of its database."""

import sys
from argparse import Namespace
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import make_url

from office.errors import Refusal
from office.office import SYSTEM
from office.people import staff
from office.records import schema
from office.records.settings import Letterhead, Settings
from office.words.clean import clean
from server.commands import opening, passwords
from server.commands.shape import Commands, command, group
from server.config import Config

ADMIN_DESKS = [("admin", None, None), ("supervisor", None, None)]


class OfficeExists(Refusal):
    """The data folder holds an office; a second one needs a folder of its own."""

    code = "office_exists"

    def __init__(self, config: Config) -> None:
        super().__init__(f"Folder data {config.data} sudah memuat kantor. Pilih folder lain dengan PENDOPO_DATA.")


def add_to(commands: Commands) -> None:
    """A new office; the database's shape."""
    offices = group(commands, "office", "kantor sendiri")
    new = command(offices, "new", "buat kantor sendiri di folder data yang kosong", _new)
    new.add_argument("--name", help='nama kantor, misalnya "Kecamatan Ambunten"')
    new.add_argument("--regency", help='nama kabupaten, misalnya "Kabupaten Sumenep"')
    new.add_argument("--admin", metavar="NAMA_MASUK", help="nama masuk admin pertama")
    passwords.add_argument(new)
    command(commands, "migrate", "bawa database ke bentuk terbaru", _migrate)


def _new(asked: Namespace, config: Config) -> int:
    _refuse_existing(config)
    name, regency, admin = (
        _answer(asked.name, "Nama kantor (Kecamatan …)", asked.password_stdin),
        _answer(asked.regency, "Kabupaten", asked.password_stdin),
        _answer(asked.admin, "Nama masuk admin", asked.password_stdin),
    )
    password = passwords.wanted(asked)
    place = name.removeprefix("Kecamatan ").removeprefix("kecamatan ")
    letterhead = Letterhead(office=name, regency=regency, place=place, address=f"{name}, {regency}")
    opening.found_office(config, example=False, settings=Settings(letterhead=letterhead))
    with opening.opened(config) as office:
        office.do(staff.add, by=SYSTEM, username=admin, name=admin, desks=ADMIN_DESKS, title="Admin",
                  password_hash=staff.hash_password(password.text))  # fmt: skip
    print(f"Kantor {name} dibuat di {config.data}. Kunci kantor: {config.key_file} (simpan salinannya di tempat aman).")
    passwords.tell(admin, password)
    return 0


def _refuse_existing(config: Config) -> None:
    url = make_url(config.database)
    if url.get_backend_name() == "sqlite":
        if Path(url.database or "").exists():
            raise OfficeExists(config)
        return
    database = opening.connect(config)
    try:
        if inspect(database.engine).has_table("installation"):
            raise OfficeExists(config)
    finally:
        database.close()


def _answer(given: str | None, question: str, from_stdin: bool) -> str:
    """The flag's value, else what is typed at a terminal."""
    if given is None and sys.stdin.isatty() and not from_stdin:
        given = input(f"{question}: ")
    answer = clean(given or "", limit=120)
    if not answer:
        raise opening.NotReady(f"{question} belum diisi. Sebutkan dengan --name, --regency, dan --admin.")
    return answer


def _migrate(_asked: Namespace, config: Config) -> int:
    url = make_url(config.database)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise opening.NotReady(opening.NO_OFFICE.format(config.data))
    database = opening.connect(config)
    try:
        current = schema.is_current(database)
        schema.migrate(database)
    finally:
        database.close()
    print("Bentuk database sudah yang terbaru." if current else "Database dibawa ke bentuk terbaru.")
    return 0
