"""`verify` and `doctor`: does everything hold, is everything ready. One line each."""

from argparse import Namespace

from office.views import verify
from printer.letters.store import LetterStore
from server.commands import backups, doctor, opening
from server.commands.shape import Commands, command
from server.config import Config


def add_to(commands: Commands) -> None:
    """The two checks."""
    command(commands, "verify", "periksa semua catatan kantor (kode keluar 0 baik, 1 ada yang salah)", _verify)
    command(commands, "doctor", "periksa komputer, folder data, dan printer (0 baik, 1 awas, 2 salah)", _doctor)


def _verify(_asked: Namespace, config: Config) -> int:
    store = LetterStore(config.data / "letters")
    anchors = backups.anchors(config)
    with opening.opened(config) as office:
        findings: list[verify.Finding] = office.see(verify.findings, stored=store.get, anchors=anchors)
    for finding in findings:
        print(finding.line)
    return 1 if any(finding.faults for finding in findings) else 0


def _doctor(_asked: Namespace, config: Config) -> int:
    lights = doctor.examine(config)
    for light in lights:
        print(light.line)
    return max(light.level for light in lights)
