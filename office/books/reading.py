"""Reading the books: page by page in their order, without counting what was already seen (keyset paging)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, tuple_

from office.books.desk_books import INCOMING, PENGADUAN
from office.books.handed import ARCHIVE, DISPATCH, LEVY
from office.books.letters import LETTERS, OUTGOING
from office.books.registration import REGISTRATION
from office.books.shape import Asked, Book, Key, Line
from office.errors import Invalid, NotYourDesk, Unknown
from office.records.work import Read

BOOKS = {book.name: book for book in (REGISTRATION, LETTERS, OUTGOING, INCOMING, DISPATCH, LEVY, PENGADUAN, ARCHIVE)}
#: lines of a page on the screen; counted no further than this
SHOWN, COUNTED = 50, 10_000


@dataclass(frozen=True)
class Page:
    """Lines in the order asked for; `older`, `newer`: where the pages beside it begin, if there are any."""

    lines: list[Line] = field(default_factory=list)
    older: str = ""
    newer: str = ""


def book(name: str) -> Book:
    """The book of that name; refuses with Unknown."""
    if name not in BOOKS:
        raise Unknown(f"Buku ini tidak ada. Pilih salah satu: {', '.join(BOOKS)}.")
    return BOOKS[name]


def for_desks(name: str, desks: Iterable[str]) -> Book:
    """The book, for who may read it; refuses with Unknown, NotYourDesk."""
    found = book(name)
    if not found.desks & set(desks):
        raise NotYourDesk(f"{found.title} tidak dibuka untuk meja Anda. Minta pengawas.")
    return found


def page(read: Read, *, book: Book, asked: Asked, before: str = "", after: str = "", limit: int = SHOWN) -> Page:
    """The newest lines first, from `before` (older ones) or `after` (newer ones) on: what a screen shows."""
    require_period(asked)
    if after:
        lines, more = _onward(read, book, asked, _key(book, after), limit)
        lines = lines[::-1]
        return Page(lines, _cursor(lines[-1].key) if lines else "", _cursor(lines[0].key) if more and lines else "")
    start = _key(book, before) if before else None
    lines, more = _backward(read, book, asked, start, limit)
    return Page(lines, _cursor(lines[-1].key) if more else "", _cursor(lines[0].key) if before and lines else "")


def chunk(read: Read, *, book: Book, asked: Asked, after: Key | None, limit: int) -> tuple[list[Line], Key | None]:
    """Lines in the book's order behind `after`, and where the next chunk begins (None: that was the last one)."""
    lines, more = _onward(read, book, asked, after, limit)
    return lines, lines[-1].key if more else None


def count(read: Read, *, book: Book, asked: Asked) -> int:
    """How many lines; counted no further than one more than `COUNTED`."""
    some = book.rows(read, asked).with_only_columns(literal(1)).limit(COUNTED + 1).subquery()
    found = read.session.scalar(select(func.count()).select_from(some)) or 0
    return found + len(book.fillers(read, asked))


def require_period(asked: Asked) -> None:
    """Refuses with Invalid when the period ends before it begins."""
    if asked.last < asked.first:
        said = "Tanggal akhir mendahului tanggal awal. Betulkan periodenya."
        raise Invalid(said, fields={"to": said})


def _onward(read: Read, book: Book, asked: Asked, after: Key | None, limit: int) -> tuple[list[Line], bool]:
    lines, more = _found(read, book, asked, after, limit, down=False)
    upto = lines[-1].key if more else None
    extra = [line for line in book.fillers(read, asked)
             if (after is None or line.key > after) and (upto is None or line.key < upto)]  # fmt: skip
    return sorted([*lines, *extra], key=lambda line: line.key), more


def _backward(read: Read, book: Book, asked: Asked, before: Key | None, limit: int) -> tuple[list[Line], bool]:
    lines, more = _found(read, book, asked, before, limit, down=True)
    downto = lines[-1].key if more else None
    extra = [line for line in book.fillers(read, asked)
             if (before is None or line.key < before) and (downto is None or line.key > downto)]  # fmt: skip
    return sorted([*lines, *extra], key=lambda line: line.key, reverse=True), more


def _found(read: Read, book: Book, asked: Asked, key: Key | None, limit: int, *, down: bool) -> tuple[list[Line], bool]:
    """The next lines beyond `key`, and whether there are more.

    A book in the order of years is asked for the year of the place first and then for the years beyond it: each a
    range of the index, where one condition for both would walk through all that was passed already.
    """
    found: list[Any] = []
    order = [one.desc() if down else one for one in book.keys]
    for rows in _stretches(read, book, asked, key, down):
        if len(found) <= limit:
            found += read.session.execute(rows.order_by(*order).limit(limit + 1 - len(found))).all()
    return book.lines(read, found[:limit]), len(found) > limit


def _stretches(read: Read, book: Book, asked: Asked, key: Key | None, down: bool) -> list[Any]:
    if key is None:
        return [book.rows(read, asked)]
    if book.keys[0].key != "year":
        return [book.rows(read, asked).where(_beyond(book.keys, key, down))]
    here = book.rows(read, asked).where(book.keys[0] == key[0], _beyond(book.keys[1:], key[1:], down))
    further = replace(asked, to_year=key[0] - 1) if down else replace(asked, from_year=key[0] + 1)
    year = book.keys[0]
    return [here, book.rows(read, further).where(year < key[0] if down else year > key[0])]


def _beyond(keys: tuple[Any, ...], key: Key, down: bool) -> ColumnElement[bool]:
    return tuple_(*keys) < tuple_(*key) if down else tuple_(*keys) > tuple_(*key)


def _cursor(key: Key) -> str:
    """A place in the book as an address carries it; places hold numbers of the register only."""
    return urlsafe_b64encode(json.dumps(list(key)).encode()).decode().rstrip("=")


def _key(book: Book, cursor: str) -> Key:
    try:
        key: Any = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        key = None
    fits = isinstance(key, list) and len(key) == len(book.keys)
    if not fits or any(type(part) is not column.type.python_type for part, column in zip(key, book.keys, strict=True)):
        raise Invalid("Penanda halaman buku ini tidak dikenal. Buka bukunya sekali lagi.")
    return tuple(key)
