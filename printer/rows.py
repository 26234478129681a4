"""A slip after layout: rows of styled character cells, the one form that is printed, previewed, stored and
compared.
"""

import base64
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

CELL_WIDTH = 12
CELL_HEIGHT = 24
LINE_FEED = 30
DOTS_PER_MM = 8
#: from the head to the cutter
CUT_DOTS = 120


@dataclass(frozen=True)
class Style:
    """How a run looks; `width` and `height` are multiples of a cell."""

    bold: bool = False
    width: int = 1
    height: int = 1
    reverse: bool = False


PLAIN = Style()


@dataclass(frozen=True)
class Run:
    """Characters of one style; one character is one cell times the style's width."""

    text: str
    style: Style = PLAIN

    @property
    def cells(self) -> int:
        return len(self.text) * self.style.width


@dataclass(frozen=True)
class Line:
    """One printed line; no runs is an empty line."""

    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Code:
    """A QR code drawn by the printer, centred; `module` is dots per module."""

    data: str
    module: int


@dataclass(frozen=True)
class Picture:
    """A raster, centred: `bits` has `height` rows of `width` / 8 bytes, a set bit is black."""

    width: int
    height: int
    bits: bytes


@dataclass(frozen=True)
class End:
    """The cut."""


Row = Line | Code | Picture | End


def line(*runs: Run) -> Line:
    """A line without empty runs, neighbours of one style joined, so that equal paper is equal rows."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].style == run.style:
            joined[-1] = Run(joined[-1].text + run.text, run.style)
        elif run.text:
            joined.append(run)
    return Line(tuple(joined))


def as_text(rows: Iterable[Row]) -> str:
    """The words on the paper, line by line; a QR code stands as `[QR data]`, the cut is not drawn."""
    words: dict[type, Callable[[Any], str]] = {
        Line: lambda row: "".join(run.text for run in row.runs),
        Code: lambda row: f"[QR {row.data}]",
        Picture: lambda _: "[lambang]",
    }
    return "\n".join(words[type(row)](row) for row in rows if not isinstance(row, End))


def height_mm(rows: Iterable[Row]) -> float:
    """How much paper the rows take, about; used to judge how long printing may last."""
    dots = 0
    for row in rows:
        if isinstance(row, Line):
            dots += max([LINE_FEED, *(CELL_HEIGHT * run.style.height for run in row.runs)])
        elif isinstance(row, Code):
            dots += 45 * row.module
        elif isinstance(row, Picture):
            dots += row.height
        else:
            dots += CUT_DOTS
    return dots / DOTS_PER_MM


def to_json(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows as plain data, as the spool keeps them."""
    return [_row_to_json(row) for row in rows]


def _row_to_json(row: Row) -> dict[str, Any]:
    if isinstance(row, Code):
        return {"qr": row.data, "module": row.module}
    if isinstance(row, Picture):
        return {"picture": base64.b64encode(zlib.compress(row.bits)).decode(), "width": row.width, "height": row.height}
    if isinstance(row, End):
        return {"cut": True}
    return {"runs": [[r.text, r.style.bold, r.style.width, r.style.height, r.style.reverse] for r in row.runs]}


def from_json(data: Sequence[dict[str, Any]]) -> list[Row]:
    """The rows that `to_json` wrote."""
    return [_row_from_json(row) for row in data]


def _row_from_json(row: dict[str, Any]) -> Row:
    if "qr" in row:
        return Code(row["qr"], row["module"])
    if "picture" in row:
        return Picture(row["width"], row["height"], zlib.decompress(base64.b64decode(row["picture"])))
    if "cut" in row:
        return End()
    return Line(tuple(Run(text, Style(*style)) for text, *style in row["runs"]))
