"""`run`: a small supervisor of `web` and `print-room`. No eventlet here; both children stay in its process group."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from server.commands import opening, voices
from server.config import Config

STOP_SECONDS = 12.0
RESTART_SECONDS = 1.0
READY_SECONDS = 60.0


def run(config: Config) -> int:
    """Prepare the data, start the children, restart one that dies, stop both on SIGTERM or SIGINT (exit code 0)."""
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: stopping.append(received))
    opening.make_folder(config)
    held = opening.claim(config.data)
    _require_port(config)
    office = opening.open_or_found_example(config)
    token, example = opening.room_token(office), office.example
    office.database.close()
    url = f"http://{config.host}:{config.port}"
    house = _House()
    house.start(_Child("web", ["web"]))
    if _answers(url, stopping):
        house.start(_Child("print-room", ["print-room", "--server", url, "--token-file", "-"], says=token))
        _greet(url, example)
        if voices.lacks_clips(config):
            house.start(_Child("voice", ["voice", "make"], once=True))
    while not stopping:
        house.look_after()
        time.sleep(0.2)
    house.stop()
    held.close()
    return 0


@dataclass
class _Child:
    """One worker. `says` is told on its standard input, where no other user can read it; `once`: it ends by itself."""

    name: str
    arguments: list[str]
    says: str = ""
    once: bool = False
    process: subprocess.Popen[bytes] = field(init=False)
    died_at: float | None = None

    def start(self) -> None:
        command, parent = [sys.executable, "-m", "server", *self.arguments], os.getpid()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, preexec_fn=lambda: _be_a_child(parent))
        self.died_at = None
        assert self.process.stdin is not None
        self.process.stdin.write(f"{self.says}\n".encode())
        self.process.stdin.close()

    @property
    def lives(self) -> bool:
        return self.process.poll() is None


class _House:
    """The children and their health."""

    def __init__(self) -> None:
        self._children: list[_Child] = []

    def start(self, child: _Child) -> None:
        child.start()
        self._children.append(child)

    def look_after(self) -> None:
        """Start again what died, a second later."""
        for child in self._children:
            if child.lives or child.once:
                continue
            child.died_at = child.died_at or time.monotonic()
            if time.monotonic() - child.died_at >= RESTART_SECONDS:
                code = child.process.returncode
                print(f"{child.name} berhenti (kode {code}), dijalankan lagi", file=sys.stderr, flush=True)
                child.start()

    def stop(self) -> None:
        """Ask both to end, then insist."""
        for child in self._children:
            if child.lives:
                child.process.terminate()
        ends = time.monotonic() + STOP_SECONDS
        for child in self._children:
            try:
                child.process.wait(max(0.1, ends - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()


def _require_port(config: Config) -> None:
    """Refuse with NotReady when somebody listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in config.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as problem:
            said = f"Alamat {config.host}:{config.port} tidak dapat dipakai ({problem.strerror})."
            raise opening.NotReady(
                f"{said} Hentikan program yang memakainya, atau pilih PENDOPO_PORT lain."
            ) from problem


def _be_a_child(parent: int) -> None:
    """Ctrl-C is the supervisor's to hear, who then asks its children to end; one that is killed leaves none (Linux)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(prctl := ctypes.CDLL(None), "prctl"):
        prctl.prctl(1, signal.SIGTERM)
        if os.getppid() != parent:
            # it was killed before it could be asked to tell
            os._exit(1)


def _answers(url: str, stopping: list[int]) -> bool:
    """Wait until the web process is ready."""
    ends = time.monotonic() + READY_SECONDS
    while not stopping and time.monotonic() < ends:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    return False


def _greet(url: str, example: bool) -> None:
    lines = [f"Pendopo berjalan di {url}"]
    if example:
        lines.append("MODE LATIHAN: buka alamat itu untuk denah kantor; setiap ruangan terbuka dengan satu klik.")
    lines.append("Hentikan dengan Ctrl-C.")
    print("\n".join(lines), flush=True)
