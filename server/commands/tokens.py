"""`token issue`, `device list|approve|revoke`: screens that are let in, and the bearer tokens of machines."""

from argparse import ArgumentParser, Namespace

from office.errors import Unknown
from office.office import SYSTEM
from office.paper import printers
from office.people import devices, paired, pairing
from office.people.pairing import Approval
from office.people.staff import DESKS
from office.views import screens
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
    machines = group(commands, "device", "kios, TV dan tablet yang terhubung, dan mesin yang memegang token")
    command(machines, "list", "semua layar dan token (tanpa isinya)", _list)
    _approval(command(machines, "approve", "hubungkan layar yang menampilkan kode", _approve))
    revoke = command(machines, "revoke", "cabut layar atau token", _revoke)
    revoke.add_argument("id", help="nomor menurut `device list`: L3 sebuah layar, 3 sebuah token")


def _approval(approve: ArgumentParser) -> None:
    approve.add_argument("code", metavar="KODE", help="kode di layar, misalnya K7H-R4W")
    approve.add_argument("--as", dest="role", required=True, choices=("kiosk", "display", "loket"), metavar="PERAN",
                         help="kiosk, display, loket")  # fmt: skip
    approve.add_argument("--name", required=True, metavar="NAMA", help="nama layar, misalnya 'TV ruang tunggu'")
    approve.add_argument("--zone", default="", metavar="TEMPAT", help="tempatnya; satu tempat, satu suara")
    approve.add_argument("--speaker", action="store_true", help="TV ini bersuara")
    approve.add_argument("--printer", metavar="NAMA", help="printer di samping kios")
    approve.add_argument("--loket", type=int, metavar="N", help="nomor loket, untuk tablet loket")
    approve.add_argument("--officer", metavar="NAMA_MASUK", help="petugas yang bertanggung jawab, untuk tablet loket")


def _issue(asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        given = office.do(devices.issue_token, by=SYSTEM, role=asked.role, loket=asked.loket, section=asked.section,
                          officer=asked.officer, label=asked.label)  # fmt: skip
    print(given["token"])
    return 0


def _list(_asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        for one in office.see(paired.listed):
            words, _tone = screens.life(one["seconds"], serving=True, fetched=one["fetched"])
            print(f"{'L' + str(one['id']):>5}  {one['role']} {one['loket'] or '':<4} {one['name']}: {words}")
        for token in office.see(devices.token_list):
            desk = f"{token['role']} {token['loket'] or ''}".strip()
            print(f"{token['id']:>5}  {desk:<12} {'dicabut' if token['revoked'] else 'berlaku':<8} {token['label']}")
    return 0


def _approve(asked: Namespace, config: Config) -> int:
    names = ("code", "name", "role", "zone", "speaker", "loket", "officer")
    with opening.opened(config) as office:
        rows = office.see(printers.list_printers)
        printer = printers.named(rows, asked.printer)["id"] if asked.printer else None
        given = Approval(printer=printer, **{name: getattr(asked, name) for name in names})
        made = office.do(pairing.approve, by=SYSTEM, given=given)
    print(f"{made['name']} terhubung sebagai {made['role']}; layarnya membuka {made['url']} sendiri.")
    return 0


def _revoke(asked: Namespace, config: Config) -> int:
    screen, number = asked.id.upper().startswith("L"), asked.id.lstrip("Ll")
    if not number.isdecimal():
        raise Unknown("Nomor itu tidak dikenal. Lihat `device list`.")
    with opening.opened(config) as office:
        if screen:
            office.do(paired.revoke, by=SYSTEM, device_id=int(number))
        else:
            office.do(devices.revoke_token, by=SYSTEM, token_id=int(number))
    print(f"{'Layar' if screen else 'Token'} {number} dicabut.")
    return 0
