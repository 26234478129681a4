"""What a book is: its columns, who may read it, how its rows are found page by page, and what one line says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Literal

from office.files import catalogue
from office.files.services import Service
from office.records.work import Read
from office.words.clean import clean
from office.words.dates import slip_date
from office.words.masks import mask_niks

#: a place in a book's order, smallest first
Key = tuple[Any, ...]
Kind = Literal["words", "code", "date", "money", "ordinal", "blank"]
LONGEST_CELL = 600


@dataclass(frozen=True)
class Column:
    """A column. `width`: mm on paper, or a share (fr) of what is left when `share`; `kind`: how its cells are set.

    ordinal: the line's number within this export (books without a series of their own); blank: for the pen.
    """

    title: str
    width: int
    kind: Kind = "words"
    share: bool = False


@dataclass(frozen=True)
class Asked:
    """What of a book is wanted: a period (days, inclusive), a service, a state, words; `section`: a Kasi's own."""

    first: date
    last: date
    service: str = ""
    state: str = ""
    q: str = ""
    section: str | None = None
    #: the year of the place a page begins at: what lies beyond it need not be walked through
    from_year: int | None = None
    to_year: int | None = None

    @property
    def years(self) -> tuple[int, int]:
        """First and last year of numbers that are looked at."""
        return (max(self.first.year, self.from_year or 0), min(self.last.year, self.to_year or self.last.year))

    def moments(self, read: Read) -> tuple[datetime, datetime]:
        """The period as moments: from its first, up to but without the second."""
        begin, end = (datetime.combine(day, time.min, read.zone) for day in (self.first, self.last + timedelta(days=1)))
        return begin, end


@dataclass(frozen=True)
class Line:
    """One line. `cells`: a text (or an amount, int) per column; `struck`: BATAL; `tag`: sisipan, BATAL, …"""

    key: Key
    cells: tuple[str | int, ...]
    struck: bool = False
    tag: str = ""
    #: what the line is about: ("file", 12), for a link on the screen
    about: tuple[str, int] | None = None


@dataclass(frozen=True)
class Book:
    """A book of the office. `rows`: what is read, narrowed but not yet ordered; `keys`: its order (unique together)."""

    name: str
    title: str
    columns: tuple[Column, ...]
    desks: frozenset[str]
    keys: tuple[Any, ...]
    rows: Callable[[Read, Asked], Any]
    lines: Callable[[Read, Sequence[Any]], list[Line]]
    #: numbers of reserved sheets that no row has, within (after, upto] of the order
    fillers: Callable[[Read, Asked], list[Line]] = field(default=lambda _read, _asked: [])
    states: dict[str, str] = field(default_factory=dict)
    by_service: bool = True
    #: what the box "cari" looks through
    finds: str = "nomor, nama, atau desa"


def services(read: Read) -> Callable[[str], Service]:
    """The services by their code, each read once for all the lines of a page."""
    return cache(lambda code: catalogue.service(read, code))


def words(text: object, *, limit: int = LONGEST_CELL) -> str:
    """A cell's text: one line, no control characters, and every NIK in it masked (UU 27/2022)."""
    return mask_niks(clean(str(text or ""), limit=limit))


def day(read: Read, moment: datetime | date | None) -> str:
    """A date of a book in the office's zone: 23-11-2026; empty for none."""
    if moment is None:
        return ""
    return slip_date(moment.astimezone(read.zone).date() if isinstance(moment, datetime) else moment)
