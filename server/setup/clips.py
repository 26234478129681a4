"""The machine's voice, made once for this checkout: every office starts with it at once."""

import shutil
import subprocess

from server.assets import ROOT
from server.setup.steps import PYTHON, fingerprint, is_done, last_words, say

STOCK = ROOT / ".build" / "voice"
#: a change in how clips are made makes them anew
MAKERS = tuple(ROOT / "display" / "voice" / name for name in ("machine.py", "level.py", "loudness.py", "sound.py"))


def build() -> None:
    """Let espeak-ng say every clip; without it there is nothing to do: the hall calls with its chime."""
    if not shutil.which("espeak-ng"):
        return
    stamp, made = STOCK / "stamp", fingerprint(*MAKERS, ROOT / "office" / "words" / "call_clips.py")
    if is_done(stamp, made):
        return
    say("Menyiapkan suara panggilan ...")
    shutil.rmtree(STOCK, ignore_errors=True)
    STOCK.mkdir(parents=True)
    done = subprocess.run(
        [str(PYTHON), "-m", "display.voice", "fill", str(STOCK)], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode == 0:
        stamp.write_text(made, encoding="utf-8")
    else:
        say(last_words(done.stdout + done.stderr))
