"""The virtual environment and the pinned requirements in it: wheels only, each checked against its hash."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from server.assets import ROOT
from server.setup import debian
from server.setup.steps import PYTHON, VENV, Missing, fingerprint, is_done, run, say

RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"

NO_PACKAGES = (
    "Pustaka Python tidak dapat dipasang.\n"
    "Periksa sambungan internet (atau pengaturan pip kantor Anda), ruang disk (perlu 1 GB), dan prosesor\n"
    "(x86_64 atau arm64; untuk yang lain belum ada paket siap pakai). Lalu jalankan lagi. Kata pip:"
)
NO_VENV = (
    "Modul venv tidak ada pada Python ini.\nDi Debian atau Ubuntu ketik: sudo apt install python3-venv\n"
    "lalu jalankan lagi. Jika Python Anda bukan milik Debian: make run PYTHON=/usr/bin/python3"
)


def prepare(dev: bool) -> None:
    """Make `.venv` where there is none (or its Python is gone), install what changed. Raises Missing."""
    if not _usable():
        _create()
    lists = (RUNTIME, DEVELOPMENT) if dev else (RUNTIME,)
    changed = [file for file in lists if not is_done(_stamp(file), fingerprint(file))]
    if changed:
        say("Memasang pustaka Python (sekali saja, sekitar satu menit) ...")
        install(*changed)
        for file in changed:
            _stamp(file).write_text(fingerprint(file), encoding="utf-8")


def install(*lists: Path) -> None:
    """pip install of hash-pinned lists into `.venv`, never compiling anything. Raises Missing.

    The lists are complete, so pip resolves nothing: a release of yesterday cannot change what is installed.
    """
    files = [f"--requirement={file}" for file in lists]
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    run([*pip, "--require-hashes", "--no-deps", "--only-binary=:all:", *files], NO_PACKAGES)


def _usable() -> bool:
    """A system upgrade may have taken the Python away, or put another version in its place."""
    if not PYTHON.exists():
        return False
    ask = [str(PYTHON), "-I", "-S", "-c", "import sys; print('%s.%s' % sys.version_info[:2])"]
    version = subprocess.run(ask, capture_output=True, text=True).stdout.strip()
    return (VENV / "lib" / f"python{version}" / "site-packages" / "pip").is_dir()


def _create() -> None:
    if importlib.util.find_spec("ensurepip") is None and not debian.install("python3-venv"):
        raise Missing(NO_VENV)
    if VENV.exists():
        say("Lingkungan Python lama (.venv) tidak cocok lagi; dibuat ulang ...")
        shutil.rmtree(VENV)
    say("Membuat lingkungan Python (.venv) ...")
    run([sys.executable, "-m", "venv", str(VENV)], NO_VENV)


def _stamp(file: Path) -> Path:
    return VENV / f"pendopo-{file.stem}.sha256"
