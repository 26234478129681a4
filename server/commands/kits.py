"""`screen-pc` and `server-pc`: folders that set a PC up, to be carried there."""

from argparse import Namespace
from pathlib import Path

from server.commands.shape import Commands, command
from server.config import Config
from server.ops import kits


def add_to(commands: Commands) -> None:
    """The two kits."""
    screen = command(commands, "screen-pc", "tulis folder pemasangan untuk PC kios atau PC TV", _screen)
    screen.add_argument("--role", required=True, choices=tuple(kits.ROLES), help="kiosk atau tv")
    screen.add_argument("--server", required=True, metavar="URL", help="alamat server kantor: http://192.168.1.10:8000")
    server = command(commands, "server-pc", "tulis folder pemasangan systemd untuk PC server", _server)
    server.add_argument("--app", default="/opt/pendopo", metavar="FOLDER", help="tempat program")
    server.add_argument("--data", default="/var/lib/pendopo", metavar="FOLDER", help="tempat data kantor")
    for parser in (screen, server):
        parser.add_argument("--out", required=True, type=Path, metavar="FOLDER", help="folder yang ditulis")


def _screen(asked: Namespace, _config: Config) -> int:
    return _told(asked.out, kits.screen(asked.out, role=asked.role, server=asked.server))


def _server(asked: Namespace, _config: Config) -> int:
    return _told(asked.out, kits.server_pc(asked.out, app=asked.app, data=asked.data))


def _told(folder: Path, made: list[Path]) -> int:
    print(f"{len(made)} berkas ditulis di {folder}. Salin folder itu ke PC-nya, lalu: sudo sh install.sh")
    return 0
