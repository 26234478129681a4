"""The machine's voice: espeak-ng, a program of its own. It says what nobody has recorded."""

import shutil
import subprocess

from display.voice import sound
from display.voice.level import levelled
from office.words.call_clips import Clip

PROGRAM = "espeak-ng"
#: chosen by measuring: most energy where a full hall leaves consonants audible, 90 words a minute
VOICE = ("-v", "id+f2", "-s", "130", "-p", "45", "-a", "90", "-g", "6")
TIMEOUT = 20.0


class NoMachine(Exception):
    """espeak-ng is not installed, or did not answer; the text says which."""


def is_there() -> bool:
    """Whether this computer has the program."""
    return shutil.which(PROGRAM) is not None


def say(clip: Clip) -> bytes:
    """The clip's words as levelled PCM. Raises NoMachine. Takes 0.1 s: not for the hall's own process."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise NoMachine("espeak-ng belum terpasang (Debian: apt install espeak-ng)")
    try:
        done = subprocess.run([program, *VOICE, "--stdout", clip.words], capture_output=True, timeout=TIMEOUT)
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise NoMachine(f"espeak-ng tidak menjawab: {problem}") from problem
    if done.returncode != 0:
        raise NoMachine(f"espeak-ng berhenti: {done.stderr.decode(errors='replace')[-200:]}")
    return sound.pcm(levelled(sound.read(whole(done.stdout))))


def whole(stream: bytes) -> bytes:
    """A WAV that was written to a pipe does not know its length: put the true one in."""
    data = stream.index(b"data")
    head = stream[:4] + (len(stream) - 8).to_bytes(4, "little") + stream[8 : data + 4]
    return head + (len(stream) - data - 8).to_bytes(4, "little") + stream[data + 8 :]
