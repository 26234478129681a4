"""`printer add|list|probe|roll|stop|resume|logo|test`: where paper comes out."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from office.office import SYSTEM, Office
from office.paper import emblem, print_room, printers, rolls, spool
from office.paper.addresses import EXAMPLES
from server.commands import opening, probing
from server.commands.shape import Commands, command, group
from server.config import Config


def add_to(commands: Commands) -> None:
    """Printers."""
    names = group(commands, "printer", "printer karcis dan slip")
    add = command(names, "add", "pasang printer; langsung dipakai, tidak mencetak apa pun", _add)
    add.add_argument("name", metavar="NAMA")
    add.add_argument("--at", required=True, help=EXAMPLES)
    add.add_argument("--for", dest="purpose", required=True, metavar="TEMPAT", help="kiosk atau loket:N")
    add.add_argument("--columns", type=int, default=48, help="huruf sebaris: 48, 42, atau 32 (kertas 58 mm)")
    add.add_argument("--codepage", default="CP437", help=", ".join(printers.CODEPAGES))
    add.add_argument("--cut", default="partial", help=", ".join(printers.CUTS))
    add.add_argument("--no-qr", action="store_true", help="printer tidak dapat menggambar kode QR sendiri")
    add.add_argument("--class", dest="completion_class", choices="ABCD", help="kelas menurut `python -m printer.probe`")
    add.add_argument(
        "--room", default=printers.ROOM, metavar="NAMA", help="agen cetak yang melayaninya (bawaan: server)"
    )
    command(names, "list", "semua printer dan keadaannya", _list)
    _of_one(names)


def _of_one(names: Commands) -> None:
    """What is done with one printer."""
    probe = command(names, "probe", "kenali kelas printer; pemasang membuka penutup dan menarik kertas", probing.run)
    probe.add_argument("--quick", action="store_true", help="tanpa memeriksa penutup dan kertas")
    roll = command(names, "roll", "rol kertas diganti", _roll)
    roll.add_argument("--metres", type=int, metavar="N", help="panjang rol, bila lain dari sebelumnya")
    for name, words, enabled in (("stop", "hentikan printer", False), ("resume", "lanjutkan printer", True)):
        command(names, name, words, _switch).set_defaults(enabled=enabled)
    logo = command(names, "logo", "lambang kantor di atas setiap lembar, dari berkas PNG atau JPEG", _logo)
    logo.add_argument("file", nargs="?", type=Path, metavar="BERKAS", help="tanpa berkas: lambangnya dihapus")
    command(names, "test", "cetak uji", _test)
    for name in ("probe", "roll", "stop", "resume", "test"):
        names.choices[name].add_argument("name", metavar="NAMA")


def _add(asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        fields = ("name", "at", "purpose", "columns", "codepage", "cut", "room", "completion_class")
        about = {name: getattr(asked, name) for name in fields}
        added = office.do(printers.add_printer, by=SYSTEM, native_qr=not asked.no_qr, **about)
    print(f"Printer {added['name']} ({added['purpose']}) dipasang di {added['at']}.")
    return 0


def _list(_asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        for row in office.see(printers.list_printers):
            state = print_room.PRINTER_WORDS[row["state"]] if row["enabled"] else "dimatikan"
            print(f"{row['name']:<16} {row['purpose']:<8} {row['at']:<32} {state}")
    return 0


def _logo(asked: Namespace, config: Config) -> int:
    from printer import logo  # the picture library is only for who has a picture

    found = logo.from_file(asked.file.read_bytes()) if asked.file else None
    with opening.opened(config) as office:
        office.do(emblem.set_logo, by=SYSTEM, logo=found.model_dump() if found else None)
    print(f"Lambang {found.width} x {found.height} titik tercetak di setiap lembar." if found else "Lambang dihapus.")
    return 0


def _roll(asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        row = _named(office, asked.name)
        roll = office.do(rolls.new_roll, by=SYSTEM, printer=row["id"], metres=asked.metres)
    print(f"Rol {roll['name']} diganti: {roll['roll_m']} meter, sekitar {roll['tickets']} karcis.")
    return 0


def _switch(asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        row = _named(office, asked.name)
        office.do(printers.switch_printer, by=SYSTEM, printer=row["id"], enabled=asked.enabled)
    print(f"Printer {row['name']} {'bekerja lagi' if asked.enabled else 'dihentikan; lembarnya menunggu'}.")
    return 0


def _test(asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        row = _named(office, asked.name)
        job = office.do(spool.print_test, by=SYSTEM, printer=row["id"])
    print(f"Cetak uji {row['name']} masuk antrean cetak nomor {job['job']}. Ruang cetak harus berjalan.")
    return 0


def _named(office: Office, name: str) -> dict[str, Any]:
    return printers.named(office.see(printers.list_printers), name)
