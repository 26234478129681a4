"""`printer add|list|probe|test`: where paper comes out."""

from argparse import Namespace
from typing import Any

from office.errors import Unknown
from office.office import SYSTEM, Office
from office.paper import print_room, printers, spool
from printer.transports import open_transport
from server.commands import opening
from server.commands.shape import Commands, command, group
from server.config import Config

CLASSES = {"A": "memastikan setiap lembar", "B": "memastikan akhir cetakan", "C": "hanya mengatakan keadaannya",
           "D": "tidak menjawab", "?": "belum diketahui"}  # fmt: skip


def add_to(commands: Commands) -> None:
    """Printers."""
    names = group(commands, "printer", "printer karcis dan slip")
    add = command(names, "add", "pasang printer; langsung dipakai, tidak mencetak apa pun", _add)
    add.add_argument("name", metavar="NAMA")
    add.add_argument("--at", required=True, help="tcp://HOST:PORT, file:///dev/usb/lp0, atau preview:")
    add.add_argument("--for", dest="purpose", required=True, metavar="TEMPAT", help="kiosk atau loket:N")
    add.add_argument("--columns", type=int, default=48, help="huruf sebaris: 48, 42, atau 32 (kertas 58 mm)")
    add.add_argument("--codepage", default="CP437", help=", ".join(printers.CODEPAGES))
    add.add_argument("--cut", default="partial", help=", ".join(printers.CUTS))
    add.add_argument("--no-qr", action="store_true", help="printer tidak dapat menggambar kode QR sendiri")
    command(names, "list", "semua printer dan keadaannya", _list)
    for name, words, work in (("probe", "tanya keadaan printer tanpa mencetak", _probe), ("test", "cetak uji", _test)):
        command(names, name, words, work).add_argument("name", metavar="NAMA")


def _add(asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        about = {name: getattr(asked, name) for name in ("name", "at", "purpose", "columns", "codepage", "cut")}
        added = office.do(printers.add_printer, by=SYSTEM, native_qr=not asked.no_qr, **about)
    print(f"Printer {added['name']} ({added['purpose']}) dipasang di {added['at']}.")
    return 0


def _list(_asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        for row in office.see(printers.list_printers):
            state = print_room.PRINTER_WORDS[row["state"]] if row["enabled"] else "dimatikan"
            print(f"{row['name']:<16} {row['purpose']:<8} {row['at']:<32} {state}")
    return 0


def _probe(asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        row = _named(office, asked.name)
    transport = open_transport(row["at"], row["completion_class"])
    status = transport.look()
    found = getattr(transport, "completion", row["completion_class"])
    print(f"{row['name']} di {row['at']}: {status.reason}. Kelas {found}: {CLASSES[found]}.")
    return 0 if status.state.takes_jobs else 1


def _test(asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        row = _named(office, asked.name)
        job = office.do(spool.print_test, by=SYSTEM, printer=row["id"])
    print(f"Cetak uji {row['name']} masuk antrean cetak nomor {job['job']}. Ruang cetak harus berjalan.")
    return 0


def _named(office: Office, name: str) -> dict[str, Any]:
    for row in office.see(printers.list_printers):
        if name in (row["name"], str(row["id"])):
            found: dict[str, Any] = row
            return found
    raise Unknown(f"Printer {name} tidak ada. Lihat `printer list`.")
