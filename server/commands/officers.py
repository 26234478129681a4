"""`officer add|reset|list`: the people of the office."""

from argparse import ArgumentTypeError, Namespace

from office.office import SYSTEM
from office.people import staff
from server.commands import opening, passwords
from server.commands.shape import Commands, command, group
from server.config import Config

DeskTuple = tuple[str, int | None, str | None]


def add_to(commands: Commands) -> None:
    """Officers."""
    officers = group(commands, "officer", "petugas kantor")
    add = command(officers, "add", "tambah petugas", _add)
    add.add_argument("username", metavar="NAMA_MASUK")
    add.add_argument("--name", required=True, help="nama dengan gelar, seperti pada surat")
    add.add_argument("--title", default="", help="jabatan")
    add.add_argument("--nip")
    add.add_argument("--rank", help='pangkat, misalnya "Pembina (IV/a)"')
    add.add_argument("--desk", type=_desk, action="append", required=True, metavar="MEJA",
                     help="meja, dapat diulang: loket:1, kasi:trantibum, kasi, operator, sekcam, camat, …")  # fmt: skip
    passwords.add_argument(add)
    reset = command(officers, "reset", "beri kata sandi baru", _reset)
    reset.add_argument("username", metavar="NAMA_MASUK")
    passwords.add_argument(reset)
    command(officers, "list", "semua petugas", _list)


def _desk(text: str) -> DeskTuple:
    """`loket:1` -> ("loket", 1, None); `kasi:pmd` -> ("kasi", None, "pmd")."""
    desk, _, rest = text.partition(":")
    if desk == "loket" and not rest.isdigit():
        raise ArgumentTypeError("sebutkan nomor loketnya, misalnya loket:1")
    if rest and desk not in ("loket", "kasi"):
        raise ArgumentTypeError(f"meja {desk} tidak punya bagian")
    return (desk, int(rest), None) if desk == "loket" else (desk, None, rest or None)


def _add(asked: Namespace, config: Config) -> int:
    password = passwords.wanted(asked)
    with opening.opened(config) as office:
        office.do(staff.add, by=SYSTEM, username=asked.username, name=asked.name, title=asked.title, nip=asked.nip,
                  rank=asked.rank, desks=asked.desk, password_hash=staff.hash_password(password.text))  # fmt: skip
    passwords.tell(asked.username, password)
    return 0


def _reset(asked: Namespace, config: Config) -> int:
    password = passwords.wanted(asked)
    with opening.opened(config) as office:
        hashed = staff.hash_password(password.text)
        office.do(staff.reset, by=SYSTEM, username=asked.username, password_hash=hashed)
    passwords.tell(asked.username, password)
    return 0


def _list(_asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        for officer in office.see(staff.roster):
            desks = ", ".join(_seat(seat) for seat in officer["desks"]) or "tidak aktif"
            print(f"{officer['username']:<12} {officer['name']:<28} {desks}")
    return 0


def _seat(seat: dict[str, object]) -> str:
    detail = seat["loket"] or seat["section"]
    return f"{seat['desk']}:{detail}" if detail else str(seat["desk"])
