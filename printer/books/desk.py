"""The book desk: has a book made by a child process and hands it over as an open file that has no name any more.

What is made lies in a folder of its own and is taken away with it however the making ends; a folder whose hub was
killed goes when the next book is made.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from office.books import exported, reading
from office.books.shape import Asked
from office.errors import NotNow, Refusal
from office.office import Actor, Office
from printer.books.job import Job, Kind
from printer.letters.frames import receive, send

_ROOT = Path(__file__).resolve().parents[2]
_PREFIX = "pendopo-book-"
#: seconds without a word from the child
PATIENCE = 120.0
#: books made at the same time; a third one waits for nobody and is asked to come again
AT_ONCE = 2
MOST = {"pdf": 30_000, "xlsx": 200_000}
MEDIA = {"pdf": "application/pdf", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class BookFailed(Refusal):
    """The child ended without a book. Nothing was left behind."""

    code = "book_not_made"
    detail = "Buku tidak dapat disusun. Coba sekali lagi; bila masih gagal, beri tahu admin."


@dataclass(frozen=True)
class Made:
    """A book: an open file that disappears when it is closed."""

    file: BinaryIO
    lines: int
    name: str
    media_type: str


class BookDesk:
    """Makes books for whoever may read them; one desk per process."""

    def __init__(self, office: Office, *, patience: float = PATIENCE) -> None:
        self.office, self._patience = office, patience
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def make(self, *, by: Actor, book: str, kind: Kind, asked: Asked) -> Made:
        """The book of that period as PDF or XLSX, noted in history.

        Refuses with Unknown, NotYourDesk, Invalid period, NotNow (too many at once, too many lines), BookFailed.
        """
        found = reading.for_desks(book, by.desks)
        reading.require_period(asked)
        if not self._places.acquire(blocking=False):
            raise NotNow("Dua buku lain sedang disusun. Tunggu sebentar, lalu coba lagi.")
        try:
            with _folder() as folder:
                lines = self._ask(self._job(book, kind, asked, folder))
                file = (folder / f"book.{kind}").open("rb")
        finally:
            self._places.release()
        try:
            self.office.do(exported.export, by=by, book=book, kind=kind, asked=asked, lines=lines)
        except BaseException:
            file.close()
            raise
        title = found.title.lower().replace(" ", "-")
        name = f"{title}-{asked.first.isoformat()}-{asked.last.isoformat()}.{kind}"
        return Made(file, lines, name, MEDIA[kind])

    def _job(self, book: str, kind: Kind, asked: Asked, folder: Path) -> Job:
        office = self.office
        address = office.database.url.render_as_string(hide_password=False)
        return Job(database=address, zone=str(office.zone), now=office.clock(), folder=str(folder),
                   book=book, kind=kind, first=asked.first, last=asked.last, service=asked.service,
                   state=asked.state, q=asked.q, section=asked.section, most=MOST[kind])  # fmt: skip

    def _ask(self, job: Job) -> int:
        """Run the child and listen to it; how many lines the book has."""
        with _child(self._patience) as channel:
            try:
                send(channel, cast("Any", job.model_dump(mode="json")))
                while True:
                    said = receive(channel)
                    if "done" in said:
                        return int(said["done"])
                    if "too_long" in said:
                        most = f"{job.most:,}".replace(",", ".")
                        raise NotNow(f"Periode ini memuat lebih dari {most} baris. Pilih periode yang lebih pendek.")
            except (EOFError, OSError) as error:
                raise BookFailed from error


@contextmanager
def _child(patience: float) -> Iterator[socket.socket]:
    """The worker and our end of its socket; it is ended whatever happens here."""
    ours, theirs = socket.socketpair()
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    with theirs:
        process = subprocess.Popen([sys.executable, "-m", "printer.books.worker", str(theirs.fileno())],
                                   pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL,
                                   env={**os.environ, "PYTHONPATH": path})  # fmt: skip
    ours.settimeout(patience)
    try:
        yield ours
    finally:
        ours.close()
        process.kill()
        process.wait()


@contextmanager
def _folder() -> Iterator[Path]:
    """A private folder that goes with its book; those of hubs that are gone go too."""
    place = Path(tempfile.gettempdir())
    for left in place.glob(f"{_PREFIX}*"):
        if not _alive(left.name.removeprefix(_PREFIX).partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, ValueError):
        return True
    return True
