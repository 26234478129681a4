"""Taking the server away."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import Running


def web_process(hall: Running) -> int:
    """The process id of the hall's web server, a child of `run`."""
    children = Path(f"/proc/{hall.process.pid}/task/{hall.process.pid}/children").read_text().split()
    return next(int(pid) for pid in children if b"\0web\0" in Path(f"/proc/{pid}/cmdline").read_bytes())


@contextmanager
def killed(hall: Running) -> Iterator[None]:
    """The web server is killed, and nobody starts it again for a while."""
    os.kill(hall.process.pid, signal.SIGSTOP)
    try:
        os.kill(web_process(hall), signal.SIGKILL)
        yield
    finally:
        os.kill(hall.process.pid, signal.SIGCONT)
