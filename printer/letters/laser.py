"""The office's laser printers, through CUPS: `lpstat` says which there are, `lp` prints. Programs of their own.

Under the monkey-patched hub the standard `subprocess` waits without holding anybody up.
"""

import logging
import subprocess
import time
from collections.abc import Callable

from office.errors import Refusal
from office.records.letter_rules import Paper

_log = logging.getLogger(__name__)
LOOK_SECONDS, PRINT_SECONDS = 5, 30
#: `lpstat` is not asked more often than this
FRESH_SECONDS = 15.0
_MEDIA: dict[Paper, str] = {"F4": "Custom.215x330mm", "A4": "A4"}
_FROM_BROWSER = "Buka PDF-nya dan cetak lewat peramban, atau beri tahu admin."


class PrinterTrouble(Refusal):
    """The laser printer did not take the sheet."""

    code = "laser_trouble"
    detail = f"Printer tidak menerima cetakan. {_FROM_BROWSER}"


class Laser:
    """Prints PDFs. `clock` gives seconds that only rise."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._found: tuple[float, list[str]] | None = None

    def printers(self) -> list[str]:
        """The CUPS names of the printers there are; none where there is no CUPS."""
        if self._found is None or self._clock() - self._found[0] > FRESH_SECONDS:
            self._found = self._clock(), _ask_lpstat()
        return self._found[1]

    def send(self, pdf: bytes, *, printer: str, copies: int, paper: Paper, title: str) -> None:
        """Hand `pdf` to the printer's queue. Refuses with PrinterTrouble, in words that say what to do."""
        if printer not in self.printers():
            self._found = None
            raise PrinterTrouble(
                f"Printer “{printer}” tidak ditemukan. Periksa apakah printernya menyala. {_FROM_BROWSER}"
            )
        command = ["lp", "-d", printer, "-n", str(copies), "-t", title, "-o", f"media={_MEDIA[paper]}",
                   "-o", "print-scaling=none", "-"]  # fmt: skip
        done = _run(command, pdf, PRINT_SECONDS, printer)
        if done.returncode:
            _log.error("lp -d %s ended with %d: %s", printer, done.returncode, done.stderr.decode(errors="replace"))
            said = "Periksa kertas, tinta, dan sambungannya, lalu ulangi."
            raise PrinterTrouble(f"Printer “{printer}” menolak cetakan. {said} {_FROM_BROWSER}")


def _run(command: list[str], data: bytes, seconds: int, printer: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except FileNotFoundError:
        raise PrinterTrouble(f"Program cetak (CUPS) tidak ada di komputer server. {_FROM_BROWSER}") from None
    except subprocess.TimeoutExpired:
        raise PrinterTrouble(
            f"Printer “{printer}” tidak menjawab dalam {seconds} detik. Periksa sambungannya. {_FROM_BROWSER}"
        ) from None


def _ask_lpstat() -> list[str]:
    try:
        done = subprocess.run(["lpstat", "-e"], capture_output=True, timeout=LOOK_SECONDS, check=False,
                              stdin=subprocess.DEVNULL)  # fmt: skip
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return []
    names = done.stdout.decode(errors="replace").split() if done.returncode == 0 else []
    return [name for name in names if not name.startswith("-")]
