"""Programs of the operating system: installed with apt by root, named in words to everybody else."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from server.setup.steps import last_words, say


def _command(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _postgres_server() -> bool:
    """Debian keeps the server's programs out of PATH."""
    return bool(shutil.which("postgres")) or any(Path("/usr/lib/postgresql").glob("*/bin/postgres"))


#: Debian package -> (is it there?, what the hall lacks without it)
TO_RUN: dict[str, tuple[Callable[[], bool], str]] = {
    "espeak-ng": (_command("espeak-ng"), "suara panggilan; tanpa program ini TV hanya berbunyi lonceng"),
}

#: Debian package -> (is it there?, which tests are left out without it)
FOR_TESTS: dict[str, tuple[Callable[[], bool], str]] = {
    "chromium-headless-shell": (_command("chromium-headless-shell"), "cerita dan layar di peramban"),
    "poppler-utils": (_command("pdftotext"), "isi surat PDF"),
    "postgresql": (_postgres_server, "basis data PostgreSQL"),
    "redis-server": (_command("redis-server"), "beberapa proses dengan Redis"),
}


def prepare_run() -> None:
    """Install what the hall uses besides Python; where that is not allowed, say what is missing and go on."""
    _prepare(TO_RUN, "Kantor berjalan juga tanpa program ini:", "Agar lengkap")


def prepare_tests() -> None:
    """Install what the tests need besides Python; where that is not allowed, say what to type and go on."""
    _prepare(FOR_TESTS, "Sebagian pengujian memerlukan program yang belum ada di komputer ini dan akan dilewati:",
             "Agar semuanya diuji")  # fmt: skip


def _prepare(wanted: dict[str, tuple[Callable[[], bool], str]], lacking: str, remedy: str) -> None:
    missing = [package for package, (is_there, _) in wanted.items() if not is_there()]
    if not missing or install(*missing):
        return
    say(lacking)
    for package in missing:
        say(f"    {package:15} {wanted[package][1]}")
    say(f"{remedy}, ketik: sudo apt install {' '.join(missing)}")


def install(*packages: str) -> bool:
    """apt-get install, when root on Debian or Ubuntu. False: not allowed, or it failed (apt said why)."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say(f"Memasang dari Debian: {', '.join(packages)} ...")
    _apt("update")
    return _apt("install", "--yes", "--no-install-recommends", *packages)


def _apt(*command: str) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", *command]
    done = subprocess.run(apt, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        say(last_words(done.stdout + done.stderr))
    return done.returncode == 0
