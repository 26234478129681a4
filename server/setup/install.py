"""Everything between a fresh clone and `python -m server run`, each step skipped when it is done already."""

import sys
from collections.abc import Sequence

from server.setup import browser_files, clips, debian, icons, python_packages
from server.setup.steps import Missing


def main(arguments: Sequence[str]) -> int:
    """Exit code 0: the hall can start; 1: something is missing, said in words. `--dev`: tests too."""
    dev = "--dev" in arguments
    try:
        prepare(dev)
    except Missing as missing:
        print(f"\nPenyiapan berhenti. {missing}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nPenyiapan dihentikan. Jalankan lagi kapan saja; yang selesai tidak diulang.", file=sys.stderr)
        return 1
    return 0


def prepare(dev: bool) -> None:
    """Python packages, browser files, icon sprite, Debian's programs and the machine's voice. Raises Missing."""
    python_packages.prepare(dev)
    browser_files.prepare(dev)
    icons.build()
    debian.prepare_run()
    if dev:
        debian.prepare_tests()
    clips.build()
