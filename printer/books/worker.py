"""`python -m printer.books.worker <fd>`: makes one book and ends.

It opens the database for reading by itself, a page at a time: no transaction is longer than a screen's, and the hub
does not carry the lines. It has no office key, so nothing that is sealed can be read here.
"""

import os
import secrets
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from office.books import reading
from office.books.shape import Book, Line
from office.office import Office
from office.records.database import Database
from office.records.vault import Vault
from printer.books import pages, sheet, spreadsheet
from printer.books.job import Job, TooLong
from printer.letters.frames import receive, send

#: a book waits for people: screens, calls, tickets and letters go first
_NICE = 10
CHUNK = 500
WRITERS = {"pdf": pages.write, "xlsx": spreadsheet.write}


def make(job: Job, tell: Any) -> int:
    """Write the book into the job's folder; how many lines. `tell(n)` after every chunk. Raises TooLong."""
    database = Database(job.database)
    try:
        office = Office(database, Vault(secrets.token_bytes(32)), zone=ZoneInfo(job.zone), clock=lambda: job.now)
        book = reading.book(job.book)
        frame: sheet.Frame = office.see(sheet.frame, book=book, asked=job.asked())
        path = Path(job.folder) / f"book.{job.kind}"
        return WRITERS[job.kind](book, frame, _lines(office, book, job, tell), path, lambda: tell(0))
    finally:
        database.close()


def _lines(office: Office, book: Book, job: Job, tell: Any) -> Iterator[Line]:
    after, count = None, 0
    while True:
        lines, after = office.see(reading.chunk, book=book, asked=job.asked(), after=after, limit=CHUNK)
        count += len(lines)
        if count > job.most:
            raise TooLong
        tell(count)
        yield from lines
        if after is None:
            return


def main(fd: int) -> None:
    """Take the job from the hub's socket, say how far it is, and how it ended. A hub that is gone ends the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_NICE)
    os.umask(0o077)
    with socket.socket(fileno=fd) as channel:
        channel.setblocking(True)
        job = Job.model_validate(receive(channel))

        def tell(**said: Any) -> None:
            send(channel, cast("Any", said))

        try:
            count = make(job, lambda n: tell(lines=n))
        except TooLong:
            tell(too_long=True)
        else:
            tell(done=count)


if __name__ == "__main__":
    main(int(sys.argv[1]))
