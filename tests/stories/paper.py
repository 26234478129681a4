"""Paper in people's hands: slips out of the fake printers, letters as PDF."""

import re
import subprocess
import sys

from printer.fakes import FakePrinter
from tests.conftest import ROOT, Running, environment

SECONDS = 20.0


class Tray:
    """A fake network printer at its place in the hall; `takes("RESI")` is the next slip, which must say so."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.printer = FakePrinter("B")
        self.printer.plug_in()
        self._taken = 0

    def takes(self, *words: str) -> str:
        """The text of the next slip, which must hold all these words."""
        came = self.printer.wait_until(lambda printer: len(printer.slips) > self._taken, SECONDS)
        assert came, f"no paper came out at {self.place}; expected one with {words}"
        slip = self.printer.slips[self._taken].text
        self._taken += 1
        missing = [word for word in words if word not in slip]
        assert not missing, f"{missing} is not on:\n{slip}"
        return slip

    @property
    def raw(self) -> bytes:
        """The bytes of the slip that was taken last."""
        return self.printer.slips[self._taken - 1].raw

    @property
    def is_empty(self) -> bool:
        """Whether all paper that came out was taken."""
        return len(self.printer.slips) == self._taken


def attach(hall: Running, *places: str) -> dict[str, Tray]:
    """Fake printers at `places` (kiosk, loket:1, …), added with the office's own command while the hall is open."""
    trays = {place: Tray(place) for place in places}
    added = [subprocess.Popen(_command(place, tray.printer.at), env=environment(hall.data), cwd=ROOT, stdout=subprocess.PIPE)
             for place, tray in trays.items()]  # fmt: skip
    for command in added:
        words, _ = command.communicate(timeout=60)
        assert command.returncode == 0, words
    return trays


def _command(place: str, at: str) -> list[str]:
    name = f"Uji {place.replace(':', ' ')}"
    return [sys.executable, "-m", "server", "printer", "add", name, "--at", at, "--for", place]


def code_on(slip: str) -> str:
    """The tracking or survey code on a slip: "B4T9-XMKP"."""
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", slip)
    assert found, f"no code on:\n{slip}"
    return found[0]


def pdf_text(pdf: bytes) -> str:
    """What can be read in a PDF."""
    assert pdf.startswith(b"%PDF"), pdf[:80]
    return subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
