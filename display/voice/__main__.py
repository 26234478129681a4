"""The work that takes a while, in a process of its own so that no screen waits.

`python -m display.voice level FROM TO WHOLE [START END]`: a recording made even, cut by hand at these milliseconds or
where speech begins and ends; the whole of it in WHOLE, the cut on standard output. `python -m display.voice fill
FOLDER`: the machine's clips that are missing below it. Exit codes: 0 done; 3 refused (the words stand on standard
output).
"""

import sys
from pathlib import Path

from display.voice import level, sound
from display.voice.machine import NoMachine
from display.voice.pack import Pack
from office.errors import Refusal


def main(argv: list[str]) -> int:
    """Level one file into another, or fill a folder."""
    if argv[0] == "fill":
        return _fill(Path(argv[1]))
    _, source, target, whole, *cut = argv
    try:
        samples = sound.read(Path(source).read_bytes())
        first, last = (sound.RATE * int(at) // 1000 for at in cut) if cut else level.spoken(samples)
        clip = level.levelled(samples, (first, last))
    except Refusal as refusal:
        print(refusal.detail)
        return 3
    Path(target).write_bytes(sound.wav(sound.pcm(clip)))
    Path(whole).write_bytes(sound.wav(sound.pcm(samples)))
    print(*(round(1000 * at / sound.RATE) for at in (first, last)))
    return 0


def _fill(folder: Path) -> int:
    try:
        made = Pack(folder, stock=folder).fill()
    except NoMachine as problem:
        print(problem)
        return 3
    print(f"{len(made)} potongan suara dibuat")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
