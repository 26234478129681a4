"""`simulate`: a busy day in the example office, on the running server or one of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from office.office import Office
from server.commands import opening
from server.commands.shape import Commands, command
from server.config import Config

MOST_APPLICANTS = 5000
START_SECONDS = 60.0
STOP_SECONDS = 20.0


def add_to(commands: Commands) -> None:
    """The simulation."""
    parser = command(commands, "simulate", "hari yang ramai: pemohon buatan menjalani seluruh prosedur", _simulate)
    parser.add_argument("--applicants", type=_count, default=30, metavar="N", help="berapa pemohon (bawaan 30)")
    parser.add_argument("--speed", type=_speed, default=60.0, metavar="X",
                        help="berapa kali lebih cepat dari waktu kantor; 0 = secepat-cepatnya (bawaan 60)")  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, help="angka awal: hari yang sama dapat diulang")
    parser.add_argument("--server", metavar="URL", help="server yang sudah berjalan (bawaan: menurut pengaturan)")


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST_APPLICANTS:
        raise ArgumentTypeError(f"tulis 1 sampai {MOST_APPLICANTS}")
    return int(text)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = -1.0
    if not 0 <= speed <= 100_000:
        raise ArgumentTypeError("tulis 0 sampai 100000")
    return speed


def _simulate(asked: Namespace, config: Config) -> int:
    from server.simulation.day import NotTheExample, Wish, simulate

    wish = Wish(asked.applicants, asked.speed, asked.seed)
    with tempfile.TemporaryDirectory(prefix="pendopo-") as spare:
        used = config if _has_data(config) else config.model_copy(update={"data": Path(spare) / "var"})
        if _has_data(used) and not _is_example(used):
            raise NotTheExample
        with _served(used, asked.server) as (office, url):
            print(f"Simulasi {wish.applicants} pemohon di {url}", flush=True)
            lines, good = simulate(office, url, wish)
    print("\n".join(lines))
    return 0 if good else 1


def _has_data(config: Config) -> bool:
    return bool(config.database_url) or (config.data / "office.db").exists()


def _is_example(config: Config) -> bool:
    with opening.opened(config) as office:
        return office.example


@contextmanager
def _served(config: Config, url: str | None) -> Iterator[tuple[Office, str]]:
    """The office and where it is served: by the server that runs, else by one started for the day and stopped after."""
    from server.simulation.day import OtherData, serves

    asked = url or f"http://{config.host}:{config.port}"
    if _has_data(config) and _answers(asked):
        with opening.opened(config) as office:
            if serves(office, asked):
                yield office, asked
                return
    if url:
        raise OtherData if _answers(asked) else opening.NotReady(f"Tidak ada server yang menjawab di {asked}.")
    with _own_server(config) as own, opening.opened(config) as office:
        yield office, own


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError):
        return False


@contextmanager
def _own_server(config: Config) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    settings = {**os.environ, "PENDOPO_DATA": str(config.data), "PENDOPO_HOST": "127.0.0.1", "PENDOPO_PORT": port}
    # a group of its own: Ctrl-C ends the day first, then the server
    process = subprocess.Popen([sys.executable, "-m", "server", "run"], env=settings, stdout=subprocess.DEVNULL,
                               start_new_session=True)  # fmt: skip
    try:
        yield _ready(process, f"http://127.0.0.1:{port}")
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _ready(process: subprocess.Popen[bytes], url: str) -> str:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        if _answers(url):
            return url
        time.sleep(0.1)
    raise opening.NotReady("Server untuk simulasi tidak mau jalan. Coba `python -m server run` untuk melihat sebabnya.")
