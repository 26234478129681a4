"""The fake printer's command: `python -m printer.fakes`. Slips go to the screen and, as pictures, to a folder; faults
come from the keyboard.
"""

import argparse
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from printer.fake_machine import FakeSlip, Machine
from printer.fake_tty import FakeTty
from printer.fakes import FakePrinter

Fake = FakePrinter | FakeTty
ORDERS: dict[str, tuple[Callable[[Machine], None], str]] = {
    "paper": (Machine.run_out_of_paper, "kertas habis"),
    "roll": (Machine.new_roll, "gulungan baru"),
    "near": (Machine.near_end, "kertas hampir habis"),
    "open": (Machine.open_cover, "penutup dibuka"),
    "close": (Machine.close_cover, "penutup ditutup"),
    "jam": (Machine.jam, "pemotong macet"),
    "offline": (Machine.go_offline, "luring"),
    "online": (Machine.come_online, "daring"),
    "silent": (Machine.go_silent, "diam"),
    "speak": (Machine.speak, "menjawab lagi"),
    "pause": (Machine.pause, "data ditahan"),
    "go": (Machine.go_on, "mencetak lagi"),
}
NETWORK: dict[str, tuple[Callable[[FakePrinter], None], str]] = {
    "power": (FakePrinter.power_cycle, "listrik putus sebentar"),
    "unplug": (FakePrinter.unplug, "kabel dicabut"),
    "plug": (FakePrinter.plug, "kabel dipasang"),
}
NUMBERED: dict[str, tuple[Callable[[Machine, int], None], str]] = {
    "reset": (Machine.reset_after, "sambungan putus setelah {} byte"),
    "after": (Machine.run_out_after, "kertas habis setelah {} lembar"),
    "slow": (Machine.take_time, "{} detik selembar"),
}
HELP = f"Perintah: {', '.join([*ORDERS, *NETWORK])}, {', '.join(f'{name} N' for name in NUMBERED)}"


def main(arguments: list[str] | None = None) -> int:
    """Runs one fake printer until it is told to stop."""
    parser = argparse.ArgumentParser(prog="python -m printer.fakes", description="Printer tiruan untuk mencoba.")
    parser.add_argument("--port", type=int, default=9100)
    parser.add_argument("--tty", action="store_true", help="di ujung kabel serial, bukan di jaringan")
    parser.add_argument("--class", dest="completion", choices="ABCD", default="B")
    parser.add_argument("--slow", type=float, default=0.0, metavar="SECONDS", help="lama mencetak satu lembar")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="gambar setiap lembar sebagai PNG")
    parser.add_argument("--dots", type=int, default=576, help="titik sebaris pada gambar; 384 untuk kertas 58 mm")
    chosen = parser.parse_args(arguments)
    made: Fake = (
        FakeTty(chosen.completion, slow=chosen.slow)
        if chosen.tty
        else FakePrinter(chosen.completion, chosen.port, slow=chosen.slow)
    )
    with made as printer:
        print(f"Printer tiruan kelas {chosen.completion} di {printer.at}. {HELP}", flush=True)
        threading.Thread(target=_listen, args=(printer,), daemon=True).start()
        _collect(printer, chosen.pictures, chosen.dots)
    return 0


def _collect(printer: Fake, pictures: Path | None, dots: int) -> None:
    shown: list[FakeSlip] = []
    while True:
        printer.wait_until(lambda p: len(p.slips) > len(shown), 3600)
        for slip in printer.slips[len(shown) :]:
            shown.append(slip)
            _show(slip, len(shown), pictures, dots)


def _listen(printer: Fake) -> None:
    for words in sys.stdin:
        print(obey(printer, words), flush=True)


def obey(printer: Fake, words: str) -> str:
    """Does one order of the keyboard and says what is so now; other words are answered with the orders there are."""
    name, _, number = words.strip().partition(" ")
    if name in ORDERS:
        act, told = ORDERS[name]
        act(printer)
        return told
    if name in NETWORK and isinstance(printer, FakePrinter):
        change, told = NETWORK[name]
        change(printer)
        return told
    if name in NUMBERED and number.isascii() and number.isdigit():
        count, told = NUMBERED[name]
        count(printer, int(number))
        return told.format(number)
    return HELP


def _show(slip: FakeSlip, number: int, pictures: Path | None, dots: int) -> None:
    print(f"--- lembar {number} ---\n{slip.text}", flush=True)
    if pictures:
        # the picture's library is only for who looks at pictures
        from printer import picture

        pictures.mkdir(parents=True, exist_ok=True)
        picture.draw(slip.raw, dots).save(pictures / f"lembar-{number:04}.png")
