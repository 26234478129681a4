"""A book as PDF: set in stretches of a hundred and some lines, each filling whole pages, bound at the end.

Every stretch is laid out once to learn how many pages it fills; lines of its last, unfilled page go on to the next
stretch. Then, when the number of pages is known, each is set. What is laid out lies on disk meanwhile.
"""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import typst

from office.books.shape import Book, Column, Line
from printer.books.binding import bind
from printer.books.sheet import Frame, cell, closing

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = Path(__file__).parent / "templates" / "book.typ"
#: lines of a stretch, and how many settings Typst remembers: together they bound the memory
STRETCH, REMEMBERED = 130, 11
#: lines that a signature takes along
TAIL = 3
#: mm; capitals are wider than that, and fewer
WIDEST_LETTER = 1.75
_FONTS = typst.Fonts(include_system_fonts=False)


def write(book: Book, frame: Frame, lines: Iterator[Line], path: Path, beat: Callable[[], None]) -> int:
    """Write the book to `path`; how many lines. Stretches lie beside it until they are bound; `beat` after each."""
    layout = _Layout(book, frame, path.parent)
    count = layout.lay(lines)
    with path.open("wb") as out:
        bound = bind(_all_set(layout, beat), f"{frame.title}, {frame.period}", out)
    if bound != sum(layout.pages):
        raise RuntimeError(f"{bound} pages were bound, {sum(layout.pages)} were laid out: the numbers would be wrong")
    return count


def _all_set(layout: "_Layout", beat: Callable[[], None]) -> Iterator[bytes]:
    for n in range(len(layout.pages)):
        beat()
        yield layout.set(n)


def _forget() -> None:
    """Let Typst drop what it remembers: it ages its memory when something is set, not when something is asked."""
    for _ in range(REMEMBERED):
        typst.compile(b"", format="pdf", ignore_system_fonts=True, font_paths=_FONTS)


def _whole_pages(lines: list[Line], told: dict[str, int]) -> tuple[list[Line], int]:
    """The lines that fill whole pages, and how many pages; all of them where they do not fill a single one."""
    pages, left = told["pages"], told["left"]
    return (lines[: len(lines) - left], pages - 1) if pages > 1 and left < len(lines) else (lines, pages)


class _Layout:
    """The stretches of one book: `pages` of each, what they say kept in `folder`."""

    def __init__(self, book: Book, frame: Frame, folder: Path) -> None:
        self._book, self._frame, self._folder = book, frame, folder
        self.pages: list[int] = []
        self._tail = 0

    def lay(self, lines: Iterator[Line]) -> int:
        """Divide the lines into stretches; how many lines there were."""
        count = 0
        waiting: list[Line] = []
        while True:
            waiting += islice(lines, STRETCH - len(waiting))
            # one line ahead tells whether this is the end: the last stretch carries the signature
            ahead = list(islice(lines, 1))
            end = "" if ahead else closing(count + len(waiting))
            told = self._lay_one(waiting, count, end)
            if end:
                self._keep_last(waiting, count, end, told)
                return count + len(waiting)
            kept, pages = _whole_pages(waiting, told)
            self._keep(kept, count, "", pages)
            count, waiting = count + len(kept), [*waiting[len(kept) :], *ahead]

    def _keep_last(self, lines: list[Line], count: int, end: str, told: dict[str, int]) -> None:
        """The end: a signature that came to stand alone takes the last lines along."""
        if lines and told["left"] == 0:
            self._tail = min(TAIL, len(lines))
            told = self._lay_one(lines, count, end)
        self._keep(lines, count, end, told["pages"])

    def _lay_one(self, lines: list[Line], count: int, end: str) -> dict[str, int]:
        asked = self._data(lines, count, end)
        found = json.loads(typst.query(TEMPLATE, "<told>", root=ROOT, font_paths=_FONTS, ignore_system_fonts=True,
                                       sys_inputs={"data": json.dumps(asked)}, one=True, field="value"))  # fmt: skip
        _forget()
        told: dict[str, int] = found
        return told

    def _keep(self, lines: list[Line], count: int, end: str, pages: int) -> None:
        self._file(len(self.pages)).write_text(json.dumps(self._data(lines, count, end)), encoding="utf-8")
        self.pages.append(pages)

    def _file(self, n: int) -> Path:
        return self._folder / f"stretch-{n}.json"

    def set(self, n: int) -> bytes:
        """Stretch `n` as PDF."""
        asked = json.loads(self._file(n).read_text(encoding="utf-8"))
        asked["total"] = sum(self.pages)
        made = typst.compile(TEMPLATE, root=ROOT, font_paths=_FONTS, ignore_system_fonts=True, format="pdf",
                             sys_inputs={"data": json.dumps(asked)}, pdf_tags=False,
                             timestamp=0)  # fmt: skip
        self._file(n).unlink()
        _forget()
        return bytes(made)

    def _data(self, lines: list[Line], count: int, end: str) -> dict[str, Any]:
        columns = [{"title": c.title, "width": c.width, "kind": c.kind, "share": c.share} for c in self._book.columns]
        frame = self._frame.model_dump(mode="json")
        return {
            # the letterhead's own parts ask for `content`
            "content": {"office": frame["office"]}, "frame": frame, "columns": columns, "opening": count == 0,
            "before": sum(self.pages), "total": 9999, "closing": end,
            "tail": self._tail,
            "lines": [self._said(line, count + n + 1) for n, line in enumerate(lines)],
        }  # fmt: skip

    def _said(self, line: Line, ordinal: int) -> dict[str, Any]:
        pairs = zip(self._book.columns, line.cells, strict=True)
        cells = [str(ordinal) if column.kind == "ordinal" else cell(value) for column, value in pairs]
        long = [n for n, column in enumerate(self._book.columns) if _too_long(cells[n], column)]
        return {"cells": cells, "struck": line.struck, "tag": line.tag, "long": long}


def _too_long(words: str, column: Column) -> bool:
    """Whether a word of the cell may be wider than its column."""
    fits = max(8, int(column.width / WIDEST_LETTER))
    return len(words) > fits and any(len(word) > fits for word in words.split())
