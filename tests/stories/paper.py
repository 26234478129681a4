"""Paper in people's hands: slips out of the fake printers, letters as PDF."""

import re
import subprocess

from office.office import SYSTEM
from office.paper import printers
from printer.fake_machine import FakeSlip
from printer.fakes import FakePrinter
from tests.conftest import Running, opened

SECONDS = 20.0


class Tray:
    """A fake network printer at its place in the hall."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.printer = FakePrinter("B")
        self.printer.plug_in()
        self._taken: list[FakeSlip] = []

    def takes(self, *words: str) -> str:
        """The text of the next slip with all these words; what comes before it is left lying."""
        came = self.printer.wait_until(lambda _: self._find(words) is not None, SECONDS)
        lying = "\n".join(slip.text for slip in self._lying())
        assert came, f"no slip with {words} came out at {self.place}, only:\n{lying}"
        slip = self._find(words)
        assert slip is not None
        self._taken.append(slip)
        return slip.text

    @property
    def is_empty(self) -> bool:
        """Whether all paper that came out was taken."""
        return not self._lying()

    def is_cleared(self) -> None:
        """There is paper in it, and whatever lies there belongs to an earlier story."""
        self.printer.new_roll()
        self._taken.extend(self._lying())

    def _lying(self) -> list[FakeSlip]:
        return [slip for slip in self.printer.slips if not any(slip is taken for taken in self._taken)]

    def _find(self, words: tuple[str, ...]) -> FakeSlip | None:
        return next((slip for slip in self._lying() if all(word in slip.text for word in words)), None)


PLACES = ("kiosk", "loket:1", "loket:2")


def put_printers(hall: Running) -> dict[str, Tray]:
    """Fake printers at the kiosk and the lokets, added as the office's own command does it, while the hall is open."""
    trays = {place: Tray(place) for place in PLACES}
    with opened(hall) as office:
        for place, tray in trays.items():
            name = f"Epson {place.replace(':', ' ').replace('kiosk', 'kios')}"
            office.do(printers.add_printer, by=SYSTEM, name=name, at=tray.printer.at, purpose=place)
    return trays


def code_on(slip: str) -> str:
    """The tracking or survey code on a slip: "B4T9-XMKP"."""
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", slip)
    assert found, f"no code on:\n{slip}"
    return found[0]


def pdf_text(pdf: bytes) -> str:
    """What can be read in a PDF."""
    assert pdf.startswith(b"%PDF"), pdf[:80]
    words = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return words.stdout.decode()
