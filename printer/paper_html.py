"""Rows to an HTML fragment: the slip as it leaves the printer, in monospace cells, searchable and readable
aloud.

Classes only, no inline style (the pages' content security policy allows none); `paper.css` beside this file
gives the classes their look. A page includes it once.
"""

import base64
import struct
import zlib
from collections.abc import Iterable
from html import escape
from pathlib import Path

import segno

from printer.layout import Paper, layout, paper_width, qr_version
from printer.rows import PLAIN, Code, End, Line, Picture, Row, Run, Style
from printer.slips.elements import Slip

STYLESHEET = Path(__file__).with_name("paper.css")


def fragment(rows: Iterable[Row], paper: Paper) -> str:
    """`<article class="paper …">` with one element for each row. All text is escaped."""
    inside = "".join(_row(row, paper) for row in rows)
    return f'<article class="paper paper-{paper.columns}">{inside}</article>'


def preview(slip: Slip, paper: Paper) -> str:
    """The slip as this paper would show it."""
    return fragment(layout(slip, paper), paper)


def _row(row: Row, paper: Paper) -> str:
    if isinstance(row, Line):
        return f'<div class="paper-line">{"".join(_run(run) for run in row.runs)}</div>'
    if isinstance(row, Code):
        return f'<div class="paper-code">{_qr(row, paper)}</div>'
    if isinstance(row, Picture):
        return f'<div class="paper-code">{_picture(row, paper)}</div>'
    return '<div class="paper-cut"></div>' if isinstance(row, End) else ""


def _run(run: Run) -> str:
    words = escape(run.text)
    return words if run.style == PLAIN else f'<span class="{_classes(run.style)}">{words}</span>'


def _classes(style: Style) -> str:
    names = ["paper-run", f"paper-w{style.width}", f"paper-h{style.height}"]
    return " ".join([*names, *["paper-bold"] * style.bold, *["paper-reverse"] * style.reverse])


def _picture(row: Picture, paper: Paper) -> str:
    """The raster as a PNG inside the page, as wide as on paper."""
    percent = 100 * row.width / paper_width(paper)
    data = base64.b64encode(_png(row)).decode()
    return f'<img class="paper-qr" alt="Lambang kantor" width="{percent:.1f}%" src="data:image/png;base64,{data}">'


def _png(row: Picture) -> bytes:
    """One bit a dot, black where the raster is set (ISO/IEC 15948)."""
    wide = row.width // 8
    lines = (row.bits[at : at + wide] for at in range(0, len(row.bits), wide))
    dots = b"".join(b"\x00" + bytes(255 - byte for byte in line) for line in lines)
    head = struct.pack(">IIBBBBB", row.width, row.height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(dots)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def _qr(row: Code, paper: Paper) -> str:
    """As wide on the screen's paper as on the printer's, in percent of its width."""
    version = qr_version(row.data)
    code = segno.make_qr(row.data, error="m", mode="byte", version=version, boost_error=False)
    svg = code.svg_inline(border=0, omitsize=True, svgclass="paper-qr", lineclass=None)
    percent = 100 * code.symbol_size(border=0)[0] * row.module / paper_width(paper)
    return svg.replace("<svg ", f'<svg width="{percent:.1f}%" role="img" aria-label="Kode QR" ', 1)
