"""`token issue`, `device list|revoke`: the bearer tokens of machines."""

from argparse import Namespace

from office.office import SYSTEM
from office.people import devices
from office.people.staff import DESKS
from server.commands import opening
from server.commands.shape import Commands, command, group
from server.config import Config


def add_to(commands: Commands) -> None:
    """Tokens and the machines that hold them."""
    tokens = group(commands, "token", "token untuk mesin (klien API, kios, TV, ruang cetak)")
    issue = command(tokens, "issue", "buat token; hanya token yang dicetak di stdout", _issue)
    issue.add_argument("--as", dest="role", required=True, choices=DESKS, metavar="PERAN", help=", ".join(DESKS))
    issue.add_argument("--loket", type=int, metavar="N", help="nomor loket, untuk peran loket")
    issue.add_argument("--section", metavar="SEKSI", help="batasi peran kasi pada satu seksi")
    issue.add_argument("--officer", metavar="NAMA_MASUK", help="petugas yang bertanggung jawab")
    issue.add_argument("--label", default="API", help="untuk apa token ini")
    machines = group(commands, "device", "mesin yang memegang token")
    command(machines, "list", "semua token (tanpa isinya)", _list)
    revoke = command(machines, "revoke", "cabut token", _revoke)
    revoke.add_argument("id", type=int, help="nomor menurut `device list`")


def _issue(asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        given = office.do(devices.issue_token, by=SYSTEM, role=asked.role, loket=asked.loket, section=asked.section,
                          officer=asked.officer, label=asked.label)  # fmt: skip
    print(given["token"])
    return 0


def _list(_asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        for token in office.see(devices.token_list):
            desk = f"{token['role']} {token['loket'] or ''}".strip()
            print(f"{token['id']:>5}  {desk:<12} {'dicabut' if token['revoked'] else 'berlaku':<8} {token['label']}")
    return 0


def _revoke(asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        office.do(devices.revoke_token, by=SYSTEM, token_id=asked.id)
    print(f"Token {asked.id} dicabut.")
    return 0
