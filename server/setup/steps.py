"""What every step of set-up needs: folders, a stamp that says 'done for exactly these files', plain words."""

import hashlib
import subprocess
from collections.abc import Sequence
from pathlib import Path

from server.assets import ROOT

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class Missing(Exception):
    """Something that set-up needs is not there; the text says what, and what to type."""


def say(sentence: str) -> None:
    """Tell the person at the terminal at once, even through a pipe."""
    print(sentence, flush=True)


def fingerprint(*files: Path, also: str = "") -> str:
    """SHA-256 over the files' bytes and `also`, as hex."""
    digest = hashlib.sha256(also.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_done(stamp: Path, print_of_input: str) -> bool:
    """Whether the step was finished for exactly this input."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == print_of_input


def run(command: Sequence[str], refusal: str) -> None:
    """Run quietly in the checkout; a failure is Missing: `refusal`, then the command's last lines."""
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise Missing(f"{refusal}\n\n{last_words(done.stdout + done.stderr)}")


def last_words(output: str) -> str:
    """The end of what a command said, indented, without pip's remarks about empty places."""
    told = [line for line in output.splitlines() if line.strip() and not line.startswith("WARNING: Location")]
    return "\n".join(f"    {line}" for line in told[-12:])
