"""`python -m voice level FROM TO`: a recording made even, in a process of its own so that no screen waits.

Exit codes: 0 done; 3 refused (the words stand on standard output).
"""

import sys
from pathlib import Path

from office.errors import Refusal
from voice import sound
from voice.level import levelled


def main(argv: list[str]) -> int:
    """Level one file into another."""
    _, source, target = argv
    try:
        clip = levelled(sound.read(Path(source).read_bytes()))
    except Refusal as refusal:
        print(refusal.detail)
        return 3
    Path(target).write_bytes(sound.wav(sound.pcm(clip)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
