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
from printer.fakes import FakePrinter
from printer.layout import Paper, layout
from printer.slips import build
from printer.transports.tcp import Tcp
from tests.paper.faults import FAULTS
from tests.paper.samples import OFFICE, SAMPLES
from tests.paper.stage import ENDS, QUICK, Stage

CLASSES = "ABCD"
#: what may be said of a job whose line broke; class D's "sent" means "tidak dapat dipastikan"
HONEST = {**dict.fromkeys("ABC", ("needs_attention",)), "D": ("needs_attention", "sent")}
#: with the whole office behind it, a reset after every so-many-th byte
STRIDES = {"A": 23, "B": 9, "C": 23, "D": 23}


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
            if state not in HONEST[completion]:
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


def every_byte(completion):
    """A reset after each single byte of a job, on the line alone, each followed by the next job: (bytes, wrong)."""
    ticket = escpos.encode(layout(build("ticket", SAMPLES["ticket"], OFFICE), Paper()))
    wrong, lead = [], b""
    with FakePrinter(completion) as printer:
        way = Tcp("127.0.0.1", printer.port, completion=completion, patience=QUICK)
        for k in range(1, len(ticket) + 1):
            printer.reset_after(len(lead) + k)
            result = way.deliver(lead + ticket.replace(b"B-012", f"{k:05}".encode()), lambda: True).result
            wrong += [f"byte {k}: {result}"] if result not in HONEST[completion] else []
            lead = escpos.recovery()
        way.deliver(lead + ticket, lambda: True)
        printer.wait_until(lambda p: "B-012" in p.slips[-1].text, 20)
        numbers = [line for slip in printer.slips for line in slip.text.split() if line.isdigit() and len(line) == 5]
        wrong += [f"{number} twice" for number in set(numbers) if numbers.count(number) > 1]
        wrong += [] if printer.slips[-1].raw == ticket else ["the last slip is not whole"]
    return len(ticket), wrong


def main():
    """Print the table; 1 when anything happened that must never be."""
    logging.disable(logging.ERROR)  # what goes wrong here goes wrong on purpose
    began, bad = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="paper-") as place, ThreadPoolExecutor(len(CLASSES)) as workers:
        _row("slips on paper, state", CLASSES)
        for row, name in enumerate(FAULTS):
            folders = [Path(place, f"{row}{one}") for one in CLASSES]
            found = list(workers.map(try_out, folders, [name] * len(CLASSES), CLASSES))
            bad += [f"{name}, class {one}: {it.wrong}" for one, it in zip(CLASSES, found, strict=True) if it.wrong]
            _row(name, found)
        folders = [Path(place, f"reset{one}") for one in CLASSES]
        bad += _resets("reset after each of its bytes", list(workers.map(every_byte, CLASSES)))
        bad += _resets("reset, with the office behind", list(workers.map(cut_off, folders, CLASSES, STRIDES.values())))
    print(f"\n{len(bad)} things that must never be, in {time.monotonic() - began:.0f} s", *bad, sep="\n")
    return 1 if bad else 0


def _resets(name, tried):
    _row(name, [f"{count} times, {len(wrong)} wrong" for count, wrong in tried])
    return [f"{name}, class {one}: {words}" for one, (_, wrong) in zip(CLASSES, tried, strict=True) for words in wrong]


def _row(name, cells):
    print(f"{name:<36}" + "".join(f"{cell!s:<26}" for cell in cells), flush=True)


if __name__ == "__main__":
    sys.exit(main())
