"""`settings export|import`: the office's own settings as one YAML file."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from office.configuration import exchange
from office.configuration.yaml_lines import LARGEST, NotReadable
from office.office import SYSTEM
from server.commands import opening
from server.commands.opening import NotReady
from server.commands.shape import Commands, command, group
from server.config import Config


def add_to(commands: Commands) -> None:
    """The office's settings."""
    names = group(commands, "settings", "pengaturan kantor")
    out = command(names, "export", "tulis semua pengaturan sebagai satu YAML (tanpa kata sandi)", _export)
    out.add_argument("file", metavar="BERKAS", help="nama berkas, atau - untuk keluaran baku")
    into = command(names, "import", "pakai pengaturan dari berkas YAML: semuanya, atau tidak sama sekali", _import)
    into.add_argument("file", metavar="BERKAS", help="nama berkas, atau - untuk masukan baku")
    into.add_argument("--dry-run", action="store_true", help="tampilkan perbedaannya saja; tidak ada yang diubah")


def _export(asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        text: str = office.see(exchange.export)
    if asked.file == "-":
        sys.stdout.write(text)
        return 0
    try:
        Path(asked.file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotReady(f"Berkas {asked.file} tidak dapat ditulis: {error.strerror}.") from None
    print(f"Pengaturan kantor ditulis ke {asked.file}.")
    return 0


def _import(asked: Namespace, config: Config) -> int:
    text = _read(asked.file)
    with opening.opened(config) as office:
        try:
            result: dict[str, Any] = office.do(exchange.take_over, by=SYSTEM, text=text, dry_run=asked.dry_run)
        except exchange.Rehearsed as rehearsed:
            result = rehearsed.result
        except NotReadable as refusal:
            print("\n".join([*refusal.extra["problems"], "Tidak ada yang diubah."]), file=sys.stderr)
            return 1
    _tell(result["changes"], asked.dry_run)
    return 0


def _read(name: str) -> str:
    try:
        if name == "-":
            return sys.stdin.read(LARGEST + 1)
        with Path(name).open(encoding="utf-8") as file:
            return file.read(LARGEST + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise NotReady(f"Berkas {name} tidak dapat dibaca: {getattr(error, 'strerror', 'bukan UTF-8')}.") from None


def _tell(changes: list[dict[str, Any]], dry_run: bool) -> None:
    for one in changes:
        print(one["title"])
        for line in one["lines"]:
            print(f"  {line['label']}: {line['was'] or '-'} -> {line['now'] or '-'}")
    end = "Baru dicoba; belum ada yang diubah." if dry_run else "Semua sudah berlaku."
    print(f"{len(changes)} bagian berbeda. {end}" if changes else "Tidak ada perbedaan.")
