"""Making a recording even takes a second of arithmetic: done by a child process, while the hall goes on.

Waits by looking again, which blocks nobody under a monkey-patched hub either.
"""

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from display.voice import sound
from office.errors import Refusal

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 30.0
REFUSED = 3


class NotLevelled(Refusal):
    """The child came to no end."""

    code = "sound_not_made"
    detail = "Rekaman tidak dapat diolah. Coba lagi; bila masih gagal, simpan ulang sebagai WAV dan unggah."


@dataclass(frozen=True)
class Made:
    """A recording made even: the clip, the whole of it (both PCM), and where in it the clip lies (ms)."""

    clip: bytes
    whole: bytes
    start: int
    end: int


def levelled(recording: bytes, cut: tuple[int, int] | None = None) -> Made:
    """A WAV made even; `cut` in ms, none: where speech begins and ends.

    Refuses with the words of `sound` and `level`.
    """
    with tempfile.TemporaryDirectory(prefix="pendopo-voice-") as place:
        source, target, whole, said = (Path(place) / name for name in ("in.wav", "out.wav", "whole.wav", "said.txt"))
        source.write_bytes(recording)
        with said.open("wb") as words:
            where = [str(path) for path in (source, target, whole)] + [str(at) for at in cut or ()]
            command = [sys.executable, "-m", "display.voice", "level", *where]
            child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=words)
            code = _ended(child)
        if code == REFUSED:
            raise sound.NotSound(said.read_text("utf-8").strip())
        if code != 0:
            raise NotLevelled
        start, end = map(int, said.read_text("utf-8").split())
        return Made(sound.stored(target), sound.stored(whole), start, end)


def _ended(child: subprocess.Popen[bytes]) -> int | None:
    ends = time.monotonic() + TIMEOUT
    while child.poll() is None:
        if time.monotonic() > ends:
            child.kill()
            child.wait()
            return None
        time.sleep(0.02)
    return child.returncode
