"""A book as XLSX, written line by line in constant memory; every text stays text, whatever it begins with."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from office.books.shape import Book, Line
from printer.books.sheet import Frame, closing

#: Excel's number for 216 x 330 mm, which is F4
FOLIO = 14
#: characters to a millimetre of a column, roughly
WIDE = 0.62
ROWS_OF_HEAD = 5
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False}  # fmt: skip


def write(book: Book, frame: Frame, lines: Iterator[Line], path: Path, beat: Callable[[], None]) -> int:
    """Write the book to `path`; how many lines. Its helpers' files go into the same folder; `beat` before packing."""
    with xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)}) as workbook:
        workbook.set_properties({"title": frame.title, "author": frame.office.name})
        sheet, looks = workbook.add_worksheet(frame.title[:31]), _looks(workbook)
        _set_up(sheet, book, frame, looks)
        count = 0
        for line in lines:
            _line(sheet, ROWS_OF_HEAD + count, book, line, count + 1, looks)
            count += 1
        _end(sheet, ROWS_OF_HEAD + count + 1, book, frame, count, looks)
        if count:
            beat()
            sheet.autofilter(ROWS_OF_HEAD - 1, 0, ROWS_OF_HEAD + count - 1, len(book.columns) - 1)
    return count


def _looks(workbook: Any) -> dict[str, Any]:
    text = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1, "num_format": "@"}
    money = {**text, "num_format": "#,##0"}
    return {
        "title": workbook.add_format({"bold": True, "font_size": 14}), "plain": workbook.add_format({"font_size": 10}),
        "head": workbook.add_format({**text, "bold": True, "align": "center", "bg_color": "#EFE6D6"}),
        "text": workbook.add_format(text), "struck": workbook.add_format({**text, "font_strikeout": True}),
        "money": workbook.add_format(money), "money struck": workbook.add_format({**money, "font_strikeout": True}),
        "bold": workbook.add_format({"bold": True, "underline": 1, "font_size": 10}),
    }  # fmt: skip


def _set_up(sheet: Any, book: Book, frame: Frame, looks: dict[str, Any]) -> None:
    """Paper, margins, head and foot, and the rows above the first line."""
    sheet.set_landscape()
    sheet.set_paper(FOLIO)
    sheet.set_margins(left=0.8, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(ROWS_OF_HEAD - 1)
    sheet.set_footer(f"&L&8{_plain(frame.title)}, {_plain(frame.period)}&R&8Halaman &P dari &N")
    for n, column in enumerate(book.columns):
        sheet.set_column(n, n, max(6, round(column.width * WIDE)))
    training = "MODE LATIHAN: CONTOH, TIDAK BERLAKU. " if frame.office.training else ""
    for row, (words, look) in enumerate(((frame.office.name.upper(), "plain"), (frame.title.upper(), "title"),
                                         (f"Periode {frame.period}. {frame.narrowed}".strip(), "plain"),
                                         (f"{training}Disusun {frame.made}", "plain"))):  # fmt: skip
        sheet.write_string(row, 0, words, looks[look])
    for n, column in enumerate(book.columns):
        sheet.write_string(ROWS_OF_HEAD - 1, n, column.title, looks["head"])
    sheet.freeze_panes(ROWS_OF_HEAD, 0)


def _line(sheet: Any, row: int, book: Book, line: Line, ordinal: int, looks: dict[str, Any]) -> None:
    last = len(book.columns) - 1
    for n, (column, value) in enumerate(zip(book.columns, line.cells, strict=True)):
        struck = line.struck and n != last  # the note says why, and stays readable
        if column.kind == "ordinal":
            sheet.write_number(row, n, ordinal, looks["text"])
        elif isinstance(value, int):
            sheet.write_number(row, n, value, looks["money struck" if struck else "money"])
        else:
            sheet.write_string(row, n, value, looks["struck" if struck else "text"])


def _end(sheet: Any, row: int, book: Book, frame: Frame, count: int, looks: dict[str, Any]) -> None:
    sheet.write_string(row, 0, closing(count), looks["plain"])
    at = max(len(book.columns) - 3, 1)
    signed = [f"{frame.place}, {frame.day}", *frame.heading, "", "", "", frame.name or "........................",
              *([frame.rank] if frame.rank else []), *([f"NIP. {frame.nip}"] if frame.nip else [])]  # fmt: skip
    for n, words in enumerate(signed):
        sheet.write_string(row + 2 + n, at, words, looks["bold" if words and words == frame.name else "plain"])


def _plain(words: str) -> str:
    """Words in a foot: an ampersand begins a code there."""
    return words.replace("&", "&&")
