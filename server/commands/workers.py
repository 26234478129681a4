"""`run`, `web` and `print-room`: the processes of the hall."""

import re
import socket
from argparse import Namespace
from pathlib import Path

from server.commands import opening
from server.commands.shape import Commands, command
from server.config import Config


def add_to(commands: Commands) -> None:
    """The three workers."""
    command(commands, "run", "buka kantor: server web dan ruang cetak bersama-sama", _run)
    command(commands, "web", "server web saja", _web)
    parser = command(commands, "print-room", "ruang cetak saja", _print_room)
    parser.add_argument("--server", help="alamat server kantor (bawaan: menurut pengaturan)")
    parser.add_argument("--token-file", help="berkas berisi token agent; - untuk masukan baku (bawaan: buat sendiri)")
    agent = command(commands, "print-agent", "ruang cetak di komputer lain", _print_agent)
    agent.add_argument("--server", required=True, help="alamat server kantor")
    agent.add_argument("--token-file", required=True, help="berkas berisi token agent; - untuk masukan baku")
    agent.add_argument("--name", default=printers_of_this_machine(), metavar="NAMA",
                       help="nama agen, sama dengan `printer add --room` (bawaan: nama komputer ini)")  # fmt: skip
    agent.add_argument("--journal", type=Path, metavar="BERKAS", help="catatan lembar yang sudah dicetak di sini")


def _run(_asked: Namespace, config: Config) -> int:
    from server.commands import run

    return run.run(config)


def _web(asked: Namespace, config: Config) -> int:
    # the surfaces, the API and Flask: only this process needs them
    from server.commands import web

    return web.run(config, asked.hub)


def _print_room(asked: Namespace, config: Config) -> int:
    server = asked.server or f"http://{config.host}:{config.port}"
    about = {"server": server, "name": "print-room", "journal": None}
    if asked.token_file:
        return _print_agent(Namespace(**about, token_file=asked.token_file), config)
    from printer import room

    office = opening.open_office(config)
    token = opening.room_token(office)
    office.database.close()
    return room.keep(room.Room(server, token, journal=_journal(config, "print-room")))


def _print_agent(asked: Namespace, config: Config) -> int:
    # the encoder's libraries take a while: only for who prints
    from printer import room

    journal = asked.journal or _journal(config, asked.name)
    words = ("--server", asked.server, "--token-file", asked.token_file, "--name", asked.name, "--journal", journal)
    return room.main([str(word) for word in words])


def _journal(config: Config, name: str) -> Path:
    return config.data / f"paper-{name}.db"


def printers_of_this_machine() -> str:
    """This computer's name as a print agent's name."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", socket.gethostname())[:40] or "agen"
