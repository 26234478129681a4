"""`printer probe NAME`: which class a printer is, with the installer's hands on cover and paper."""

import sys
from argparse import Namespace
from typing import Any

from office.office import SYSTEM, Office
from office.paper import printers, probes
from office.paper.addresses import read_address
from printer.probe import Heard, ask_installer, probe
from printer.transports import Talking, open_transport, talking
from printer.transports.base import why
from server.commands import opening
from server.config import Config

ELSEWHERE = (
    "{name} ada di komputer agen {room}. Di komputer itu jalankan `python -m printer.probe '{at}'`, lalu di sini "
    "`printer add {name} --at {at} --for {purpose} --room {room} --class KELAS`."
)


def run(asked: Namespace, config: Config) -> int:
    """Look, ask everything, let the installer try cover and paper (unless `--quick`), keep what was heard."""
    with opening.opened(config) as office:
        row = printers.named(office.see(printers.list_printers), asked.name)
        if row["room"] != printers.ROOM:
            print(ELSEWHERE.format(**row))
            return 1
        at = read_address(row["at"])
        if not at.talks:
            print(f"{row['name']} di {row['at']}: {open_transport(row['at']).look().reason}. {_words('D')}")
            return 0
        return _probe(office, row, talking(at), asked)


def _probe(office: Office, row: dict[str, Any], way: Talking, asked: Namespace) -> int:
    """The print room leaves the printer alone meanwhile: only one host talks to a printer."""
    office.do(printers.switch_printer, by=SYSTEM, printer=row["id"], enabled=False)
    try:
        status = way.look()
        if not status.state.takes_jobs:
            print(f"{row['name']} di {row['at']}: {status.reason}. Siapkan printernya, lalu ulangi.")
            return 1
        heard = probe(way, None if asked.quick or not sys.stdin.isatty() else ask_installer)
    except OSError as trouble:
        print(f"{row['name']} di {row['at']}: {why(trouble).reason}.")
        return 1
    finally:
        office.do(printers.switch_printer, by=SYSTEM, printer=row["id"], enabled=row["enabled"])
    office.do(probes.record_probe, by=SYSTEM, printer=row["id"], completion_class=heard.completion, heard=heard.raw)
    _tell(row, heard)
    return 0


def _tell(row: dict[str, Any], heard: Heard) -> None:
    print(heard)
    print(f"{row['name']} di {row['at']}: siap. {_words(heard.completion)}")


def _words(completion: str) -> str:
    return f"Kelas {completion}: {probes.CLASSES[completion]}."
