"""`make prove-paper`: every fault, every class of printer; what is on paper and what the office says, as a table.

Nothing is lost, nothing comes twice without SALINAN, and "tercetak" is never said of a slip that is not there.
"""

import logging
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from printer import escpos
from tests.paper.faults import FAULTS
from tests.paper.stage import ENDS, Stage

CLASSES = "ABCD"
#: of every class B byte, and of every so-many-th of the others
STRIDES = {"A": 7, "B": 1, "C": 7, "D": 2}


@dataclass(frozen=True)
class Found:
    """What came of one fault: `seen` while it lasted, `state` in the end; slips of the ticket, its copy, the next."""

    seen: str
    state: str
    slips: int
    copies: int
    following: int

    @property
    def wrong(self):
        """What must never be, in words; "" when all is well."""
        if self.slips > 1 or self.copies > 1:
            return "twice without SALINAN"
        if self.state == "printed" and not self.slips:
            return "a false tercetak"
        if self.state not in ENDS or not (self.slips or self.copies or self.state == "sent"):
            return "lost"
        return "" if self.following == 1 else "the next slip did not come"

    def __str__(self):
        copy = f"+{self.copies}c" if self.copies else ""
        return f"{self.slips}{copy} {self.state}{' !' + self.wrong if self.wrong else ''}"


def try_out(folder, name, completion):
    """One fault on its own stage, to the end: people answer what they are asked, then the next resident comes."""
    act, about = FAULTS[name]
    with Stage(folder, completion) as stage:
        job, seen = act(stage, about)
        state = stage.reach(job, *ENDS)
        following = stage.ticket("B-002")
        stage.reach(following, "printed", "sent")
        stage.printer.wait_until(lambda p: stage.slips("B-002"), 20)
        if state == "needs_attention" and not stage.slips("B-001"):
            copy = stage.no(job)
            stage.reach(copy, "printed", "sent")
            stage.printer.wait_until(lambda p: stage.slips("B-001", copies=True), 20)
        return Found(seen, state, stage.slips("B-001"), stage.slips("B-001", copies=True), stage.slips("B-002"))


def cut_off(folder, completion, stride):
    """A reset after every k-th byte of a job, one ticket after the other on one printer: (bytes tried, what was wrong).

    From the second on, each job begins with the recovery from the one before.
    """
    wrong, tried = [], 0
    with Stage(folder, completion) as stage:
        stage.start()
        first = stage.ticket("A-000")
        stage.reach(first, "printed", "sent")
        length, lead = len(stage.printer.slips[0].raw), 0
        for k in range(1, length + 1, stride):
            stage.printer.reset_after(lead + k)
            number = f"A-{tried + 1:03}"
            job = stage.ticket(number)
            state = stage.reach(job, "needs_attention", "printed", "sent")
            if state != "needs_attention":
                wrong.append(f"byte {k}: {state}")
            tried, lead = tried + 1, len(escpos.recovery())
        last = stage.ticket("B-999")
        stage.reach(last, "printed", "sent")
        stage.printer.wait_until(lambda p: stage.slips("B-999"), 20)
        twice = [n for n in range(tried + 1) if stage.slips(f"A-{n:03}") > 1]
        wrong += [f"A-{n:03} twice" for n in twice] + (
            [] if stage.slips("B-999") == 1 else ["the last slip is not whole"]
        )
    return tried, wrong


def main():
    """Print the table; 1 when anything happened that must never be."""
    logging.disable(logging.ERROR)  # what goes wrong here goes wrong on purpose
    began, bad = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="paper-") as place, ThreadPoolExecutor(len(CLASSES)) as workers:
        _row("slips on paper, state", CLASSES)
        for row, name in enumerate(FAULTS):
            asked = [(Path(place, f"{row}{one}"), name, one) for one in CLASSES]
            found = list(workers.map(lambda about: try_out(*about), asked))
            bad += [f"{name}, class {one}: {it.wrong}" for one, it in zip(CLASSES, found, strict=True) if it.wrong]
            _row(name, found)
        asked = [(Path(place, f"reset{one}"), one, stride) for one, stride in STRIDES.items()]
        cut = list(workers.map(lambda about: cut_off(*about), asked))
        _row("reset after each of so many bytes", [f"{tried}: {len(wrong)} wrong" for tried, wrong in cut])
        bad += [f"reset, class {one}: {words}" for one, (_, wrong) in zip(CLASSES, cut, strict=True) for words in wrong]
    print(f"\n{len(bad)} things that must never be, in {time.monotonic() - began:.0f} s", *bad, sep="\n")
    return 1 if bad else 0


def _row(name, cells):
    print(f"{name:<36}" + "".join(f"{cell!s:<26}" for cell in cells), flush=True)


if __name__ == "__main__":
    sys.exit(main())
