"""The installer's probe: asks a printer everything once, lets its state change under the installer's hands, and says
which class it is. What it answered is kept raw.

Some printers answer a constant "all is well", or a fence while the paper is out; only a change that was seen counts.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from office.paper.addresses import EXAMPLES, BadAddress, read_address
from printer.transports import Talking, talking
from printer.transports.base import Gone, State, why
from printer.transports.status import DLE_EOT, GS_H, GS_R, Replies, Wire, read_status

MARK = b"TEST"
SECONDS = 1.0
QUIET = 0.15
QUESTIONS = {
    **{f"DLE EOT {n}": command for n, command in DLE_EOT.items()},
    "GS I 66": b"\x1dI\x42", "GS I 67": b"\x1dI\x43", "GS r 1": GS_R, "GS ( H": GS_H + MARK,
}  # fmt: skip
#: ends whatever a printer made of a question that it does not know
TIDY = b"\x1b@"
ANSWER_TO_MARK = b"\x37\x22" + MARK + b"\x00"


@dataclass
class Heard:
    """What a probe heard: question -> answer in hexadecimal, the class, and what was seen to change."""

    raw: dict[str, str] = field(default_factory=dict)
    completion: str = "D"
    doubts: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"  {question:<14} {answer or '(diam)'}" for question, answer in self.raw.items()]
        return "\n".join([*lines, *[f"  Catatan: {doubt}." for doubt in self.doubts]])

    def answers(self, question: str) -> bytes:
        return bytes.fromhex(self.raw.get(question, ""))


SKIP = "l"
Ask = Callable[[str], bool]
"""Asks the installer to do something; False when it cannot be done here."""


def probe(way: Talking, ask: Ask | None = None) -> Heard:
    """Ask a printer that is ready. With `ask`, its cover and paper are tried too. Raises `OSError` without a line."""
    heard = Heard()
    with way.line() as wire:
        for question, command in QUESTIONS.items():
            heard.raw[question] = _question(wire, command).hex(" ")
        wire.send(TIDY, SECONDS)
    heard.completion = _class(heard)
    if ask is not None and heard.completion != "D":
        _try_out(way, heard, ask)
    return heard


def _question(wire: Wire, command: bytes) -> bytes:
    """All that comes within a second, until it is quiet."""
    wire.send(command, SECONDS)
    heard, deadline = b"", time.monotonic() + SECONDS
    try:
        while (left := deadline - time.monotonic()) > 0:
            more = wire.receive(min(left, QUIET) if heard else left)
            if not more:
                break
            heard += more
    except Gone:
        return heard
    return heard


def _class(heard: Heard) -> str:
    status = any(byte & 0x93 == 0x12 for byte in heard.answers("DLE EOT 1"))
    if not status:
        return "D"
    if ANSWER_TO_MARK in heard.answers("GS ( H"):
        return "A"
    return "B" if any(byte & 0x90 == 0 for byte in heard.answers("GS r 1")) else "C"


STEPS = (
    ("cover", "Buka penutup printer", (State.COVER_OPEN, State.PAPER_OUT, State.OFFLINE)),
    ("paper", "Keluarkan gulungan kertas, lalu tutup penutupnya", (State.PAPER_OUT, State.COVER_OPEN, State.OFFLINE)),
)


def _try_out(way: Talking, heard: Heard, ask: Ask) -> None:
    """The class holds only as far as the printer notices what the installer does."""
    for name, words, wanted in STEPS:
        if not ask(words):
            heard.doubts.append(f"langkah dilewati: {words.lower()}")
            continue
        with way.line() as wire:
            status = read_status(Replies(wire), SECONDS)
            heard.raw[f"{name}: state"] = status.state if status else ""
            heard.raw[f"{name}: GS r 1"] = _question(wire, GS_R).hex(" ")
        _judge(heard, name, status.state if status else None, wanted)
    ask("Pasang kembali kertasnya dan tutup printer")


def _judge(heard: Heard, name: str, state: State | None, wanted: tuple[State, ...]) -> None:
    if state not in wanted:
        heard.doubts.append("keadaan printer tidak berubah, jadi jawabannya tidak dapat dipercaya")
        heard.completion = "D"
    elif heard.completion == "B" and any(byte & 0x90 == 0 for byte in heard.answers(f"{name}: GS r 1")):
        heard.doubts.append("printer menjawab pagar walau tidak dapat mencetak, jadi lembar tidak dapat dipastikan")
        heard.completion = "C"


def ask_installer(words: str) -> bool:
    """At the keyboard."""
    return input(f"{words}, lalu tekan Enter ({SKIP} = lewati): ").strip().lower() != SKIP


def main(arguments: list[str] | None = None) -> int:
    """The probe alone, on the computer that a printer hangs on. Stop its print agent first."""
    parser = argparse.ArgumentParser(prog="python -m printer.probe", description="Kenali kelas printer di sini.")
    parser.add_argument("at", metavar="ALAMAT", help=EXAMPLES)
    parser.add_argument("--quick", action="store_true", help="tanpa memeriksa penutup dan kertas")
    asked = parser.parse_args(arguments)
    try:
        address = read_address(asked.at)
        if not address.talks:
            raise BadAddress("Alamat itu tidak dapat ditanya, jadi kelasnya D.")
        heard = probe(talking(address), None if asked.quick else ask_installer)
    except BadAddress as bad:
        print(bad)
        return 1
    except OSError as trouble:
        print(why(trouble).reason)
        return 1
    print(heard)
    print(f"Kelas {heard.completion}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
